"""How many members took part in each assembly? `turnout.py ADDRESS SLUG` prints a line each."""

import sys

from hub_client import HubClient


def main(address: str, slug: str) -> None:
    """Ask, and print."""
    with HubClient(url=address) as hub:
        found = hub.turnout(slug=slug).cooperative
    if found is None:
        sys.exit(f"there is no cooperative {slug!r} here; `cooperatives` lists their slugs")
    for figure in found.observations.nodes if found.observations else []:
        # a figure that is withheld or missing is null, with the reason in its status; never 0
        said = figure.status.value if figure.value is None else f"{100 * figure.value:.1f} %"
        print(f"{found.name} {figure.period}: {said}")


if __name__ == "__main__":
    match sys.argv[1:]:
        case [address, slug]:
            main(address, slug)
        case _:
            sys.exit("give the hub's address and a cooperative's slug: turnout.py ADDRESS SLUG")
