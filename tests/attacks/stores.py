"""What may an outsider read of a store? The text of `intercoop cells`, code lists, public totals.

Like `exports`, it touches the hub, and attacks nothing.
"""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import typer
from typer.testing import CliRunner

from hub.commands.cells import cells
from hub.releases.cell import read_key
from hub.releases.reader import Shelf
from hub.releases.table_plan import TablePlan
from hub.settings import Settings
from hub.stores import open_store
from tests.attacks.exports import codebook
from tests.attacks.published import EVERYONE, Codebook, Group, PublicTotals
from tests.attacks.store import Place

_VOTERS: Group = frozenset({("attended", "yes")})
_OTHERS: Group = frozenset({("attended", "no")})


@dataclass(frozen=True, slots=True)
class Readable:
    """What is public of one release."""

    text: str
    codebooks: dict[Place, Codebook]
    totals: dict[Place, PublicTotals]


def readable(folder: Path, release: str = "latest") -> Readable:
    """What an outsider reads of a release."""
    app = typer.Typer()
    app.command()(cells)
    outcome = CliRunner().invoke(app, [release, "--data", str(folder)], catch_exceptions=False)
    assert outcome.exit_code == 0
    engine = open_store(Settings.read(folder, {}).shelf_url, read_only=True)
    shelf = Shelf(engine)
    latest = shelf.latest()
    assert latest is not None
    plans = shelf.plans(latest.id if release == "latest" else release)
    engine.dispose()
    often = Counter((plan.cooperative, plan.population, plan.period) for plan in plans)
    found = Readable(outcome.stdout, {}, {})
    for plan in plans:
        single = often[plan.cooperative, plan.population, plan.period] == 1
        place = (plan.cooperative, plan.population, plan.period if single else plan.as_of)
        found.codebooks[place] = codebook(plan.structure)
        found.totals[place] = _totals(plan)
    return found


def _totals(plan: TablePlan) -> dict[Group, int]:
    """The exact totals that stand beside the cells; who did not vote follows from them."""
    totals = {
        frozenset(plan.structure.canonical(read_key(text))): count
        for text, count in plan.known.items()
    }
    if {EVERYONE, _VOTERS} <= totals.keys():
        totals[_OTHERS] = totals[EVERYONE] - totals[_VOTERS]
    return totals
