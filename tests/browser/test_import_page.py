"""A register with twenty errors is sent, read, corrected, sent again and published; by two people.

In the browser as staff do it, and with curl alone as a program would.
"""

import io
import json
import re
import shutil
import subprocess
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, FilePayload, Page, ViewportSize

from hub.settings import Settings
from tests.browser.partner_hub import serving, taking
from tests.browser.planted import PLANTED, as_csv, corrected, files, good_rows, planted_rows
from tests.browser.test_accessibility import AXE, RULES, RUN, THEMES
from tests.hub.partners.conftest import ACTORS

WIDE: ViewportSize = {"width": 1200, "height": 900}
NARROW: ViewportSize = {"width": 320, "height": 700}
CURL = shutil.which("curl") or "curl"
STEPS = ("", "/columns", "/report", "/publish")


def faulty(year: int) -> dict[str, str]:
    return files(as_csv(planted_rows(year)))


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving(Settings.read(tmp_path_factory.mktemp("hub"), {})) as address:
        yield address


#: Whether some of the findings are to be found to the right only.
HIDDEN = """[...document.querySelectorAll(".scroll")].some(
  it => it.querySelector(".findings") && it.scrollWidth > it.clientWidth)"""


class People:
    """Their browsers, and everything that went wrong in them."""

    def __init__(self, browser: Browser, address: str) -> None:
        self._browser = browser
        self._address = address
        self.contexts: list[BrowserContext] = []
        self.problems: list[str] = []

    def page(self, who: str, **settings: object) -> Page:
        context = self._browser.new_context(viewport=WIDE, **settings)  # type: ignore[arg-type]  # settings of any kind
        context.add_cookies([{"name": "who", "value": who, "url": self._address}])
        context.set_default_timeout(60_000)
        self.contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: self.problems.append(str(error)))
        page.on(
            "console",
            lambda said: self.problems.append(said.text) if said.type == "error" else None,
        )
        return page


@pytest.fixture
def people(browser: Browser, address: str) -> Iterator[People]:
    people = People(browser, address)
    yield people
    for context in people.contexts:
        context.close()
    assert people.problems == []


def choose(page: Page, contents: dict[str, str]) -> None:
    sent: list[FilePayload] = [
        {"name": name, "mimeType": "text/csv", "buffer": text.encode()}
        for name, text in contents.items()
    ]
    page.set_input_files("input[type=file]", sent)
    page.get_by_role("button", name="Send and read").click()


def places(page: Page) -> list[tuple[int, str]]:
    """Row and column letter of every finding of the report; a line tells of several rows."""
    found = []
    for line in page.locator("table.findings tbody tr").all():
        cells = line.locator("th, td").all_inner_texts()
        letter = cells[3].partition("column ")[2][:1]
        for rows in cells[5].split(", "):
            first, _, last = rows.partition("–")  # noqa: RUF001  a range's dash
            found += [(row, letter) for row in range(int(first), int(last or first) + 1)]
    return found


def unpacked(content: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


@pytest.mark.parametrize(
    ("year", "scripts"), [(1970, True), (1971, False)], ids=["javascript", "no javascript"]
)
def test_staff_correct_a_register_and_two_of_them_publish_it(
    people: People, address: str, year: int, *, scripts: bool
) -> None:
    ann = people.page("ann", java_script_enabled=scripts)
    ann.goto(f"{address}/partners?lang=en")
    ann.get_by_role("link", name="Send files of").click()
    choose(ann, faulty(year))
    ann.get_by_role("link", name="Go on to the report").click()
    assert ann.locator("[data-count=blocking]").inner_text() == "20"
    assert sorted(places(ann)) == sorted(PLANTED)
    with ann.expect_download() as download:
        ann.get_by_role("link", name="Download your file").click()
    back = unpacked(Path(download.value.path()).read_bytes())
    choose(ann, {**back, "members.csv": corrected(back["members.csv"], year)})
    ann.get_by_role("link", name="Go on to the report").click()
    assert ann.locator("[data-count=blocking]").inner_text() == "0"
    ann.get_by_role("link", name="Go on to the publication").click()
    ann.get_by_role("heading", name="Figure by figure").wait_for()
    ann.get_by_role("button", name="Propose for publication").click()
    ann.get_by_text("A second person, who did not propose it").wait_for()
    assert ann.get_by_role("button", name="Approve").count() == 0
    bob = people.page("bob", java_script_enabled=scripts)
    bob.goto(ann.url)
    bob.get_by_role("button", name="Approve and publish").click()
    bob.get_by_text("Published in release").wait_for()
    bob.get_by_text("What cannot be recalled").wait_for()


def curl(*arguments: str) -> bytes:
    done = subprocess.run(  # noqa: S603 - our own arguments
        [CURL, "--silent", "--show-error", "--fail-with-body", *arguments],
        check=True,
        capture_output=True,
        timeout=60,
    )
    return done.stdout


def until(state: str, address: str, who: str) -> dict[str, object]:
    for _ in range(240):
        told: dict[str, object] = json.loads(curl("--cookie", f"who={who}", address))
        if told["state"] == state:
            return told
        time.sleep(0.25)
    raise AssertionError(told)


def push(address: str, folder: Path, contents: dict[str, str]) -> str:
    folder.mkdir()
    parts = []
    for name, text in contents.items():
        (folder / name).write_text(text, encoding="utf-8")
        parts += ["--form", f"file=@{folder / name}"]
    sent = json.loads(curl("--cookie", "who=ann", *parts, f"{address}/imports?cooperative=essai"))
    return f"{address}/imports/{sent['import']}"


def test_a_program_does_the_same_with_curl_alone(address: str, tmp_path: Path) -> None:
    here = push(address, tmp_path / "first", faulty(1972))
    until("refused", here, "ann")
    found = json.loads(curl("--cookie", "who=ann", f"{here}/findings"))["findings"]
    assert sorted((one["row"], one["column"]) for one in found) == sorted(PLANTED)
    back = unpacked(curl("--cookie", "who=ann", f"{here}/annotated"))
    back["members.csv"] = corrected(back["members.csv"], 1972)
    here = push(address, tmp_path / "second", back)
    until("ready", here, "ann")
    for _ in range(240):
        preview = json.loads(curl("--cookie", "who=ann", f"{here}/preview"))
        if preview["done"]:
            break
        time.sleep(0.25)
    assert preview["publication"]["totals"]["figures"] > 0
    curl("--cookie", "who=ann", "--request", "POST", f"{here}/propose")
    version = until("proposed", here, "bob")["version"]
    approve = ("--request", "POST", "--header", f'If-Match: "{version}"', f"{here}/approve")
    with pytest.raises(subprocess.CalledProcessError):
        curl("--cookie", "who=ann", *approve)
    curl("--cookie", "who=bob", *approve)
    assert until("published", here, "bob")["release"]


def test_the_four_steps_break_no_rule_and_need_no_sideways_scroll(
    people: People, address: str, tmp_path: Path
) -> None:
    refused = push(address, tmp_path / "faulty", faulty(1973)).rpartition("/")[2]
    ready = push(address, tmp_path / "good", files(as_csv(good_rows(1973))))
    until("refused", f"{address}/imports/{refused}", "ann")
    until("ready", ready, "ann")
    waiting = people.page("ann")
    waiting.goto(f"{address}/partners/imports/{ready.rpartition('/')[2]}/publish?lang=en")
    waiting.get_by_role("heading", name="Figure by figure").wait_for()
    paths = ["/partners", "/partners/send"]
    paths += [
        f"/partners/imports/{one}{step}"
        for one in (refused, ready.rpartition("/")[2])
        for step in STEPS
    ]
    broken: list[tuple[str, str, str, str]] = []
    page = people.page("ann")
    for path in paths:
        for language in ("en", "fr", "nl"):
            page.set_viewport_size(WIDE)
            page.goto(f"{address}{path}?cooperative=essai&lang={language}")
            page.evaluate("document.querySelectorAll('details').forEach(it => (it.open = true))")
            page.evaluate(AXE.read_text(encoding="utf-8"))
            for theme in THEMES:
                page.emulate_media(color_scheme=theme)
                broken += [(path, language, theme, one) for one in page.evaluate(RUN, RULES)]
            page.set_viewport_size(NARROW)
            if page.evaluate("document.documentElement.scrollWidth") > NARROW["width"]:
                broken.append((path, language, "narrow", "it scrolls sideways"))
            if page.evaluate(HIDDEN):
                broken.append((path, language, "narrow", "what to do is out of sight"))
    assert broken == []


def test_a_stage_that_hangs_and_a_hub_that_is_silent_are_said(
    browser: Browser, tmp_path: Path
) -> None:
    with taking(Settings.read(tmp_path / "data", {})) as address:
        people = People(browser, address)
        page = people.page("ann")
        moving = {"state": "reading", "progress": {"stage": "read", "done": 1, "total": 2}}
        moving["progress"] |= {"seconds_since_it_moved": 42}  # type: ignore[operator]  # a mapping
        page.route(re.compile("/events"), lambda route: route.abort())
        polled = re.compile(r"/imports/\w+\?language=en$")
        page.route(polled, lambda route: route.fulfill(json=moving))
        page.goto(f"{address}/partners/send?cooperative=essai&lang=en")
        choose(page, faulty(1974))
        page.get_by_text("Nothing has moved for 42 seconds").wait_for()
        assert page.get_by_role("status").inner_text() == "The rows are read"
        page.unroute(polled)
        page.route(polled, lambda route: route.abort())
        page.get_by_text("The hub does not answer").wait_for()
        page.unroute(polled)
        page.get_by_role("button", name="Cancel").click()
        page.get_by_text("cancelled").wait_for()
        page.context.close()


def test_whoever_is_let_out_while_they_watch_is_told_where_to_log_in(
    browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with taking(Settings.read(tmp_path / "data", {})) as address:
        page = People(browser, address).page("ann")
        page.goto(f"{address}/partners/send?cooperative=essai&lang=en")
        with page.expect_response(re.compile("/events")):
            choose(page, faulty(1975))
        monkeypatch.delitem(ACTORS, "ann")
        page.get_by_role("link", name="Log in").first.wait_for()
        page.context.close()


def test_what_a_dropped_file_is_can_be_said_before_it_is_sent(
    people: People, address: str
) -> None:
    page = people.page("ann")
    broken: list[tuple[str, str, str]] = []
    for language in ("fr", "nl", "en"):
        page.goto(f"{address}/partners/send?cooperative=essai&lang={language}")
        dropped = page.evaluate_handle(
            "() => { const carried = new DataTransfer();"
            "carried.items.add(new File(['foo,bar'], 'list.csv')); return carried; }"
        )
        page.dispatch_event(".drop", "drop", {"dataTransfer": dropped})
        page.evaluate(AXE.read_text(encoding="utf-8"))
        for theme in THEMES:
            page.emulate_media(color_scheme=theme)
            broken += [(language, theme, one) for one in page.evaluate(RUN, RULES)]
    assert broken == []
    page.get_by_label("“list.csv” is to be read as").select_option("list.csv=galette/members")
    page.get_by_label("additions and changes only").check()
    page.get_by_role("button", name="Send and read").click()
    page.wait_for_url("**/partners/imports/*")
    told = page.request.get(page.url.partition("?")[0].replace("/partners", "")).json()
    assert (told["mode"], told["tables"]) == ("delta", {"list.csv": ["galette/members"]})


def test_what_is_larger_than_the_hub_takes_is_said_before_it_is_sent(
    people: People, address: str
) -> None:
    page = people.page("ann")
    page.goto(f"{address}/partners/send?cooperative=essai&lang=en")
    page.evaluate("document.querySelector('.drop').dataset.most = '3'")
    page.set_input_files("input[type=file]", {"name": "a", "mimeType": "", "buffer": b"abcd"})
    page.get_by_role("alert").get_by_text("larger than the hub takes").wait_for()
