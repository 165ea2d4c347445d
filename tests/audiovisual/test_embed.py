"""The player alone, which any site may frame."""

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from audiovisual.embedding.addresses import embed_code, embed_path, embed_size
from tests.factories.audiovisual import (
    CapsuleFactory,
    EpisodeFactory,
    RecordingFactory,
    ShowFactory,
    TrackFactory,
    podcasts_page,
)
from tests.factories.home import make_site

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def site() -> None:
    """A site with its first pages."""
    make_site()


def test_embed_is_the_player_a_title_and_a_way_back(client: Client) -> None:
    episode = EpisodeFactory(parent=ShowFactory(title="Voix de palier"), title="La valise de mots")

    page = client.get(embed_path(episode)).content.decode()

    assert page.count("<programme-player") == 1
    assert page.count("<audio") == 1
    assert f'<a href="{episode.get_url()}" target="_blank" rel="noopener">La valise de mots' in page
    assert '<span class="small">Voix de palier</span>' in page
    assert 'class="masthead"' not in page
    assert 'class="transcript"' not in page


def test_embed_may_stand_in_a_frame_of_any_site_and_is_not_indexed(client: Client) -> None:
    episode = EpisodeFactory(parent=ShowFactory())

    answer = client.get(embed_path(episode))

    assert "X-Frame-Options" not in answer.headers
    assert "frame-ancestors *" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert '<meta name="robots" content="noindex">' in answer.content.decode()
    assert answer.cookies == {}


def test_other_pages_still_refuse_foreign_frames(client: Client) -> None:
    episode = EpisodeFactory(parent=ShowFactory())

    answer = client.get(episode.get_url())

    assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in answer.headers["Content-Security-Policy"]


def test_embed_of_what_is_not_public_is_that_of_nothing(client: Client) -> None:
    show = ShowFactory()
    draft = EpisodeFactory(parent=show, live=False)
    unknown = client.get(reverse("embed", args=[uuid4()]))

    hidden = client.get(embed_path(draft))

    assert (unknown.status_code, hidden.status_code) == (404, 404)
    assert hidden.headers["X-Frame-Options"] == unknown.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert hidden.content == unknown.content


def test_embed_of_a_programme_without_anything_to_play_is_not_there(client: Client) -> None:
    episode = EpisodeFactory(parent=ShowFactory(), recording=None)

    assert client.get(embed_path(episode)).status_code == 404


def test_embed_of_a_recording_being_read_says_so(client: Client) -> None:
    episode = EpisodeFactory(parent=ShowFactory(), recording=RecordingFactory(probe_state="waiting", duration=0))

    page = client.get(embed_path(episode)).content.decode()

    assert "Cet enregistrement est en préparation." in page
    assert "<audio" not in page


def test_embed_of_a_film_held_elsewhere_is_a_link_until_it_is_asked_for(client: Client) -> None:
    capsule = CapsuleFactory(recording=None, hosted_url="https://vimeo.com/123456789", hosted_duration=60)

    page = client.get(embed_path(capsule)).content.decode()

    assert '<embed-player src="https://player.vimeo.com/video/123456789?dnt=1"' in page
    assert "<iframe" not in page


def test_embed_is_in_the_language_of_the_page(client: Client) -> None:
    episode = EpisodeFactory(parent=ShowFactory(parent=podcasts_page("nl")))

    page = client.get(embed_path(episode)).content.decode()

    assert embed_path(episode).startswith("/nl/integrer/")
    assert '<html lang="nl"' in page


@pytest.mark.parametrize("tracks", [1, 5])
def test_embed_asks_the_same_however_many_tracks(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, tracks: int
) -> None:
    episode = EpisodeFactory(parent=ShowFactory())
    for _number in range(tracks):
        TrackFactory(recording=episode.recording)
    client.get(embed_path(episode))

    with django_assert_num_queries(12):
        client.get(embed_path(episode))


def test_embed_size_fits_the_room_there_is() -> None:
    assert embed_size(False) == (600, 200)
    assert embed_size(True) == (640, 480)
    assert embed_size(True, most_wide=320) == (320, 300)
    assert embed_size(False, most_wide=320, most_high=180) == (320, 180)
    assert embed_size(False, most_wide=10, most_high=10) == (240, 150)


def test_embed_code_takes_any_title() -> None:
    code = embed_code("https://site.example/fr/integrer/1/", 'Dire "oui" & <b>non</b>', 600, 200)

    assert 'title="Dire &quot;oui&quot; &amp; &lt;b&gt;non&lt;/b&gt;" width="600" height="200"' in code
