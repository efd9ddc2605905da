"""How is an OpenDocument spreadsheet written? Every cell as text, row for row."""

import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from html import escape

_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
_OF = "urn:oasis:names:tc:opendocument:xmlns"
_MANIFEST = (
    f'<?xml version="1.0" encoding="UTF-8"?><manifest:manifest xmlns:manifest="{_OF}:manifest:1.0"'
    f' manifest:version="1.2"><manifest:file-entry manifest:full-path="/" '
    f'manifest:media-type="{_TYPE}"/><manifest:file-entry manifest:full-path="content.xml" '
    'manifest:media-type="text/xml"/></manifest:manifest>'
)
_START = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    f'<office:document-content xmlns:office="{_OF}:office:1.0"'
    f' xmlns:table="{_OF}:table:1.0" xmlns:text="{_OF}:text:1.0" office:version="1.2">'
    "<office:body><office:spreadsheet>"
)
_END = "</office:spreadsheet></office:body></office:document-content>"
#: What no XML can hold, and no spreadsheet shows.
_CONTROLS = dict.fromkeys({*range(32)} - {9, 10, 13})


def as_ods(sheets: Mapping[str, Sequence[Sequence[str]]]) -> bytes:
    """A spreadsheet with these sheets; a cell's lines are paragraphs."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        # the type comes first and is not packed, so that it can be told from the first bytes
        archive.writestr(zipfile.ZipInfo("mimetype"), _TYPE)
        archive.writestr("META-INF/manifest.xml", _MANIFEST)
        archive.writestr("content.xml", "".join((_START, *_tables(sheets), _END)))
    return out.getvalue()


def _tables(sheets: Mapping[str, Sequence[Sequence[str]]]) -> Iterator[str]:
    for name, rows in sheets.items():
        yield f'<table:table table:name="{escape(name)}">'
        for row in rows:
            yield f"<table:table-row>{''.join(map(_cell, row or ('',)))}</table:table-row>"
        yield "</table:table>"


def _cell(text: str) -> str:
    if not text:
        return "<table:table-cell/>"
    lines = text.translate(_CONTROLS).splitlines() or [""]
    paragraphs = "".join(f"<text:p>{escape(line, quote=False)}</text:p>" for line in lines)
    return f'<table:table-cell office:value-type="string">{paragraphs}</table:table-cell>'
