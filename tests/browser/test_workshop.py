"""The daily work with hands: a bulk action over a whole search, a template that starts a new record."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from home.demo.people import load_people
from resources.models import Holding, Record
from resources.record_templates import keep_template
from search.services import rebuild_search
from tests.factories.resources import RecordFactory, concept, full_record

Open = Callable[..., Page]
LIST = "/admin/snippets/resources/record/"


@pytest.fixture
def enter(site: str, open_page: Open) -> Callable[..., Page]:
    """Enter the workshop as one of the people of the demonstration, whose password is their name."""
    load_people()
    rebuild_search()

    def sign_in(name: str) -> Page:
        page = open_page("/admin/", height=1000, reduced_motion="reduce")
        page.locator("[name=username]").fill(name)
        page.locator("[name=password]").fill(name)
        page.keyboard.press("Enter")
        page.wait_for_url(f"{site}/admin/")
        return page

    return sign_in


def test_whole_search_is_indexed_at_once(site: str, enter: Callable[..., Page]) -> None:
    peace = concept("Paix")
    for number in range(60):
        RecordFactory(title=f"Frontière {number:02d}")
    RecordFactory(title="Ailleurs")
    page = enter("demo")
    page.goto(f"{site}{LIST}?q=frontiere")
    expect(page.locator("#listing-results h2")).to_contain_text("60")
    page.wait_for_load_state("networkidle")

    page.locator("thead [data-bulk-action-select-all-checkbox]").check()
    page.get_by_role("button", name="Choisir toutes les notices de cette recherche").click()
    with page.expect_navigation():
        page.get_by_role("link", name="Ajouter ou ôter un sujet").click()
    expect(page.get_by_role("heading", name="60 notices")).to_be_visible()

    page.get_by_role("button", name="Choisir", exact=True).click()
    page.locator(".modal").get_by_role("link", name="Paix").click()
    expect(page.locator(".modal")).to_have_count(0)
    with page.expect_navigation():
        page.get_by_role("button", name="Indexer").click()

    assert "Indexer : 60 notices." in page.locator(".messages").inner_text()
    assert "q=frontiere" in page.url
    assert Record.objects.about(peace).count() == 60
    assert Record.objects.get(title="Ailleurs").subjects.count() == 0


def test_template_starts_a_record_that_gets_a_number(site: str, enter: Callable[..., Page]) -> None:
    keep_template(full_record(), "Seuils", None)
    page = enter("stagiaire")
    page.goto(site + LIST)
    page.get_by_role("button", name="Actions", exact=True).click()
    with page.expect_navigation():
        page.get_by_role("link", name="Nouvelle notice d’après « Seuils »").click()
    assert page.locator("[name=title]").input_value() == ""
    page.locator("[name=title]").fill("Le tome suivant")

    page.locator("#id_holdings-ADD").click()
    page.locator("#id_holdings-0-shelf_mark").fill("392.7 TOM")
    page.locator("#inline_child_holdings-0 [data-give-number]").click()
    expect(page.locator("#id_holdings-0-inventory_number")).not_to_have_value("")
    number = page.locator("#id_holdings-0-inventory_number").input_value()
    with page.expect_navigation():
        page.locator("footer .action-save").click()

    made = Record.objects.get(title="Le tome suivant")
    draft = made.get_latest_revision_as_object()
    assert (made.live, draft.series, made.cataloguer.username) == (False, "Seuils", "stagiaire")
    assert [one.agent.name for one in draft.contributions.all()] == ["Eleni Vassiliou", "Paul Hensgens"]
    assert [one.inventory_number for one in Holding.objects.filter(record=made)] == [number]
    assert Record.objects.count() == 2
