"""Which indicators are there? One function, one entry, one test each; nothing is listed here.

To add the indicator `turnout.remote`:

1. write the function `remote` in `turnout.py`: canonical tables in, cells out (see `Compute`);
2. write the entry `remote` in `turnout.yaml`: names, definition and caveat in three languages,
   formula, unit, breakdowns, and examples worked by hand; the entries beside it show the form;
3. write its test in `tests/hub/indicators/test_turnout.py`; the examples are run by themselves;
4. run `python -m hub.indicators.reference`, which writes `docs/reference/indicators.md`.

A new family is a new pair of files. An entry that says `declared_only: true` has no function: the
records do not carry what it takes, and only figures that a cooperative publishes itself are shown.
"""

import importlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from types import MappingProxyType
from typing import Any

import ibis
import yaml

from hub.indicators.tables import Tables
from hub.releases.definition import Definition
from hub.vocabulary import Dimension, DisclosureClass, Language, Tier, Unit

#: What an indicator is: a function from tables to cells, one row each, that never divides.
#:
#: A row has `period`, `as_of`, columns named as dimensions, `numerator`, and for a ratio
#: `denominator`. The rows are the finest cells, summed to the total and to each breakdown; where
#: that would count a person twice, `margin` is true and the row stands as it is, a null dimension
#: meaning everyone. A dimension may be a list of codes, for a person who belongs to all of them.
Compute = Callable[[Tables], ibis.Table]


class UnreadableEntry(ValueError):
    """An entry of a family's YAML that does not have the form, or has no function."""

    def __init__(self, code: str, why: str) -> None:
        super().__init__(f"{code}: {why}; hub/indicators/catalogue.py says what an entry needs")


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A worked example: records, or the parts of a printed figure, and what must come out.

    Attributes:
        cooperative: whose figure it is; a person's own example has no cooperative's name.
        told: the inputs in one line, for the reference page.
        records: canonical table -> groups of like rows; `times` says how many.
        parts: numerator and denominator, where no records can give the indicator.
        breakdown: the group that is asked for, as text; empty for everyone.
        expected: the quotient of the parts, or the numerator where there is no denominator.
        tolerance: half a unit of the last digit that the source gives.
    """

    cooperative: str
    period: str
    told: str
    source: str
    expected: float
    tolerance: float
    breakdown: str
    records: Mapping[str, list[dict[str, Any]]]
    parts: Mapping[str, float] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """How an indicator's parts are read from the cells of the members' tables.

    Columns are those of hub/disclosure/plan.yaml; several codes of one are added up.

    Attributes:
        numerator: column -> codes; empty for every member.
        denominator: the same; None where the indicator is no ratio.
        of_everyone: the denominator is not taken apart with the numerator.
    """

    numerator: Mapping[str, tuple[str, ...]]
    denominator: Mapping[str, tuple[str, ...]] | None
    of_everyone: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Derived:
    """An indicator that is made from another one's published figures, and from nothing else.

    Attributes:
        by: a function of hub/disclosure/derived.py.
        of: the code of the other indicator.
    """

    by: str
    of: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One indicator: what it means, how it is computed, and how it may be taken apart.

    Attributes:
        compute: None where only declared figures are published.
        additive: the finest cells sum to every margin, except over list dimensions, where a
            person of two categories is in both.
        pairs: the two-way tables, beside the total and the single breakdowns.
        headline: a total that cooperatives make public themselves.
        public_role: which attribute of a body's people the measure tells, such as `gender`;
            None where it tells more than a public-role declaration can cover.
        counted: how it is read from rounded counts of members; None where it is something else.
        derived: how it is made from other published figures; None where it is something else.
        form: how a figure on capital is shown: a rule of hub/disclosure/capital.py.
    """

    definition: Definition
    compute: Compute | None
    additive: bool
    pairs: tuple[tuple[Dimension, Dimension], ...]
    headline: bool
    public_role: str | None
    counted: Counted | None
    derived: Derived | None
    form: str | None
    examples: tuple[Example, ...]


def read_family(family: str, text: str) -> dict[str, Entry]:
    """The entries of one family.

    Args:
        family: the module's name, such as `turnout`.
        text: its YAML.

    Raises:
        UnreadableEntry: an entry lacks a language, a field or its function.
    """
    entries = {}
    for name, written in yaml.load(text, yaml.CSafeLoader).items():
        code = f"{family}.{name}"
        try:
            entries[code] = _entry(family, name, written)
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise UnreadableEntry(code, str(error)) from error
    return entries


def _entry(family: str, name: str, written: dict[str, Any]) -> Entry:
    code = f"{family}.{name}"
    definition = Definition(
        code=code,
        version=str(written["version"]),
        family=family,
        tier=Tier(written["tier"]),
        unit=Unit(written["unit"]),
        disclosure=DisclosureClass(written["disclosure"]),
        name=_in_every_language(written["name"]),
        definition=_in_every_language(written["definition"]),
        formula=written["formula"],
        numerator=written.get("numerator"),
        denominator=written.get("denominator"),
        breakdowns=tuple(Dimension(dimension) for dimension in written["breakdowns"]),
        caveat=_in_every_language(written["caveat"]),
        direction=written["direction"],
        uncertainty=written["uncertainty"],
        period=written["period"],
        sources=tuple(written["sources"]),
    )
    return Entry(
        definition=definition,
        compute=None if written.get("declared_only") else _function(family, name),
        additive=written["additive"],
        pairs=tuple(
            (Dimension(first), Dimension(second)) for first, second in written.get("pairs", ())
        ),
        headline=written.get("headline", False),
        public_role=written.get("public_role"),
        counted=_counted(written["counted"]) if "counted" in written else None,
        derived=Derived(**written["derived"]) if "derived" in written else None,
        form=written.get("form"),
        examples=tuple(_example(example) for example in written["examples"]),
    )


def _counted(written: dict[str, Any]) -> Counted:
    denominator = written.get("denominator")
    return Counted(
        numerator=_codes(written["numerator"]),
        denominator=None if denominator is None else _codes(denominator),
        of_everyone=written.get("of_everyone", False),
    )


def _codes(written: dict[str, str | list[str]]) -> dict[str, tuple[str, ...]]:
    return {
        column: (codes,) if isinstance(codes, str) else tuple(codes)
        for column, codes in written.items()
    }


def _in_every_language(texts: dict[str, str]) -> dict[str, str]:
    return {language.value: texts[language.value] for language in Language}


def _function(family: str, name: str) -> Compute:
    found: Compute | None = getattr(
        importlib.import_module(f"hub.indicators.{family}"), name, None
    )
    if found is None:
        raise ValueError(f"hub/indicators/{family}.py has no function {name}")
    return found


def _example(written: dict[str, Any]) -> Example:
    return Example(
        cooperative=written["cooperative"],
        period=str(written["period"]),
        told=written["told"],
        source=written["source"],
        expected=float(written["expected"]),
        tolerance=float(written["tolerance"]),
        breakdown=written.get("breakdown", ""),
        records=written.get("records", {}),
        parts=written.get("parts"),
    )


def _read_all() -> Mapping[str, Entry]:
    folder = files("hub.indicators")
    families = sorted(
        file.name.removesuffix(".yaml") for file in folder.iterdir() if file.name.endswith(".yaml")
    )
    found: dict[str, Entry] = {}
    for family in families:
        found |= read_family(family, (folder / f"{family}.yaml").read_text("utf-8"))
    return MappingProxyType(found)


#: Code -> entry, in the order of the families' names and then of their files.
CATALOGUE: Mapping[str, Entry] = _read_all()
