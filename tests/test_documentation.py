"""What the documentation says is there is there, and what is there is documented."""

import hashlib
import re
import shlex
import unicodedata
from collections.abc import Iterator
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import typer
from graphql import GraphQLSchema, build_schema, parse, validate

from hub import cli
from hub.disclosure import refusal
from hub.disclosure.audit_report import Kind
from hub.disclosure.parameters import Parameters
from hub.disclosure.plan import plan_of
from hub.releases.release import MemberCategory
from hub.vocabulary import CategoryKind, CollegeAggregation, Status

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = sorted(
    page
    for page in ROOT.rglob("*.md")
    if not any(part[0] == "." or part == "node_modules" for part in page.relative_to(ROOT).parts)
)
FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
LANGUAGES = ("en", "fr", "nl")
STATISTICIAN = DOCS / "explanation" / "protection-for-a-statistician.md"

#: The only other sites that a page may point at.
KNOWN_SITES = {
    "127.0.0.1:8123",
    "ecma-international.org",
    "hub.example.org",
    "keepachangelog.com",
    "login.example.org",
    "semver.org",
} | {
    f"127.0.0.1:{port}"  # the subgraphs, and one of somebody's own
    for port in range(8001, 8007)
}

GLOSSARY_WORDS = """
    account | as of | assembly | audit | audit log | band | body | breakdown | candidacy |
    canonical record | cell |
    channel | college | college aggregation | column | commitment | computed | connector |
    content hash | contested | contribution | cooperative | count | cycle |
    data-sharing agreement | declared | dimension | disclosure control | dither | door | draft |
    eligible member | erasure | experiment | export | exposure | figure | finding | grain |
    headline total | hold | holding | hub | import | indicator | interval | job | junction tree |
    leaf | lease | mandate | measure | meeting | member | member category | member of record |
    motion | movers | observation | origin | pack | participation | participatory space | period |
    plan | practice | program | pseudonym | pseudonym key | public role | push | quorum |
    recommendation |
    reconciliation | record date | refusal | release | role | rounding | rounding key | seat rule |
    shareholding | shelf | stage | status | subgraph | survey | synthetic | turnout | vault |
    vote event | voting share | withheld | workspace
"""


def text_of(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def anchors(page: Path) -> set[str]:
    """The fragments that a heading of the page can be reached by."""
    headings = re.findall(r"^#+ (.+)$", FENCE.sub("", text_of(page)), re.MULTILINE)
    plain = (re.sub(r"[^\w\- ]", "", heading.lower()) for heading in headings)
    return {unicodedata.normalize("NFC", heading.strip().replace(" ", "-")) for heading in plain}


def links(page: Path) -> list[str]:
    return re.findall(r"\]\(([^)\s]+)\)", FENCE.sub("", text_of(page)))


def commands(page: Path) -> Iterator[list[str]]:
    """Every `intercoop ...` that stands in code, as its words after the first."""
    text = text_of(page)
    for line in [
        *(line.strip() for fence in FENCE.findall(text) for line in fence.splitlines()),
        *re.findall(r"`([^`\n]+)`", FENCE.sub("", text)),
    ]:
        if line.startswith("intercoop "):
            yield shlex.split(line, comments=True)[1:]


# typer carries a copy of click whose types it keeps to itself
ROOT_COMMAND: Any = typer.main.get_command(cli.app)


def within(command: Any) -> dict[str, Any]:  # noqa: ANN401 - see above
    """The commands of a group; none where it is no group."""
    if command is ROOT_COMMAND:
        return {name: cli.load(name) for name in cli.COMMANDS}
    return dict(getattr(command, "commands", {}))


@cache
def graph() -> GraphQLSchema:
    return build_schema(text_of(ROOT / "schema" / "schema.graphql"), assume_valid=True)


def every_command(name: str, command: Any) -> Iterator[tuple[str, Any]]:  # noqa: ANN401 - see above
    yield name, command
    for word, part in within(command).items():
        yield from every_command(f"{name} {word}", part)


COMMANDS = dict(every_command("intercoop", ROOT_COMMAND))


def unknown(words: list[str]) -> list[str]:
    """The words of a command line that the program does not know."""
    command = ROOT_COMMAND
    wrong = []
    for word in words:
        if word.startswith("--"):
            known = {"--help", *(name for part in command.params for name in part.opts)}
            wrong += [] if word in known else [word]
        elif word in within(command):
            command = within(command)[word]
        elif command is ROOT_COMMAND:
            wrong.append(word)
    return wrong


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_relative_link_leads_somewhere(page: Path) -> None:
    broken = []
    for link in links(page):
        path, _, fragment = link.partition("#")
        if re.match(r"[a-z]+:", link):
            continue
        target = (page.parent / path) if path else page
        if not target.exists() or (
            fragment and target.suffix == ".md" and fragment not in anchors(target)
        ):
            broken.append(link)
    assert broken == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_no_page_names_a_folder_of_somebody_s_machine(page: Path) -> None:
    assert re.findall(r"(?<![\w.])/(?:home|root|Users|work|mnt|tmp)/\S*", text_of(page)) == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_no_page_sends_anybody_to_an_unknown_site(page: Path) -> None:
    assert set(re.findall(r"https?://([^/\s)'\"`<>]+)", text_of(page))) <= KNOWN_SITES


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_command_in_the_documentation_exists(page: Path) -> None:
    assert [line for line in commands(page) if unknown(line)] == []


def test_every_command_and_option_is_in_the_reference() -> None:
    reference = text_of(DOCS / "reference" / "command-line.md")
    runnable = {name for name in COMMANDS if name != "intercoop"}
    options = {
        option
        for command in COMMANDS.values()
        for part in command.params
        for option in part.opts
        if option.startswith("--")
    }
    assert {name for name in runnable if f"`{name}" not in reference} == set()
    assert {option for option in options if option not in reference} == set()


def test_the_settings_page_lists_what_is_read_and_nothing_else() -> None:
    named = re.compile(r"INTERCOOP_[A-Z_]+")
    read = set(named.findall(text_of(ROOT / "hub" / "settings.py")))
    assert set(named.findall(text_of(DOCS / "reference" / "settings.md"))) == read
    everywhere = {name for page in PAGES for name in named.findall(text_of(page))}
    manifests = {
        name for file in (ROOT / "k8s").rglob("*.yaml") for name in named.findall(text_of(file))
    }
    assert everywhere | manifests <= read


def test_every_domain_word_is_in_the_glossary_in_three_languages() -> None:
    entries = {}
    for section in re.split(r"^### ", text_of(DOCS / "glossary.md"), flags=re.MULTILINE)[1:]:
        word, _, rest = section.partition("\n")
        told = re.findall(r"^- \*\*(\w\w)\*\* \*[^*]+\*.*? ?: \S.{15,}\.$", rest, re.MULTILINE)
        entries[word.strip()] = tuple(told)
    wanted = {word.strip() for word in GLOSSARY_WORDS.replace("\n", " ").split("|")}
    assert wanted - set(entries) == set()
    assert {word for word, told in entries.items() if told != LANGUAGES} == set()


def first_column(page: Path, heading: str) -> list[str]:
    """The codes that the rows of the first table below a line of headings begin with."""
    _, _, below = text_of(page).partition(f"\n| {heading} |")
    return re.findall(r"^\| `(\w+)`", below.split("\n\n")[0], re.MULTILINE)


def reasons_given() -> set[str]:
    """Every reason that some code of the door gives; a refusal that nothing uses is not one."""
    files = (ROOT / "hub" / "disclosure").glob("*.py")
    door = "".join(text_of(file) for file in files if file.name != "refusal.py")
    spelled = re.findall(r'(?:reason=|primary\(|not_produced\(|Status\.\w+, )"(\w+)"', door)
    constants = dict(re.findall(r'^([A-Z_]+) = "(\w+)"$', door, re.MULTILINE))
    spelled += [constants[name] for name in re.findall(r"reason=([A-Z_]+)(?![\w.])", door)]
    named = {
        one.reason
        for name, one in vars(refusal).items()
        if isinstance(one, refusal.Refusal) and re.search(rf"\b{name}\b", door)
    }
    return named | set(spelled)


def test_the_list_of_reasons_is_that_of_the_door() -> None:
    listed = first_column(STATISTICIAN, "reason | status | means")
    assert len(listed) == len(set(listed))
    assert set(listed) == reasons_given()


def test_the_list_of_statuses_is_that_of_the_code_list() -> None:
    listed = first_column(STATISTICIAN, "status | the value is")
    assert sorted(listed) == sorted(one.value for one in Status)


def test_every_kind_of_finding_is_explained_to_auditors() -> None:
    page = DOCS / "how-to" / "audit-a-release.md"
    assert first_column(page, "finding | means") == [one.value for one in Kind]


def test_the_parameters_on_the_page_are_those_in_force() -> None:
    rows = re.findall(r"^\| `(\w+)` \| ([\w.-]+) \| ", text_of(STATISTICIAN), re.MULTILINE)
    inside = {name: value for name, value in rows if name in Parameters.__dataclass_fields__}
    assert inside == {name: str(value) for name, value in asdict(Parameters()).items()}


def test_the_sizes_on_the_page_are_those_of_the_plan() -> None:
    three = [
        MemberCategory(
            cooperative="invented",
            code=code,
            label={},
            kind=CategoryKind.OTHER,
            college=None,
            voting_share=None,
            college_aggregation=CollegeAggregation.UNKNOWN,
        )
        for code in ("one", "two", "three")
    ]
    plan = plan_of(three, "BE")
    rows = re.findall(r"^\| `(\w+)` \| (\d+) \| (\d+) \|$", text_of(STATISTICIAN), re.MULTILINE)
    assert rows
    for column, cells, members in rows:
        assert plan.cells((column,)) == int(cells), column
        for asked, made in ((int(members) - 1, False), (int(members), True)):
            tables = plan.structure([(column,)], asked, Parameters()).tables
            assert ((column,) in tables) is made, column


def test_every_file_that_reads_exports_has_its_stage() -> None:
    page = DOCS / "explanation" / "how-an-export-becomes-records.md"
    stages = [row.split("|")[3] for row in page.read_text().splitlines() if row.startswith("| ")]
    named = [name for stage in stages for name in re.findall(r"`([a-z_/]+)`", stage)]
    files = {path.stem for path in (ROOT / "connectors").glob("*.py")} - {"__init__"}
    assert sorted(named) == sorted({*files, "systems/"})


@pytest.mark.parametrize(
    "folder", ["tutorials", "how-to", "reference", "explanation", "decisions"]
)
def test_every_page_is_in_its_folder_s_index(folder: str) -> None:
    listed = {link.partition("#")[0] for link in links(DOCS / folder / "index.md")}
    assert {page.name for page in (DOCS / folder).glob("*.md")} - {"index.md"} <= listed


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_question_in_the_documentation_is_one_that_the_graph_understands(page: Path) -> None:
    for question in re.findall(r"^```graphql\n(.*?)^```", text_of(page), re.MULTILINE | re.DOTALL):
        assert [error.message for error in validate(graph(), parse(question))] == []


def test_the_licence_is_the_official_text() -> None:
    licence = (ROOT / "LICENSE").read_bytes()
    assert licence.split(b"\n")[0].strip() == b"EUROPEAN UNION PUBLIC LICENCE v. 1.2"
    assert hashlib.sha256(licence).hexdigest() == (
        "22bae131c7d1ca2a9fec7e8bd3421f3bb289c69e1a90501b487bbd88e6044b57"
    )
