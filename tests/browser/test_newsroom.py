"""Several hands on one article: two windows at once, a first save in a hurry, errors said before it is submitted."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect
from wagtail.models import Revision, WorkflowState

from home.demo.people import load_people
from magazine.models import ArticlePage, IssuePage
from tests.factories.home import stream
from tests.factories.magazine import ArticleFactory, IssueFactory

Open = Callable[..., Page]
WATCHING = 2500
"""Milliseconds after which Wagtail begins to look for changes in a form."""


@pytest.fixture
def issue(site: str) -> IssuePage:
    """A number that is not out."""
    load_people()
    return IssueFactory(live=False)


@pytest.fixture
def enter(site: str, issue: IssuePage, open_page: Open) -> Callable[[str], Page]:
    """Enter the workshop as one of the people of the demonstration, whose password is their name."""

    def sign_in(name: str) -> Page:
        page = open_page("/admin/", height=1000, reduced_motion="reduce")
        page.locator("[name=username]").fill(name)
        page.locator("[name=password]").fill(name)
        page.keyboard.press("Enter")
        page.wait_for_url(f"{site}/admin/")
        return page

    return sign_in


def draft(issue: IssuePage, *blocks: object) -> ArticlePage:
    body = {"body": stream(*blocks)} if blocks else {}  # type: ignore[arg-type]  # pairs
    article = ArticleFactory(parent=issue, live=False, title="Au départ", **body)
    article.save_revision()
    return ArticlePage.objects.get(pk=article.pk)


def open_form(page: Page, site: str, article: ArticlePage) -> None:
    page.goto(f"{site}/admin/pages/{article.pk}/edit/")
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(WATCHING)


def versions() -> list[tuple[str, str]]:
    """Title and standfirst of every version, the oldest first."""
    contents = [revision.content for revision in Revision.objects.order_by("pk")]
    return [(content["title"], content["standfirst"]) for content in contents]


def test_two_people_write_one_article_and_no_words_vanish(
    site: str, issue: IssuePage, enter: Callable[[str], Page]
) -> None:
    article = draft(issue)
    first, second = enter("redactrice"), enter("chef")
    open_form(first, site, article)
    open_form(second, site, article)

    with first.expect_response(lambda answer: answer.request.method == "POST" and "/edit/" in answer.url):
        first.locator("[name=standfirst]").fill("Les mots de la rédactrice")
    with second.expect_response(lambda answer: answer.request.method == "POST" and "/edit/" in answer.url):
        second.locator("[name=title]").fill("Les mots du chef")
    assert versions() == [("Au départ", "Un chapeau."), ("Au départ", "Les mots de la rédactrice")]

    second.locator("footer .action-save").click()
    confirm = second.get_by_role("dialog").get_by_role("button", name=re.compile("Continuer|Continue|enregist", re.I))
    message = second.locator(".messages")
    expect(message.or_(confirm).first).to_be_visible()
    if confirm.count() and confirm.first.is_visible():
        confirm.first.click()
    expect(message).to_contain_text("Jeanne Rédactrice avait aussi enregistré")
    assert versions()[1:] == [("Au départ", "Les mots de la rédactrice"), ("Les mots du chef", "Un chapeau.")]

    second.get_by_role("link", name="Comparer").click()
    compared = second.locator("main")
    expect(compared).to_contain_text("chef")
    expect(compared).to_contain_text("rédactrice")


@pytest.mark.parametrize("moment", ["before", "during"])
def test_first_save_in_a_hurry_makes_one_article(
    site: str, issue: IssuePage, enter: Callable[[str], Page], moment: str
) -> None:
    page = enter("redactrice")
    page.goto(f"{site}/admin/pages/add/magazine/articlepage/{issue.pk}/")
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(WATCHING)
    held: list[Route] = []

    def hold(route: Route) -> None:
        """Keep what the form sends by itself under way for a while."""
        if "json" in route.request.headers.get("accept", ""):
            held.append(route)
        else:
            route.continue_()

    page.route("**/admin/pages/add/**", hold)
    page.locator("[name=title]").press_sequentially("Un seul")
    expect(page.locator("[name=slug]")).to_have_value("un-seul")
    while moment == "during" and not held:
        page.wait_for_timeout(50)
    page.locator("footer .action-save").click()
    page.wait_for_timeout(300)
    for route in held:
        route.continue_()
    page.wait_for_url(re.compile(r"/admin/pages/\d+/edit/$"))
    expect(page.locator(".messages")).to_contain_text("Un seul")

    assert [article.draft_title for article in ArticlePage.objects.all()] == ["Un seul"]


def test_errors_are_listed_while_one_writes_and_keep_the_article_from_being_submitted(
    site: str, issue: IssuePage, enter: Callable[[str], Page]
) -> None:
    article = draft(issue, ("text", "<p>Un texte.</p>"), ("heading", {"text": "Dessous", "level": "3"}))
    page = enter("redactrice")
    open_form(page, site, article)
    page.locator("[data-side-panel-toggle=checks]").click()
    findings = page.locator("article-findings")
    expect(findings).to_contain_text("« Dessous » est un sous-titre")
    expect(findings).not_to_contain_text("Il manque le chapeau.")

    page.locator("[name=standfirst]").fill("")
    expect(findings).to_contain_text("Il manque le chapeau.", timeout=15_000)

    page.locator("footer .w-dropdown__toggle").click()
    with page.expect_navigation():
        page.locator("footer button", has_text="Soumettre").first.click()
    expect(page.locator(".messages")).to_contain_text("L’article n’est pas encore soumis")
    block = page.locator(f"#block-{article.body[1].id}-section")
    expect(block).to_contain_text("(RGAA 9.1)")
    assert WorkflowState.objects.count() == 0
