"""A real magazine, published number by number: its feeds and its search compared with the files it came from."""

from collections.abc import Iterator

import feedparser
import pytest
from django.db import transaction
from django.test import Client, override_settings
from django.utils import translation
from pytest_django.plugin import DjangoDbBlocker

from core.typography import typeset_text
from magazine.models import ArticlePage, IssuePage
from search.contract import SearchRequest
from search.services import engine, rebuild_search
from tests.corpus import needs_corpus
from tests.magazine.corpus_magazine import import_corpus
from tests.magazine.test_import_corpus import articles, titles

pytestmark = [pytest.mark.django_db, needs_corpus]


@pytest.fixture(scope="module")
def published(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[override_settings]:
    """The magazine, imported, published and indexed once; undone at the end."""
    apart = override_settings(
        SEARCH_DIR=tmp_path_factory.mktemp("index") / "search", MEDIA_ROOT=tmp_path_factory.mktemp("media")
    )
    with django_db_blocker.unblock(), transaction.atomic(), translation.override("fr"), apart:
        import_corpus(publish=True)
        rebuild_search()
        yield override_settings(**apart.options)
        transaction.set_rollback(True)


@pytest.fixture
def magazine(published: override_settings, own_index: None, db: None) -> Iterator[None]:
    """The magazine with its index, which is only read."""
    with published:
        yield


def rank(title: str, article: ArticlePage) -> int:
    """At which place a title finds its article, from 1; 0 when it is not among the first five."""
    hits = engine().search(SearchRequest(query=title, per_page=5)).hits
    return next((place for place, hit in enumerate(hits, start=1) if hit.uuid == article.uuid), 0)


def test_each_number_has_a_feed_of_what_is_in_its_files(magazine: None, client: Client) -> None:
    for issue in IssuePage.objects.visible():
        wanted = titles([one for one in articles() if one["number"] == issue.number])
        for syntax in ("atom", "rss"):
            feed = feedparser.parse(client.get(f"{issue.url}{syntax}/").content)
            assert (feed.bozo, [entry.title for entry in feed.entries]) == (
                False, [typeset_text(title, "fr") for title in wanted],
            )  # fmt: skip
            assert [entry for entry in feed.entries if not entry.content[-1].value.strip()] == []


def test_magazine_is_followed_by_its_twenty_newest_articles(magazine: None, client: Client) -> None:
    newest = sorted({int(one["number"]) for one in articles()}, reverse=True)
    wanted = [
        title for number in newest for title in titles([one for one in articles() if one["number"] == str(number)])
    ]

    feed = feedparser.parse(client.get("/fr/magazine/atom/").content)

    assert [entry.title for entry in feed.entries] == [typeset_text(title, "fr") for title in wanted[:20]]
    assert len({entry.id for entry in feed.entries}) == 20


def test_articles_are_found_by_their_titles(magazine: None) -> None:
    found = [rank(article.title, article) for article in ArticlePage.objects.all()]

    assert len(found) == 207
    assert sum(place > 0 for place in found) >= 0.95 * len(found)
    assert sum(place == 1 for place in found) >= 0.9 * len(found)


def test_every_hit_in_a_text_leads_to_a_place_its_page_prints(magazine: None) -> None:
    from magazine.reading.body import render_body

    for word in ("résistance", "démocratie", "immigration"):
        for hit in engine().search(SearchRequest(query=f"{word} genre:article", per_page=10)).hits:
            body = render_body(ArticlePage.objects.get(uuid=hit.uuid))
            printed = {f"#{one.anchor}" for one in (*body.headings, *body.notes)}
            assert hit.anchor in printed | {""}
