"""The page of an episode."""

import pytest
from django.test import Client

from tests.audiovisual.reading import data_of, read
from tests.factories.audiovisual import EpisodeFactory, ShowFactory, TrackFactory

pytestmark = pytest.mark.django_db


def test_episode_says_what_it_is(client: Client) -> None:
    show = ShowFactory(title="Voix de palier", slug="voix")
    episode = EpisodeFactory(parent=show, title="La valise", slug="valise", number=12, summary="Il collectionne.")
    TrackFactory(recording=episode.recording)
    html = read(client, "/fr/podcasts/voix/valise/")

    assert "<h1>La valise</h1>" in html
    assert '<a href="/fr/podcasts/voix/">Voix de palier</a>, épisode 12' in html
    assert data_of(html)["associatedMedia"]["duration"] == "PT1M"
