"""From an address to its page, in a number of queries that does not grow with the depth."""

import pytest
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from wagtail.models import Page, PageViewRestriction

from core.private_pages import is_private, private_paths
from core.request_memory import remembered, start_remembering, stop_remembering
from home.models import StandardPage
from tests.factories.home import StandardPageFactory, home_page

pytestmark = pytest.mark.django_db


def chain(depth: int) -> list[StandardPage]:
    """Plain pages one below the other under the French home page."""
    pages = [StandardPageFactory(title="Page 1", slug="page-1", intro="Un chapeau.")]
    for number in range(2, depth + 1):
        page = StandardPage(title=f"Page {number}", slug=f"page-{number}", intro="Un chapeau.", live=True)
        pages.append(pages[-1].add_child(instance=page))
    return pages


def queries_of(client: Client, path: str) -> int:
    client.get(path)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    return len(queries)


def test_address_costs_the_same_at_any_depth(client: Client) -> None:
    pages = chain(5)
    leaf = StandardPageFactory(title="Autre", slug="autre").add_child(instance=StandardPage(title="Feuille", live=True))

    assert queries_of(client, pages[4].get_url()) == queries_of(client, leaf.get_url())


def test_routed_page_is_whole(client: Client) -> None:
    pages = chain(3)
    home = home_page()
    request = RequestFactory().get(pages[2].get_url())
    with translation.override("fr"):
        found, _args, _kwargs = home.route(request, ["page-1", "page-2", "page-3"])

    assert found == pages[2]
    assert type(found) is StandardPage
    with CaptureQueriesContext(connection) as queries:
        assert (found.intro, found.locale.language_code) == ("Un chapeau.", "fr")
    assert len(queries) == 0


def test_same_slug_elsewhere_leads_nowhere_else(client: Client) -> None:
    pages = chain(2)
    other = StandardPageFactory(title="Autre", slug="autre")
    twin = other.add_child(instance=StandardPage(title="Jumelle", slug="page-2", live=True))

    assert b"<h1>Jumelle</h1>" in client.get(twin.get_url()).content
    assert b"<h1>Page 2</h1>" in client.get(pages[1].get_url()).content
    assert client.get("/fr/autre/page-1/").status_code == 404
    assert client.get("/fr/page-2/").status_code == 404


def test_draft_has_no_address_and_its_children_keep_theirs(client: Client) -> None:
    pages = chain(2)
    Page.objects.get(pk=pages[0].pk).specific.unpublish()

    assert client.get(pages[0].get_url()).status_code == 404
    html = client.get(pages[1].get_url()).content.decode()
    assert "<h1>Page 2</h1>" in html
    assert "Page 1" not in html


def test_private_page_stays_private_with_all_below(client: Client) -> None:
    pages = chain(3)
    PageViewRestriction.objects.create(page=pages[1], restriction_type="login")

    assert client.get(pages[0].get_url()).status_code == 200
    assert [client.get(page.get_url()).status_code for page in pages[1:]] == [302, 302]
    assert list(StandardPage.objects.visible().filter(slug__startswith="page-")) == [pages[0]]
    assert [is_private(page) for page in pages] == [False, True, True]


def test_answers_are_remembered_within_a_reading_request_only() -> None:
    asked: list[int] = []

    def ask() -> int:
        asked.append(1)
        return len(asked)

    assert [remembered("test", ask), remembered("test", ask)] == [1, 2]
    start_remembering()
    try:
        assert [remembered("test", ask), remembered("test", ask)] == [3, 3]
    finally:
        stop_remembering()
    assert remembered("test", ask) == 4


def test_restriction_made_between_two_requests_is_seen_by_the_second(client: Client) -> None:
    page = chain(1)[0]
    assert client.get(page.get_url()).status_code == 200
    PageViewRestriction.objects.create(page=page, restriction_type="login")

    assert client.get(page.get_url()).status_code == 302
    assert private_paths() == (page.path,)
