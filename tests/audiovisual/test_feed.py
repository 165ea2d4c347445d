"""What a podcast feed says, read back by those who know nothing of this site."""

import pytest
from django.test import Client

from audiovisual.podcasts.addresses import feed_path
from tests.factories.audiovisual import ShowFactory

pytestmark = pytest.mark.django_db


def test_feed_stands_under_the_page_it_follows(client: Client) -> None:
    show = ShowFactory(slug="voix")

    assert feed_path(show) == "/fr/podcasts/voix/flux/"
    answer = client.get("/fr/podcasts/voix/flux/")

    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/rss+xml; charset=utf-8"
