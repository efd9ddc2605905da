"""Another content is another hash; how many moved since another release is no content."""

import pytest

from hub.releases.contents import content_hash

ROWS = {
    "bodies": [{"code": "ca", "seats": 7}],
    "plans": [{"position": 0, "base": 5, "movers": "few"}],
}


@pytest.mark.parametrize(
    "other",
    [
        {**ROWS, "bodies": [{"code": "ca", "seats": 8}]},
        {**ROWS, "bodies": []},
        {**ROWS, "plans": [{"position": 0, "base": 3, "movers": "few"}]},
        {"bodies": ROWS["bodies"]},
    ],
    ids=["another value", "a row less", "another plan", "no plans"],
)
def test_another_content_is_another_hash(other: dict[str, list[dict[str, object]]]) -> None:
    assert content_hash(other) != content_hash(ROWS)


def test_who_moved_since_changes_nothing() -> None:
    moved = {**ROWS, "plans": [{**ROWS["plans"][0], "movers": "many"}]}
    assert content_hash(moved) == content_hash(ROWS)
