"""What a cooperative chose is remembered for its next upload, and for nobody else's."""

from dataclasses import replace
from pathlib import Path

import pytest

from connectors.choices import ImpossibleChoice
from connectors.contract import About, Choice
from hub import migrate
from hub.choices import forget, remember, remembered, together
from hub.intake import import_upload
from hub.intake_desk import Outcome, State
from hub.settings import Settings
from hub.stores import open_store

COLUMN = Choice(
    system="intercoop", table="members", about=About.COLUMN, field="gender", said="sekse"
)
WORD = Choice(
    system="intercoop",
    table="members",
    about=About.WORD,
    field="gender",
    said="zij",
    code="female",
)


def choose(settings: Settings, *choices: Choice, slug: str = "essai") -> tuple[Choice, ...]:
    engine = open_store(settings.workspace_url)
    try:
        migrate.upgrade(engine, "workspace")
        with engine.begin() as connection:
            remember(connection, slug, choices, "someone")
        with engine.begin() as connection:
            return remembered(connection, slug)
    finally:
        engine.dispose()


def take(settings: Settings, path: Path) -> Outcome:
    return import_upload(settings, path, "essai", progress=lambda *_: None)


def test_the_last_choice_of_the_same_counts(both_settings: Settings) -> None:
    choose(both_settings, COLUMN, WORD)
    assert choose(both_settings, replace(COLUMN, field="")) == (
        replace(COLUMN, field=""),
        WORD,
    )
    assert choose(both_settings, slug="autre") == ()


def test_one_impossible_choice_leaves_all_as_it_was(settings: Settings) -> None:
    with pytest.raises(ImpossibleChoice):
        choose(settings, COLUMN, replace(WORD, code="?"))
    assert choose(settings) == ()


def test_a_choice_can_be_forgotten(settings: Settings) -> None:
    choose(settings, COLUMN, WORD)
    engine = open_store(settings.workspace_url)
    with engine.begin() as connection:
        forget(connection, "essai", WORD)
        assert remembered(connection, "essai") == (COLUMN,)
    engine.dispose()


def test_the_next_upload_is_read_with_them_and_is_another_import(
    settings: Settings, upload: Path
) -> None:
    members = upload / "members.csv"
    members.write_text(members.read_text().replace("gender", "Sekse").replace("female", "Zij"))
    refused = take(settings, upload)
    assert refused.state is State.BLOCKED
    choose(settings, COLUMN, WORD)
    first = take(settings, upload)
    assert (first.state, first.import_id == refused.import_id) == (State.STORED, False)
    again = take(settings, upload)
    assert (again.state, again.import_id) == (State.UNCHANGED, first.import_id)


FILE = Choice(system="galette", table="members", about=About.FILE, said="export.csv")
OTHER = replace(FILE, system="paheko")


def test_a_file_is_remembered_as_one_table_alone(settings: Settings) -> None:
    choose(settings, FILE, COLUMN)
    assert choose(settings, OTHER) == (COLUMN, OTHER)


def test_a_file_is_forgotten_whatever_it_was_taken_for(settings: Settings) -> None:
    choose(settings, FILE)
    engine = open_store(settings.workspace_url)
    with engine.begin() as connection:
        forget(connection, "essai", OTHER)
        assert remembered(connection, "essai") == ()
    engine.dispose()


def test_what_is_said_of_this_upload_goes_before_what_was_said_once() -> None:
    assert together([FILE, COLUMN], [OTHER], ["Export.csv"]) == (COLUMN, OTHER)


def test_what_was_said_of_other_files_says_nothing_of_these() -> None:
    assert together([FILE, COLUMN], [], ["other.csv"]) == (COLUMN,)


def test_what_is_said_of_a_file_of_an_archive_counts_where_the_archive_is() -> None:
    inside = replace(FILE, said="all.zip/export.csv")
    assert together([inside], [], ["all.zip"]) == (inside,)
