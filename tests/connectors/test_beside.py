"""A note stands under the hub's header, and what was wrong with a row stays wrong."""

import pytest

from connectors.beside import Beside

NEW = Beside(";", 3, 3)
LAST = Beside(";", 4, 3)
WIDENED = Beside(";", 5, 3)


@pytest.mark.parametrize(
    ("column", "body", "note", "written"),
    [
        (NEW, "a;b;c", "", 'a;b;c;""'),
        (NEW, "a;b;c", 'a "x"', 'a;b;c;"a ""x"""'),
        (NEW, "a;b", "short", 'a;b;;"short";'),
        (NEW, "a title", "", 'a title;""'),
        (NEW, "a;b;c;d", "long", 'a;b;c;d;"long"'),
        (LAST, 'a;b;c;"old; one"', "new", 'a;b;c;"new"'),
        (LAST, "a;b;c;old", "", 'a;b;c;""'),
        (LAST, "a;b", "short", 'a;b;;"short";'),
        (LAST, 'a;b;;"short";', "still", 'a;b;;"still";'),
        (LAST, 'a;b;c;d;"long"', "still", 'a;b;c;d;"still"'),
        (WIDENED, 'a;"b;b";c;old;', "new", 'a;"b;b";c;"new";'),
        (WIDENED, "a;b;c;d;long", "new", 'a;b;c;"new";long'),
        (WIDENED, "a;b", "short", 'a;b;;"short";'),
    ],
)
def test_a_note_takes_its_place(column: Beside, body: str, note: str, written: str) -> None:
    cells = body.replace('"old; one"', "").replace('"b;b"', "").count(";") + 1
    assert column.row(body.encode(), note, cells=cells).decode() == written
