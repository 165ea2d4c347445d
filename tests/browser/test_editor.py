"""What the people of the documentation centre do: write, submit, approve, and find it in public."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from home.demo.people import USERS, load_people
from resources.models import Record
from search.services import rebuild_search
from tests.browser.library import CATALOGUE

Open = Callable[..., Page]
ADD = "/admin/snippets/resources/record/add/"


@pytest.fixture
def sign_in(site: str, open_page: Open) -> Callable[..., Page]:
    """Enter the workshop as one of the people of the demonstration, whose password is their name."""
    load_people()
    rebuild_search()

    def enter(name: str) -> Page:
        assert name in USERS
        page = open_page("/admin/", height=1000, reduced_motion="reduce")
        page.locator("[name=username]").fill(name)
        page.locator("[name=password]").fill(name)
        page.keyboard.press("Enter")
        page.wait_for_url(f"{site}/admin/")
        return page

    return enter


def do_more(page: Page, name: str) -> None:
    """Choose one of the actions folded behind the first of a form, and wait for what it leads to."""
    page.locator("footer .w-dropdown__toggle").click()
    with page.expect_navigation():
        page.locator("footer button", has_text=name).first.click()


def answers(page: Page, site: str, query: str) -> list[str]:
    """The titles the public search gives, asked in a window."""
    page.goto(f"{site}{CATALOGUE}?q={query}")
    return page.locator(".entry h3 a").all_inner_texts()


def test_draft_is_submitted_approved_and_found_in_public(
    site: str, open_page: Open, sign_in: Callable[..., Page]
) -> None:
    public = open_page(CATALOGUE)
    writer = sign_in("stagiaire")
    writer.goto(site + ADD)
    assert writer.locator("[name=title]").is_visible()
    assert writer.locator("[name=objectives]").locator("xpath=ancestor::*[@hidden]").count() == 1
    writer.locator("[name=title]").fill("[Les ]ponts de l’été")
    with writer.expect_navigation():
        writer.locator("footer .action-save").click()
    record = Record.objects.get()
    assert (record.live, record.title) == (False, "Les ponts de l’été")
    assert answers(public, site, "ponts+ete") == []

    writer.goto(f"{site}/admin/snippets/resources/record/edit/{record.pk}/")
    assert writer.locator("footer [name=action-publish]").count() == 0
    do_more(writer, "Soumettre")
    assert answers(public, site, "ponts+ete") == []

    reviewer = sign_in("demo")
    reviewer.goto(f"{site}/admin/snippets/resources/record/edit/{record.pk}/")
    reviewer.locator("[name=subtitle]").fill("récits de bateliers")
    do_more(reviewer, "Approuver")

    assert answers(public, site, "ponts+ete") == ["Les ponts de l’été\xa0: récits de bateliers"]
    public.locator(".entry h3 a").click()
    assert public.locator("h1").inner_text() == "Les ponts de l’été"
    assert public.locator(".subtitle").inner_text() == "récits de bateliers"
    assert public.context.cookies() == []
