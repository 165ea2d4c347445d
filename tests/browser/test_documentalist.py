"""What a documentalist does with the keyboard in the tree, and when the post comes."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from home.demo.people import load_people
from resources.models import Record, Subscription
from resources.periodicals.services import predict_ahead
from tests.factories.resources import RecordFactory
from tests.factories.thesaurus import ConceptFactory, thesaurus_page
from thesaurus.models import BroaderLink, Concept

TREE = "/admin/snippets/thesaurus/concept/arbre/"


@pytest.fixture
def desk(site: str, open_page: Callable[..., Page]) -> Callable[..., Page]:
    """The workshop, signed in as one of the people of the demonstration."""
    load_people()

    def enter(path: str, name: str = "demo", **options: Any) -> Page:
        page = open_page("/admin/", reduced_motion="reduce", **options)
        page.locator("[name=username]").fill(name)
        page.locator("[name=password]").fill(name)
        page.keyboard.press("Enter")
        page.wait_for_url(f"{site}/admin/")
        page.goto(site + path)
        return page

    return enter


def above(concept: Concept) -> list[str]:
    """What a concept stands directly under."""
    return [str(link.broader) for link in BroaderLink.objects.filter(concept=concept).order_by("pk")]


def focused(page: Page) -> str:
    """The label of the line that has the focus."""
    return str(page.evaluate("document.activeElement.dataset.text || ''"))


def test_concept_is_moved_and_moved_back_with_the_keyboard_alone(
    desk: Callable[..., Page], find_violations: Callable[[Page], list[str]]
) -> None:
    thesaurus_page()
    arts, migrations = ConceptFactory(fr="Arts", top=True), ConceptFactory(fr="Migrations", top=True)
    exil = ConceptFactory(fr="Exil", broader=[arts])
    page = desk(TREE)
    page.locator("[role=treeitem][tabindex='0']").focus()
    assert focused(page) == "Arts"

    page.keyboard.press("ArrowRight")
    expect(page.locator("[role=treeitem]")).to_have_count(3)
    page.keyboard.press("ArrowRight")
    assert focused(page) == "Exil"
    page.keyboard.press("Control+x")
    page.keyboard.type("mi")
    assert focused(page) == "Migrations"
    page.keyboard.press("Control+v")

    expect(page.locator(".ct-status")).to_have_text("« Exil » est maintenant sous « Migrations ».")
    page.wait_for_function("document.activeElement.dataset.text === 'Exil'")
    assert (focused(page), above(exil)) == ("Exil", ["Migrations"])
    assert page.locator("[role=treeitem][tabindex='0']").count() == 1
    page.keyboard.press("ArrowLeft")
    assert focused(page) == "Migrations"
    page.keyboard.press("Control+x")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Control+v")
    expect(page.locator(".ct-status")).to_contain_text("le concept se trouverait au-dessus de lui-même")
    assert above(migrations) == []

    page.wait_for_function("document.activeElement.dataset.text === 'Migrations'")
    page.keyboard.press("Control+z")
    expect(page.locator(".ct-status")).to_have_text("« Exil » est revenu à sa place.")
    assert above(exil) == ["Arts"]
    assert [line for line in find_violations(page) if "concept-tree" in line or "ct-" in line] == []


def test_concept_is_renamed_dragged_and_given_a_narrower_one(desk: Callable[..., Page]) -> None:
    thesaurus_page()
    arts, migrations = ConceptFactory(fr="Arts", top=True), ConceptFactory(fr="Migrations", top=True)
    page = desk(TREE)
    page.locator("[role=treeitem][data-text=Arts]").focus()

    page.keyboard.press("F2")
    page.keyboard.type("Arts et récits")
    page.keyboard.press("Enter")
    expect(page.locator(".ct-status")).to_contain_text("s’appelle maintenant « Arts et récits »")
    page.locator("[role=treeitem][data-text='Arts et récits']").focus()
    page.keyboard.press("Insert")
    page.keyboard.type("Cinéma")
    page.keyboard.press("Enter")
    expect(page.locator("[role=treeitem][data-text=Cinéma]")).to_be_visible()
    page.locator("[data-text=Cinéma] > .ct-row").drag_to(page.locator("[data-text=Migrations] > .ct-row"))
    expect(page.locator(".ct-status")).to_have_text("« Cinéma » est maintenant sous « Migrations ».")

    cinema = Concept.objects.exclude(pk__in=[arts.pk, migrations.pk]).get()
    assert (above(cinema), str(Concept.objects.get(pk=arts.pk))) == (["Migrations"], "Arts et récits")


def test_tree_works_without_a_script(desk: Callable[..., Page], site: str) -> None:
    thesaurus_page()
    arts = ConceptFactory(fr="Arts", top=True)
    exil, migrations = ConceptFactory(fr="Exil", broader=[arts]), ConceptFactory(fr="Migrations", top=True)
    signed = desk(TREE)
    context = signed.context.browser.new_context(
        java_script_enabled=False, storage_state=signed.context.storage_state(), viewport={"width": 360, "height": 800}
    )
    page = context.new_page()
    page.goto(site + TREE)

    page.get_by_role("link", name="Ouvrir « Arts »").press("Enter")
    page.get_by_role("link", name="Déplacer, renommer ou compléter « Exil »").press("Enter")
    page.locator("[name=q]").fill("migr")
    page.get_by_role("button", name="Chercher").press("Enter")
    page.get_by_role("button", name="Déplacer ici").press("Enter")
    assert above(exil) == ["Migrations"]
    page.get_by_role("button", name="Annuler ce déplacement").press("Enter")
    assert above(exil) == ["Arts"]
    assert migrations.number != exil.number
    context.close()


def test_number_is_received_described_and_its_articles_typed(
    desk: Callable[..., Page], site: str, find_overflow: Callable[[Page], int]
) -> None:
    record = RecordFactory(title="Passages", type="periodical")
    subscription = Subscription.objects.create(
        record=record, frequency="monthly", first_expected_on=timezone.localdate() - timedelta(days=40)
    )
    predict_ahead(subscription)
    page = desk("/admin/periodiques/bulletinage/", width=360)
    assert find_overflow(page) == 0

    page.get_by_role("button", name="Reçu : Passages, n° 1", exact=True).press("Enter")
    expect(page.get_by_role("heading", name="Reçus aujourd’hui")).to_be_visible()
    page.get_by_role("link", name="Sommaire").click()
    page.locator("[name=form-0-title]").fill("Le gué")
    page.locator("[name=form-0-authors]").fill("Vassiliou, Eleni ; Paul Hensgens")
    page.locator("[name=form-0-pages]").fill("p. 3-7")
    page.get_by_role("button", name="Ajouter et publier").click()
    expect(page.get_by_role("heading", name="Déjà décrits")).to_be_visible()

    article = Record.objects.get(type="article")
    assert (article.title, article.live, article.host.title) == ("Le gué", True, "Passages, n° 1")
    page.goto(f"{site}/fr/ressources/notice/{record.number}/passages/")
    assert page.locator(".holding .call").first.inner_text() == "n° 1"
