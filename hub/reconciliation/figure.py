"""What is a Figure? One printed number or statement, as the rules read it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from hub.reconciliation.interval import Interval
from hub.records.figures import Bound, Part, Presence

#: What a printed number is multiplied by to stand in its base unit: a fraction, a euro.
_SCALE = {"percent": 0.01, "eur_thousand": 1e3, "eur_million": 1e6}

#: An exact number of these is exactly the printed one; any other has a last digit.
_COUNTED = {"count", "year", "years"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One row of the canonical table `figures`; see `hub.records.figures` for each field."""

    cooperative: str
    indicator: str
    part: Part
    breakdown: str | None
    period: str
    as_of: str
    presence: Presence
    printed: str
    value: float | None
    value_high: float | None
    qualitative: str | None
    unit: str
    precision: float | None
    bound: Bound
    place: str
    row_label: str | None
    column_label: str | None

    @classmethod
    def read(cls, row: Mapping[str, Any]) -> "Figure":
        """The figure of one canonical row; columns that no rule reads are left out."""
        coded = {
            "part": Part(row["part"]),
            "presence": Presence(row["presence"]),
            "bound": Bound(row["bound"]),
        }
        return cls(**{name: coded.get(name, row[name]) for name in cls.__dataclass_fields__})

    @property
    def scale(self) -> float:
        """How many base units the printed unit is."""
        return _SCALE.get(self.unit, 1.0)

    @property
    def firm(self) -> bool:
        """Whether the source gives one number, exact or rounded, and no range or bound."""
        return (
            self.value is not None
            and self.value_high is None
            and self.bound in {Bound.EXACT, Bound.ROUNDED}
        )

    def possible(self) -> Interval:
        """Which true values the print leaves possible, in the base unit.

        A rounded number stands for half a step on either side, one that the source calls
        approximate for a whole step.

        Raises:
            ValueError: the figure has no number.
        """
        if self.value is None:
            raise ValueError(self.printed)
        step = self.precision or 0.0
        slack = step if self.bound is Bound.ABOUT else step / 2
        if self.bound is Bound.EXACT and self.unit in _COUNTED:
            slack = 0.0
        low, high = self.value - slack, (self.value_high or self.value) + slack
        if self.bound is Bound.AT_LEAST:
            return Interval(self.value * self.scale, float("inf"))
        if self.bound is Bound.AT_MOST:
            return Interval(0.0, self.value * self.scale)
        return Interval(max(0.0, low) * self.scale, high * self.scale)
