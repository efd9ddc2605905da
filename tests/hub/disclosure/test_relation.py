"""What adds up to what follows from how columns divide the same leaves."""

from hub.disclosure.relation import Relation, relations_of
from hub.releases.cell import EVERYONE, Key
from hub.releases.structure import Column, Structure

LEAVES = {leaf: frozenset({leaf}) for leaf in ("staff", "users", "staff+users")}
STRUCTURE = Structure(
    columns={
        "category": Column(dimension="category", codes=LEAVES),
        "category_holder": Column(
            dimension="category",
            codes={
                "staff": frozenset({"staff", "staff+users"}),
                "users": frozenset({"users", "staff+users"}),
            },
            partition=False,
            codes_of="category",
        ),
        "person_kind": Column(
            dimension="person_kind",
            codes={"legal": frozenset({"legal"}), "natural": frozenset({"natural"})},
        ),
    },
    tables=(),
)


def key(column: str, code: str) -> Key:
    return ((column, code),)


def test_a_partition_adds_up_to_everyone_and_overlapping_codes_to_their_leaves() -> None:
    both = key("category", "staff+users")
    assert set(relations_of(STRUCTURE, ["category_holder", "category", "person_kind"])) == {
        Relation(EVERYONE, (key("category", "staff"), key("category", "users"), both)),
        Relation(EVERYONE, (key("person_kind", "legal"), key("person_kind", "natural"))),
        Relation(key("category_holder", "staff"), (key("category", "staff"), both)),
        Relation(key("category_holder", "users"), (key("category", "users"), both)),
    }


def test_overlapping_codes_alone_add_up_to_nothing() -> None:
    assert relations_of(STRUCTURE, ["category_holder"]) == ()


def test_a_coarser_partition_adds_up_from_the_finer_one_and_not_the_other_way() -> None:
    regions = Structure(
        columns={
            "region": Column(
                dimension="region", codes={name: frozenset({name}) for name in ("a1", "a2", "b1")}
            ),
            "region_0": Column(
                dimension="region",
                codes={"a": frozenset({"a1", "a2"}), "b": frozenset({"b1"})},
            ),
        },
        tables=(),
    )
    parts = [one for one in relations_of(regions, ["region", "region_0"]) if one.whole]
    assert Relation(key("region_0", "a"), (key("region", "a1"), key("region", "a2"))) in parts
    assert {one.whole[0][0] for one in parts if len(one.parts) > 1} == {"region_0"}
