"""A page answers in one language, says which, and may be kept apart from its translations."""

import pytest
from starlette.testclient import TestClient


@pytest.mark.parametrize(
    ("address", "accepted", "language"),
    [("/", "nl-BE,nl;q=0.9", "nl"), ("/?lang=fr", "nl", "fr"), ("/?lang=xx", "", "en")],
)
def test_a_page_says_in_which_language_it_is(
    client: TestClient, address: str, accepted: str, language: str
) -> None:
    answer = client.get(address, headers={"Accept-Language": accepted})
    assert answer.headers["content-language"] == language
    assert answer.headers["vary"] == "Accept-Language"
    assert f'<html lang="{language}">' in answer.text


def test_what_an_address_holds_is_never_written_into_the_page_as_it_came(
    client: TestClient,
) -> None:
    answer = client.get('/?x="><script>alert(1)</script>&lang="><b>')
    assert "<script" not in answer.text
    assert '"><b>' not in answer.text
