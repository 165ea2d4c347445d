"""The oEmbed provider: what other sites are told of an episode or a capsule."""

import html
import json
import re
from typing import Any
from urllib.parse import parse_qs, urlsplit
from xml.etree.ElementTree import fromstring

import pytest
from django.test import Client
from wagtail.models import PageViewRestriction

from audiovisual.embedding.addresses import embed_path
from tests.factories.audiovisual import CapsuleFactory, EpisodeFactory, ShowFactory, podcasts_page
from tests.factories.home import make_site

pytestmark = pytest.mark.django_db
HOST = "http://testserver"


@pytest.fixture(autouse=True)
def site() -> None:
    """A site with its first pages."""
    make_site()


def asked(client: Client, address: str, **given: str) -> Any:
    """The answer of the provider."""
    return client.get("/oembed", {"url": address, **given})


def test_episode_is_told_as_a_frame(client: Client) -> None:
    episode = EpisodeFactory(parent=ShowFactory(title="Voix de palier"), title="La valise & les mots")
    path = episode.get_url()

    answer = asked(client, f"{HOST}{path}")

    assert answer.headers["Content-Type"] == "application/json"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.json() == {
        "version": "1.0",
        "type": "rich",
        "title": "La valise & les mots",
        "author_name": "Voix de palier",
        "provider_name": "Passerelles",
        "provider_url": f"{HOST}/fr/",
        "cache_age": 86400,
        "html": f'<iframe src="{HOST}{embed_path(episode)}" title="La valise &amp; les mots" width="600" height="200"'
        ' loading="lazy" frameborder="0" allow="fullscreen; picture-in-picture; clipboard-write; web-share"></iframe>',
        "width": 600,
        "height": 200,
        "thumbnail_url": f"{HOST}{path}partage.png",
        "thumbnail_width": 1200,
        "thumbnail_height": 630,
    }


def test_capsule_is_a_video_that_fits_the_room(client: Client) -> None:
    capsule = CapsuleFactory()

    answer = asked(client, f"{HOST}{capsule.get_url()}", maxwidth="320", maxheight="240").json()

    assert (answer["type"], answer["width"], answer["height"]) == ("video", 320, 240)


def test_room_that_is_no_number_says_nothing(client: Client) -> None:
    capsule = CapsuleFactory()

    answer = asked(client, f"{HOST}{capsule.get_url()}", maxwidth="-3", maxheight="beaucoup").json()

    assert (answer["width"], answer["height"]) == (640, 480)


def test_xml_says_the_same(client: Client) -> None:
    episode = EpisodeFactory(parent=ShowFactory(), title="Mots <doux>")
    address = f"{HOST}{episode.get_url()}"

    answer = asked(client, address, format="xml")
    told = {one.tag: one.text for one in fromstring(answer.content)}  # noqa: S314  we wrote it

    assert answer.headers["Content-Type"] == "text/xml; charset=utf-8"
    assert told == {name: str(value) for name, value in asked(client, address).json().items()}


def test_player_of_an_address_with_a_moment_begins_there(client: Client) -> None:
    episode = EpisodeFactory(parent=ShowFactory())

    answer = asked(client, f"{HOST}{episode.get_url()}#t=754").json()
    odd = asked(client, f'{HOST}{episode.get_url()}#t=7"><script>').json()

    assert f'src="{HOST}{embed_path(episode)}#t=754"' in answer["html"]
    assert f'src="{HOST}{embed_path(episode)}"' in odd["html"]


def test_address_of_the_player_leads_to_the_same(client: Client) -> None:
    episode = EpisodeFactory(parent=ShowFactory())

    assert asked(client, f"{HOST}{embed_path(episode)}").json() == asked(client, f"{HOST}{episode.get_url()}").json()


def test_film_held_elsewhere_is_told_too(client: Client) -> None:
    capsule = CapsuleFactory(recording=None, hosted_url="https://vimeo.com/123456789", hosted_duration=60)

    answer = asked(client, f"{HOST}{capsule.get_url()}").json()

    assert (answer["type"], answer["title"]) == ("video", capsule.title)


def test_mistakes_have_the_statuses_of_the_protocol(client: Client) -> None:
    episode = EpisodeFactory(parent=ShowFactory())

    assert client.get("/oembed").status_code == 400
    assert asked(client, f"{HOST}{episode.get_url()}", format="yaml").status_code == 501
    assert client.post("/oembed").status_code == 405


@pytest.mark.parametrize(
    "address",
    [
        "http://elsewhere.example/fr/podcasts/", "http://testserver/", "http://testserver/fr/podcasts/",
        "http://testserver/fr/podcasts/nulle-part/", "http://[testserver/fr/", "javascript:alert(1)", "/fr/podcasts/",
        "http://testserver/fr/integrer/pas-un-uuid/", "http://testserver/oembed", "http://testserver/robots.txt",
    ],
)  # fmt: skip
def test_what_is_no_programme_of_ours_is_unknown(client: Client, address: str) -> None:
    answer = asked(client, address)

    assert (answer.status_code, answer.content) == (404, b"")


def test_what_is_not_public_is_as_unknown_as_what_never_was(client: Client) -> None:
    show = ShowFactory()
    draft = EpisodeFactory(parent=show, live=False)
    private = EpisodeFactory(parent=show)
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    silent = EpisodeFactory(parent=show, recording=None)

    unknown = asked(client, f"{HOST}{show.get_url()}jamais/")
    hidden = [asked(client, f"{HOST}{page.get_url()}") for page in (draft, private, silent)]

    assert {(one.status_code, one.content, json.dumps(dict(one.headers))) for one in hidden} == {
        (404, b"", json.dumps(dict(unknown.headers)))
    }


def test_answer_is_in_the_language_of_the_page(client: Client) -> None:
    episode = EpisodeFactory(parent=ShowFactory(parent=podcasts_page("nl")))

    answer = asked(client, f"{HOST}{episode.get_url()}").json()

    assert answer["provider_url"] == f"{HOST}/nl/"
    assert f"{HOST}/nl/integrer/" in answer["html"]


@pytest.mark.parametrize("make", ["episode", "capsule"])
def test_pages_announce_their_player(client: Client, make: str) -> None:
    page = EpisodeFactory(parent=ShowFactory()) if make == "episode" else CapsuleFactory()

    links = re.findall(
        r'<link rel="alternate" type="([^"]+oembed)" href="([^"]+)"', client.get(page.get_url()).content.decode()
    )
    found = [(kind, html.unescape(href)) for kind, href in links]

    assert [kind for kind, _href in found] == ["application/json+oembed", "text/xml+oembed"]
    for _kind, href in found:
        parts = urlsplit(href)
        assert f"{parts.scheme}://{parts.netloc}{parts.path}" == f"{HOST}/oembed"
        assert parse_qs(parts.query)["url"] == [f"{HOST}{page.get_url()}"]
        assert client.get(href).status_code == 200
