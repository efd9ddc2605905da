"""Is every page of an export there that comes in several?"""

import json

from connectors.pages import Page, missing, page
from tests.connectors.exports import EXPORTS
from tests.connectors.uploads import Reader

OF_THE_FORM = {"order": {"formSlug": "a", "formType": "Membership", "organizationSlug": "coop"}}
OF_ANOTHER = {"order": {**OF_THE_FORM["order"], "formSlug": "b"}}


def sent(number: int, form: str | None) -> Page:
    return Page(file=f"{form}{number}.json", number=number, of=2, form=(form,) if form else None)


def test_a_page_says_which_it_is_of_how_many_and_of_which_form() -> None:
    value = {"pagination": {"pageIndex": 2, "totalPages": 3}}
    form = ("coop", "Membership", "a")
    assert page(value, [OF_THE_FORM] * 2, "x") == Page(file="x", number=2, of=3, form=form)
    both = page(value, [OF_THE_FORM, OF_ANOTHER], "x")
    assert both is not None
    assert both.form is None


def test_what_is_no_page_is_none() -> None:
    assert page({"pagination": {}}, [], "x") is None
    assert page([{"pagination": 1}], [], "x") is None


def test_one_page_of_each_of_two_forms_is_half_of_both() -> None:
    lacking = [(one.file, pages) for one, pages in missing([sent(1, "a"), sent(2, "b")], 9)]
    assert lacking == [("a1.json", [2]), ("b2.json", [1])]


def test_the_pages_of_a_whole_organisation_are_together() -> None:
    assert list(missing([sent(1, "a"), sent(2, None)], 9)) == []


def test_a_number_of_pages_beyond_all_measure_is_no_more_than_a_number() -> None:
    [(_, pages)] = missing([Page(file="x", number=2, of=10**12, form=None)], 3)
    assert pages == [1, 3, 4]


def test_pages_of_two_forms_are_both_asked_for_in_an_upload(read: Reader) -> None:
    pages = [
        json.loads((EXPORTS / "helloasso" / f"items_page{number}.json").read_text("utf-8"))
        for number in (1, 2)
    ]
    for sale in pages[1]["data"]:
        sale["order"]["formSlug"] = "adhesion-2025"
    files = {f"p{number}.json": json.dumps(one) for number, one in enumerate(pages)}
    found = [one for one in read(files, known={}).report.findings if one.code == "missing_page"]
    assert [(one.file, one.facts["pages"]) for one in found] == [
        ("p0.json", "2"),
        ("p1.json", "1"),
    ]
