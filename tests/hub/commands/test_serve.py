"""What cannot be served is refused before anything listens."""

from tests.hub.command_line import Run


def test_partners_alone_are_not_served_where_none_could_log_in(run: Run) -> None:
    refused = run("serve", "--only", "partner", "--host", "127.0.0.2")
    assert refused.status == 2
    assert "INTERCOOP_ADDRESS" in refused.err
