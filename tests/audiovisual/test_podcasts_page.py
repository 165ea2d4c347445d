"""The page of the podcasts: its shows, the latest episodes of all, the lists made of them."""

import datetime
import re

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import PageViewRestriction

from audiovisual.models import PlaylistPage
from tests.audiovisual.reading import asked_for, read
from tests.factories.audiovisual import EpisodeFactory, SeasonFactory, ShowFactory, podcasts_page
from tests.factories.media_library import ImageFactory

pytestmark = pytest.mark.django_db
PODCASTS = "/fr/podcasts/"


def test_podcasts_lists_shows_and_latest_episodes(client: Client) -> None:
    show = ShowFactory(title="Voix de palier", slug="voix", is_complete=True)
    EpisodeFactory(parent=SeasonFactory(parent=show, number=2), title="La valise", slug="valise", number=12)
    html = read(client, PODCASTS)

    assert '<h3><a href="/fr/podcasts/voix/">Voix de palier</a></h3>' in html
    assert "Voix de palier, saison 2, épisode 12</p>" in html
    assert "<p>Des voix de la maison.</p>" in html
    assert '<p class="small muted">Terminé</p>' in html
    assert '<link rel="alternate" type="application/rss+xml" title="Podcasts" href="/fr/podcasts/flux/">' in html
    assert "http://testserver/fr/podcasts/flux/" in html


def test_latest_episodes_come_newest_first_and_trailers_are_none(client: Client) -> None:
    show = ShowFactory()
    now = timezone.now()
    for days in (3, 1, 2):
        EpisodeFactory(parent=show, title=f"Il y a {days} jours", published_at=now - datetime.timedelta(days=days))
    EpisodeFactory(parent=show, title="Annonce", kind="trailer")

    found = re.findall(r'<h3><a href="[^"]+">(Il y a . jours|Annonce)</a></h3>', read(client, PODCASTS))
    assert found == ["Il y a 1 jours", "Il y a 2 jours", "Il y a 3 jours"]


def test_podcasts_without_anything_says_so(client: Client) -> None:
    assert "Aucun podcast n’est encore en ligne ici." in read(client, PODCASTS)


def test_podcasts_names_nothing_hidden(client: Client) -> None:
    draft = ShowFactory(title="Brouillon", live=False)
    private = ShowFactory(title="Réservé")
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    EpisodeFactory(parent=private, title="Secret")
    EpisodeFactory(parent=draft, title="Plus tard", live=False)
    html = read(client, PODCASTS)

    assert [word for word in ("Brouillon", "Réservé", "Secret", "Plus tard") if word in html] == []


def test_podcasts_lists_its_playlists(client: Client) -> None:
    page = podcasts_page()
    page.add_child(instance=PlaylistPage(title="Pour une soirée", slug="soiree", locale=page.locale))

    assert '<a href="/fr/podcasts/soiree/">Pour une soirée</a>' in read(client, PODCASTS)


def test_podcasts_asks_the_same_for_one_episode_and_for_five(client: Client) -> None:
    EpisodeFactory(parent=SeasonFactory(parent=ShowFactory(artwork=ImageFactory())), image=ImageFactory())
    once = asked_for(client, PODCASTS)
    for _place in range(4):
        EpisodeFactory(parent=SeasonFactory(parent=ShowFactory(artwork=ImageFactory())), image=ImageFactory())

    assert asked_for(client, PODCASTS) == once
