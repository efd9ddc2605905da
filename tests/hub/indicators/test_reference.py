"""Is the committed reference page the one that the catalogue gives?"""

from hub.indicators.catalogue import CATALOGUE
from hub.indicators.reference import PAGE, page


def test_the_committed_page_is_current() -> None:
    assert PAGE.read_text("utf-8") == page(), "run: python -m hub.indicators.reference"


def test_every_indicator_has_its_section() -> None:
    written = page()
    assert all(f"### `{code}`" in written for code in CATALOGUE)
