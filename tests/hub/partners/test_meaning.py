"""What a sender says of an upload is taken as it is said and kept; nonsense is refused."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.datastructures import QueryParams

from connectors.contract import Mode
from hub.partners.meaning import AS_PACKED, Meant, readable
from hub.partners.problems import Refused

FILES = ["Ledenlijst.csv", "bodies.csv", "all.zip"]


def asked(query: str) -> Meant:
    return Meant.asked(QueryParams(query))


def test_nothing_said_is_as_the_packs_have_it() -> None:
    assert asked("cooperative=essai") == AS_PACKED
    assert AS_PACKED.as_json() is None


def test_a_table_alone_is_that_of_any_software() -> None:
    tables = asked("tables=bodies.csv=members").tables["bodies.csv"]
    assert {"galette/members", "intercoop/members"} <= set(tables)
    assert {one.partition("/")[2] for one in tables} == {"members"}


def test_a_table_of_one_software_is_that_one() -> None:
    assert asked("tables=a=b.csv=galette/members").tables == {"a=b.csv": ["galette/members"]}


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("mode=all", "bad_parameter"),
        ("mode=", "bad_parameter"),
        ("mode=delta&mode=snapshot", "bad_parameter"),
        ("tables=", "bad_tables"),
        ("tables=members", "bad_tables"),
        ("tables==members", "bad_tables"),
        ("tables=a.csv=members&tables=a.csv=bodies", "bad_tables"),
        ("&".join(f"tables={number}.csv=members" for number in range(101)), "bad_tables"),
        ("tables=a.csv=", "unknown_table"),
        ("tables=a.csv=galette/bodies", "unknown_table"),
        ("tables=a.csv=galette/member_categories", "unknown_table"),
    ],
    ids=lambda said: said[:40],
)
def test_nonsense_is_refused(query: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        asked(query)
    assert refused.value.code == code


def test_what_is_unknown_is_answered_with_what_is_known() -> None:
    with pytest.raises(Refused, match="galette/members"):
        asked("tables=a.csv=no_such_table")


def test_a_file_goes_by_the_name_that_it_has_in_the_upload() -> None:
    meant = asked("tables=ledenlijst.CSV=members&tables=all.zip/in.csv=bodies").named(FILES)
    assert set(meant.tables) == {"Ledenlijst.csv", "all.zip/in.csv"}


def test_a_file_that_was_not_sent_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        asked("tables=other.csv=members").named(FILES)
    assert refused.value.code == "file_not_sent"


def test_what_can_no_longer_be_read_is_left_out() -> None:
    meant = Meant(tables={"a.csv": ["gone/members", "galette/members"]})
    assert [one.system for one in meant.choices] == ["galette"]


@given(
    mode=st.sampled_from([None, *Mode]),
    tables=st.dictionaries(
        st.text(string.ascii_lowercase, min_size=1), st.sampled_from(readable()).map(lambda t: [t])
    ),
)
def test_it_is_kept_as_it_was_said(mode: Mode | None, tables: dict[str, list[str]]) -> None:
    meant = Meant(mode=mode, tables=tables)
    assert Meant.from_json(meant.as_json()) == meant


@given(st.text(max_size=60), st.text(max_size=20))
def test_an_address_is_understood_or_refused(tables: str, mode: str) -> None:
    try:
        meant = Meant.asked(QueryParams([("tables", tables), ("mode", mode)]))
    except Refused:
        return
    assert meant.mode is not None
