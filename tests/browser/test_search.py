"""What a visitor does with the search: with a mouse, by keyboard on a phone, with and without JavaScript."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.library import CATALOGUE, DUTCH_FILMS, FILMS, WITCHES, Library

Open = Callable[..., Page]


def count_of(page: Page) -> str:
    """The number of answers, in words."""
    return page.locator("#resultats").inner_text()


def chips(page: Page) -> list[str]:
    """The active filters, without what only a screen reader says."""
    return [text.replace("Retirer le filtre", "").strip() for text in page.locator(".chip").all_inner_texts()]


def titles(page: Page) -> list[str]:
    """The titles of the answers, in order."""
    return page.locator(".entry h3 a").all_inner_texts()


def focused(page: Page) -> str:
    """What has the focus: its id, its value or its words."""
    return str(page.evaluate("(one => one.id || one.value || one.textContent.trim())(document.activeElement)"))


def tab_to(page: Page, wanted: str, most: int = 40) -> None:
    """Press Tab until something has the focus; fails when it never has."""
    passed = []
    for _press in range(most):
        page.keyboard.press("Tab")
        passed.append(focused(page))
        if passed[-1] == wanted:
            return
    pytest.fail(f"Tab never reaches {wanted}, but {passed}")


@pytest.mark.parametrize("javascript", [True, False])
def test_visitor_narrows_widens_reads_and_finds_the_place_again(
    library: Library, open_page: Open, javascript: bool
) -> None:
    page = open_page("/fr/", height=600, java_script_enabled=javascript, reduced_motion="reduce")
    page.locator("#q-home").fill("sorciere ecluse")
    page.get_by_role("button", name="Chercher").click()
    assert count_of(page) == f"{WITCHES} documents"
    assert page.locator("#q").input_value() == "sorciere ecluse"
    assert chips(page) == []

    page.locator("#facette-type").get_by_label("Film").check()
    page.locator("#facette-langue").get_by_label("Néerlandais").check()
    page.get_by_role("button", name="Appliquer").click()
    assert (chips(page), count_of(page)) == (["Film", "Néerlandais"], f"{DUTCH_FILMS} documents")

    page.locator(".chip", has_text="Néerlandais").click()
    assert (chips(page), count_of(page)) == (["Film"], f"{FILMS} documents")
    assert page.locator("#facette-type").get_by_label("Film").is_checked()
    assert not page.locator("#facette-langue").get_by_label("Néerlandais").is_checked()

    answers, address = titles(page), page.url
    assert len(answers) == FILMS
    link = page.locator(".entry h3 a").last
    link.scroll_into_view_if_needed()
    place = page.evaluate("scrollY")
    assert place > 0
    link.click()
    assert page.locator("h1").inner_text() == answers[-1]

    page.go_back()
    assert (page.url, titles(page), chips(page)) == (address, answers, ["Film"])
    expect(page.locator(".entry h3 a").last).to_be_in_viewport()
    assert page.evaluate("scrollY") == place


def test_search_by_keyboard_on_a_phone(library: Library, open_page: Open) -> None:
    page = open_page(CATALOGUE, width=360, height=640, reduced_motion="reduce")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert focused(page) == "contenu"

    tab_to(page, "q")
    page.keyboard.type("sorciere")
    page.keyboard.press("Enter")
    expect(page.locator("#resultats")).to_have_text(f"{WITCHES} documents")

    film = page.locator("#facette-type").get_by_label("Film")
    assert not film.is_visible()
    tab_to(page, "Filtrer")
    page.keyboard.press("Enter")
    expect(film).to_be_visible()
    tab_to(page, "film")
    page.keyboard.press("Space")
    assert film.is_checked()
    tab_to(page, "Appliquer")
    page.keyboard.press("Enter")
    expect(page.locator("#resultats")).to_have_text(f"{FILMS} documents")
    assert page.locator(".facets > summary").inner_text().strip() == "Filtrer (1 filtre actif)"


def test_what_has_the_focus_is_never_behind_the_button(library: Library, open_page: Open) -> None:
    page = open_page(CATALOGUE, width=360, height=640, reduced_motion="reduce")
    page.locator(".facets > summary").click()
    page.locator("#facette-type").get_by_label("Film").check()
    expect(page.get_by_role("button", name="Appliquer")).to_be_in_viewport()
    page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
    hidden = []
    for _press in range(60):
        page.keyboard.press("Tab")
        if focused(page) == "Appliquer":
            break
        seen = page.evaluate(
            """() => {
                const one = document.activeElement, box = one.getBoundingClientRect();
                const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
                return one === top || one.contains(top);
            }"""
        )
        if not seen:
            hidden.append(focused(page))
    else:
        pytest.fail("Tab never reaches the button")

    assert hidden == []


def test_word_with_a_slip_leads_to_the_right_one(library: Library, open_page: Open) -> None:
    page = open_page(f"{CATALOGUE}?q=scorciere")
    assert count_of(page) == "Rien ne répond à cette recherche."
    assert page.locator(".facets").count() == 0

    page.locator(".repairs a").first.click()

    assert count_of(page) == f"{WITCHES} documents"


def test_names_are_completed_with_the_keyboard(
    library: Library, open_page: Open, find_violations: Callable[[Page], list[str]]
) -> None:
    page = open_page("/fr/", reduced_motion="reduce")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "noms.json" in request.url else None)
    box = page.locator("#q-home")
    box.press_sequentially("m")
    page.wait_for_timeout(400)
    assert asked == []

    box.press_sequentially("igr")
    option = page.get_by_role("option", name="migrations")
    expect(option).to_be_visible()
    expect(box).to_have_attribute("aria-expanded", "true")
    assert len(asked) == 1
    assert page.locator(".completion-heading").all_inner_texts() == ["Sujets"]
    assert find_violations(page) == []

    page.keyboard.press("ArrowDown")
    expect(option).to_have_attribute("aria-selected", "true")
    assert box.get_attribute("aria-activedescendant") == option.get_attribute("id")
    page.keyboard.press("Escape")
    expect(option).to_have_count(0)
    assert box.input_value() == "migr"

    page.keyboard.press("ArrowDown")
    expect(option).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/fr/sujets/*/migrations/")


def test_enter_without_a_choice_searches_as_ever(library: Library, open_page: Open) -> None:
    page = open_page(CATALOGUE, reduced_motion="reduce")
    page.locator("#q").press_sequentially("sorciere")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("Enter")

    expect(page.locator("#resultats")).to_have_text(f"{WITCHES} documents")


@pytest.mark.parametrize("javascript", [True, False])
def test_form_writes_a_query_that_comes_back_to_it(library: Library, open_page: Open, javascript: bool) -> None:
    page = open_page(f"{CATALOGUE}avancee/", width=360, java_script_enabled=javascript)
    page.locator("#mots1").fill("sorcière")
    page.locator("#champ1").select_option("title")
    page.locator("#type").select_option("film")
    page.get_by_role("button", name="Chercher").click()

    assert page.locator("#q").input_value() == "titre:sorcière type:film"
    assert count_of(page) == f"{FILMS} documents"

    page.get_by_role("link", name="Recherche avancée").click()
    assert page.locator("#mots1").input_value() == "sorcière"
    assert page.locator("#champ1").input_value() == "title"
    assert page.locator("#type").input_value() == "film"


@pytest.mark.parametrize(
    "path",
    [
        "/fr/recherche/aide/",
        "/fr/recherche/avancee/?q=titre:a",
        f"{CATALOGUE}facette/auteur/",
        f"{CATALOGUE}?q=migration+zzzqq",
    ],
)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_around_the_search_are_accessible_and_fit_a_phone(
    library: Library, open_page: Open, find_violations: Callable[[Page], list[str]],
    find_overflow: Callable[[Page], int], path: str, scheme: str,
) -> None:  # fmt: skip
    page = open_page(path, width=360, color_scheme=scheme, reduced_motion="reduce")

    assert find_violations(page) == []
    assert find_overflow(page) == 0
