"""What does a sender say of a file? Which table it is, and how it is written: `FILE=WHAT`."""

from collections.abc import Collection, Mapping, Sequence

from connectors.choices import checked
from connectors.contract import About, Choice
from connectors.headers import plain
from connectors.pack import find_packs
from connectors.written import SAID
from hub.problem import Problem


class UnclearChoice(Problem):
    """What was said of a file cannot be followed.

    Args:
        said: as it was typed.
        known: what could have been said.
    """

    def __init__(self, said: str, known: Collection[str] = ()) -> None:
        listed = ", ".join(sorted(known))
        super().__init__(
            f"{said!r} cannot be followed" + (f"; there are {listed}" if known else ""),
            "Say it as FILE=WHAT, once for each file; intercoop import --help has an example",
            fr=(
                f"{said!r} ne peut pas être suivi" + (f" ; il y a {listed}" if known else ""),
                "Écrivez FICHIER=QUOI, une fois par fichier ; exemples : intercoop import --help",
            ),
            nl=(
                f"{said!r} kan niet worden gevolgd" + (f"; er zijn {listed}" if known else ""),
                "Schrijf BESTAND=WAT, één keer per bestand; voorbeelden: intercoop import --help",
            ),
        )


class FileNotThere(Problem):
    """Something was said of a file that is not in the upload."""

    def __init__(self, files: Collection[str]) -> None:
        listed = ", ".join(sorted(files))
        super().__init__(
            "something is said of a file that is not among those to import",
            f"Write its name as it stands there: {listed}",
            fr=(
                "quelque chose est dit d'un fichier qui n'est pas parmi ceux à importer",
                f"Écrivez son nom tel qu'il y figure : {listed}",
            ),
            nl=(
                "er is iets gezegd van een bestand dat niet wordt ingelezen",
                f"Schrijf de naam zoals die er staat: {listed}",
            ),
        )


def readable() -> Sequence[str]:
    """Every table that a file can be said to be, as `system/table`."""
    return sorted({f"{pack.system}/{pack.table}" for pack in find_packs() if not pack.derived})


def tables_called(said: str) -> Sequence[str]:
    """The tables, each as `system/table`, that a person means; none where nothing is called so."""
    return [one for one in readable() if said in {one, one.partition("/")[2]}]


def by_own_name(name: str, files: Collection[str]) -> str | None:
    """A file, or a file of an archive, as the upload calls it; None where it is not there."""
    outer, inside, inner = name.partition("/")
    found = next((file for file in files if plain(file) == plain(outer)), None)
    return None if found is None else f"{found}{inside}{inner}"


def choices_of(
    tables: Mapping[str, Sequence[str]], written: Mapping[About, Mapping[str, str]]
) -> tuple[Choice, ...]:
    """What is said of each file, as it is compared; what can no longer be read is left out.

    Args:
        tables: file -> the tables that it may be, each as `system/table`.
        written: encoding or separator -> file -> which it is.
    """
    packs, known = find_packs(), readable()
    said = [
        Choice(system=system, table=table, about=About.FILE, said=file)
        for file, named in sorted(tables.items())
        for system, _, table in (one.partition("/") for one in named)
        if f"{system}/{table}" in known
    ]
    said += [
        Choice(system="", table="", about=about, said=file, code=code)
        for about, codes in sorted(written.items())
        for file, code in sorted(codes.items())
        if code in SAID[about]
    ]
    return tuple(checked(one, packs) for one in said)


def choices_said(
    said: Mapping[About, Sequence[str] | None], files: Collection[str]
) -> tuple[Choice, ...]:
    """The choices of a command line.

    Args:
        said: what it is about -> words as they were typed, each `FILE=WHAT`.
        files: the names of the files of the upload.

    Raises:
        UnclearChoice: a word says something else, or the same file is said twice.
        FileNotThere: one is of a file that is not in the upload.
    """
    found = {about: _of_files(pairs or (), files) for about, pairs in said.items()}
    tables = {}
    for file, what in found.pop(About.FILE, {}).items():
        tables[file] = tables_called(what)
        if not tables[file]:
            known = {one.partition("/")[2] for one in readable()}
            raise UnclearChoice(what, known)
    for about, codes in found.items():
        if wrong := set(codes.values()) - set(SAID[about]):
            raise UnclearChoice(min(wrong), SAID[about])
    return choices_of(tables, found)


def _of_files(pairs: Sequence[str], files: Collection[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for pair in pairs:
        file, _, what = pair.rpartition("=")
        if not plain(file):
            raise UnclearChoice(pair)
        name = by_own_name(file, files)
        if name is None:
            raise FileNotThere(files)
        if name in found:
            raise UnclearChoice(pair)
        found[name] = what
    return found
