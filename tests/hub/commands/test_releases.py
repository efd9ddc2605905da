"""A release is found by its id, and two are compared value by value."""

import json
from pathlib import Path

from tests.hub.command_line import Run


def test_what_changed_between_two_releases_is_listed(run: Run, upload: Path) -> None:
    run("import", upload, "-c", "essai")
    first = json.loads(run("release", "--json").out)["release_id"]
    roll = upload / "participations.csv"
    roll.write_text(roll.read_text() + "N-005,ag-2022,post\n")
    run("import", upload, "-c", "essai")
    second = json.loads(run("release", "--json").out)["release_id"]
    changes = json.loads(run("release", "diff", second, "--json").out)
    assert ("turnout.assembly", "numerator", 4, 5) in [
        (one["indicator"], one["field"], one["before"], one["after"]) for one in changes
    ]
    assert "turnout.assembly" in run("release", "diff", first, second).out


def test_an_unknown_release_is_refused_by_name(run: Run, upload: Path) -> None:
    run("import", upload, "-c", "essai")
    run("release")
    assert "no release 'r9'" in run("release", "show", "r9").err
