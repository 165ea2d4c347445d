"""Which site a request is for: kept, and forgotten at once when something changes."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Site
from wagtail.rich_text import expand_db_html

from core import known_sites
from core.page_links import public_addresses
from media_library.rich_text import links_asked_once
from tests.factories.home import StandardPageFactory, home_page

pytestmark = pytest.mark.django_db


def site_queries(path: str) -> list[str]:
    """The questions about sites and home pages a request asks."""
    with CaptureQueriesContext(connection) as asked:
        Client().get(path)
    tables = ("FROM wagtailcore_site ", "FROM home_homepage ")
    return [one["sql"] for one in asked if any(table in one["sql"].replace('"', "") for table in tables)]


def test_a_site_and_its_home_page_are_asked_for_once() -> None:
    page = StandardPageFactory(slug="ici")
    Client().get(page.url)

    assert site_queries(page.url) == []


def test_each_language_has_its_home_page() -> None:
    french = StandardPageFactory(slug="ici", title="En français")
    dutch = StandardPageFactory(slug="ici", title="In het Nederlands", parent=home_page("nl"))

    for _again in range(2):
        assert "En français" in Client().get(french.url).content.decode()
        assert "In het Nederlands" in Client().get(dutch.url).content.decode()


def test_what_is_not_there_is_not_found() -> None:
    StandardPageFactory(slug="ici")

    assert [Client().get(path).status_code for path in ("/fr/ici/", "/fr/ici/la/", "/fr/la/")] == [200, 404, 404]


def test_a_site_that_begins_elsewhere_is_followed_at_once() -> None:
    page = StandardPageFactory(slug="ici")
    assert Client().get("/fr/ici/").status_code == 200

    site = Site.objects.get()
    site.root_page = page
    site.save()

    assert Client().get("/fr/ici/").status_code == 404


def test_many_hosts_are_not_all_remembered(settings: object) -> None:
    settings.ALLOWED_HOSTS = ["*"]  # type: ignore[attr-defined]  # pytest-django's
    for number in range(known_sites.MOST_HOSTS + 5):
        Client(headers={"host": f"hote-{number}.example"}).get("/fr/")

    assert len(known_sites._sites) <= known_sites.MOST_HOSTS


def test_links_lead_to_the_page_in_the_readers_language() -> None:
    dutch = StandardPageFactory(slug="daar", parent=home_page("nl"))
    french = StandardPageFactory(slug="la", translation_key=dutch.translation_key)
    alone = StandardPageFactory(slug="alleen", parent=home_page("nl"))
    draft = StandardPageFactory(slug="brouillon", live=False)

    assert public_addresses([dutch.pk, alone.pk, draft.pk, "x", None]) == {
        str(dutch.pk): french.url, str(alone.pk): alone.url
    }  # fmt: skip


def test_links_asked_for_before_are_not_asked_for_again() -> None:
    texts = [f'<p><a linktype="page" id="{StandardPageFactory().pk}">un</a></p>' for _number in range(4)]
    plain = [expand_db_html(text) for text in texts]

    with links_asked_once(texts), CaptureQueriesContext(connection) as asked:
        assert [expand_db_html(text) for text in texts] == plain
    assert len(asked) == 0
