"""Pages as people get them: in both colour schemes, on a phone, by keyboard, without JavaScript."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import SCHEMES
from tests.browser.library import Library

Open = Callable[..., Page]


def unfold(page: Page) -> None:
    """Open every disclosure, so that what it holds is judged too."""
    page.locator("details").evaluate_all("all => all.forEach(one => { one.open = true; })")


@pytest.mark.parametrize("scheme", SCHEMES)
def test_no_kind_of_page_has_an_axe_violation(
    library: Library, site: str, open_page: Open, find_violations: Callable[..., list[str]], scheme: str
) -> None:
    page = open_page("/fr/", color_scheme=scheme)
    found = {}
    for name, path in library.pages.items():
        page.goto(site + path)
        unfold(page)
        found[name] = find_violations(page)

    assert found == {name: [] for name in library.pages}


def test_no_kind_of_page_has_an_axe_violation_on_a_phone(
    library: Library, site: str, open_page: Open, find_violations: Callable[..., list[str]]
) -> None:
    page = open_page("/fr/", width=360, height=740)
    found = {}
    for name in ("home", "answers", "record", "concept", "subjects", "standard page", "magazine", "number", "dossier"):
        page.goto(site + library.pages[name])
        found[name] = find_violations(page)
    page.locator(".menu-button").click()
    found["menu"] = find_violations(page)

    assert found == {name: [] for name in found}


def test_no_kind_of_page_can_be_pushed_sideways_at_320_pixels(
    library: Library, site: str, open_page: Open, find_overflow: Callable[[Page], int]
) -> None:
    page = open_page("/fr/", width=320)
    found = {}
    for name, path in library.pages.items():
        page.goto(site + path)
        unfold(page)
        found[name] = find_overflow(page)

    assert found == dict.fromkeys(library.pages, 0)


def test_phone_menu_opens_and_closes_by_keyboard(open_page: Open) -> None:
    page = open_page("/fr/", width=360, height=740)
    links = page.locator(".menu li a")
    assert not links.first.is_visible()

    page.locator(".menu-button").focus()
    page.keyboard.press("Enter")
    assert links.all_inner_texts() == ["Ressources", "Magazine", "Podcasts", "Capsules", "Sujets", "Personnes"]
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
