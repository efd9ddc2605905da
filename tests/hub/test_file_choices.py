"""What a sender says of a file is followed or refused, whichever way it is sent."""

import pytest

from connectors.contract import About
from hub.file_choices import FileNotThere, UnclearChoice, by_own_name, choices_said, tables_called

FILES = ["Ledenlijst.csv", "all.zip", "a=b.csv"]


def test_a_table_alone_is_that_of_any_software() -> None:
    assert {"galette/members", "intercoop/members"} <= set(tables_called("members"))
    assert tables_called("galette/members") == ["galette/members"]


def test_a_file_goes_by_the_name_that_it_has_in_the_upload() -> None:
    assert by_own_name("LEDENLIJST.csv", FILES) == "Ledenlijst.csv"
    assert by_own_name("all.zip/in.csv", FILES) == "all.zip/in.csv"
    assert by_own_name("other.csv", FILES) is None


def test_a_file_with_the_sign_in_its_name_is_understood() -> None:
    [choice] = choices_said({About.FILE: ["a=b.csv=galette/members"]}, FILES)
    assert (choice.system, choice.table, choice.said) == ("galette", "members", "a=b.csv")


def test_how_a_file_is_written_is_said_the_same_way() -> None:
    said = {About.ENCODING: ["ledenlijst.csv=cp1252"], About.SEPARATOR: ["all.zip=tab"]}
    assert [(one.about, one.code) for one in choices_said(said, FILES)] == [
        (About.ENCODING, "cp1252"),
        (About.SEPARATOR, "tab"),
    ]


@pytest.mark.parametrize(
    ("about", "pairs"),
    [
        (About.FILE, ["members"]),
        (About.FILE, ["=members"]),
        (About.FILE, ["all.zip=no_such_table"]),
        (About.FILE, ["all.zip=members", "ALL.ZIP=bodies"]),
        (About.ENCODING, ["all.zip=utf-7"]),
        (About.SEPARATOR, ["all.zip=;"]),
    ],
    ids=lambda said: " ".join(said) if isinstance(said, list) else "",
)
def test_what_cannot_be_followed_is_refused(about: About, pairs: list[str]) -> None:
    with pytest.raises(UnclearChoice):
        choices_said({about: pairs}, FILES)


def test_a_file_that_is_not_there_is_refused_with_those_that_are() -> None:
    with pytest.raises(FileNotThere, match=r"Ledenlijst\.csv"):
        choices_said({About.FILE: ["other.csv=members"]}, FILES)
