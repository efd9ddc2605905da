"""A partner pushes, looks and corrects, each within their role, by HTTP alone."""

import csv
import io
import json
import zipfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import sqlalchemy as sa

from hub.agreements import AGREEMENTS
from hub.audit_log import AuditLog
from hub.commands.erase import NobodyFound, erase_person
from hub.jobs import JOBS
from hub.partners.pushes import PUSHES
from hub.vault.store import Vault
from hub.workspace import Workspace
from tests.hub.conftest import FILES
from tests.hub.partners.conftest import Hub

#: Somebody's number, and the wrong date that stands beside it.
CANARY = "N-CANARY-77"
WRONG = {
    **FILES,
    "members.csv": FILES["members.csv"]
    .replace("2019-02-01", "31/02/2020", 1)
    .replace("N-001", CANARY),
}
#: An export of Galette that is as it should be: what it says nothing of is advice.
HINTED = {
    "cooperative.csv": FILES["cooperative.csv"],
    "liste.csv": (
        "ID de l'adhérent;Statut;Nom;Personne morale;Date de naissance;Genre;Code Postal;Pays;"
        "Date de création;Compte;Exempt de cotisation;Date d'échéance;Numéro adhérent\n"
        "1;Membre actif;X;;01/02/1980;Femme;1000;Belgique;12/02/2019;Oui;Non;;A1\n"
    ),
}


def test_an_upload_is_taken_in_and_read(either_hub: Hub) -> None:
    sent = either_hub.push("ann", FILES)
    assert (sent.status_code, sent.json()["state"]) == (202, "queued")
    assert sent.headers["location"] == f"/imports/{sent.json()['import']}"
    assert either_hub.work() == 1
    read = either_hub.get("ann", sent.headers["location"]).json()
    assert (read["state"], read["rows"]["members"], read["problem"]) == ("ready", 12, None)
    assert read["findings"] == {"blocking": 0, "warning": 0, "advice": 0}
    assert read["links"].keys() >= {"preview", "propose", "withdraw", "findings"}


def test_a_draft_lies_in_the_vault_and_is_not_current(
    hub: Hub, left: Callable[[], list[Path]]
) -> None:
    import_id = hub.ready()
    assert Workspace(hub.engine).current("essai") == {}
    assert Vault(hub.settings.vault).file("essai", import_id, "members").exists()
    assert left() == []


def test_no_row_of_an_erased_person_stays_in_a_file_with_errors(either_hub: Hub) -> None:
    import_id = either_hub.push("ann", WRONG).json()["import"]
    either_hub.work()
    annotated = f"/imports/{import_id}/annotated"
    assert either_hub.get("ann", annotated).status_code == 200
    with pytest.raises(NobodyFound):  # the import was refused: no record names anybody
        erase_person(either_hub.settings, "essai", CANARY)
    gone = either_hub.get("ann", annotated)
    assert (gone.status_code, gone.json()["type"][-13:]) == (404, "not_annotated")
    assert "annotated" not in either_hub.get("ann", f"/imports/{import_id}").json()["links"]
    assert list(either_hub.settings.annotated.iterdir()) == []


def test_one_file_as_the_body_is_named_by_its_header(hub: Hub) -> None:
    sent = hub.client.post(
        "/imports?cooperative=essai",
        content=FILES["bodies.csv"].encode(),
        headers=hub.as_("sam", content_disposition='attachment; filename="../Les organes.csv"'),
    )
    assert sent.status_code == 202
    [file] = sent.json()["files"]
    assert file == {"name": "Les organes.csv", "bytes": len(FILES["bodies.csv"].encode())}


def test_a_file_sent_by_put_without_a_name_is_known_by_its_content(hub: Hub) -> None:
    sent = hub.client.put(
        "/imports?cooperative=essai", content=b'[{"a": 1}]', headers=hub.as_("sam")
    )
    assert [file["name"] for file in sent.json()["files"]] == ["upload.json"]


def test_the_same_files_again_are_the_same_import_whatever_they_are_called(hub: Hub) -> None:
    import_id = hub.ready()
    renamed = {f"copy of {name}": content for name, content in FILES.items()}
    again = hub.push("sam", renamed)
    assert (again.status_code, again.json()["import"]) == (200, import_id)
    assert again.json()["state"] == "ready"
    assert hub.work() == 0


def test_a_file_is_read_as_the_table_that_its_sender_names(
    hub: Hub, left: Callable[[], list[Path]]
) -> None:
    text = b"member_number,kind,code,name_fr,date\nL1,board,ca,Conseil,2020-01-01\n"
    here, who = "/imports?cooperative=essai&name=export.csv&tables=", hub.as_("ann")
    other = hub.client.post(f"{here}export.csv=assemblies", content=text, headers=who)
    sent = hub.client.post(f"{here}Export.csv=bodies", content=text, headers=who)
    hub.work()
    read = hub.get("ann", sent.headers["location"]).json()
    assert read["tables"] == {"export.csv": ["intercoop/bodies"]}
    assert [one["table"] for one in read["identified"]] == ["bodies"]
    assert other.json()["import"] != read["import"]
    refused = hub.client.post(f"{here}other.csv=members", content=text, headers=who)
    assert (refused.status_code, refused.json()["where"]) == (400, "tables")
    assert left() == []


def test_a_file_is_read_as_its_sender_says_that_it_is_written(hub: Hub) -> None:
    content = FILES["bodies.csv"].encode().replace(b"Conseil", "Comité".encode("mac-roman"), 1)
    here = "/imports?cooperative=essai&name=bodies.csv"
    said = f"{here}&encodings=Bodies.csv=mac-roman&separators=bodies.csv=comma"
    found = []
    for address in (said, f"{here}&encodings=bodies.csv=cp1252"):
        sent = hub.client.post(address, content=content, headers=hub.as_("ann"))
        hub.work()
        found.append(hub.get("ann", sent.headers["location"]).json())
    assert [one["identified"][0]["encoding"] for one in found] == ["mac-roman", "cp1252"]
    assert (found[0]["encodings"], found[0]["separators"]) == (
        {"bodies.csv": "mac-roman"},
        {"bodies.csv": "comma"},
    )
    wrong = f"{here}&separators=bodies.csv=tab"
    sent = hub.client.post(wrong, content=content, headers=hub.as_("ann"))
    hub.work()
    assert hub.get("ann", sent.headers["location"]).json()["state"] == "refused"


def test_twenty_identical_uploads_at_once_are_one_import(
    either_hub: Hub,
) -> None:
    with ThreadPoolExecutor(20) as pool:
        answers = list(pool.map(lambda _: either_hub.push("ann", FILES), range(20)))
    assert sorted(one.status_code for one in answers) == [200] * 19 + [202]
    assert len({one.json()["import"] for one in answers}) == 1
    with either_hub.engine.begin() as connection:
        counts = [
            connection.scalar(sa.select(sa.func.count()).select_from(table))
            for table in (PUSHES, JOBS)
        ]
    assert counts == [1, 1]
    assert len(list(either_hub.settings.uploads.iterdir())) == 1


def test_what_is_wrong_is_told_with_its_place_in_three_languages(either_hub: Hub) -> None:
    import_id = either_hub.ready(WRONG)
    assert either_hub.get("ann", f"/imports/{import_id}").json()["state"] == "refused"
    said = {}
    for language in ("fr", "nl", "en"):
        answer = either_hub.get("ann", f"/imports/{import_id}/findings", accept_language=language)
        assert answer.headers["content-language"] == language
        [finding] = [one for one in answer.json()["findings"] if one["code"] == "unreadable_date"]
        assert (finding["file"], finding["header"]) == ("members.csv", "joined_on")
        assert answer.json()["totals"]["unreadable_date"] == 1
        said[language] = finding["what"]
    assert len(set(said.values())) == 3


def test_findings_are_narrowed_and_their_totals_are_not(hub: Hub) -> None:
    import_id = hub.ready(WRONG)
    here = f"/imports/{import_id}/findings"
    narrowed = hub.get("ann", f"{here}?code=nothing_like_it").json()
    assert narrowed["findings"] == []
    assert narrowed["totals"]["unreadable_date"] == 1
    assert narrowed["totals_by_severity"]["blocking"] >= 1
    kept = hub.get("ann", f"{here}?severity=blocking&file=members.csv").json()["findings"]
    assert {one["severity"] for one in kept} == {"blocking"}


def test_findings_as_a_table_hold_no_formula(hub: Hub) -> None:
    import_id = hub.ready({"=cmd.csv": FILES["bodies.csv"].replace("board", "no such kind")})
    answer = hub.get("ann", f"/imports/{import_id}/findings", accept="text/csv")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert rows[0][:4] == ["file", "sheet", "row", "column"]
    assert rows[1][0] == "'=cmd.csv"
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]


@pytest.mark.parametrize(("said", "sign"), [("", ","), ("&separator=semicolon", ";")])
def test_a_table_of_findings_is_cut_as_it_is_asked(hub: Hub, said: str, sign: str) -> None:
    here = f"/imports/{hub.ready(WRONG)}/findings?format=csv"
    text = hub.get("ann", here + said, accept_language="fr").content.decode("utf-8-sig")
    assert text.startswith(sign.join(["file", "sheet", "row"]))
    refused = hub.get("ann", f"{here}&separator=dash")
    assert (refused.status_code, refused.json()["where"]) == (400, "separator")


def test_the_file_comes_back_with_its_errors_and_passes_once_corrected(hub: Hub) -> None:
    import_id = hub.ready({"members.csv": WRONG["members.csv"], **_codes()})
    answer = hub.get("ann", f"/imports/{import_id}/annotated")
    assert answer.status_code == 200
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        members = archive.read("members.csv").decode()
    assert "31/02/2020" in members
    assert len(members.splitlines()[0]) > len(FILES["members.csv"].splitlines()[0])
    corrected = members.replace("31/02/2020", "2020-02-28")
    assert _state(hub, hub.ready({"members.csv": corrected, **_codes()})) == "ready"


def test_one_file_comes_back_by_itself(hub: Hub) -> None:
    import_id = hub.ready({"bodies.csv": FILES["bodies.csv"].replace("board", "no such kind")})
    answer = hub.get("ann", f"/imports/{import_id}/annotated")
    assert "bodies.csv" in answer.headers["content-disposition"]
    assert answer.text.startswith("code,name_fr,kind")


@pytest.mark.parametrize("files", [FILES, HINTED], ids=["nothing is said", "advice alone"])
def test_what_has_no_errors_is_not_annotated(hub: Hub, files: dict[str, str]) -> None:
    answer = hub.get("ann", f"/imports/{hub.ready(files)}/annotated")
    assert (answer.status_code, answer.json()["type"]) == (
        404,
        "urn:intercoop:problem:not_annotated",
    )


def test_a_refused_upload_sent_again_is_read_again(hub: Hub) -> None:
    alone = {"members.csv": FILES["members.csv"]}
    import_id = hub.ready(alone)
    assert _state(hub, import_id) == "refused"
    again = hub.push("ann", alone)
    assert (again.status_code, again.json()["import"]) == (202, import_id)
    hub.work()
    assert len(hub.get("ann", f"/imports/{import_id}").json()["history"]) == 4


def test_an_upload_that_waits_is_cancelled_and_leaves_nothing(
    hub: Hub, left: Callable[[], list[Path]]
) -> None:
    import_id = hub.push("sam", FILES).json()["import"]
    stopped = hub.post("sam", f"/imports/{import_id}/cancel")
    assert (stopped.status_code, stopped.json()["state"]) == (200, "cancelled")
    assert left() == []
    assert hub.work() == 0
    assert hub.post("sam", f"/imports/{import_id}/cancel").status_code == 409
    assert hub.push("sam", FILES).status_code == 202


def test_imports_are_listed_newest_first_page_by_page(hub: Hub) -> None:
    sent = [
        hub.push("ann", {"bodies.csv": f"code,kind\nb{number},board\n"}).json()["import"]
        for number in range(3)
    ]
    first = hub.get("ann", "/imports?limit=2").json()
    assert [one["import"] for one in first["imports"]] == sent[:0:-1]
    second = hub.get("ann", first["next"]).json()
    assert ([one["import"] for one in second["imports"]], second["next"]) == (sent[:1], None)
    assert hub.get("eve", "/imports").json() == {"imports": [], "next": None}


def test_another_cooperatives_import_is_not_there(hub: Hub) -> None:
    import_id = hub.ready(WRONG)
    here = f"/imports/{import_id}"
    answers = [hub.get("eve", here + part) for part in ("", "/findings", "/annotated")]
    answers += [
        hub.post("eve", f"{here}/{part}") for part in ("propose", "approve", "withdraw", "cancel")
    ]
    nowhere = hub.get("eve", "/imports/i0000000000000000")
    for answer in answers:
        assert answer.status_code == 404
        assert answer.json()["title"] == nowhere.json()["title"]


@pytest.mark.parametrize(
    ("method", "path", "actor", "status", "code"),
    [
        ("GET", "/imports", "", 401, "not_signed_in"),
        ("POST", "/imports?cooperative=essai", "", 401, "not_signed_in"),
        ("POST", "/imports?cooperative=essai", "eve", 403, "not_allowed"),
        ("POST", "/imports?cooperative=..%2Fautre", "ann", 403, "not_allowed"),
        ("POST", "/imports", "ann", 400, "no_cooperative"),
        ("POST", "/imports?cooperative=essai", "ann", 400, "nothing_sent"),
        ("POST", "/imports?cooperative=essai&mode=all", "ann", 400, "bad_parameter"),
        ("POST", "/imports?cooperative=essai&tables=members", "ann", 400, "bad_tables"),
        ("POST", "/imports?cooperative=essai&tables=a=nothing", "ann", 400, "unknown_table"),
        ("POST", "/imports?cooperative=essai&encodings=a=nothing", "ann", 400, "bad_writing"),
        ("DELETE", "/imports", "ann", 405, "method_not_allowed"),
        ("POST", "/imports/i1", "ann", 405, "method_not_allowed"),
        ("POST", "/imports?cooperative=essai&cooperative=autre", "ann", 400, "said_twice"),
        ("POST", "/imports?cooperative=essai&name=a&name=b", "ann", 400, "said_twice"),
        ("GET", "/imports?cooperative=essai&cooperative=essai", "ann", 400, "said_twice"),
        ("GET", "/imports?limit=0", "ann", 400, "bad_parameter"),
        ("GET", "/imports?limit=²", "ann", 400, "bad_parameter"),
        ("GET", "/imports?language=de", "ann", 400, "bad_parameter"),
        ("GET", "/imports?before=i1", "ann", 404, "no_such_import"),
        ("GET", "/imports/x/y/z", "ann", 404, "no_such_address"),
    ],
)
def test_what_cannot_be_done_is_refused_in_one_shape(  # noqa: PLR0913, PLR0917 - a row of the table
    hub: Hub, method: str, path: str, actor: str, status: int, code: str
) -> None:
    answer = hub.client.request(method, path, headers=hub.as_(actor, accept_language="nl"))
    told = answer.json()
    assert (answer.status_code, told["type"]) == (status, f"urn:intercoop:problem:{code}")
    assert answer.headers["content-type"] == "application/problem+json"
    assert told.keys() == {
        *("type", "status", "title", "detail", "where", "next_step", "instance")
    }
    assert (told["status"], answer.headers["content-language"]) == (status, "nl")


def test_an_address_says_every_way_it_can_be_asked(hub: Hub) -> None:
    answer = hub.client.delete("/imports", headers=hub.as_("ann"))
    assert answer.headers["allow"] == "GET, HEAD, POST, PUT"


def test_no_record_reaches_an_answer(hub: Hub) -> None:
    import_id = hub.ready(WRONG)
    here = f"/imports/{import_id}"
    answers = [hub.get("ann", path) for path in (here, f"{here}/findings", "/imports")]
    said = "".join(answer.text for answer in answers)
    assert CANARY not in said
    assert "31/02/2020" not in said
    with hub.engine.begin() as connection:
        kept = json.dumps([list(map(str, row)) for row in connection.execute(sa.select(PUSHES))])
    assert CANARY not in kept


def test_a_database_that_does_not_answer_is_said_and_nothing_more(
    hub: Hub, capsys: pytest.CaptureFixture[str]
) -> None:
    with hub.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE pushes RENAME TO hidden")
    answer = hub.get("ann", "/imports")
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
    assert "hidden" not in answer.text
    assert "sqlite" not in answer.text.lower()
    logged = capsys.readouterr().err
    assert "OperationalError at" in logged  # it may last, and then whoever runs the hub must know
    assert "pushes" not in logged


def _codes() -> dict[str, str]:
    return {name: FILES[name] for name in ("cooperative.csv", "member_categories.csv")}


def _state(hub: Hub, import_id: str) -> str:
    return str(hub.get("ann", f"/imports/{import_id}").json()["state"])


def test_without_an_agreement_in_force_nothing_is_taken_in(hub: Hub) -> None:
    with hub.engine.begin() as connection:
        connection.execute(sa.delete(AGREEMENTS))
    answer = hub.push("ann", FILES)
    assert answer.status_code == 403
    assert answer.json()["type"] == "urn:intercoop:problem:no_agreement"
    assert hub.get("ann", "/imports").json()["imports"] == []


def test_whatever_somebody_does_is_in_the_audit_log(hub: Hub) -> None:
    made = hub.ready()
    hub.post("ann", f"/imports/{made}/propose")
    entries = AuditLog(hub.engine).entries("essai")
    assert [(one.subject, one.action) for one in entries if one.concerning == made] == [
        ("ann", "import:queued"),
        ("ann", "import:proposed"),
    ]


def test_no_key_is_made_in_place_of_one_that_was_lost(hub: Hub) -> None:
    hub.ready()
    key = hub.settings.folder / "keys" / "essai.key"
    kept = key.read_bytes()
    key.unlink()
    assert hub.push("ann", {"other.csv": "a,b\n1,2\n"}).status_code == 500
    assert not key.exists()
    key.write_bytes(kept)
    assert hub.push("ann", {"other.csv": "a,b\n1,2\n"}).status_code == 202
