"""The life of a number: announced, written, read by others, shown in private, published in one move, read by all."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from magazine.assembly.states import ArticleState, states_of
from magazine.models import ArticlePage, IssuePage
from search.services import rebuild_search
from tests.factories.directory import AgentFactory
from tests.factories.magazine import DossierFactory, IssueFactory
from tests.magazine.newsroom import member

Open = Callable[..., Page]


@pytest.fixture
def enter(site: str, open_page: Open) -> Callable[[str], Page]:
    """Enter the workshop as somebody of the newsroom."""
    rebuild_search()

    def sign_in(name: str) -> Page:
        member(name)
        page = open_page("/admin/", height=1000, reduced_motion="reduce")
        page.locator("[name=username]").fill(name)
        page.locator("[name=password]").fill("p")
        page.keyboard.press("Enter")
        page.wait_for_url(f"{site}/admin/")
        return page

    return sign_in


def do_more(page: Page, name: str) -> None:
    """Choose one of the actions folded behind the first of a form, and wait for what it leads to."""
    page.locator("footer .w-dropdown__toggle").click()
    with page.expect_navigation():
        page.locator("footer button", has_text=name).first.click()


def press(page: Page, name: str) -> None:
    """Press a button and wait for what it leads to."""
    with page.expect_navigation():
        page.get_by_role("button", name=name, exact=True).click()


def choose_block(page: Page, name: str) -> None:
    """Put a first block of a kind into a body."""
    page.get_by_role("button", name="Insérer un bloc").first.click()
    page.get_by_role("option", name=name, exact=True).click()


def approve(page: Page, site: str, article: ArticlePage) -> None:
    """Approve the step a page has reached, from its form."""
    page.goto(f"{site}/admin/pages/{article.pk}/edit/")
    do_more(page, "Approuver")


def state_of(issue: IssuePage) -> ArticleState:
    """How far the number's only article is."""
    (state,) = states_of(issue).values()
    return state


def test_number_goes_from_empty_to_published_by_the_hands_of_several(
    site: str, open_page: Open, enter: Callable[[str], Page], find_violations: Callable[[Page], list[str]]
) -> None:
    issue = IssueFactory(title="Les ponts", slug="ponts", number="12", live=False)
    dossier = DossierFactory(parent=issue, title="Traverser", slug="traverser", live=False)
    signing = AgentFactory(name="Awa Diallo")
    public = open_page("/fr/magazine/")
    expect(public.get_by_text("Les ponts")).to_have_count(0)

    author, chief = enter("autrice"), enter("chef")
    chief.goto(f"{site}/admin/magazine/{issue.pk}/annoncer/?place={dossier.pk}")
    chief.locator("[name=title]").fill("Le gué")
    chief.locator("[name=author_email]").fill("autrice@example.org")
    chief.locator("[name=agent]").evaluate("(field, key) => { field.value = key; }", str(signing.pk))
    press(chief, "Annoncer l’article")
    article = ArticlePage.objects.get()
    assert (article.title, article.live, article.get_parent().specific) == ("Le gué", False, dossier)
    assert state_of(issue) == ArticleState.MISSING
    chief.goto(f"{site}/admin/magazine/{issue.pk}/")
    assert find_violations(chief) == []

    author.goto(f"{site}/admin/pages/{article.pk}/edit/")
    author.locator("[name=standfirst]").fill("On passe à pied.")
    choose_block(author, "texte")
    author.locator("[data-contentpath=body] [contenteditable=true]").first.click()
    author.keyboard.type("La rivière est basse en août, les pierres affleurent.")
    # What is typed reaches the form after a delay of the editor’s own.
    expect(author.locator("[name=body-0-value]")).to_have_value(re.compile("affleurent"))
    do_more(author, "Soumettre à")
    assert state_of(issue) == ArticleState.IN_REVIEW
    assert ArticlePage.objects.get().get_latest_revision_as_object().standfirst == "On passe à pied."

    approve(enter("redactrice"), site, article)
    approve(enter("correctrice"), site, article)
    assert state_of(issue) == ArticleState.IN_REVIEW
    approve(chief, site, article)
    assert (state_of(issue), ArticlePage.objects.get().live) == (ArticleState.READY, False)

    chief.goto(f"{site}/admin/magazine/{issue.pk}/apercus/")
    press(chief, "Créer le lien")
    reader = open_page()
    reader.goto(chief.locator(".help-info a[rel=noreferrer]").inner_text())
    assert find_violations(reader) == []
    with reader.expect_navigation():
        reader.get_by_role("link", name="Le gué").first.click()
    expect(reader.get_by_text("La rivière est basse en août")).to_be_visible()
    public.goto(f"{site}/fr/magazine/ponts/")
    assert public.locator("h1").inner_text() == "Cette page n’est pas ici"

    chief.goto(f"{site}/admin/magazine/{issue.pk}/publier/")
    press(chief, "Publier le numéro")
    public.goto(f"{site}/fr/magazine/")
    with public.expect_navigation():
        public.get_by_role("link", name=re.compile("Les ponts")).first.click()
    with public.expect_navigation():
        public.get_by_role("link", name="Le gué").first.click()
    expect(public.get_by_text("La rivière est basse en août")).to_be_visible()
    assert public.url == f"{site}/fr/magazine/ponts/traverser/{article.slug}/"
    public.goto(f"{site}/fr/recherche/?q=rivière")
    assert public.locator(".entry h3 a").all_inner_texts() == ["Le gué"]
