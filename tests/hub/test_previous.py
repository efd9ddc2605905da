"""A release's manifest says from which import each of its tables was read."""

from hub.previous import imports_of, tables_digest
from hub.releases.cell import EVERYONE, PERSONS, Cell
from hub.vocabulary import Status

MANIFEST = {
    "imports": [
        {"cooperative": "essai", "import": "i1", "tables": ["members", "assemblies"]},
        {"cooperative": "essai", "import": "i2", "tables": ["mandates", "no_longer_a_table"]},
        {"cooperative": "autre", "import": "i3", "tables": ["members"]},
    ]
}


def cell(value: float) -> Cell:
    return Cell(
        cooperative="essai",
        population="members",
        period="2022",
        as_of="2022-06-01",
        measure=PERSONS,
        key=EVERYONE,
        value=value,
        status=Status.ROUNDED,
    )


def test_each_table_comes_from_the_import_that_the_manifest_names() -> None:
    assert imports_of(MANIFEST, "essai") == {
        "members": "i1",
        "assemblies": "i1",
        "mandates": "i2",
    }


def test_another_value_gives_another_digest() -> None:
    assert tables_digest([cell(50)], []) != tables_digest([cell(55)], [])
    assert tables_digest([cell(50)], []) == tables_digest([cell(50)], [])
