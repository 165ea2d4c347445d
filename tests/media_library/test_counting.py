"""How often programmes are heard, without watching who."""

import pytest
from django.test import RequestFactory

from media_library.counting import note_request
from media_library.models import ListeningDay
from tests.factories.audiovisual import EpisodeFactory, ShowFactory

pytestmark = pytest.mark.django_db

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


def test_a_whole_file_counts_once_a_day() -> None:
    episode = EpisodeFactory(parent=ShowFactory())
    request = RequestFactory().get("/x", headers={"User-Agent": FIREFOX})

    note_request(request, episode.recording, "original", 0, 999, 1000)
    note_request(request, episode.recording, "original", 0, 999, 1000)

    assert list(ListeningDay.objects.values_list("programme", "way", "listeners")) == [(episode.uuid, "download", 1)]
