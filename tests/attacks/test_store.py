"""Who reads a hub's two releases as `intercoop cells` writes them finds nothing."""

from collections.abc import Callable

import pytest

from hub.intake import import_upload
from hub.intake_desk import State
from hub.publish import publish_release
from hub.settings import Settings
from tests.attacks import two_releases
from tests.attacks.published import EVERYONE, read_cells
from tests.attacks.store import Place, attack
from tests.attacks.stores import Readable, readable
from tests.attacks.two_releases import Movement, Release

#: So many programs stay small: the same findings on these tables in a fraction of the time.
_LARGEST = 500

_COOPERATIVE = """slug,name,country,synthetic
essai,Essai (inventée),BE,true
"""
_CATEGORIES = """code,label_fr,kind,college_aggregation
users,Usagers,user,unknown
staff,Salariés,worker,unknown
"""
_ASSEMBLIES = """code,kind,date,record_date
ag,ordinary,2022-06-21,2022-06-01
"""


def _members(number: int) -> str:
    """Mostly women, mostly users, of all ages; every third voted."""
    rows = (
        f"m{at},{'staff' if at % 11 == 0 else 'users'},natural,"
        f"{'male' if at % 3 == 0 else 'female'},{1950 + at * 7 % 50},20{10 + at % 12}-01-01\n"
        for at in range(number)
    )
    return "member_number,category,person_kind,gender,birth_year,joined_on\n" + "".join(rows)


def _voters(number: int) -> str:
    rows = (f"m{at},ag,in_person\n" for at in range(0, number, 3))
    return "member_number,assembly,channel\n" + "".join(rows)


@pytest.fixture(scope="module")
def publish(tmp_path_factory: pytest.TempPathFactory) -> Callable[[int], Readable]:
    """Imports so many members, releases, and reads what anyone can."""
    settings = Settings.read(tmp_path_factory.mktemp("hub"), {})

    def published(members: int) -> Readable:
        upload = tmp_path_factory.mktemp("upload")
        for name, text in {
            "cooperative.csv": _COOPERATIVE,
            "member_categories.csv": _CATEGORIES,
            "assemblies.csv": _ASSEMBLIES,
            "members.csv": _members(members),
            "participations.csv": _voters(members),
        }.items():
            (upload / name).write_text(text, encoding="utf-8")
        outcome = import_upload(settings, upload, "essai", progress=lambda *_: None)
        assert outcome.state is State.STORED, outcome.report.findings
        release = publish_release(settings, progress=lambda *_: None)
        return readable(settings.folder, release.release_id)

    return published


@pytest.fixture(scope="module")
def two(publish: Callable[[int], Readable]) -> tuple[Readable, Readable]:
    """Two releases, between which twelve joined."""
    return publish(230), publish(242)


def _releases(place: Place, read: Readable) -> Release:
    cells = [one for one in read_cells(read.text) if one.period == place[2]]
    return Release(cells=cells, totals=read.totals[place])


def test_exact_cells_of_a_small_group_are_found() -> None:
    text = (
        "cooperative,population,period,measure,gender,value,status,reason,lo,hi\n"
        "essai,members,2022,persons,T,40,published,,,\n"
        "essai,members,2022,persons,female,37,published,,,\n"
        "essai,members,2022,persons,male,,suppressed_primary,,,\n"
    )
    place = ("essai", "members", "2022")
    codes = {code: frozenset({code}) for code in ("female", "male")}
    found = attack(text, {place: {"gender": ("gender", codes)}}, {})
    assert [(one.where, one.lower, one.upper) for one in found] == [
        ("essai 2022 gender=male", 3, 3)
    ]


def test_neither_of_two_releases_gives_a_count_away(two: tuple[Readable, Readable]) -> None:
    for read in two:
        assert len(read_cells(read.text)) >= 100
        assert not attack(read.text, read.codebooks, read.totals, largest=_LARGEST)


def test_two_releases_held_side_by_side_give_no_count_and_no_change_away(
    two: tuple[Readable, Readable],
) -> None:
    first, second = two
    [place] = first.codebooks
    before, after = _releases(place, first), _releases(place, second)
    joined = after.totals[EVERYONE] - before.totals[EVERYONE]
    assert joined == 12
    codes = {**first.codebooks[place], **second.codebooks[place]}
    found = two_releases.attack(
        before, after, codes, Movement(joined=joined, left=0), largest=_LARGEST
    )
    assert not [one for one in found if one.lower == one.upper]
