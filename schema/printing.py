"""What can be asked? `python -m schema.printing` writes the graph and its subgraphs as SDL."""

from collections.abc import Iterator
from pathlib import Path

from schema.subgraphs import DOMAINS, HubSchema

_HERE = Path(__file__).parent


def printed() -> Iterator[tuple[Path, str]]:
    """Every SDL file and what belongs in it."""
    yield _HERE / "schema.graphql", f"{HubSchema().as_str()}\n"
    for domain in DOMAINS:
        yield _HERE / "subgraphs" / f"{domain}.graphql", f"{HubSchema(domain).as_str()}\n"


def write() -> None:
    """Write them all."""
    for file, text in printed():
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write()
