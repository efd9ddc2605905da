"""Anybody at the command line can see what was done, and whether the log of it is whole."""

import json
from pathlib import Path

import pytest
import sqlalchemy as sa
from typer.testing import CliRunner

from hub.audit_log import AUDIT_LOG, BrokenChain, CutOff
from hub.cli import app
from hub.settings import Settings
from hub.stores import open_store
from hub.workspace import PUBLISHED


def run(folder: Path, *words: str) -> str:
    done = CliRunner(env={"COLUMNS": "250"}).invoke(app, [*words, "--data", str(folder)])
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done.stdout


def test_what_commands_do_is_shown_and_whole(tmp_path: Path) -> None:
    assert "Nothing" in run(tmp_path, "audit-log", "show")
    assert "Nothing" in run(tmp_path, "audit-log", "verify")
    run(tmp_path, "client", "add", "--cooperative", "smart", "--role", "sender")
    run(tmp_path, "account", "add", "Operator", "--role", "operator")
    shown = json.loads(run(tmp_path, "audit-log", "show", "--json"))
    assert [(one["cooperative"], one["action"]) for one in shown] == [
        ("*", "account:add"),
        ("smart", "client:add"),
    ]
    assert "command-line" in run(tmp_path, "audit-log", "show", "-c", "smart")
    heads = json.loads(run(tmp_path, "audit-log", "verify", "--json"))
    assert heads["smart"] in run(tmp_path, "audit-log", "verify")


def test_a_log_that_was_changed_is_not_whole(tmp_path: Path) -> None:
    run(tmp_path, "client", "add", "--cooperative", "smart", "--role", "sender")
    engine = open_store(Settings.read(tmp_path, {}).workspace_url)
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP TRIGGER audit_log_no_update")
        connection.execute(sa.update(AUDIT_LOG).values(outcome="refused"))
    engine.dispose()
    with pytest.raises(BrokenChain):
        run(tmp_path, "audit-log", "verify")


def test_what_was_cut_off_at_the_end_is_seen_by_the_releases_made_before(
    upload: Path, tmp_path: Path
) -> None:
    home = tmp_path / "data"
    run(home, "import", str(upload), "--cooperative", "essai")
    run(home, "release")
    assert "nothing is missing: 1" in run(home, "audit-log", "verify")
    engine = open_store(Settings.read(home, {}).workspace_url)
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP TRIGGER audit_log_no_delete")
        connection.execute(sa.delete(AUDIT_LOG).where(AUDIT_LOG.c.cooperative == "essai"))
    run(home, "client", "add", "--cooperative", "essai", "--role", "sender")
    with pytest.raises(CutOff):
        run(home, "audit-log", "verify")
    # to say now that nothing was there is no way out: the release has the hash
    with engine.begin() as connection:
        connection.execute(sa.update(PUBLISHED).values(audit_heads=[]))
    with pytest.raises(CutOff):
        run(home, "audit-log", "verify")
    # of releases of earlier versions nothing is known
    with engine.begin() as connection:
        connection.execute(sa.update(PUBLISHED).values(audit_heads=None))
    engine.dispose()
    assert "missing" not in run(home, "audit-log", "verify")
