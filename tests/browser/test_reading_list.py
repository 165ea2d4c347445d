"""A reader's own list, with hands: put aside in the browser, shown, shared; and without JavaScript."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from resources.models import RecordLink
from tests.browser.library import CATALOGUE, Library

OpenPage = Callable[..., Page]
LIST = f"{CATALOGUE}ma-liste/"


def test_documents_put_aside_make_a_list_and_a_link(library: Library, open_page: OpenPage, site: str) -> None:
    page = open_page(f"{CATALOGUE}?q=sorciere&tri=titre")
    add = page.get_by_role("button", name=re.compile("^Ajouter à ma liste"))
    add.nth(0).click()
    add.nth(0).click()
    expect(page.locator("reading-list")).to_contain_text("(2)")

    page.get_by_role("link", name="Ma liste").click()
    expect(page.locator(".entries > li")).to_have_count(2)
    page.get_by_role("button", name=re.compile("^Retirer de ma liste")).first.click()
    expect(page.locator(".entries > li")).to_have_count(1)
    page.get_by_role("button", name="En faire un lien à partager").click()

    expect(page).to_have_url(re.compile(r"/fr/ressources/liste/[\w-]{22}/$"))
    expect(page.locator(".entries > li")).to_have_count(1)
    other = open_page()
    other.goto(page.url)
    expect(other.locator(".entries h2")).to_contain_text("La sorcière de l’écluse 02")


def test_button_works_by_keyboard_and_says_what_it_does(library: Library, open_page: OpenPage) -> None:
    page = open_page(library.pages["record"])
    button = page.get_by_role("button", name="Ajouter à ma liste")

    button.focus()
    page.keyboard.press("Enter")

    kept = page.get_by_role("button", name="Retirer de ma liste")
    expect(kept).to_be_focused()
    expect(page.locator("reading-list [role=status]")).to_have_text("(1)")


def test_empty_list_says_how_to_fill_it(library: Library, open_page: OpenPage) -> None:
    page = open_page(LIST)

    expect(page.get_by_role("status").filter(has_text="Votre liste est vide")).to_be_visible()


def test_list_is_typed_without_javascript(library: Library, open_page: OpenPage) -> None:
    page = open_page(LIST, java_script_enabled=False)

    page.get_by_label("Numéros des notices").fill(f"n° {library.record.number}")
    page.get_by_role("button", name="Voir la liste").click()

    expect(page.locator(".entries > li")).to_have_count(1)
    with page.expect_download() as download:
        page.get_by_role("button", name="RIS").click()
    assert download.value.suggested_filename == "ma-liste.ris"


def test_report_is_sent_without_javascript(library: Library, open_page: OpenPage) -> None:
    page = open_page(library.pages["record"], java_script_enabled=False)

    page.get_by_role("link", name="Signaler une erreur").click()
    page.get_by_role("button", name="Envoyer").click()
    expect(page.get_by_role("alert")).to_contain_text("Le message n’est pas parti")
    page.get_by_label(re.compile("Qu’est-ce qui ne va pas")).fill("Le prénom est Awa.")
    page.get_by_role("button", name="Envoyer").click()

    expect(page.get_by_role("status")).to_contain_text("Merci")


def test_list_on_a_telephone_shows_its_documents_and_not_the_field_they_were_typed_in(
    library: Library, open_page: OpenPage, find_overflow: Callable[[Page], int]
) -> None:
    page = open_page(LIST, width=360, java_script_enabled=False)

    page.get_by_label("Numéros des notices").fill(str(library.record.number))
    page.get_by_role("button", name="Voir la liste").click()

    expect(page.locator(".entries > li")).to_have_count(1)
    expect(page.get_by_label("Numéros des notices")).to_be_hidden()
    expect(page.get_by_role("link", name="Ma liste")).to_have_count(0)
    assert find_overflow(page) == 0


@pytest.mark.parametrize("ending", ["", "citer/"])
def test_long_address_in_a_citation_keeps_to_its_column(library: Library, open_page: OpenPage, ending: str) -> None:
    RecordLink.objects.create(record=library.record, url=f"https://example.org/{'abcd' * 20}", kind="fulltext")

    page = open_page(f"{library.pages['record']}{ending}", width=360)

    cite = page.locator(".cite").first.bounding_box()
    heading = page.locator("h1").bounding_box()
    assert cite is not None
    assert heading is not None
    assert (
        cite["x"] + cite["width"] <= 360 - heading["x"] + 1,
        "abcdabcd" in page.locator(".cite").first.inner_text(),
    ) == (True, True)
