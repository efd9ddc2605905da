"""A printed figure says a number or a statement where the source gives one, and else neither."""

import pytest

from hub.records.figures import Figures
from tests.hub.records.broken import broken


@pytest.mark.parametrize(
    ("cells", "rules"),
    [
        ({"presence": "given", "value": 0.0}, set()),
        ({"presence": "given", "qualitative": "parity"}, set()),
        ({"presence": "given"}, {"given_without_value"}),
        ({"presence": "missing"}, set()),
        ({"presence": "missing", "value": 0.0}, {"given_without_value"}),
        ({"presence": "not_applicable", "qualitative": "parity"}, {"given_without_value"}),
        ({"presence": "given", "value": -1.0}, {"negative_count"}),
    ],
    ids=lambda said: " ".join(map(str, said)),
)
def test_what_is_given_has_a_value_and_nothing_else_has(
    cells: dict[str, object], rules: set[str]
) -> None:
    assert broken(Figures, **cells) == rules


def test_a_group_is_written_as_dimensions_and_codes() -> None:
    whole = {"presence": "given", "value": 1.0}
    assert broken(Figures, **whole, breakdown="body_kind=board|gender=female") == set()
    assert broken(Figures, **whole, breakdown="women on the board") == {"breakdown|regex"}
