"""Episodes and capsules in the feeds of people and subjects, beside their articles."""

import datetime
from typing import Any
from xml.etree.ElementTree import fromstring

import feedparser
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from audiovisual.models import CapsuleConcept, CapsulePerson, EpisodeConcept, EpisodePerson
from directory.addresses import agent_path
from magazine.models import ArticleContributor
from tests.factories.audiovisual import CapsuleFactory, EpisodeFactory, ReleaseFactory, ShowFactory
from tests.factories.directory import AgentFactory, directory_page
from tests.factories.magazine import ArticleFactory, IssueFactory
from tests.factories.thesaurus import ConceptFactory, thesaurus_page
from thesaurus.addresses import canonical_path
from thesaurus.services import rebuild_ancestry

pytestmark = pytest.mark.django_db


def read(client: Client, path: str, **headers: str) -> Any:
    """A feed, as a reader of feeds gets it; nothing in it surprises the reader."""
    response = client.get(path, headers=headers)
    assert response.status_code == 200
    fromstring(response.content)  # noqa: S314  our own answer
    feed = feedparser.parse(response.content, response_headers={"content-type": response.headers["Content-Type"]})
    assert feed.bozo is False
    return feed


def day(number: int) -> datetime.datetime:
    """A day of March."""
    return timezone.make_aware(datetime.datetime(2026, 3, number, 12))


def test_feed_of_a_person_has_programmes_and_articles_newest_first(client: Client) -> None:
    directory_page()
    agent = AgentFactory(name="Awa Diallo")
    show = ShowFactory(slug="rives")
    episode = EpisodeFactory(
        parent=show, title="Le gué", slug="gue", summary="Une traversée.", notes="<p>À pied, <b>vite</b>.</p>",
        published_at=day(2),
    )  # fmt: skip
    episode.people.add(EpisodePerson(agent=agent, role="hst"))
    episode.save()
    capsule = CapsuleFactory(title="Le pont", published_at=day(5))
    capsule.people.add(CapsulePerson(agent=agent, role="flm"))
    capsule.save()
    article = ArticleFactory(parent=IssueFactory(issued_on=datetime.date(2026, 3, 3)), title="Le bac")
    article.contributors.add(ArticleContributor(agent=agent, role="aut"))
    article.save()
    hidden = EpisodeFactory(parent=show, live=False)
    hidden.people.add(EpisodePerson(agent=agent, role="hst"))
    hidden.save()

    feed = read(client, f"{agent_path(agent)}atom/")

    assert [entry.title for entry in feed.entries] == ["Le pont", "Le bac", "Le gué"]
    last = feed.entries[2]
    assert (last.id, last.link, last.summary) == (
        f"urn:uuid:{episode.uuid}", "http://testserver/fr/podcasts/rives/gue/", "Une traversée.",
    )  # fmt: skip
    assert "À pied, <b>vite</b>." in last.content[0].value
    assert [author.name for author in last.authors] == ["Awa Diallo"]
    assert [one.name for one in feed.entries[0].contributors] == ["Awa Diallo"]


def test_feed_of_a_subject_has_what_is_about_it_or_narrower(client: Client) -> None:
    thesaurus_page()
    wide = ConceptFactory(fr="eau")
    narrow = ConceptFactory(fr="fleuve", broader=[wide])
    rebuild_ancestry()
    episode, capsule = EpisodeFactory(parent=ShowFactory(), title="Le gué"), CapsuleFactory(title="Le pont")
    episode.concepts.add(EpisodeConcept(concept=narrow))
    episode.save()
    capsule.concepts.add(CapsuleConcept(concept=wide))
    capsule.save()

    feed = read(client, f"{canonical_path(wide, 'fr')}atom/")

    assert sorted((entry.title, entry.tags[0].term) for entry in feed.entries) == [
        ("Le gué", "fleuve"),
        ("Le pont", "eau"),
    ]


def test_feed_names_nobody_who_took_their_agreement_back(client: Client) -> None:
    thesaurus_page()
    concept, agent = ConceptFactory(fr="eau"), AgentFactory(name="Awa Diallo")
    rebuild_ancestry()
    episode = EpisodeFactory(parent=ShowFactory())
    episode.people.add(EpisodePerson(agent=agent, role="hst", name_as_printed="Awa D."))
    episode.concepts.add(EpisodeConcept(concept=concept))
    episode.save()
    path = f"{canonical_path(concept, 'fr')}atom/"
    before = client.get(path)
    ReleaseFactory(recording=episode.recording, agent=agent, passages=[[1, 2]], withdrawn_on=timezone.localdate())

    after = client.get(path, headers={"If-None-Match": before.headers["ETag"]})

    assert "Awa" in before.content.decode()
    assert (after.status_code, "Awa" in after.content.decode()) == (200, False)


def test_feed_costs_the_same_for_one_and_for_five(client: Client) -> None:
    directory_page()
    agent, show = AgentFactory(), ShowFactory()

    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            read(client, f"{agent_path(agent)}atom/")
        return len(asked)

    def add() -> None:
        episode = EpisodeFactory(parent=show, notes="<p>Bonjour.</p>")
        episode.people.add(EpisodePerson(agent=agent, role="hst"))
        episode.concepts.add(EpisodeConcept(concept=ConceptFactory()))
        episode.save()

    add()
    cost()
    one = cost()
    for _number in range(4):
        add()
    cost()

    assert cost() == one
