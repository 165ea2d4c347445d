"""The page of the podcasts: its shows, the latest episodes of all, the lists made of them."""

import pytest
from django.test import Client

from tests.audiovisual.reading import asked_for, read
from tests.factories.audiovisual import EpisodeFactory, SeasonFactory, ShowFactory

pytestmark = pytest.mark.django_db
PODCASTS = "/fr/podcasts/"


def test_podcasts_lists_shows_and_latest_episodes(client: Client) -> None:
    show = ShowFactory(title="Voix de palier", slug="voix")
    EpisodeFactory(parent=SeasonFactory(parent=show, number=2), title="La valise", slug="valise", number=12)
    html = read(client, PODCASTS)

    assert '<h3><a href="/fr/podcasts/voix/">Voix de palier</a></h3>' in html
    assert "Voix de palier, saison 2, épisode 12</p>" in html
    assert '<link rel="alternate" type="application/rss+xml" title="Podcasts" href="/fr/podcasts/flux/">' in html


def test_podcasts_asks_the_same_for_one_episode_and_for_five(client: Client) -> None:
    show = ShowFactory()
    EpisodeFactory(parent=show)
    once = asked_for(client, PODCASTS)
    for _place in range(4):
        EpisodeFactory(parent=ShowFactory())

    assert asked_for(client, PODCASTS) == once
