"""What do tests of the whole run share? A small invented cooperative's upload, and its stores."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from hub.settings import Settings
from tests.hub.command_line import Run, command_line

#: An invented cooperative of twelve members, four of whom voted at its one assembly.
FILES = {
    "cooperative.csv": """\
slug,name,country,synthetic
essai,Essai (coopérative inventée),BE,true
""",
    "member_categories.csv": """\
code,label_fr,kind,college,voting_share,college_aggregation
users,Usagers,user,users,0.6,proportional
workers,Travailleurs,worker,workers,0.4,proportional
""",
    "members.csv": "member_number,category,person_kind,gender,birth_year,joined_on,left_on\n"
    + "".join(
        f"N-{number:03d},{'users' if number > 3 else 'workers'},natural,"
        f"{'female' if number % 2 else 'male'},{1960 + number},2019-0{1 + number % 9}-01,\n"
        for number in range(1, 13)
    ),
    "shareholdings.csv": "member_number,quantity,amount,currency,as_of\n"
    + "".join(f"N-{number:03d},1,30.00,EUR,2022-12-31\n" for number in range(1, 13)),
    "assemblies.csv": """\
code,kind,date,record_date
ag-2022,ordinary,2022-06-21,2022-06-01
""",
    "participations.csv": """\
member_number,assembly,channel
N-001,ag-2022,in_person
N-002,ag-2022,in_person
N-003,ag-2022,remote
N-004,ag-2022,post
""",
    "bodies.csv": """\
code,name_fr,kind,public_role_url,public_role_on,public_role_signatory,public_role_attributes
ca,Conseil,board,https://example.org/ca,2022-01-01,Présidence,gender|role
ethique,Éthique,ethics,,,,
""",
    "mandates.csv": """\
member_number,body,role,category,gender,start_on,end_on
N-001,ca,chair,workers,female,2021-06-01,
N-002,ca,member,workers,male,2021-06-01,
N-004,ca,member,users,male,2021-06-01,
N-005,ca,member,users,female,2021-06-01,
N-006,ethique,member,users,male,2021-06-01,
""",
}


@pytest.fixture
def upload(tmp_path: Path) -> Path:
    """A folder with the upload; a test may change its files."""
    folder = tmp_path / "upload"
    folder.mkdir()
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """The stores of a hub of this test's own, on SQLite."""
    return Settings.read(tmp_path / "data", {})


@pytest.fixture(params=["sqlite", "postgresql"])
def both_settings(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Settings]:
    """The same on both databases: a test that takes it runs twice."""
    if request.param == "sqlite":
        yield Settings.read(tmp_path / "data", {})
        return
    fresh = request.getfixturevalue("fresh_database")
    yield Settings.read(
        tmp_path / "data",
        {"INTERCOOP_WORKSPACE_URL": fresh(), "INTERCOOP_SHELF_URL": fresh()},
    )


@pytest.fixture
def run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> Run:
    """The command, with a hub of this test's own."""
    monkeypatch.setenv("INTERCOOP_DATA", str(tmp_path / "data"))
    return command_line(monkeypatch, capsys)
