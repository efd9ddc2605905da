"""How many members took part in each assembly? `turnout.py ADDRESS SLUG` prints a line each."""

import sys

from hub_client import HubClient


def main(address: str, slug: str) -> None:
    """Ask, and print."""
    with HubClient(url=address) as hub:
        found = hub.turnout(slug=slug).cooperative
    figures = found.observations.nodes if found and found.observations else []
    for figure in figures:
        # a figure that is withheld or missing is null, with the reason in its status; never 0
        said = figure.status.value if figure.value is None else f"{100 * figure.value:.1f} %"
        print(f"{found.name if found else slug} {figure.period}: {said}")


if __name__ == "__main__":
    main(*sys.argv[1:])
