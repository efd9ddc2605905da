"""What is a mapping pack? Every canonical table has one, with headers in three languages."""

import sys
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
import yaml

from connectors import pack
from connectors.pack import find_packs
from connectors.pack_file import load_pack
from connectors.table_pack import PERSONS, DateOrder, FaultyPack, Parse, TablePack
from hub.records.tables import TABLES

PACKS = find_packs()
DIGEST = pack.digest()
WRITTEN = [
    (file.name, yaml.safe_load(file.read_text(encoding="utf-8")))
    for file in files("connectors.packs").iterdir()
    if file.name.endswith(".yaml")
]


def pack_with(**changes: object) -> str:
    table = {"table": "cycles", "match": ["code", "name"], **changes}
    return yaml.safe_dump({"system": "other", "versions": ["2"], "tables": [table]})


def test_every_canonical_table_has_one_template() -> None:
    assert sorted(pack.table for pack in PACKS if pack.system == "intercoop") == list(TABLES)


@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.table)
def test_the_canonical_name_of_a_column_is_an_accepted_header(pack: TablePack) -> None:
    for column, field in pack.fields.items():
        assert column in field.headers


OWN = [(name, pack) for name, pack in WRITTEN if pack["system"] == "intercoop"]


@pytest.mark.parametrize(("name", "pack"), OWN, ids=[name for name, _ in OWN])
def test_every_column_has_headers_in_three_languages(name: str, pack: dict[str, Any]) -> None:
    [table] = pack["tables"]
    aliases = table["header_aliases"]
    assert set(aliases) == {"fr", "nl", "en"}, name
    assert set(aliases["fr"]) == set(aliases["nl"]) == set(aliases["en"]), name


@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.table)
def test_no_header_ever_means_two_columns_of_one_table(pack: TablePack) -> None:
    every = [header for field in pack.fields.values() for header in field.headers]
    assert len(every) == len(set(every))


def test_a_column_that_names_a_person_is_always_hashed() -> None:
    text = yaml.safe_dump(
        {
            "system": "other",
            "versions": ["1"],
            "tables": [
                {
                    "table": "participations",
                    "match": ["pseudonym"],
                    "fields": {column: {"parse": "text"} for column in PERSONS},
                }
            ],
        }
    )
    [pack] = load_pack(text, "other.yaml")
    assert {pack.fields[column].parse for column in PERSONS} == {Parse.PSEUDONYM}


def test_a_pack_may_say_how_dates_are_written() -> None:
    text = pack_with().replace("system:", "dialect: {dates: month_first}\nsystem:")
    [pack] = load_pack(text, "other.yaml")
    assert pack.dates is DateOrder.MONTH_FIRST


@pytest.mark.parametrize(
    "changes",
    [
        {"table": "unicorns"},
        {"match": ["horn"]},
        {"fields": {"horn": {}}},
        {"fields": {"name": {"sparkle": 1}}},
        {"fields": {"name": {"parse": "magic"}}},
        {"header_aliases": {"xx": {}}},
        {"mode": "sometimes"},
        {"key": ["horn"]},
        {"colour": "blue"},
    ],
)
def test_a_faulty_pack_is_refused_by_name(changes: dict[str, object]) -> None:
    with pytest.raises(FaultyPack, match=r"other\.yaml"):
        list(load_pack(pack_with(**changes), "other.yaml"))


def test_a_pack_that_is_no_mapping_is_refused() -> None:
    with pytest.raises(FaultyPack):
        list(load_pack("- a list", "other.yaml"))


@pytest.fixture
def their_pack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another package, which brings a pack, is installed."""
    package = tmp_path / "their_packs"
    package.mkdir()
    (package / "__init__.py").write_text("")
    (package / "theirs.yaml").write_text(pack_with())
    entry = tmp_path / "their_packs-1.0.dist-info"
    entry.mkdir()
    (entry / "METADATA").write_text("Metadata-Version: 2.1\nName: their-packs\nVersion: 1.0\n")
    (entry / "entry_points.txt").write_text("[intercoop.packs]\ntheirs = their_packs\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.delitem(sys.modules, "their_packs", raising=False)


@pytest.mark.usefixtures("their_pack")
def test_another_package_can_bring_packs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pack, "written", pack.written.__wrapped__)
    found = find_packs.__wrapped__()
    assert "other" in {one.system for one in found}
    assert pack.digest() != DIGEST


@pytest.mark.usefixtures("their_pack")
def test_the_hash_is_of_the_packs_that_are_read() -> None:
    assert "other" not in {one.system for one in find_packs()}
    assert pack.digest() == DIGEST
