"""Which rows of a file are records of a table?"""

import polars as pl
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from connectors.conditions import beside, compared, read_conditions
from connectors.pack_file import load_pack
from connectors.shape import FIRST, Above, Distinct, holds, shaped
from connectors.table_pack import TablePack


def pack(masked: str = "", **said: object) -> TablePack:
    table = {"table": "members", "match": ["pseudonym"], **said}
    dialect = {"masked": True} if masked else {}
    text = {"system": "other", "versions": ["1"], "dialect": dialect, "tables": [table]}
    [found] = load_pack(yaml.safe_dump(text), "other.yaml")
    return found


def rows(text: pl.DataFrame) -> pl.Series:
    return pl.Series("row", range(2, 2 + text.height), dtype=pl.UInt32)


WORDS = ["", "0", "-2", "1", "oui", "status 2", "\u00e9lu", "*"]
CELLS = st.one_of(
    st.none(),
    st.sampled_from(
        [
            " ",
            " 0 ",
            "00",
            "-2",
            "OUI",
            " Oui\u00a0",
            "Status  2",
            "E\u0301LU",
            "x1",
            "-",
            "\u2019",
        ]
    ),
    st.text(alphabet="0129-ouié \u00bd\u0662", max_size=6),
)


@settings(max_examples=1_000)
@example(cells=["-"], words={""})
@example(cells=["- 1"], words={"1"})
@given(cells=st.lists(CELLS, max_size=8), words=st.sets(st.sampled_from(WORDS), max_size=4))
def test_a_condition_holds_where_the_cell_is_one_of_its_words(
    cells: list[str | None], words: set[str]
) -> None:
    text = pl.DataFrame({beside("State"): pl.Series(cells, dtype=pl.String)})
    condition = read_conditions({"State": sorted(words)})
    [said] = condition

    def among(cell: str | None) -> bool:
        if cell is None or not cell.strip():
            return "" in said.words
        return "*" in said.words or compared(cell) in said.words

    assert holds(text, condition).to_list() == [among(cell) for cell in cells]


@given(
    cells=st.lists(st.tuples(CELLS, st.booleans()), max_size=8),
    words=st.sets(st.sampled_from(WORDS), max_size=4),
)
def test_what_is_known_of_rows_taken_out_never_changes_where_a_condition_holds(
    cells: list[tuple[str | None, bool]], words: set[str]
) -> None:
    text = pl.DataFrame({beside("State"): pl.Series([one for one, _ in cells], dtype=pl.String)})
    left = text.filter(pl.Series([stays for _, stays in cells], dtype=pl.Boolean))
    condition, distinct = read_conditions({"State": sorted(words)}), Distinct(text)
    distinct.of(beside("State"))
    assert holds(left, condition, distinct).to_list() == holds(left, condition).to_list()


def test_conditions_hold_together_and_an_absent_column_is_empty() -> None:
    text = pl.DataFrame({"=state": ["Old", "old", None, "new"], "=end": ["", "x", "", ""]})
    old_and_open = read_conditions({"State": "old", "End": ""})
    assert holds(text, old_and_open).to_list() == [True, False, False, False]
    assert holds(text, read_conditions({"gone": ["", "x"]})).all()
    assert not holds(text, read_conditions({"gone": "*"})).any()
    assert holds(text, read_conditions({"State": "*"})).to_list() == [True, True, False, True]


@given(
    cells=st.lists(
        st.sampled_from([None, "", " ", "Old", "old ", "-1", "1", "\xa0"]), max_size=12
    ),
    words=st.lists(st.sampled_from(["old", "-1", "", "*"]), min_size=1, max_size=3),
)
def test_a_condition_holds_in_a_cell_by_what_stands_in_it_alone(
    cells: list[str | None], words: list[str]
) -> None:
    said = read_conditions({"state": words})
    text = pl.DataFrame({"=state": cells}, schema={"=state": pl.String})
    expected = [
        (word in words) if (word := (cell or "").strip().lower()) in {"", "old", "-1"} else False
        for cell in cells
    ]
    if "*" in words:
        expected = [
            is_among or bool((cell or "").strip())
            for is_among, cell in zip(expected, cells, strict=True)
        ]
    assert holds(text, said).to_list() == expected


def test_rows_are_left_out_and_named_or_passed_over_in_silence() -> None:
    text = pl.DataFrame({"pseudonym": ["1", "2", "3"], "=kind": ["a", "b", "c"]})
    said = pack(only={"kind": ["a", "b"]}, leave_out=[{"kind": "b"}])
    found = shaped(text, rows(text), said)
    assert found.text["pseudonym"].to_list() == ["1"]
    assert (found.row.to_list(), found.left_out.to_list()) == ([2], [3])


def test_a_cell_counts_only_where_its_condition_holds() -> None:
    text = pl.DataFrame({"pseudonym": ["1", "2"], "left_on": ["x", "y"], "=s": ["old", "new"]})
    found = shaped(text, rows(text), pack(fields={"left_on": {"where": {"s": "old"}}}))
    assert found.text["left_on"].to_list() == ["x", None]


def test_a_word_for_an_empty_cell_is_one_and_conditions_still_see_it() -> None:
    text = pl.DataFrame({"pseudonym": ["1", "2"], "left_on": ["no", "x"], "=s": ["no", "yes"]})
    own = """
        {system: o, versions: ["1"], dialect: {blank: ["no"]}, tables: [{table: members,
        match: [pseudonym], fields: {pseudonym: {}, left_on: {}}, leave_out: [{s: "yes"}]}]}
    """
    [said] = load_pack(own, "o.yaml")
    found = shaped(text, rows(text), said)
    assert found.text.rows() == [("1", None, "no")]


def test_headings_between_rows_give_their_label_and_are_no_rows() -> None:
    text = pl.DataFrame(
        {
            FIRST: ["A (2)", "Zoë", "Bar (3)", "B (1)", "Noël"],
            "=number": ["", "1", "2", None, "3"],
            "pseudonym": ["", "1", "2", None, "3"],
        }
    )
    said = pack(grouped={"fills": "category", "blank": "number"})
    found = shaped(text, rows(text), said)
    # a person may be called Bar (3): only a row without a number is a heading
    assert found.text["category"].to_list() == ["A", "A", "B"]
    assert found.row.to_list() == [3, 4, 6]


def test_what_ends_in_a_bracket_is_no_heading_yet() -> None:
    names = ["Zoë (fille)", "(3)", "A(2)", "A (x)", "A (2) "]
    text = pl.DataFrame({FIRST: names, "pseudonym": ["1", "2", "3", "4", "5"]})
    found = shaped(text, rows(text), pack(grouped={"fills": "category", "blank": "number"}))
    assert found.row.to_list() == [2, 3, 4, 5, 6]
    assert not found.nested


def test_a_heading_set_in_under_another_is_told() -> None:
    text = pl.DataFrame({FIRST: ["A (2)", " B (1)", "x"], "pseudonym": ["", "", "1"]})
    said = pack(grouped={"fills": "category", "blank": "number"})
    assert shaped(text, rows(text), said).nested
    assert not shaped(text.slice(0, 1), rows(text).slice(0, 1), said).nested


def test_a_group_does_not_overwrite_what_a_row_says_itself() -> None:
    text = pl.DataFrame(
        {FIRST: ["A (1)", "x"], "=n": ["", "1"], "pseudonym": ["", "1"], "category": ["", "own"]}
    )
    found = shaped(text, rows(text), pack(grouped={"fills": "category", "blank": "n"}))
    assert found.text["category"].to_list() == ["own"]


def test_continuation_rows_take_what_stands_above_only_when_all_is_blank() -> None:
    number, name = beside("number"), beside("name")
    text = pl.DataFrame(
        {
            name: ["Zoë", "", "Noël", ""],
            number: ["1", "", "", ""],
            "pseudonym": ["1", "", "", ""],
        }
    )
    said = pack(fill_down=["name", "number"], fields={"pseudonym": {"from": "number"}})
    assert shaped(text, rows(text), said).text["pseudonym"].to_list() == ["1", "1", "", ""]


def test_rows_continue_what_stands_above_them_in_the_file() -> None:
    number, name = beside("number"), beside("name")
    text = pl.DataFrame({name: ["Zoë", "", "", "Noël", ""], number: ["1", "", "", "", ""]})
    said = pack(fill_down=["name", "number"])
    for cut in range(text.height + 1):
        above = Above()
        parts = [shaped(part, rows(part), said, above).text for part in (text[:cut], text[cut:])]
        assert pl.concat(parts).to_dict(as_series=False) == {
            name: ["Zoë", "Zoë", "Zoë", "Noël", "Noël"],
            number: ["1", "1", "1", "", ""],
        }


def test_a_group_goes_on_below_in_the_file() -> None:
    said = pack(grouped={"fills": "category", "blank": "number"})
    above = Above()
    for names, categories in ((["A (2)", "x"], ["A"]), (["y"], ["A"]), (["B (1)", "z"], ["B"])):
        text = pl.DataFrame({FIRST: names, "=number": ["" if "(" in n else "1" for n in names]})
        assert shaped(text, rows(text), said, above).text["category"].to_list() == categories


def test_an_apostrophe_of_the_exporting_system_is_taken_away() -> None:
    text = pl.DataFrame({"pseudonym": ["'=A", "'+3", "'t Hooft"]})
    found = shaped(text, rows(text), pack(masked="yes"))
    assert found.text["pseudonym"].to_list() == ["=A", "+3", "'t Hooft"]


def test_without_rules_the_rows_stay_as_they_are() -> None:
    text = pl.DataFrame({"pseudonym": ["1"]})
    assert shaped(text, rows(text), pack()).text is text
