"""Whatever stands on the shelf belongs to one release, and to no person."""

from dataclasses import fields

from hub.records.members import Members
from hub.records.record import Record
from hub.records.shareholdings import Shareholdings
from hub.releases.contents import Contents
from hub.releases.shelf import METADATA, RELEASES

OF_PEOPLE = (set(Members.column_names()) | set(Shareholdings.column_names())) - set(
    Record.column_names()
)
#: What a member's row calls as a row of the shelf calls something else.
OTHERWISE_MEANT = {"as_of"}


def test_every_table_is_kept_by_release() -> None:
    for table in set(METADATA.tables.values()) - {RELEASES}:
        assert "release_id" in table.primary_key.columns, table.name
        assert [key.target_fullname for key in table.c.release_id.foreign_keys] == ["releases.id"]


def test_no_table_has_a_column_of_a_member() -> None:
    columns = {column.name for table in METADATA.tables.values() for column in table.c}
    assert not columns & (OF_PEOPLE - OTHERWISE_MEANT)


def test_all_that_a_release_says_has_its_table() -> None:
    assert {field.name for field in fields(Contents)} <= set(METADATA.tables)
