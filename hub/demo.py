"""How does someone see the hub at work in minutes? The examples, imported and released."""

import hashlib
import subprocess
import sys
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path

from hub import migrate
from hub.agreements import Agreements, Terms
from hub.intake import import_upload
from hub.intake_desk import Outcome, State
from hub.problem import Problem
from hub.settings import Settings

#: Two real cooperatives with their published figures; the invented ones are generated.
REAL = ("railcoop", "smartcoop")
INVENTED = ("ateliers-fictifs", "rail-fictif")

_EXAMPLES = Path(__file__).parents[1] / "examples"
_WHOLE = "generated"


class NoExamples(Problem):
    """The examples are not there: they live in the source repository, not in the package."""

    def __init__(self) -> None:
        super().__init__(
            "the examples are not beside this installation",
            "Run this in a checkout of the source repository, or import exports of your own",
        )


class BlockedExample(Problem):
    """An example that its own importer refuses."""

    def __init__(self, slug: str) -> None:
        super().__init__(
            f"the example {slug} has blocking findings",
            f"See them with: intercoop import PATH --cooperative {slug} --dry-run",
        )


def load_examples(
    settings: Settings, *, progress: Callable[[str, str, int, int], None]
) -> Sequence[Outcome]:
    """Import every example; what is imported already stays as it is.

    Args:
        settings: the hub's stores.
        progress: told the cooperative, the stage, how much is done and of how much.

    Raises:
        NoExamples: this installation has none.
        BlockedExample: an example is not what its importer takes.
    """
    if not (_EXAMPLES / "generate.py").exists():
        raise NoExamples
    generated = settings.folder / "examples"
    if not (generated / _WHOLE).exists():
        progress("invented cooperatives", "generate", 0, 1)
        subprocess.run(  # noqa: S603 - this program and a module of this repository
            [sys.executable, "-m", "examples.generate", "--out", str(generated)],
            cwd=_EXAMPLES.parent,
            check=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        (generated / _WHOLE).touch()
    folders = {slug: _EXAMPLES / slug for slug in REAL} | {
        slug: generated / slug for slug in INVENTED
    }
    outcomes = []
    for slug, folder in folders.items():
        outcome = import_upload(settings, folder, slug, progress=partial(progress, slug))
        if outcome.state is State.BLOCKED:
            raise BlockedExample(slug)
        outcomes.append(outcome)
    record_agreements(settings, tuple(folders))
    return outcomes


def record_agreements(settings: Settings, slugs: Sequence[str]) -> None:
    """Record under what the examples are shown, unless that is on record.

    The real cooperatives' figures are published ones, and the invented ones have no members.
    """
    terms = Terms(
        roles="none: published figures, and cooperatives that do not exist",
        purpose="to show the hub at work",
        legal_basis="no personal data",
        retention="as long as the demonstration is kept",
        notice="the README of the examples",
        valid_from=date(2026, 1, 1),
        valid_until=None,
        signatory="nobody: the README of the examples stands in for a signed document",
        document_hash=hashlib.sha256((_EXAMPLES / "README.md").read_bytes()).hexdigest(),
    )
    with migrate.upgraded(settings.workspace_url, "workspace") as engine:
        agreements = Agreements(engine)
        for slug in slugs:
            if not agreements.all(slug):
                agreements.record(slug, terms)
