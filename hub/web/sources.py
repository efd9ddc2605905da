"""Where do the figures of a table come from? Their documents, and what is noted there."""

from collections.abc import Sequence
from dataclasses import dataclass

from hub.releases.observation import Observation
from hub.releases.release import Cooperative
from hub.vocabulary import Origin
from hub.web.wording import Wording
from hub.web.words import full_name


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceLine:
    """One document; `document` is None for what the hub computed itself."""

    cooperatives: str
    document: str | None
    places: str
    url: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What a source adds to figures, in its own language; `about` says to which."""

    text: str
    about: str


def sources(
    observations: Sequence[Observation], cooperatives: Sequence[Cooperative], wording: Wording
) -> list[SourceLine]:
    """The source lines of a table's figures, one per document, in the order of cooperatives."""
    printed: dict[tuple[str, str | None], tuple[dict[str, None], dict[str, None]]] = {}
    computed: dict[str, None] = {}
    for name, observation in _named(observations, cooperatives, wording):
        source = observation.source
        if source is not None:
            of, places = printed.setdefault((source.document, source.url), ({}, {}))
            of[name] = None
            if source.place:
                places[source.place] = None
        elif observation.origin is Origin.COMPUTED:
            computed[name] = None
    lines = [
        SourceLine(
            cooperatives=", ".join(of), document=document, places=", ".join(places), url=url
        )
        for (document, url), (of, places) in printed.items()
    ]
    if computed:
        names = ", ".join(computed)
        lines.append(SourceLine(cooperatives=names, document=None, places="", url=None))
    return lines


def notes(
    observations: Sequence[Observation], cooperatives: Sequence[Cooperative], wording: Wording
) -> list[Note]:
    """The distinct notes, each with the cooperatives and periods it is about."""
    found: dict[str, dict[str, dict[str, None]]] = {}
    for name, observation in _named(observations, cooperatives, wording):
        text = observation.source.note if observation.source else None
        if text:
            periods = found.setdefault(text, {}).setdefault(name, {})
            periods[wording.period(observation.period)] = None
    return [
        Note(text=text, about="; ".join(f"{name} {', '.join(of[name])}" for name in of))
        for text, of in found.items()
    ]


def _named(
    observations: Sequence[Observation], cooperatives: Sequence[Cooperative], wording: Wording
) -> list[tuple[str, Observation]]:
    return [
        (full_name(cooperative, wording), observation)
        for cooperative in cooperatives
        for observation in observations
        if observation.cooperative == cooperative.slug
    ]
