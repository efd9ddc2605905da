"""What are the codes of tables, columns, systems and figures called? As the reader says it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import polars as pl

from connectors.labels import label, own_packs
from connectors.messages import catalogue
from connectors.system_names import SYSTEMS
from connectors.table_pack import Parse
from connectors.words import words_in
from hub.indicators.catalogue import CATALOGUE
from hub.partners.preview import is_class
from hub.releases.observation import read_breakdown
from hub.vocabulary import Dimension, Unit
from hub.web import import_words, words
from hub.web.wording import Wording

#: The columns of a figure that are numbers in its unit.
_MEASURED = frozenset({None, "value", "lower", "upper"})


@dataclass(frozen=True, slots=True)
class FigureChange:
    """What changes of one figure.

    Attributes:
        first: its value, where that changes; otherwise the first part that does.
        besides: the other parts that change.
    """

    first: Mapping[str, Any]
    besides: tuple[str, ...]


def by_figure(changes: Sequence[Mapping[str, Any]]) -> list[FigureChange]:
    """Changes of the parts of figures, as a preview tells them, figure by figure."""
    about = ("kind", "indicator", "period", "breakdown")
    found = []
    for _, parts in groupby(changes, key=lambda one: [one[name] for name in about]):
        first, *rest = parts
        found.append(FigureChange(first, tuple(one["field"] for one in rest)))
    return found


@dataclass(frozen=True, slots=True)
class Spoken:
    """The words of one reader.

    Attributes:
        own: what the cooperative calls its own categories and bodies, as the preview tells it:
            dimension -> code -> language -> name.
    """

    wording: Wording
    own: Mapping[str, Mapping[str, Mapping[str, str]]]

    def table(self, table: str) -> str:
        """A canonical table."""
        tables: Mapping[str, Mapping[str, str]] = catalogue()["tables"]
        return tables[table][self._language] if table in tables else table

    def field(self, table: str, field: str) -> str:
        """A canonical column, as the hub's own template heads it."""
        return label(field, self.wording.language, table) if table in own_packs() else field

    def code(self, table: str, field: str, code: str) -> str:
        """A code of a canonical column."""
        pack = own_packs().get(table)
        if pack is None or field not in pack.fields:
            return code
        kind = pack.schema.columns()[field].dtype
        if isinstance(kind, pl.Enum):
            return words_in(kind, self.wording.language).get(code, code)
        if pack.fields[field].parse is Parse.BOOLEAN:
            return self.wording.gettext(import_words.TRUTH.get(code, code))
        return code

    def system(self, system: str) -> str:
        """The software that a file was exported from."""
        if system == "intercoop":
            return self.wording.gettext(import_words.OWN_TEMPLATE)
        return SYSTEMS.get(system, system)

    def indicator(self, code: str) -> str:
        """What is measured."""
        entry = CATALOGUE.get(code)
        return code if entry is None else self.wording.among(entry.definition.name)

    def group(self, breakdown: str | None) -> str:
        """Of whom a figure tells."""
        names = {
            (Dimension(dimension), code): self.wording.among(said)
            for dimension, codes in self.own.items()
            for code, said in codes.items()
        }
        return words.group(read_breakdown(breakdown), self.wording, names)

    def changed(self, field: str) -> str:
        """Which part of a figure changes."""
        said = import_words.PARTS.get(field)
        return field if said is None else self.wording.gettext(said)

    def shown(self, figure: Mapping[str, Any]) -> str:
        """A figure of a preview: its value, its text, or its class; a sign where there is none."""
        if figure["text"] is not None:
            return str(figure["text"])
        if is_class(figure):
            unit, ends = Unit(figure["unit"]), (figure["lower"], figure["upper"])
            return " – ".join(self.wording.measured(end, unit, 0) for end in ends)  # noqa: RUF001  a dash
        return self.part(figure["indicator"], "value", figure["value"]) or "⊘"

    def part(self, indicator: str, field: str | None, value: Any) -> str:  # noqa: ANN401 - of any column
        """What such a part is: a number in its unit, a status, a reason or a text."""
        if value is None:
            return ""
        if field == "status":
            return self.wording.gettext(import_words.TREATMENTS.get(value, str(value)))
        if field == "reason":
            return words.reason(value, self.wording) or str(value)
        if isinstance(value, bool) or not isinstance(value, int | float):
            return str(value)
        entry = CATALOGUE.get(indicator)
        if field in _MEASURED and entry is not None:
            return self.wording.measured(value, Unit(entry.definition.unit))
        return self.wording.number(value)

    @property
    def _language(self) -> str:
        return self.wording.language.value
