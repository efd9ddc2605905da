"""Where does each table of a stacked file start?"""

from connectors.systems.stacked import sections


def test_each_table_starts_under_its_title() -> None:
    rows = [["Export for X"], ["Groups (1)"], ["Id", "Name"], ["1", "A"], [""], ["Polls"], ["Id"]]
    first, second = sections(enumerate(rows, start=1), ["groups", "polls"])
    assert (first.title, first.said, first.headers) == ("groups", 1, ("id", "name"))
    assert first.rows == [(4, {"id": "1", "name": "A"})]
    assert (second.title, second.said, second.rows) == ("polls", None, [])


def test_of_two_columns_with_one_header_the_first_counts() -> None:
    rows = [["Polls"], ["Author name", "Author name"], ["Zoë", "Noël"]]
    [section] = sections(enumerate(rows, start=1), ["polls"])
    assert section.rows == [(3, {"author_name": "Zoë"})]


def test_a_lone_cell_that_is_no_title_is_a_row() -> None:
    rows = [["Polls"], ["Id", "Title"], ["Hello", ""]]
    [section] = sections(enumerate(rows, start=1), ["polls"])
    assert section.rows == [(3, {"id": "Hello", "title": ""})]


def test_a_table_that_nobody_asks_for_ends_the_one_before() -> None:
    rows = [["Polls"], ["Id", "Title"], ["1", "A"], ["Tags (2)"], ["Id", "Name"], ["7", "x"]]
    [section] = sections(enumerate(rows, start=1), ["polls"])
    assert (section.rows, section.broken) == ([(3, {"id": "1", "title": "A"})], [])


def test_blank_cells_that_a_spreadsheet_adds_break_no_row() -> None:
    rows = [["Polls", "", ""], ["Id", "Title", ""], ["1", "A", ""], ["2", "B", "C"], ["3"]]
    [section] = sections(enumerate(rows, start=1), ["polls"])
    assert section.rows == [(3, {"id": "1", "title": "A", "": ""})]
    assert section.broken == [(4, 3), (5, 1)]
