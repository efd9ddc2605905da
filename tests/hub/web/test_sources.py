"""A table names each document once, and says to which figures a note belongs."""

from dataclasses import replace

from hub.releases.observation import Source
from hub.vocabulary import Language
from hub.web.sources import notes, sources
from hub.web.table import real_first
from hub.web.wording import Wording
from tests.hub.web.released import STUDY, contents, observations, observed

EN = Wording(Language.EN)
COOPERATIVES = real_first(contents().cooperatives)


def test_sources_are_one_line_per_document_and_one_for_what_was_computed() -> None:
    lines = sources(observations(), COOPERATIVES, EN)
    assert [(line.document, line.cooperatives) for line in lines] == [
        (STUDY, "Railcoop, SmartCoop"),
        (None, "Démo SCIC (synthetic)"),
    ]
    assert set(lines[0].places.split(", ")) == {
        "table 1",
        "table 2",
        "table 3",
        "table 4",
        "note 8",
    }


def test_a_note_comes_once_and_says_what_it_is_about() -> None:
    noted = Source(document=STUDY, place="table 3", note="Case imprimée vide.")
    blank = [
        replace(observed("railcoop", "turnout.assembly", period=period), source=noted)
        for period in ("2019", "2020")
    ]
    [note] = notes([*blank, *observations()], COOPERATIVES, EN)
    assert (note.text, note.about) == ("Case imprimée vide.", "Railcoop 2019, 2020")
