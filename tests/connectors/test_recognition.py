"""Which canonical table is this?"""

from connectors.pack import find_packs
from connectors.recognition import recognise

PACKS = find_packs()


def table_of(*headers: str, name: str = "export") -> str | None:
    found = recognise([headers], PACKS, names=[name])
    return found.pack.table if found and found.certain else None


def test_the_table_with_most_of_the_headers_wins() -> None:
    assert table_of("code", "kind", "date", "voters") == "assemblies"
    assert table_of("code", "kind", "name_fr", "seats") == "bodies"
    assert table_of("code", "kind", "college_aggregation", "label_fr") == "member_categories"


def test_the_name_of_the_file_only_breaks_ties() -> None:
    assert table_of("code", "name") == "cycles"
    assert table_of("code", "name", name="experiments 2024") == "experiments"
    assert table_of("code", "kind", "date", name="cycles") == "assemblies"


def test_the_name_of_a_file_is_understood_in_the_language_of_its_sender() -> None:
    assert table_of("code", "name", name="Onze experimenten 2024") == "experiments"
    assert table_of("code", "name", name="Expérimentations") == "experiments"
    assert table_of("code", "name", name="cycli") == "cycles"


def test_a_nearest_table_is_not_a_certain_one() -> None:
    found = recognise([["member_number", "category"]], PACKS, names=[])
    assert found is not None
    assert not found.certain
    assert "joined_on" in found.lacking


def test_one_known_header_proves_nothing() -> None:
    assert recognise([["date", "shoe size"]], PACKS, names=[]) is None


def test_the_header_row_is_found_below_titles() -> None:
    rows = [["Register"], [], ["code", "title"], ["r1", "One"]]
    found = recognise(rows, PACKS, names=[])
    assert found is not None
    assert found.row == 3


def test_a_preferred_header_leaves_the_other_unknown() -> None:
    headers = ["member_number", "category", "joined_on", "birth_date", "birth_year"]
    found = recognise([headers], PACKS, names=[])
    assert found is not None
    assert found.columns["birth_year"] == 4
    assert found.unknown == (3,)


def test_a_header_that_occurs_twice_is_repeated_and_not_unknown() -> None:
    found = recognise([["code", "name", "Name"]], PACKS, names=[])
    assert found is not None
    assert (found.repeated, found.unknown) == ((2,), ())
