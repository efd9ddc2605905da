"""How does a cooperative get its file back with the errors in it? `import --annotated FILE`."""

import os
from pathlib import Path

from connectors.contract import Progress
from hub.intake import AS_PACKED, Terms, annotate_upload
from hub.problem import Problem
from hub.settings import Settings
from hub.vocabulary import Language


class WouldOverwrite(Problem):
    """The annotated file would take the place of the export, or be read as a part of it."""

    def __init__(self, target: Path) -> None:
        super().__init__(
            f"{target} is, or lies in, what is being imported",
            "Name another place with --annotated",
            fr=(
                f"{target} est ce qui est importé, ou en fait partie",
                "Donnez un autre endroit avec --annotated",
            ),
            nl=(
                f"{target} is wat wordt ingelezen, of een deel ervan",
                "Geef een andere plaats met --annotated",
            ),
        )


class NothingToAnnotate(Problem):
    """A file whose rows cannot be given a column."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name} holds no table with known headers that a column could be added to",
            "Send the table as CSV, XLSX or ODS, or leave out --annotated and read the report",
            fr=(
                f"{name} n'a pas de table aux en-têtes connus où ajouter une colonne",
                "Envoyez la table en CSV, XLSX ou ODS, ou laissez --annotated et lisez le rapport",
            ),
            nl=(
                f"{name} bevat geen tabel met bekende koppen voor een extra kolom",
                "Stuur de tabel als CSV, XLSX of ODS, of laat --annotated weg en lees het verslag",
            ),
        )


def write_annotated(
    settings: Settings,
    path: Path,
    cooperative: str,
    target: Path,
    language: Language,
    progress: Progress,
    terms: Terms = AS_PACKED,
) -> None:
    """Write the files of an upload, each with a column of errors.

    Args:
        settings: of the hub.
        path: of the upload, a file or a folder.
        cooperative: whose upload it is.
        target: a file for a file, a folder for a folder.
        language: of the messages.
        progress: told how far the reading is.
        terms: what becomes of rows that the upload lacks.

    Raises:
        WouldOverwrite: the target is a part of the upload.
        NothingToAnnotate: no file of the upload is a table of text or a workbook.
    """
    inside = path.resolve() if path.is_dir() else None
    place = target.resolve()
    if place == path.resolve() or (inside is not None and inside in (place, *place.parents)):
        raise WouldOverwrite(target)
    written = annotate_upload(
        settings, path, cooperative, language, progress=progress, terms=terms
    )
    if not written:
        raise NothingToAnnotate(path.name)
    if inside is not None:
        target.mkdir(parents=True, exist_ok=True)
    for file, content in written.items():
        _write(target / file.name if inside is not None else target, content)


def _write(file: Path, content: bytes) -> None:
    # it holds what the export holds: for its owner only
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(content)
