"""Is a body's share of women compared with the members' own?"""

from pathlib import Path
from typing import Any

from tests.hub.indicators import spec

_BOARD: dict[str, Any] = {
    "assemblies": [{}],
    "bodies": [{}],
    "mandates": [{"times": 1, "gender": "female"}, {"times": 3, "gender": "male"}, {}],
}


def test_one_woman_in_four_against_four_in_five_is_five_sixteenths(tmp_path: Path) -> None:
    records = {**_BOARD, "members": [{"times": 4, "gender": "female"}, {"gender": "other"}]}
    found = spec.found(tmp_path, "representation.ratio", records)
    assert spec.parts(found, "body=board") == {"2022": (5, 16)}
    assert spec.parts(found, "body_kind=board|role=member") == {"2022": (5, 16)}


def test_without_women_among_the_members_there_is_nothing_to_compare(tmp_path: Path) -> None:
    records = {**_BOARD, "members": [{"times": 4, "gender": "male"}]}
    assert spec.found(tmp_path, "representation.ratio", records) == []
