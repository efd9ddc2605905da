"""A release is found by its id, and two are compared value by value."""

import json
from datetime import date
from pathlib import Path

from hub.agreements import Agreements
from hub.commands.workspace import open_workspace
from hub.settings import Settings
from tests.hub.command_line import Run
from tests.hub.test_agreements import terms


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


def test_whose_agreement_has_ended_is_said_beside_the_release(
    run: Run, upload: Path, settings: Settings
) -> None:
    run("import", upload, "-c", "essai")
    assert run("release").err == ""  # a hub of one's own asks for none
    with open_workspace(settings) as engine:
        for slug in ("essai", "autre"):
            Agreements(engine).record(slug, terms(date(2020, 1, 1), date(2020, 12, 31)))
    said = run("release")
    assert "agreement with essai ended on 2020-12-31" in said.err
    assert "autre" not in said.err
    with open_workspace(settings) as engine:
        Agreements(engine).record("essai", terms(date(2021, 1, 1), None))
    assert run("release").err == ""


def test_an_unknown_release_is_refused_by_name(run: Run, upload: Path) -> None:
    run("import", upload, "-c", "essai")
    run("release")
    assert "no release 'r9'" in run("release", "show", "r9").err
