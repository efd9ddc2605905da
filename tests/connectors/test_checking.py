"""What happens to some rows of text?"""

from connectors.pack import find_packs
from hub.records.tables import TABLES
from tests.connectors.uploads import Reader

MEMBERS = "member_number,category,person_kind,gender,joined_on\n"


def test_the_sink_receives_the_columns_and_types_of_the_table(read: Reader) -> None:
    outcome = read({"m.csv": MEMBERS + "1,users,natural,female,2020-01-01\n"})
    schema = TABLES["members"]
    assert schema.is_valid(outcome.tables["members"])
    assert outcome.tables["members"].columns == schema.column_names()


def test_two_unreadable_keys_are_not_the_same_key(read: Reader) -> None:
    text = "recommendation,stage,on\nr1,accepted,soon\nr1,accepted,later\n"
    outcome = read({"e.csv": text}, known={"recommendations": frozenset({"r1"})})
    assert set(outcome.codes()) == {"unreadable_date"}


def test_two_members_without_a_number_are_missing_and_not_the_same(read: Reader) -> None:
    row = ",users,natural,female,2020-01-01\n"
    assert set(read({"m.csv": MEMBERS + row + row}).codes()) == {"missing_value"}


def test_a_part_of_the_key_that_may_be_null_still_tells_rows_apart(read: Reader) -> None:
    text = "assembly,category,voters\na1,,5\na1,users,3\na1,,6\n"
    known = {"assemblies": frozenset({"a1"}), "member_categories": frozenset({"users"})}
    assert read({"v.csv": text}, known=known).places("duplicate_key") == [(4, "A")]


def test_holdings_may_repeat_since_they_have_no_key(read: Reader) -> None:
    [pack] = [
        pack
        for pack in find_packs()
        if (pack.system, pack.table) == ("intercoop", "shareholdings")
    ]
    assert pack.key == ()
    row = "1,2,50,EUR,2020-01-01\n"
    text = f"member_number,quantity,amount,currency,as_of\n{row}{row}"
    assert read({"s.csv": text}).report.rows == {"shareholdings": 2}


def test_lost_letters_take_their_row_out(read: Reader) -> None:
    outcome = read({"c.csv": "code,name\nc1,Ren\ufffd\nc2,Two\n"})
    assert outcome.places("replacement_character") == [(2, "B")]
    assert outcome.report.rows == {"cycles": 1}
