"""By which numbers does disclosure control decide? One frozen class, hashed into every release."""

import hashlib
from dataclasses import asdict, dataclass

import orjson


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameters:
    """The policy in force.

    Attributes:
        k: fewer persons than this are few; so many movers end a hold.
        b: the base to which counts are rounded; at most `k`.
        mean_cell: a table is made where the members are so many times its cells.
        max_order: how many columns a table may cross.
        max_order_large: the same for cooperatives of `large` members and more.
        large: from how many members on a cooperative is large.
        p: in percent; nobody may learn another's capital more closely than this.
        min_contributors: a sum of fewer persons' capital is withheld.
        min_members: a cooperative with fewer members publishes only what it declares itself.
        min_spread: how many members a figure on the spread of capital takes.
        min_seats: a body with fewer seats shows nothing without a declaration.
        min_denominator: a ratio over a smaller published number is not shown.
        min_aggregate: how many cooperatives a sum over cooperatives takes.
        solver_nodes: after so many a table is dropped and the rest is solved again.
        solver_seconds: after so long nothing is released, so that the clock decides of no table.
        method: the version of the method for counts, and for what is made of them.
        method_capital: the version of the method for capital.
    """

    k: int = 5
    b: int = 5
    mean_cell: int = 10
    max_order: int = 2
    max_order_large: int = 3
    large: int = 2_000
    p: float = 10.0
    min_contributors: int = 5
    min_members: int = 10
    min_spread: int = 50
    min_seats: int = 10
    min_denominator: int = 10
    min_aggregate: int = 4
    solver_nodes: int = 200
    solver_seconds: float = 900.0
    method: str = "keyed-controlled-rounding-2"
    method_capital: str = "p-percent-suppression-1"

    def __post_init__(self) -> None:
        if not 1 < self.b <= self.k:
            raise ValueError("the base must be above 1, and not above k")

    def order(self, members: int) -> int:
        """How many columns a table of so many members may cross."""
        return self.max_order_large if members >= self.large else self.max_order

    def digest(self) -> str:
        """SHA-256 over every parameter by name."""
        text = orjson.dumps(asdict(self), option=orjson.OPT_SORT_KEYS)
        return hashlib.sha256(text).hexdigest()
