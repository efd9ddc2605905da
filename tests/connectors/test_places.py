"""Can the place of a finding be found in the file that was sent, whatever connector read it?"""

from connectors.contract import Finding, Severity
from connectors.messages import where
from hub.vocabulary import Language
from tests.connectors.exports import EXPORTS
from tests.connectors.uploads import Reader, workbook


def text(system: str, name: str) -> str:
    return (EXPORTS / system / name).read_text("utf-8")


def missing(read: Reader, files: dict[str, str]) -> str:
    """Where the one missing value of an upload is, as its reader is told."""
    return where(read(files, known={}).one("missing_value"), Language.NL)


def test_a_key_of_an_answer_of_graphql(read: Reader) -> None:
    answer = text("decidim", "assembly_members.json").replace(
        '"position": "other",\n      "gender": null,\n      "designationDate": "2021-05-01"',
        '"position": "other", "gender": null, "designationDate": null',
    )
    place = "members.json, record 2, members/designationDate"
    assert missing(read, {"members.json": answer}) == place


def test_a_header_of_open_data_with_its_column(read: Reader) -> None:
    headers = "id;component/id;is_amend;url;title/fr;participatory_space/id"
    files = {"proposals.csv": f"{headers}\n31;7;false;https://x/31;;2\n"}
    # a proposal without a title in the first language has no title at all
    assert missing(read, files) == "proposals.csv, rij 2, kolom E (title/fr)"


def test_a_header_of_stacked_tables_as_it_is_written(read: Reader) -> None:
    [bodies] = [
        one
        for one in read({"g.csv": text("loomio", "export-group.csv")}).report.identified
        if one.table == "bodies"
    ]
    assert {"Id": "code", "Created at": "created_on"}.items() <= bodies.columns.items()


def test_a_column_by_its_letter_where_headers_cannot_be_trusted(read: Reader) -> None:
    headers = ["Num. Coop", *["x"] * 9, "Nombre de part total", "Montant total des parts"]
    payment = [*[""] * 12, "paid", "", "", "five", "125", "2016-04-12", "2016-04-12"]
    member = ["1", *[""] * 9, "5", "125"]
    sheets = {"Sheet1": [headers, member, payment], "Sheet2": [["x"]], "Sheet3": [["x"]]}
    found = read({"Global_export.xlsx": workbook(sheets)}, known={})
    assert where(found.one("unreadable_integer"), Language.FR) == (
        "Global_export.xlsx, feuille Sheet1, ligne 3, colonne P"
    )


def test_a_key_that_stands_in_another_file_of_the_election(read: Reader) -> None:
    names = ("election.json", "result.json", "records.json", "voters.json")
    files = {name: text("belenios", name) for name in names}
    files["election.json"] = files["election.json"].replace("Approuver les comptes ?", "")
    place = "result.json, record 1, questions/question (election.json)"
    assert missing(read, files) == place


def test_rows_that_are_alike_are_records_in_json_too() -> None:
    one = Finding(code="missing_value", severity=Severity.BLOCKING, file="a.json", row=3, alike=3)
    assert where(one, Language.FR) == "a.json, enregistrement 3 (et 2 autres)"


def test_json_that_cannot_be_read_has_lines_and_no_records() -> None:
    one = Finding(code="unreadable_json", severity=Severity.BLOCKING, file="a.json", row=3)
    assert where(one, Language.NL) == "a.json, rij 3"
