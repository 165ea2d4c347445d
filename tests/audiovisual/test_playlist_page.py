"""The page of a playlist: in its order, with its whole duration; what is hidden leaves no trace."""

import re
from typing import Any

import pytest
from django.test import Client

from audiovisual.models import PlaylistEntry, PlaylistPage
from tests.audiovisual.reading import asked_for, data_of, read
from tests.factories.audiovisual import (
    CapsuleFactory,
    EpisodeFactory,
    RecordingFactory,
    ShowFactory,
    VideoFactory,
    capsules_page,
)

pytestmark = pytest.mark.django_db
PLAYLIST = "/fr/capsules/soiree/"


@pytest.fixture
def playlist() -> PlaylistPage:
    parent = capsules_page()
    made: PlaylistPage = parent.add_child(
        instance=PlaylistPage(title="Pour une soirée", slug="soiree", locale=parent.locale, introduction="Avant 22 h.")
    )
    return made


def put(playlist: PlaylistPage, *programmes: Any, **more: Any) -> None:
    for programme in programmes:
        PlaylistEntry.objects.create(page=playlist, programme=programme, sort_order=playlist.entries.count(), **more)


def test_playlist_keeps_its_order_and_tells_its_whole_duration(client: Client, playlist: PlaylistPage) -> None:
    episode = EpisodeFactory(parent=ShowFactory(title="Voix"), title="Un son", recording=RecordingFactory(duration=600))
    film = CapsuleFactory(title="Un film", recording=VideoFactory(duration=3300))
    put(playlist, film, episode, comment="Pour commencer.")
    html = read(client, PLAYLIST)

    assert re.findall(r'<h2><a href="[^"]+">([^<]+)</a></h2>', html) == ["Un film", "Un son"]
    assert "2 titres</li>" in html
    assert "1\N{NO-BREAK SPACE}h\N{NO-BREAK SPACE}05</li>" in html
    assert html.count("Pour commencer.") == 2


def test_playlist_of_unknown_durations_says_at_least(client: Client, playlist: PlaylistPage) -> None:
    put(playlist, CapsuleFactory(recording=VideoFactory(duration=120)), CapsuleFactory(recording=None))

    assert "au moins 2\N{NO-BREAK SPACE}min</li>" in read(client, PLAYLIST)


def test_what_is_hidden_leaves_no_trace(client: Client, playlist: PlaylistPage) -> None:
    put(playlist, CapsuleFactory(title="Vu", recording=VideoFactory(duration=120)))
    put(playlist, CapsuleFactory(title="Brouillon", live=False), comment="Un secret.")
    html = read(client, PLAYLIST)

    assert [word for word in ("Brouillon", "Un secret.") if word in html] == []
    assert "1 titre</li>" in html
    assert data_of(html)["numberOfItems"] == 1


def test_playlist_is_an_ordered_list_for_machines(client: Client, playlist: PlaylistPage) -> None:
    put(playlist, CapsuleFactory(title="Un", slug="un"), EpisodeFactory(parent=ShowFactory(slug="v"), slug="deux"))
    told = data_of(read(client, PLAYLIST))

    assert told["@type"] == "ItemList"
    assert [(one["position"], one["item"]["@type"], one["item"]["@id"]) for one in told["itemListElement"]] == [
        (1, "VideoObject", "http://testserver/fr/capsules/un/"),
        (2, "PodcastEpisode", "http://testserver/fr/podcasts/v/deux/"),
    ]


def test_empty_playlist_says_so(client: Client, playlist: PlaylistPage) -> None:
    assert "Cette liste n’a encore rien à faire entendre." in read(client, PLAYLIST)


def test_playlist_asks_the_same_for_one_of_each_and_for_five(client: Client, playlist: PlaylistPage) -> None:
    put(playlist, CapsuleFactory(), EpisodeFactory(parent=ShowFactory()))
    once = asked_for(client, PLAYLIST)
    for _place in range(4):
        put(playlist, CapsuleFactory(), EpisodeFactory(parent=ShowFactory()))

    assert asked_for(client, PLAYLIST) == once
