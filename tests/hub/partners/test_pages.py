"""The import pages say what is there, do what is asked, and refuse in words."""

import html
import re
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
import sqlalchemy as sa

from hub.agreements import AGREEMENTS
from hub.intake import import_upload
from hub.partners.choosing import MARK, file_field
from hub.partners.pushes import PUSHES
from hub.settings import IdentitySettings, Settings
from tests.hub.conftest import FILES
from tests.hub.partners.conftest import Hub, serving

STEPS = ("", "/columns", "/report", "/publish")
FAULTY = {**FILES, "members.csv": FILES["members.csv"].replace("2019-02-01", "31/02/2020", 1)}

GO_ON, AGAIN = "Go on to the publication", "Corrected? Send it again"
WARNED = {
    **FILES,
    "participations.csv": FILES["participations.csv"] + "N-999,ag-2022,post\n",  # of nobody
}


def text(hub: Hub, actor: str, path: str) -> str:
    answer = hub.get(actor, path)
    assert answer.status_code == 200, answer.text
    return " ".join(re.sub(r"<[^>]+>", " ", answer.text).split())


def page(import_id: str, step: str = "", language: str = "en") -> str:
    return f"/partners/imports/{import_id}{step}?lang={language}"


@pytest.mark.parametrize("language", ["en", "fr", "nl"])
def test_every_step_is_there_whatever_came_of_it(hub: Hub, language: str) -> None:
    for files in (FAULTY, FILES):
        import_id = hub.ready(files)
        for step in STEPS:
            answer = hub.get("ann", page(import_id, step, language))
            assert answer.status_code == 200
            assert answer.headers["content-language"] == language
            assert answer.headers["cache-control"] == "no-store"


def test_each_step_is_titled_by_what_it_shows_and_its_files(hub: Hub) -> None:
    import_id = hub.ready({"cooperative.csv": FILES["cooperative.csv"]})
    titles = [
        re.findall(r"<title>(.*?) · ", hub.get("ann", page(import_id, step)).text)
        for step in STEPS
    ]
    assert len({title for [title] in titles}) == len(STEPS)
    assert "cooperative.csv" in hub.get("ann", page(import_id)).text.partition("</title>")[0]


def test_files_sent_by_the_form_lead_to_their_import(hub: Hub) -> None:
    sent = hub.client.post(
        "/partners/send?cooperative=essai",
        files=[("files", (name, content)) for name, content in FAULTY.items()],
        headers=hub.as_("ann"),
        follow_redirects=False,
    )
    assert sent.status_code == 303
    assert "waiting to be read" in text(hub, "ann", sent.headers["location"])
    hub.work()
    assert "refused" in text(hub, "ann", sent.headers["location"])
    assert "members.csv" in text(hub, "ann", "/partners")


def test_the_report_names_place_and_remedy_and_never_a_value(hub: Hub) -> None:
    import_id = hub.ready(FAULTY)
    said = text(hub, "ann", page(import_id, "/report"))
    assert "members.csv column F, joined_on 1 2" in said
    assert "31/02" not in said
    assert f"/imports/{import_id}/annotated" in hub.get("ann", page(import_id, "/report")).text
    only = hub.get("ann", f"/partners/imports/{import_id}/report?severity=advice&lang=en").text
    assert "Nothing of that kind was found." in only


@pytest.mark.parametrize(
    ("actor", "files", "offered"),
    [
        ("ann", FAULTY, [AGAIN]),
        ("ann", WARNED, [GO_ON, AGAIN]),
        ("ann", FILES, [GO_ON]),
        ("kim", FAULTY, []),
        ("kim", WARNED, [GO_ON]),
    ],
    ids=["blocked", "warned", "faultless", "of who may not send", "warned, of who may not send"],
)
def test_the_report_takes_corrected_files_of_whoever_may_send_them(
    hub: Hub, actor: str, files: dict[str, str], offered: list[str]
) -> None:
    said = text(hub, actor, page(hub.ready(files), "/report"))
    assert [what for what in (GO_ON, AGAIN) if what in said] == offered


def test_a_choice_is_remembered_and_the_next_upload_is_read_with_it(hub: Hub) -> None:
    files = {**FILES, "members.csv": FILES["members.csv"].replace("gender", "Sekse", 1)}
    import_id = hub.ready(files)
    chosen = {MARK.join(("column", "intercoop", "members", "Sekse")): "gender"}
    saved = hub.client.post(
        f"/partners/imports/{import_id}/columns",
        content=urlencode(chosen),
        headers=hub.as_("ann"),
        follow_redirects=False,
    )
    assert saved.headers["location"].endswith("/columns?saved=1")
    assert "“sekse” → gender" in text(hub, "ann", page(import_id, "/columns"))
    assert "ready" in text(hub, "ann", page(hub.ready(files)))


def test_a_word_for_a_category_is_said_with_the_codes_that_there_are(
    hub: Hub, upload: Path
) -> None:
    import_upload(hub.settings, upload, "essai", progress=lambda *_: None)
    members = FILES["members.csv"].replace(",users,", ",Actif,", 1)
    import_id = hub.ready({"members.csv": members})
    assert "Or say what your word stands for" in text(hub, "ann", page(import_id, "/report"))
    shown = hub.get("ann", page(import_id, "/columns")).text
    assert '<datalist id="d-1-category"><option value="users">' in shown
    chosen = {
        MARK.join(("word", "intercoop", "members", "category")): "Actif",
        MARK.join(("code", "intercoop", "members", "category")): "users",
    }
    here = f"/partners/imports/{import_id}/columns"
    hub.client.post(here, content=urlencode(chosen), headers=hub.as_("ann"))
    assert "ready" in text(hub, "ann", page(hub.ready({"members.csv": members})))


@pytest.mark.parametrize("body", ["column=x", "\x1f=&word%1Fa=b"])
def test_a_form_that_is_not_the_page_s_is_refused(hub: Hub, body: str) -> None:
    import_id = hub.ready()
    answer = hub.client.post(
        f"/partners/imports/{import_id}/columns", content=body, headers=hub.as_("ann")
    )
    assert answer.status_code == 400


@pytest.mark.parametrize(("actor", "status"), [("ann", 413), ("nobody", 401)])
def test_a_form_beyond_reason_is_refused(hub: Hub, actor: str, status: int) -> None:
    path = "/partners/imports/i0/columns"
    answer = hub.client.post(path, content=b"x" * (2 << 20), headers=hub.as_(actor))
    assert answer.status_code == status


def test_one_proposes_and_another_publishes_what_both_have_seen(hub: Hub) -> None:
    import_id = hub.ready()
    here = f"/partners/imports/{import_id}"
    assert "being worked out" in text(hub, "ann", page(import_id, "/publish"))
    hub.work()
    foreseen = text(hub, "ann", page(import_id, "/publish"))
    assert "Figure by figure" in foreseen
    assert "Why figures are not shown" in foreseen
    assert hub.post("ann", f"{here}/propose").status_code == 200
    assert "A second person" in text(hub, "ann", page(import_id, "/publish"))
    form = hub.get("bob", page(import_id, "/publish")).text
    [approve] = re.findall(r'action="(\S+approve\S+)"', html.unescape(form))
    assert hub.post("bob", approve).status_code == 200
    hub.work()
    published = text(hub, "bob", page(import_id, "/publish"))
    assert "Published in release" in published
    assert "What cannot be recalled" in published
    hub.post("bob", f"{here}/withdraw")
    withdrawn = hub.get("bob", page(import_id, "/publish")).text
    assert "What cannot be recalled" in withdrawn
    assert re.search(r'href="/releases/\S+\?lang=en"', withdrawn)


@pytest.mark.parametrize(("actor", "offered"), [("ann", True), ("kim", False)])
def test_whoever_may_send_is_led_to_it_where_files_are_to_be_sent_again(
    hub: Hub, actor: str, *, offered: bool
) -> None:
    assert "There is no import yet" in text(hub, actor, "/partners")
    import_id = str(hub.push("ann", FILES).json()["import"])
    hub.post("ann", f"/partners/imports/{import_id}/cancel")
    said = text(hub, actor, page(import_id))
    assert ("Send the files again" in said, "Send files of essai" in said) == (True, offered)
    assert "There is no import yet" not in text(hub, actor, "/partners")


@pytest.mark.parametrize(
    ("language", "separator"), [("fr", "semicolon"), ("nl", "semicolon"), ("en", "comma")]
)
def test_the_list_of_findings_is_cut_as_spreadsheets_of_the_language_expect(
    hub: Hub, language: str, separator: str
) -> None:
    report = hub.get("ann", page(hub.ready(FAULTY), "/report", language)).text
    assert f"findings?format=csv&amp;separator={separator}&amp;language={language}" in report


@pytest.mark.parametrize(
    ("files", "archive"),
    [(FAULTY, True), ({"bodies.csv": FILES["bodies.csv"].replace("board", "x")}, False)],
    ids=["several", "one"],
)
def test_a_report_says_where_the_files_with_errors_come_as_an_archive(
    hub: Hub, files: dict[str, str], *, archive: bool
) -> None:
    said = text(hub, "ann", page(hub.ready(files), "/report"))
    assert ("It comes as a ZIP archive" in said) is archive


def test_a_report_points_to_the_file_with_errors_only_where_there_is_one(hub: Hub) -> None:
    rows = {"members.csv": "a,b\n1,2\n"}
    for files, there in ((FAULTY, True), (rows, False)):
        said = text(hub, "ann", page(hub.ready(files), "/report"))
        assert ("in your file with the error column" in said) is there
        assert "never shown here" in said


def test_on_a_hub_of_one_machine_the_page_says_how_a_second_person_comes_in(hub: Hub) -> None:
    import_id = hub.ready()
    publish = page(import_id, "/publish")
    way = "intercoop account login ID --port 80 Whoever is alone publishes on that computer"
    assert way in text(hub, "ann", publish)
    assert "started with --data" in text(hub, "ann", publish)
    hub.post("ann", f"/imports/{import_id}/propose")
    assert way in text(hub, "ann", publish)
    assert "send them the address" not in text(hub, "ann", publish)
    assert way not in text(hub, "bob", publish)


@pytest.mark.parametrize(
    "known",
    [{"address": "https://hub.example.org"}, {"login_issuer": "https://login.example.org"}],
    ids=str,
)
def test_where_people_log_in_from_anywhere_the_second_is_sent_the_address(
    settings: Settings, known: dict[str, str]
) -> None:
    for hub in serving(replace(settings, identity=IdentitySettings(**known))):
        import_id = hub.ready()
        hub.post("ann", f"/imports/{import_id}/propose")
        said = text(hub, "ann", page(import_id, "/publish"))
        assert "send them the address of this page" in said
        assert "intercoop" not in said.partition("Who decides")[2]


def test_what_was_taken_in_by_command_too_is_not_said_to_be_deleted(
    hub: Hub, upload: Path
) -> None:
    publish = page(hub.ready(), "/publish")
    assert "Nothing of it is public: its records are deleted" in text(hub, "ann", publish)
    import_upload(hub.settings, upload, "essai", progress=lambda *_: None)
    said = text(hub, "ann", publish)
    assert "taken in on the hub's computer, by a command: they stay" in html.unescape(said)
    assert "releases hold them from then on, whatever is decided here" in said
    assert "How a second person comes in" not in said


@pytest.mark.parametrize(
    ("actor", "status"), [("nobody", 401), ("eve", 404)], ids=["not signed in", "another's"]
)
def test_nobody_else_sees_a_step(hub: Hub, actor: str, status: int) -> None:
    import_id = hub.ready()
    for step in STEPS:
        answer = hub.get(actor, page(import_id, step, "fr"))
        assert answer.status_code == status
        assert answer.headers["content-type"].startswith("text/html")
        assert "members.csv" not in answer.text


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_whoever_says_not_whose_files_they_send_is_told_where_to_begin(
    hub: Hub, method: str
) -> None:
    answer = hub.client.request(method, "/partners/send?lang=en", headers=hub.as_("ann"))
    assert answer.status_code == 400
    assert "It is not said whose files these are" in answer.text


def test_an_approver_cannot_send_and_is_told_so(hub: Hub) -> None:
    assert hub.get("eve", "/partners/send?cooperative=essai").status_code == 403


def test_without_an_agreement_in_force_no_page_takes_files(hub: Hub) -> None:
    with hub.engine.begin() as connection:
        connection.execute(sa.delete(AGREEMENTS))
    sent = hub.client.post(
        "/partners/send?cooperative=essai",
        files=[("files", (name, content)) for name, content in FILES.items()],
        headers=hub.as_("ann"),
    )
    form = hub.get("ann", "/partners/send?cooperative=essai&lang=fr")
    assert (sent.status_code, form.status_code) == (403, 403)
    assert "convention" in form.text
    assert hub.get("ann", "/imports").json()["imports"] == []


def test_whoever_is_logged_in_can_log_out(hub: Hub) -> None:
    assert '<form method="post" action="/logout">' in hub.get("ann", "/partners").text


def sent_by_form(hub: Hub, files: dict[str, str], said: dict[str, str]) -> Any:  # noqa: ANN401 - a client's answer
    answer = hub.client.post(
        "/partners/send?cooperative=essai",
        data=said,
        files=[("files", (name, content)) for name, content in files.items()],
        headers=hub.as_("ann"),
        follow_redirects=False,
    )
    hub.work()
    return answer


def test_a_form_says_which_table_a_file_is_and_what_becomes_of_other_rows(hub: Hub) -> None:
    said = {"mode": "delta", "tables": "members.csv=intercoop/members"}
    here = sent_by_form(hub, FILES, said).headers["location"]
    told = hub.get("ann", here.replace("/partners", "")).json()
    assert (told["mode"], told["tables"]) == ("delta", {"members.csv": ["intercoop/members"]})
    assert "members.csv members UTF-8, comma the hub" in text(hub, "ann", f"{here}?lang=en")
    assert " stay " in text(hub, "ann", f"{here}?lang=en")


def test_a_form_that_says_nothing_leaves_it_to_the_hub(hub: Hub) -> None:
    here = sent_by_form(hub, FILES, {"mode": "", "tables": ""}).headers["location"]
    told = hub.get("ann", here.replace("/partners", "")).json()
    assert (told["mode"], told["tables"]) == (None, {})


@pytest.mark.parametrize(
    "said", [{"mode": "x"}, {"tables": "members.csv=x"}, {"tables": "y.csv=members"}], ids=str
)
def test_what_cannot_be_meant_is_refused_on_a_page(hub: Hub, said: dict[str, str]) -> None:
    answer = sent_by_form(hub, FILES, said)
    assert answer.status_code == 400
    assert answer.headers["content-type"].startswith("text/html")


def test_a_file_that_was_taken_for_another_is_said_remembered_and_forgotten(hub: Hub) -> None:
    files = {**FILES, "other.csv": "foo,bar\n1,2\n"}
    import_id = hub.ready(files)
    assert "other.csv Not recognised" in text(hub, "ann", page(import_id))
    field = file_field("other.csv")
    here = f"/partners/imports/{import_id}/columns"
    for form, shown in (
        ({field: "galette/members"}, True),
        ({field: ""}, True),
        ({MARK.join(("forget", "galette", "members", "file", "", "other.csv", "")): "1"}, False),
    ):
        body = urlencode(form)
        saved = hub.client.post(here, content=body, headers=hub.as_("ann"))
        assert saved.status_code == 200
        remembered = text(hub, "ann", page(import_id, "/columns"))
        assert ("“other.csv” → members (Galette)" in remembered) is shown


def test_how_a_file_is_written_is_said_and_can_be_said_otherwise(hub: Hub) -> None:
    members = FILES["members.csv"].replace("gender", "prénom", 1).encode("mac-roman")
    files: dict[str, bytes | str] = {**FILES, "members.csv": members}
    import_id = hub.ready(files)
    assert "Macintosh (Mac Roman), comma" in text(hub, "ann", page(import_id))
    form = {
        MARK.join(("encoding", "members.csv")): "cp1252",
        MARK.join(("separator", "members.csv")): "semicolon",
    }
    here = f"/partners/imports/{import_id}/columns"
    hub.client.post(here, content=urlencode(form), headers=hub.as_("ann"))
    remembered = text(hub, "ann", page(import_id, "/columns"))
    assert "“members.csv” → Windows (cp1252)" in remembered
    assert "“members.csv” → semicolon" in remembered
    again = hub.ready(files)
    assert again != import_id
    assert "members.csv Not recognised" in text(hub, "ann", page(again))
    form = {MARK.join(("encoding", "members.csv")): "unheard of"}
    answer = hub.client.post(here, content=urlencode(form), headers=hub.as_("ann"))
    assert answer.status_code == 400


def test_what_an_earlier_version_read_is_still_shown(hub: Hub) -> None:
    import_id = hub.ready()
    with hub.engine.begin() as connection:
        asked = sa.select(PUSHES.c.outcome).where(PUSHES.c.id == import_id)
        outcome = connection.scalars(asked).one()
        for one in outcome["identified"]:
            del one["encoding"], one["separator"], one["mode"]
        connection.execute(
            sa.update(PUSHES).where(PUSHES.c.id == import_id).values(outcome=outcome)
        )
    for step in STEPS:
        assert hub.get("ann", page(import_id, step)).status_code == 200
