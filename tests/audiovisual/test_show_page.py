"""The page of a show and of a season."""

import pytest
from django.test import Client

from tests.audiovisual.reading import read
from tests.factories.audiovisual import CapsuleFactory, EpisodeFactory, SeasonFactory, SeriesFactory, ShowFactory

pytestmark = pytest.mark.django_db


def test_thin(client: Client) -> None:
    show = ShowFactory(slug="voix")
    season = SeasonFactory(parent=show)
    episode = EpisodeFactory(parent=season)
    for page in (show, season, episode):
        read(client, page.get_url())
    series = SeriesFactory()
    capsule = CapsuleFactory(parent=series)
    for page in (series, capsule, series.get_parent()):
        read(client, page.get_url())
