"""Pages as people get them: in both colour schemes, on a phone, by keyboard, without JavaScript."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import SCHEMES
from tests.factories.home import StandardPageFactory
from tests.home.bodies import every_block

Open = Callable[..., Page]


@pytest.fixture
def full_page(site: str) -> str:
    """The path of a plain page with one block of each kind."""
    page = StandardPageFactory(title="Tout ce qu’une page peut dire", intro="Un chapeau.", body=every_block())
    return str(page.get_url())


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("path", ["/fr/", "/nl/", "/fr/page-absente/"])
def test_page_has_no_axe_violation(
    open_page: Open, find_violations: Callable[..., list[str]], path: str, scheme: str
) -> None:
    assert find_violations(open_page(path, color_scheme=scheme)) == []


@pytest.mark.parametrize("scheme", SCHEMES)
def test_page_of_blocks_has_no_axe_violation(
    full_page: str, open_page: Open, find_violations: Callable[..., list[str]], scheme: str
) -> None:
    page = open_page(full_page, color_scheme=scheme)
    page.locator("details").evaluate_all("all => all.forEach(one => { one.open = true; })")

    assert find_violations(page) == []


def test_blocks_do_not_overflow_at_320_pixels(
    full_page: str, open_page: Open, find_overflow: Callable[[Page], int]
) -> None:
    assert find_overflow(open_page(full_page, width=320)) == 0


@pytest.mark.parametrize("path", ["/fr/", "/fr/page-absente/"])
def test_page_does_not_overflow_at_320_pixels(open_page: Open, find_overflow: Callable[[Page], int], path: str) -> None:
    assert find_overflow(open_page(path, width=320)) == 0


def test_phone_menu_opens_and_closes_by_keyboard(open_page: Open) -> None:
    page = open_page("/fr/", width=360, height=740)
    links = page.locator(".menu li a")
    assert not links.first.is_visible()

    page.locator(".menu-button").focus()
    page.keyboard.press("Enter")
    assert links.all_inner_texts() == ["Ressources", "Sujets", "Personnes"]
    assert links.first.is_visible()

    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Ressources"

    page.keyboard.press("Escape")
    assert not links.first.is_visible()
    assert page.evaluate("document.activeElement.className") == "menu-button"


def test_phone_menu_needs_no_javascript(open_page: Open) -> None:
    page = open_page("/fr/", width=360, height=740, java_script_enabled=False)

    page.locator(".menu-button").click()

    assert page.locator(".menu li a").first.is_visible()


def test_skip_link_is_the_first_stop_and_leads_to_the_content(open_page: Open) -> None:
    page = open_page("/fr/")

    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")

    assert page.evaluate("document.activeElement.id") == "contenu"
