"""What a sender says of an upload is taken as it is said and kept; nonsense is refused."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.datastructures import QueryParams

from connectors.contract import About, Choice, Mode
from connectors.written import SAID
from hub.file_choices import readable
from hub.partners.meaning import AS_PACKED, Meant
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


def test_how_a_file_is_written_is_said_of_each_file() -> None:
    meant = asked("encodings=a.csv=cp1252&encodings=b=c.csv=utf-16-le&separators=a.csv=bar")
    assert meant.written == {
        About.ENCODING: {"a.csv": "cp1252", "b=c.csv": "utf-16-le"},
        About.SEPARATOR: {"a.csv": "bar"},
    }
    assert meant.choices[-1] == Choice(
        system="", table="", about=About.SEPARATOR, said="a.csv", code="bar"
    )


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("encodings=cp1252", "bad_writing"),
        ("encodings=a.csv=ebcdic", "bad_writing"),
        ("encodings=a.csv=cp1252&encodings=A.csv=utf-8&encodings=a.csv=utf-8", "bad_writing"),
        ("separators=a.csv=", "bad_writing"),
        ("separators=a.csv=%3B", "bad_writing"),
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


@pytest.mark.parametrize(
    ("about", "name"), [("encoding", "encodings"), ("separator", "separators")]
)
def test_what_a_file_can_be_written_in_is_told(about: str, name: str) -> None:
    with pytest.raises(Refused) as refused:
        asked(f"{name}=a.csv=no_such_one")
    assert refused.value.where == name
    assert all(one in refused.value.next_step for one in SAID[About(about)])


def test_what_is_unknown_is_answered_with_what_is_known() -> None:
    with pytest.raises(Refused, match="galette/members"):
        asked("tables=a.csv=no_such_table")


def test_a_file_goes_by_the_name_that_it_has_in_the_upload() -> None:
    meant = asked("tables=ledenlijst.CSV=members&tables=all.zip/in.csv=bodies").named(FILES)
    assert set(meant.tables) == {"Ledenlijst.csv", "all.zip/in.csv"}
    written = asked("encodings=LEDENLIJST.csv=cp1252").named(FILES).written
    assert written == {About.ENCODING: {"Ledenlijst.csv": "cp1252"}}


@pytest.mark.parametrize("said", ["tables=other.csv=members", "separators=other.csv=tab"])
def test_a_file_that_was_not_sent_is_refused(said: str) -> None:
    with pytest.raises(Refused) as refused:
        asked(said).named(FILES)
    assert refused.value.code == "file_not_sent"
    assert said.startswith(str(refused.value.where))


def test_what_can_no_longer_be_read_is_left_out() -> None:
    gone = {About.ENCODING: {"a.csv": "ebcdic"}}
    meant = Meant(tables={"a.csv": ["gone/members", "galette/members"]}, written=gone)
    assert [one.system for one in meant.choices] == ["galette"]


@given(
    mode=st.sampled_from([None, *Mode]),
    tables=st.dictionaries(
        st.text(string.ascii_lowercase, min_size=1), st.sampled_from(readable()).map(lambda t: [t])
    ),
    written=st.dictionaries(
        st.sampled_from([*SAID]),
        st.dictionaries(st.text(min_size=1), st.text(min_size=1), min_size=1),
    ),
)
def test_it_is_kept_as_it_was_said(
    mode: Mode | None, tables: dict[str, list[str]], written: dict[About, dict[str, str]]
) -> None:
    meant = Meant(mode=mode, tables=tables, written=written)
    assert Meant.from_json(meant.as_json()) == meant


@given(st.text(max_size=60), st.text(max_size=20), st.sampled_from(["encodings", "separators"]))
def test_an_address_is_understood_or_refused(text: str, mode: str, written: str) -> None:
    try:
        meant = Meant.asked(QueryParams([("tables", text), ("mode", mode), (written, text)]))
    except Refused:
        return
    assert meant.mode is not None
