"""Every page is read on a narrow screen, without JavaScript, in three languages, from one host."""

import pytest

from tests.browser.conftest import Hub, Visitor

PAGES = (
    "/",
    "/cooperatives/smartcoop",
    "/cooperatives/demo-scic",
    "/indicators/turnout.assembly",
    "/releases/{release}",
)


@pytest.mark.parametrize("language", ["en", "fr", "nl"])
@pytest.mark.parametrize("path", PAGES)
def test_no_page_scrolls_sideways_at_320_pixels(
    visitor: Visitor, hub: Hub, path: str, language: str
) -> None:
    visit = visitor(viewport={"width": 320, "height": 700})
    page = visit.open(f"{path.format(release=hub.release)}?lang={language}")
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_a_wide_table_scrolls_in_a_region_that_the_keyboard_reaches(visitor: Visitor) -> None:
    page = visitor(viewport={"width": 320, "height": 700}).open("/?lang=en")
    region = page.get_by_role("region", name="Voters, members and turnout")
    assert region.evaluate("it => it.scrollWidth > it.clientWidth")
    region.focus()
    page.keyboard.press("ArrowRight")
    scrolled = 0
    for _ in range(100):  # the browser scrolls in its own time
        scrolled = region.evaluate("it => it.scrollLeft")
        if scrolled:
            break
        page.wait_for_timeout(50)
    assert scrolled > 0


def test_the_language_changes_and_the_page_stays(visitor: Visitor) -> None:
    page = visitor(locale="en-GB").open("/cooperatives/railcoop")
    page.get_by_role("link", name="Nederlands").click()
    page.wait_for_url("**/cooperatives/railcoop?lang=nl")
    assert page.locator("html").get_attribute("lang") == "nl"
    page.get_by_role("link", name="Indicatoren").first.click()
    page.wait_for_url("**/?lang=nl#indicators")


def test_the_browsers_own_language_is_spoken_unasked(visitor: Visitor) -> None:
    page = visitor(locale="fr-BE").open("/")
    assert page.get_by_role("heading", name="Qui vient voter").is_visible()


def test_without_javascript_figures_and_picture_are_there(visitor: Visitor) -> None:
    page = visitor(java_script_enabled=False).open("/?lang=en")
    assert page.get_by_role("img", name="Turnout at general assemblies").is_visible()
    assert page.get_by_role("cell", name="3.8%").first.is_visible()


def test_the_first_tab_stop_leads_past_the_navigation(visitor: Visitor) -> None:
    page = visitor().open("/?lang=en")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


@pytest.mark.parametrize(("width", "shown"), [(320, "narrow"), (1200, "wide")])
def test_each_width_has_one_picture_of_its_own(visitor: Visitor, width: int, shown: str) -> None:
    page = visitor(viewport={"width": width, "height": 800}).open("/")
    pictures = page.locator("svg.chart:visible")
    assert pictures.count() == 1
    assert shown in (pictures.first.get_attribute("class") or "")


def test_dark_and_light_differ_and_paper_has_no_navigation(visitor: Visitor) -> None:
    background = "getComputedStyle(document.body).backgroundColor"
    dark = visitor(color_scheme="dark").open("/")
    light = visitor(color_scheme="light").open("/")
    assert dark.evaluate(background) != light.evaluate(background)
    light.emulate_media(media="print")
    assert not light.get_by_role("navigation").first.is_visible()
