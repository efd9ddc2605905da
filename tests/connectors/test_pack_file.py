"""How is a mapping pack written?"""

import pytest
import yaml

from connectors.pack_file import load_pack, load_refused
from connectors.table_pack import FaultyPack

REFUSED = {"signature": ["a", "b"], "why": {"fr": "x", "nl": "y", "en": "z"}}


def written(table: dict[str, object], **more: object) -> str:
    tables = [{"table": "members", "match": ["pseudonym"], **table}]
    return yaml.safe_dump({"system": "s", "versions": ["1"], "tables": tables, **more})


@pytest.mark.parametrize(
    "table",
    [
        {"grouped": {"fills": "category"}},
        {"leave_out": [5]},
        {"fields": {"gender": {"where": "x"}}},
        {"fields": {"joined_on": {"parse": "someday"}}},
        {"fields": {"joined_on": {"otherwise": {"say": "no_rows"}}}},
        {"unknown": 1},
    ],
)
def test_a_pack_with_a_fault_is_refused_by_name(table: dict[str, object]) -> None:
    with pytest.raises(FaultyPack, match=r"s\.yaml"):
        list(load_pack(written(table), "s.yaml"))


def test_columns_that_rules_look_at_are_asked_for_under_all_their_headers() -> None:
    [pack] = load_pack(
        written(
            {
                "header_aliases": {"fr": {"State": ["État"]}},
                "leave_out": [{"State": "old"}],
                "fields": {
                    "region": {"parse": "postcode", "country": "Land"},
                    "joined_on": {"otherwise": {"column": "Day"}},
                },
            }
        ),
        "s.yaml",
    )
    assert pack.besides == {"=state": ("State", "État"), "=land": ("Land",), "=day": ("Day",)}
    assert pack.shapes


def test_a_refused_export_says_why_in_three_languages() -> None:
    [refused] = load_refused(written({}, refused=[REFUSED]), "s.yaml")
    assert refused.why == {"why_fr": "x", "why_nl": "y", "why_en": "z"}


@pytest.mark.parametrize("fault", [{"why": {"en": "z"}}, {"signature": ["a"]}, {"why": 1}])
def test_a_refused_export_without_reason_or_signature_is_a_fault(fault: dict[str, object]) -> None:
    with pytest.raises(FaultyPack):
        list(load_refused(written({}, refused=[fault]), "s.yaml"))


@pytest.mark.parametrize(
    ("versions", "said"), [(["5"], "5"), (["12.0", "14.0", "16.0"], "12.0\u201316.0")]
)
def test_exports_that_look_alike_are_of_one_of_several_versions(
    versions: list[str], said: str
) -> None:
    text = written({}, versions=versions)
    [table] = load_pack(text, "pack.yaml")
    assert table.version == said
