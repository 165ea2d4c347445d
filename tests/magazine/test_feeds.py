"""The feeds of the magazine: whole texts in reading order, read with a reader of feeds; asked again for nothing."""

import datetime
from collections.abc import Iterator
from typing import Any
from unittest import mock
from xml.etree.ElementTree import fromstring

import feedparser
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail_footnotes.models import Footnote

from core.feeds.addresses import with_whole_addresses
from directory.addresses import agent_path
from directory.services import merge_agents, withdraw_agent
from magazine.models import ArticleConcept, ArticleContributor, ArticlePage, DossierItemPage, IssuePage
from tests.factories.directory import AgentFactory, directory_page
from tests.factories.home import stream
from tests.factories.magazine import ArticleFactory, DossierFactory, IssueFactory, RubricFactory, magazine_page
from tests.factories.media_library import ImageFactory
from tests.factories.resources import RecordFactory
from tests.factories.thesaurus import ConceptFactory, thesaurus_page
from thesaurus.addresses import canonical_path
from thesaurus.services import rebuild_ancestry

pytestmark = pytest.mark.django_db
MAGAZINE = "/fr/magazine/"
NOTE = "0f9c1f0a-7a50-4d0e-9d35-0a5bd9a3c001"


def read(client: Client, path: str, **headers: str) -> Any:
    """A feed, as a reader of feeds gets it; nothing in it surprises the reader."""
    response = client.get(path, headers=headers)
    assert response.status_code == 200
    fromstring(response.content)  # noqa: S314  our own answer
    feed = feedparser.parse(response.content, response_headers={"content-type": response.headers["Content-Type"]})
    assert feed.bozo is False
    return feed


def by(article: ArticlePage, agent: Any, role: str = "aut", printed: str = "") -> None:
    """Put somebody in the byline of a live article, as publishing a version of it does."""
    article.contributors.add(ArticleContributor(agent=agent, role=role, name_as_printed=printed))
    article.save()


def about(article: ArticlePage, concept: Any) -> None:
    """Index a live article."""
    article.concepts.add(ArticleConcept(concept=concept))
    article.save()


@pytest.fixture
def issue() -> IssuePage:
    """A number with an editorial, and a dossier of two articles with a book between them."""
    made: IssuePage = IssueFactory(number="47", title="L’hospitalité", issued_on=datetime.date(2025, 9, 1))
    ArticleFactory(parent=RubricFactory(parent=made, title="Édito"), title="Ouvrir la porte", slug="edito")
    dossier = DossierFactory(parent=made, title="Traduire", slug="traduire", standfirst="Des guichets.")
    ArticleFactory(parent=dossier, title="Le guichet", slug="guichet")
    record = RecordFactory(title="Misafir")
    dossier.add_child(
        instance=DossierItemPage(title="Un livre", slug="livre", record=record, comment="À lire.", locale=made.locale)
    )
    ArticleFactory(parent=dossier, title="La langue", slug="langue")
    return made


@pytest.mark.parametrize("syntax", ["atom", "rss"])
def test_magazine_gives_its_newest_number_first_in_reading_order(client: Client, issue: IssuePage, syntax: str) -> None:
    older = IssueFactory(number="46", issued_on=datetime.date(2025, 6, 1))
    ArticleFactory(parent=older, title="Avant")

    feed = read(client, f"{MAGAZINE}{syntax}/")

    assert [entry.title for entry in feed.entries] == ["Ouvrir la porte", "Le guichet", "La langue", "Avant"]
    assert {entry.id for entry in feed.entries} == {f"urn:uuid:{one.uuid}" for one in ArticlePage.objects.all()}
    assert feed.entries[1].link == f"http://testserver{MAGAZINE}numero-47/traduire/guichet/"
    assert [link.href for link in feed.feed.links if link.rel == "self"] == [f"http://testserver{MAGAZINE}{syntax}/"]
    assert feed.feed.link == f"http://testserver{MAGAZINE}"
    assert feed.feed.language == "fr"


def test_magazine_gives_at_most_twenty_articles(client: Client) -> None:
    issue = IssueFactory()
    for number in range(25):
        ArticleFactory(parent=issue, title=f"Article {number}")

    assert [entry.title for entry in read(client, f"{MAGAZINE}atom/").entries] == [f"Article {n}" for n in range(20)]


def test_number_and_dossier_give_all_they_hold_in_one_order(client: Client, issue: IssuePage) -> None:
    whole = read(client, f"{MAGAZINE}numero-47/atom/")
    dossier = read(client, f"{MAGAZINE}numero-47/traduire/rss/")

    assert whole.feed.title == "L’hospitalité, automne 2026"
    assert [entry.title for entry in whole.entries] == ["Ouvrir la porte", "Le guichet", "La langue"]
    assert [entry.title for entry in dossier.entries] == ["Le guichet", "Un livre", "La langue"]
    assert (dossier.feed.title, dossier.feed.subtitle) == ("Traduire", "Des guichets.")
    item = DossierItemPage.objects.get()
    assert dossier.entries[1].id == f"urn:uuid:{item.uuid}"
    assert dossier.entries[1].link == f"http://testserver/fr/ressources/notice/{item.record.number}/misafir/"
    assert dossier.entries[1].summary == "À lire."


def test_placed_record_that_is_hidden_leaves_the_feed(client: Client, issue: IssuePage) -> None:
    before = client.get(f"{MAGAZINE}numero-47/traduire/atom/").headers["ETag"]
    item = DossierItemPage.objects.get()
    item.record.withdraw()

    answer = client.get(f"{MAGAZINE}numero-47/traduire/atom/", headers={"If-None-Match": before})

    assert answer.status_code == 200
    assert [entry.title for entry in feedparser.parse(answer.content).entries] == ["Le guichet", "La langue"]


@pytest.mark.parametrize("syntax", ["atom", "rss"])
def test_feed_gives_the_whole_text_with_whole_addresses(client: Client, syntax: str) -> None:
    picture, target = ImageFactory(title="Une porte"), magazine_page()
    article = ArticleFactory(
        parent=IssueFactory(), title='Un guichet & "autres" <lieux>', slug="guichet", image=picture,
        image_alt="Une porte ouverte",
        body=stream(
            ("heading", {"text": "Première partie", "level": "2"}),
            ("text", f'<p>Il dit : "oui"<footnote id="{NOTE}">[0f9c1f]</footnote> et'
                     f' <a linktype="page" id="{target.pk}">lit</a>.</p>'),
        ),
    )  # fmt: skip
    article.footnotes.add(Footnote(uuid=NOTE, text="<p>La note entière.</p>", locale=article.locale))
    by(article, AgentFactory(name="Lucie Vandermeulen"))
    by(article, AgentFactory(name="Nermin Aksu"), role="pht", printed="N. Aksu")

    entry = read(client, f"{MAGAZINE}{syntax}/").entries[0]

    html = entry.content[-1].value
    url = f"http://testserver{article.url}"
    assert entry.title == "Un guichet & « autres » <lieux>".replace("« ", "«\u202f").replace(" »", "\u202f»")
    assert "Première partie" in html
    assert "La note entière." in html
    assert f'href="{url}#note-1"' in html
    assert 'href="http://testserver/fr/magazine/"' in html
    assert 'alt="Une porte ouverte"' in html
    assert 'src="http://testserver/media/' in html
    assert "Il dit\u00a0: «\u202foui\u202f»" in html
    assert [link for link in _addresses(html) if not link.startswith("http://testserver/")] == []
    names = {author.name for author in entry.authors} | {one.name for one in entry.get("contributors", ())}
    assert names == {"Lucie Vandermeulen", "N. Aksu"}


def _addresses(html: str) -> Iterator[str]:
    from lxml import html as parser

    for element in parser.fromstring(f"<div>{html}</div>").iter():
        yield from (element.get(name) for name in ("href", "src") if element.get(name))


def test_dates_mean_what_they_say(client: Client, issue: IssuePage) -> None:
    article = ArticlePage.objects.get(slug="guichet")
    first = read(client, f"{MAGAZINE}atom/").entries[1]
    article.title = "Un brouillon"
    article.save_revision()
    untouched = read(client, f"{MAGAZINE}atom/").entries[1]
    article.save_revision().publish()
    changed = read(client, f"{MAGAZINE}atom/").entries[1]

    assert (untouched.title, untouched.updated) == (first.title, first.updated)
    article.refresh_from_db()
    assert datetime.datetime.fromisoformat(changed.updated) == article.changed_at.replace(microsecond=0)
    assert datetime.datetime.fromisoformat(changed.published) == datetime.datetime(
        2025, 9, 1, tzinfo=timezone.get_current_timezone()
    )
    assert changed.published == first.published
    rss = read(client, f"{MAGAZINE}rss/").entries[1]
    assert datetime.datetime(*rss.published_parsed[:6], tzinfo=datetime.UTC) == datetime.datetime.fromisoformat(
        changed.published
    )


def test_asked_again_nothing_is_rendered(client: Client, issue: IssuePage) -> None:
    for path in (f"{MAGAZINE}atom/", f"{MAGAZINE}numero-47/rss/", f"{MAGAZINE}numero-47/traduire/atom/"):
        first = client.get(path)
        etag, modified = first.headers["ETag"], first.headers["Last-Modified"]
        with mock.patch("magazine.feeds.render_body") as rendered, CaptureQueriesContext(connection) as queries:
            again = client.get(path, headers={"If-None-Match": etag})
        assert (again.status_code, again.content, rendered.call_count) == (304, b"", 0)
        assert again.headers["ETag"] == etag
        assert len([query for query in queries if "changed_at" in query["sql"] and "MAX(" in query["sql"]]) <= 3
        assert client.get(path, headers={"If-Modified-Since": modified}).status_code == 304
        ArticlePage.objects.get(slug="langue").save()
        assert client.get(path, headers={"If-None-Match": etag}).status_code == 200


def test_reading_again_costs_the_same_however_much_there_is(client: Client, issue: IssuePage) -> None:
    counts = []
    for _ in range(2):
        etag = client.get(f"{MAGAZINE}atom/").headers["ETag"]
        with CaptureQueriesContext(connection) as queries:
            client.get(f"{MAGAZINE}atom/", headers={"If-None-Match": etag})
        counts.append(len(queries))
        for number in range(4):
            ArticleFactory(parent=issue, title=f"De plus {number}")

    assert counts[0] == counts[1] <= 7


def test_whole_feed_asks_little_for_each_article(client: Client, issue: IssuePage) -> None:
    counts = []
    for _ in range(2):
        client.get(f"{MAGAZINE}atom/")
        with CaptureQueriesContext(connection) as queries:
            client.get(f"{MAGAZINE}atom/")
        counts.append(len(queries))
        for number in range(4):
            article = ArticleFactory(parent=issue, title=f"De plus {number}")
            by(article, AgentFactory())
            about(article, ConceptFactory())

    assert counts[1] - counts[0] <= 5


def test_article_under_embargo_gives_its_standfirst_and_the_date(client: Client) -> None:
    until = timezone.make_aware(datetime.datetime(2190, 3, 3, 9))
    article = ArticleFactory(
        parent=IssueFactory(), standfirst="On y viendra.", embargo_until=until,
        body=stream(("text", "<p>Un secret.</p>")),
    )  # fmt: skip
    article.footnotes.add(Footnote(uuid=NOTE, text="<p>Un autre secret.</p>", locale=article.locale))
    about(article, ConceptFactory(fr="mystères"))

    answer = client.get(f"{MAGAZINE}atom/").content.decode()

    html = feedparser.parse(answer).entries[0].content[0].value
    assert html == "<p><strong>On y viendra.</strong></p>\n<p>À lire à partir du 3 mars 2190.</p>"
    assert "secret" not in answer
    assert "mystères" not in answer


@pytest.mark.parametrize("syntax", ["atom", "rss"])
def test_contributor_has_a_feed_of_what_they_wrote(client: Client, issue: IssuePage, syntax: str) -> None:
    directory_page()
    agent = AgentFactory(name="Lucie Vandermeulen")
    by(ArticlePage.objects.get(slug="guichet"), agent)
    draft = ArticleFactory(parent=issue, live=False, title="Un brouillon")
    draft.contributors.add(ArticleContributor(agent=agent, role="aut"))
    draft.save()

    feed = read(client, f"{agent_path(agent)}{syntax}/")

    assert feed.feed.title == "Lucie Vandermeulen"
    assert [entry.title for entry in feed.entries] == ["Le guichet"]


def test_feed_of_a_contributor_goes_where_the_contributor_goes(client: Client, issue: IssuePage) -> None:
    section = directory_page().url
    agent, other = AgentFactory(name="Lucie Vandermeulen"), AgentFactory(name="Lucie V.")
    by(ArticlePage.objects.get(slug="guichet"), agent)
    wrong = client.get(f"{section}{agent.number}/autre-nom/atom/")
    merge_agents(agent, other)
    moved = client.get(f"{section}{agent.number}/lucie-vandermeulen/atom/")

    assert (wrong.status_code, wrong.headers["Location"]) == (301, f"{section}{agent.number}/lucie-vandermeulen/atom/")
    assert (moved.status_code, moved.headers["Location"]) == (301, f"{section}{other.number}/lucie-v/atom/")
    assert [entry.title for entry in read(client, moved.headers["Location"]).entries] == ["Le guichet"]

    withdraw_agent(other)
    assert client.get(f"{section}{other.number}/lucie-v/atom/").status_code == 410
    hidden = AgentFactory(live=False)
    assert client.get(f"{section}{hidden.number}/x/rss/").status_code == 404


def test_concept_gives_what_is_about_it_and_about_narrower_ones(client: Client, issue: IssuePage) -> None:
    thesaurus_page()
    wide = ConceptFactory(fr="migrations")
    narrow = ConceptFactory(fr="exil", broader=[wide])
    rebuild_ancestry()
    about(ArticlePage.objects.get(slug="guichet"), narrow)
    about(ArticlePage.objects.get(slug="langue"), wide)

    wider = read(client, f"{canonical_path(wide)}atom/")
    narrower = read(client, f"{canonical_path(narrow)}rss/")

    assert wider.feed.title == "Migrations"
    assert [entry.title for entry in wider.entries] == ["Le guichet", "La langue"]
    assert [entry.title for entry in narrower.entries] == ["Le guichet"]
    assert [tag.term for tag in wider.entries[0].tags] == ["exil"]


def test_what_is_not_public_has_no_feed(client: Client) -> None:
    issue = IssueFactory(live=False, number="48")
    dossier = DossierFactory(parent=issue, live=False, slug="cache")
    type(dossier).objects.filter(pk=dossier.pk).update(live=True)

    assert client.get(f"{MAGAZINE}numero-48/atom/").status_code == 404
    assert client.get(f"{MAGAZINE}numero-48/cache/atom/").status_code == 404


def test_empty_feed_is_a_feed(client: Client) -> None:
    feed = read(client, f"{MAGAZINE}rss/")

    assert (feed.entries, feed.feed.title) == ([], magazine_page().title)


def test_articles_in_dutch_say_so(client: Client) -> None:
    ArticleFactory(parent=IssueFactory(parent=magazine_page("nl")), title="De drempel")

    feed = read(client, "/nl/magazine/atom/")

    assert (feed.feed.language, feed.entries[0].content[0].language) == ("nl", "nl")


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<a href="/fr/">x</a>', '<a href="https://a.be/fr/">x</a>'),
        ('<a href="#note-1">x</a>', '<a href="https://a.be/fr/un/#note-1">x</a>'),
        ('<a href="https://b.be/">x</a>', '<a href="https://b.be/">x</a>'),
        ('<a href="mailto:a@b.be">x</a>', '<a href="mailto:a@b.be">x</a>'),
        ('<img src="/m/a.jpg" srcset="/m/a.jpg 1x, /m/b.jpg 2x">',
         '<img src="https://a.be/m/a.jpg" srcset="https://a.be/m/a.jpg 1x, https://a.be/m/b.jpg 2x">'),
        ('<p>On écrit href="/fr/" ainsi.</p>', '<p>On écrit href="/fr/" ainsi.</p>'),
    ],
)  # fmt: skip
def test_addresses_are_made_whole(html: str, expected: str) -> None:
    assert with_whole_addresses(html, "https://a.be", "https://a.be/fr/un/") == expected
