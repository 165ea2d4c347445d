"""Films other sites hold: nothing is asked of them before the visitor does."""

import re
from typing import Any

import pytest
from django.test import Client

from core.players import find_player
from tests.audiovisual.reading import read
from tests.factories.audiovisual import CapsuleFactory, VideoFactory
from tests.factories.media_library import CollectionFactory, ImageFactory

pytestmark = pytest.mark.django_db
CAPSULE = "/fr/capsules/ailleurs/"
VIMEO = "https://vimeo.com/123456789"
PEERTUBE = "https://video.example.org/w/kkGMgK9ZtnKfYAgnEtQxbv"


def test_hosted_film_asks_nothing_of_others_before_a_click(client: Client) -> None:
    CapsuleFactory(slug="ailleurs", recording=None, hosted_url=VIMEO, image=ImageFactory(description="Un rideau"))
    html = read(client, CAPSULE)

    assert "<iframe" not in html
    assert '<embed-player src="https://player.vimeo.com/video/123456789?dnt=1"' in html
    assert f'<a class="embed-link has-poster" href="{VIMEO}"><img class="cover"' in html
    assert "Rien n’est demandé à Vimeo avant votre clic" in html
    assert re.findall(r'<(?:img|script|link rel="preload"|source|video|iframe)[^>]+(?:src|href)="https?://', html) == []


def test_hosted_film_without_a_picture_has_a_cloth(client: Client) -> None:
    CapsuleFactory(slug="ailleurs", recording=None, hosted_url=VIMEO)

    assert f'<a class="embed-link has-poster" href="{VIMEO}"><svg class="cover' in read(client, CAPSULE)


def test_recording_of_the_house_wins(client: Client) -> None:
    CapsuleFactory(slug="ailleurs", recording=VideoFactory(), hosted_url=VIMEO)
    html = read(client, CAPSULE)

    assert "<video controls" in html
    assert "vimeo" not in html


def test_withheld_recording_is_not_shown_by_a_way_round(client: Client) -> None:
    private = VideoFactory(collection=CollectionFactory(private=True))
    CapsuleFactory(slug="ailleurs", recording=private, hosted_url=VIMEO)
    html = read(client, CAPSULE)

    assert [word for word in ("<video", "vimeo") if word in html] == []


@pytest.mark.parametrize("address", ["https://example.org/film", "https://soundcloud.com/a/b"])
def test_address_no_film_is_played_at_is_no_player(client: Client, address: str) -> None:
    CapsuleFactory(slug="ailleurs", recording=None, hosted_url=address)
    html = read(client, CAPSULE)

    assert "embed-player" not in html
    assert "Cette vidéo ne peut pas être vue pour le moment." in html


@pytest.mark.parametrize(
    "address",
    [
        PEERTUBE,
        "https://video.example.org/videos/watch/kkGMgK9ZtnKfYAgnEtQxbv",
        "https://VIDEO.example.org/videos/embed/kkGMgK9ZtnKfYAgnEtQxbv",
    ],
)
def test_peertube_of_the_settings_has_a_player(settings: Any, address: str) -> None:
    settings.PEERTUBE_HOSTS = ["video.example.org"]
    player = find_player(address)

    assert player is not None
    assert (player.provider, player.url, player.shape) == (
        "PeerTube", "https://video.example.org/videos/embed/kkGMgK9ZtnKfYAgnEtQxbv?p2p=0", "video",
    )  # fmt: skip


@pytest.mark.parametrize(
    "address",
    [
        "https://autre.example.org/w/kkGMgK9ZtnKfYAgnEtQxbv",
        "https://video.example.org.evil.org/w/kkGMgK9ZtnKfYAgnEtQxbv",
        "https://video.example.org/w/",
        "http://video.example.org/w/kkGMgK9ZtnKfYAgnEtQxbv",
        'https://video.example.org/w/kkGMgK9ZtnKfYAgnEtQ"onload=x',
    ],
)
def test_other_peertube_addresses_have_none(settings: Any, address: str) -> None:
    settings.PEERTUBE_HOSTS = ["video.example.org"]

    assert find_player(address) is None
