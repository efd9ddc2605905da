"""Which tables are read in one pass?"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import polars as pl

from connectors.choices import with_choices
from connectors.contract import About, Choice
from connectors.extracting import OpenTable
from connectors.findings import Place
from connectors.frame_table import FrameTable
from connectors.pack import find_packs
from connectors.passes import in_passes
from connectors.recognition import recognise, siblings
from connectors.references import reading_order
from connectors.table_pack import TablePack

GALETTE = "Numéro adhérent;Statut;Compte;Exempt de cotisation;Date d'échéance;Date de création"
ODOO = "name;cooperator_register_number;member;old_member;cooperator_type;effective_date"
CIVICRM = "Contact ID;Membership Type;Membership Status;Membership Expiration Date;Member Since"
DOLIBARR = "Id adhérent;Id type adhérent;Libellé du type adhérent;Statut;Date adhésion"
PAHEKO = "Numéro de membre;Catégorie;Nom & prénom;Pronom;Date d'inscription"
HELLOASSO = "id;name;type;state;order/date;order/formSlug;priceCategory;initialAmount"
MANDATES = "member_number;body;role;start_on;category"
MEMBERS = "member_number;category;person_kind;gender;joined_on"


def tables(headers: str, packs: Sequence[TablePack]) -> Iterator[OpenTable]:
    """The tables of a file with these headers."""
    names = headers.split(";")
    first = recognise([names], packs, names=[])
    assert first is not None
    file = FrameTable(
        headers=tuple(names),
        cells=pl.DataFrame(schema={str(at): pl.String for at in range(len(names))}),
        rows=pl.Series("row", [], dtype=pl.UInt32),
    )
    for one in [first, *siblings(first, packs, names)]:
        yield OpenTable(place=Place(file=headers), recognised=one, table=file, evidence=())


def passes(*files: str, packs: Sequence[TablePack] | None = None) -> list[list[str]]:
    """What is read in each pass over files with these headers."""
    turn = reading_order()
    every = [one for file in files for one in tables(file, packs or find_packs())]
    every.sort(key=lambda one: turn[one.recognised.pack.table])
    return [[one.recognised.pack.table for one in tables] for tables in in_passes(every)]


def test_a_code_list_is_read_with_the_table_that_implies_it() -> None:
    for headers in (GALETTE, ODOO, CIVICRM, DOLIBARR, PAHEKO):
        assert passes(headers) == [["member_categories", "members"]]


def test_a_code_list_that_leaves_more_rows_out_than_its_table_is_read_before_it() -> None:
    def without(pack: TablePack) -> TablePack:
        return replace(pack, leave_out=()) if pack.table == "members" else pack

    assert passes(GALETTE, packs=[*map(without, find_packs())]) == [
        ["member_categories"],
        ["members"],
    ]


def test_each_file_brings_its_own_codes() -> None:
    assert passes(GALETTE, ODOO) == [["member_categories", "members"]] * 2


def test_codes_that_another_file_needs_before_are_read_before() -> None:
    assert passes(GALETTE, MANDATES) == [["member_categories"], ["mandates"], ["members"]]
    assert passes(MEMBERS, GALETTE) == [["member_categories"], ["members"], ["members"]]
    assert passes(GALETTE, MEMBERS) == [["member_categories", "members"], ["members"]]


def test_where_not_every_row_defines_its_code_all_are_read_first() -> None:
    assert ["member_categories"] in passes(HELLOASSO)


def test_where_a_word_stands_for_another_code_all_are_read_first() -> None:
    said = Choice(
        system="galette",
        table="members",
        about=About.WORD,
        field="category",
        said="actif",
        code="users",
    )
    packs = with_choices(find_packs(), [said])
    assert passes(GALETTE, packs=packs) == [["member_categories"], ["members"]]


def test_tables_of_other_files_are_never_read_together() -> None:
    [code_list, *_] = (one for one in tables(GALETTE, find_packs()) if one.recognised.pack.derived)
    [members, *_] = tables(GALETTE, find_packs())
    apart = replace(members, table=replace(members.table))
    assert in_passes([code_list, apart]) == [(code_list,), (apart,)]
