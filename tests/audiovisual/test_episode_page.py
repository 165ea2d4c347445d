"""The page of an episode: what is heard, by whom, about what; what may not be heard leaves no trace."""

import datetime
import gzip
import re
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone

from audiovisual.models import EpisodeConcept, EpisodePage, EpisodePerson, EpisodeRecord, ShowPage, Soundbite
from media_library.models import Licence, Recording, RecordingRendition
from media_library.passages import hidden_passages
from media_library.sources import made_of_digest
from tests.audiovisual.reading import asked_for, read
from tests.bench.programme_pages import CUES, spoken
from tests.factories.audiovisual import (
    EpisodeFactory,
    RecordingFactory,
    ReleaseFactory,
    SeasonFactory,
    ShowFactory,
    TrackFactory,
)
from tests.factories.directory import AgentFactory
from tests.factories.media_library import CollectionFactory, ImageFactory
from tests.factories.resources import RecordFactory
from tests.factories.thesaurus import ConceptFactory

pytestmark = pytest.mark.django_db
EPISODE = "/fr/podcasts/voix/valise/"
MOST_BYTES = 40_000
"""Of an hour with its transcript, compressed."""


@pytest.fixture
def show() -> ShowPage:
    made: ShowPage = ShowFactory(title="Voix de palier", slug="voix")
    return made


@pytest.fixture
def episode(show: ShowPage) -> EpisodePage:
    made: EpisodePage = EpisodeFactory(
        parent=show, title="La valise de mots", slug="valise", number=12, summary="Il collectionne : des mots.",
        licence=Licence.CC_BY, notes="<p>Merci à la bibliothèque.</p>",
        recording=RecordingFactory(duration=2040.0, language="fr"),
        published_at=datetime.datetime(2026, 11, 12, 9, tzinfo=datetime.UTC),
    )  # fmt: skip
    return made


def test_episode_says_what_it_is(client: Client, episode: EpisodePage) -> None:
    html = read(client, EPISODE)

    assert "<h1>La valise de mots</h1>" in html
    assert '<a href="/fr/podcasts/voix/">Voix de palier</a>, épisode 12</p>' in html
    assert "Il collectionne\N{NO-BREAK SPACE}: des mots." in html
    assert "34\N{NO-BREAK SPACE}min</li>" in html
    assert '<time datetime="2026-11-12T10:00:00+01:00">12 novembre 2026</time>' in html
    assert "Français</li>" in html
    assert "<p>Merci à la bibliothèque.</p>" in html
    assert '<a rel="license" href="https://creativecommons.org/licenses/by/4.0/">CC BY 4.0</a>' in html
    assert 'type="application/rss+xml" title="Voix de palier" href="/fr/podcasts/voix/flux/"' in html
    assert "<audio controls" in html


def test_episode_without_a_picture_has_the_artwork_of_its_show_else_a_cloth(
    client: Client, show: ShowPage, episode: EpisodePage
) -> None:
    cloth = read(client, EPISODE)
    show.artwork = ImageFactory(description="Une porte ouverte")
    show.save()
    pictured = read(client, EPISODE)

    assert '<div class="record-cover"><svg class="cover' in cloth
    assert 'alt="Une porte ouverte"' in pictured
    assert '<div class="record-cover"><img class="cover-image"' in pictured


def test_own_picture_has_the_description_written_for_the_page(client: Client, episode: EpisodePage) -> None:
    episode.image, episode.image_alt = ImageFactory(description="Bleu"), "Des cartons bleus"
    episode.save()
    html = read(client, EPISODE)

    assert 'alt="Des cartons bleus"' in html
    assert 'alt="Bleu"' not in html


def test_private_picture_is_left_out(client: Client, episode: EpisodePage) -> None:
    episode.image = ImageFactory(collection=CollectionFactory(private=True), description="Réservée")
    episode.save()

    assert "Réservée" not in read(client, EPISODE)


def test_people_are_named_with_their_part(client: Client, episode: EpisodePage) -> None:
    host, hidden = AgentFactory(name="Salomé Nkusi"), AgentFactory(name="Cachée", live=False)
    EpisodePerson.objects.create(page=episode, agent=host, role="hst", about="Elle ouvre les portes.")
    EpisodePerson.objects.create(page=episode, agent=hidden, role="ive", sort_order=1)
    EpisodePerson.objects.create(page=episode, agent=hidden, role="ive", name_as_printed="Une voisine", sort_order=2)
    html = read(client, EPISODE)

    assert re.findall(r"<bdi>([^<]+)</bdi>(?:</a>)?, <span class=\"muted\">([^<]+)</span>", html) == [
        ("Salomé Nkusi", "animateur"),
        ("Une voisine", "personne interrogée"),
    ]
    assert "Elle ouvre les portes." in html
    assert "Cachée" not in html


def test_who_takes_back_their_agreement_is_not_credited(client: Client, episode: EpisodePage) -> None:
    guest = AgentFactory(name="Ismaël Diallo")
    EpisodePerson.objects.create(page=episode, agent=guest, role="ive", name_as_printed="Ismaël")
    release = ReleaseFactory(recording=episode.recording, agent=guest, passages=[[10, 20]])
    before = read(client, EPISODE)
    release.withdrawn_on = timezone.localdate()
    release.save()

    assert "<bdi>Ismaël</bdi>" in before
    assert "Ismaël" not in read(client, EPISODE)


def test_records_and_subjects_that_may_be_seen_are_named(client: Client, episode: EpisodePage) -> None:
    EpisodeRecord.objects.create(page=episode, record=RecordFactory(title="Les mots du guichet"))
    EpisodeRecord.objects.create(page=episode, record=RecordFactory(title="Caché", live=False), sort_order=1)
    EpisodeConcept.objects.create(page=episode, concept=ConceptFactory(fr="hospitalité"))
    html = read(client, EPISODE)

    assert re.search(r'<h3[^>]*><a href="/fr/[^"]+">Les mots du guichet</a></h3>', html)
    assert "Caché" not in html
    assert ">hospitalité</a></li>" in html


def test_extracts_that_may_be_heard_lead_to_their_second(client: Client, episode: EpisodePage) -> None:
    recording = episode.recording
    for start, title in ((12.0, "La pluie"), (100.0, "Caché"), (9999.0, "Trop loin")):
        Soundbite.objects.create(page=episode, start=start, duration=6, title=title)
    ReleaseFactory(recording=recording, withdrawn_on=timezone.localdate(), passages=[[104, 120]])
    with_rendition(recording)
    html = read(client, EPISODE)

    assert "#t=12,18" in html
    assert 'href="http://testserver/fr/podcasts/voix/valise/#t=12"' in html
    assert [word for word in ("Caché", "Trop loin") if word in html] == []


def with_rendition(recording: Any) -> None:
    """A file of the recording made without what is hidden today."""
    recording = Recording.objects.get(pk=recording.pk)
    made = {
        "state": "ready", "file": ContentFile(b"x" * 10, "web.mp3"), "size": 10, "mime_type": "audio/mpeg",
        "duration": recording.duration, "made_of": made_of_digest(recording, hidden_passages(recording)),
    }  # fmt: skip
    RecordingRendition.objects.update_or_create(recording=recording, kind="web", height=0, defaults=made)


def test_neighbours_follow_the_order_of_listening(client: Client, show: ShowPage, episode: EpisodePage) -> None:
    EpisodeFactory(parent=show, title="Le mot de passe", slug="passe", published_at=at(2026, 10))
    EpisodeFactory(parent=show, title="Après", slug="apres", published_at=at(2026, 12))
    EpisodeFactory(parent=show, title="Bientôt", live=False, published_at=at(2026, 11, 20))
    html = read(client, EPISODE)

    assert '<a class="turn-back" rel="prev" href="/fr/podcasts/voix/passe/">' in html
    assert '<a class="turn-on" rel="next" href="/fr/podcasts/voix/apres/">' in html


def at(year: int, month: int, day: int = 1) -> datetime.datetime:
    return datetime.datetime(year, month, day, tzinfo=datetime.UTC)


def test_episode_of_a_season_says_which(client: Client, show: ShowPage) -> None:
    season = SeasonFactory(parent=show, number=2, slug="etage")
    EpisodeFactory(parent=season, slug="un", number=1)

    assert "</a>, saison 2, épisode 1</p>" in read(client, "/fr/podcasts/voix/etage/un/")


def test_episode_of_a_show_that_is_offline_is_not_there(client: Client, show: ShowPage, episode: EpisodePage) -> None:
    show.live = False
    show.save()

    assert client.get(EPISODE).status_code == 404


@pytest.mark.parametrize("state", ["waiting", "refused"])
def test_recording_that_was_not_read_is_not_played_and_has_no_duration(
    client: Client, episode: EpisodePage, state: str
) -> None:
    episode.recording.probe_state = state
    episode.recording.save()
    html = read(client, EPISODE)

    assert "<audio" not in html
    assert "34\N{NO-BREAK SPACE}min" not in html
    assert "PT34M" not in html


def test_episode_whose_recording_is_gone_says_so(client: Client, episode: EpisodePage) -> None:
    episode.recording = None
    episode.save()

    assert "Cet épisode ne peut pas être écouté pour le moment." in read(client, EPISODE)


def test_recording_made_private_is_withheld_with_all_that_is_said_in_it(client: Client, episode: EpisodePage) -> None:
    TrackFactory(recording=episode.recording)
    before = read(client, EPISODE)
    episode.recording.collection = CollectionFactory(private=True)
    episode.recording.save()
    html = read(client, EPISODE)

    assert "La rivière est basse." in before
    assert [
        word for word in ("La rivière", "<audio", "/enregistrements/", "34\N{NO-BREAK SPACE}min") if word in html
    ] == []


def test_episode_asks_the_same_whatever_stands_on_it(client: Client, show: ShowPage, episode: EpisodePage) -> None:
    def add(count: int) -> None:
        for place in range(count):
            EpisodePerson.objects.create(page=episode, agent=AgentFactory(), role="hst", sort_order=place)
            EpisodeRecord.objects.create(page=episode, record=RecordFactory(), sort_order=place)
            EpisodeConcept.objects.create(page=episode, concept=ConceptFactory(), sort_order=place)
            Soundbite.objects.create(page=episode, start=place, duration=1, sort_order=place)
            EpisodeFactory(parent=show)
            TrackFactory(recording=episode.recording, kind="subtitles", language=("nl", "en", "de", "ar", "tr")[place])

    add(1)
    once = asked_for(client, EPISODE)
    for relation in ("people", "records", "concepts", "soundbites"):
        getattr(episode, relation).all().delete()
    EpisodePage.objects.child_of(show).exclude(pk=episode.pk).delete()
    episode.recording.tracks.all().delete()
    add(5)

    assert asked_for(client, EPISODE) == once


def test_episode_of_an_hour_weighs_no_more_than_a_picture(client: Client, episode: EpisodePage) -> None:
    episode.recording = spoken()
    episode.save()
    html = read(client, EPISODE)

    assert html.count('<p id="t-') == CUES
    assert len(gzip.compress(html.encode())) < MOST_BYTES
