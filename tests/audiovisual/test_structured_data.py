"""What machines read of podcasts and capsules: exact, and without anything that is hidden."""

import datetime
import re

import pytest
from django.test import Client
from django.utils import timezone

from audiovisual.models import EpisodeConcept, EpisodePage, EpisodePerson
from core.identifiers import identifier_address
from media_library.models import Recording
from media_library.tracks.cues import Cue, stored_cues
from tests.audiovisual.reading import data_of, read
from tests.audiovisual.test_episode_page import with_rendition
from tests.factories.audiovisual import (
    CapsuleFactory,
    EpisodeFactory,
    RecordingFactory,
    ReleaseFactory,
    SeasonFactory,
    SeriesFactory,
    ShowFactory,
    TrackFactory,
    VideoFactory,
)
from tests.factories.directory import AgentFactory
from tests.factories.thesaurus import ConceptFactory

pytestmark = pytest.mark.django_db
EPISODE = "/fr/podcasts/voix/etage/valise/"
HOST = "http://testserver"
PUBLISHED = datetime.datetime(2026, 11, 12, 9, tzinfo=datetime.UTC)


@pytest.fixture
def episode() -> EpisodePage:
    show = ShowFactory(title="Voix de palier", slug="voix", spoken_language="fr")
    season = SeasonFactory(parent=show, number=2, slug="etage")
    made: EpisodePage = EpisodeFactory(
        parent=season, title="La valise", slug="valise", number=12, summary="Des mots.", published_at=PUBLISHED,
        recording=RecordingFactory(duration=60.0, language="fr"),
    )  # fmt: skip
    return made


def test_episode_is_told_with_its_show_its_season_and_its_sound(client: Client, episode: EpisodePage) -> None:
    host = AgentFactory(name="Salomé Nkusi")
    EpisodePerson.objects.create(page=episode, agent=host, role="hst")
    EpisodeConcept.objects.create(page=episode, concept=ConceptFactory(fr="hospitalité"))
    TrackFactory(recording=episode.recording)
    told = data_of(read(client, EPISODE))
    sound = told.pop("associatedMedia")

    assert told.pop("about")[0]["name"] == "hospitalité"
    assert told == {
        "@context": "https://schema.org",
        "@type": "PodcastEpisode",
        "@id": f"{HOST}{EPISODE}",
        "url": f"{HOST}{EPISODE}",
        "name": "La valise",
        "description": "Des mots.",
        "inLanguage": "fr",
        "duration": "PT1M",
        "isAccessibleForFree": True,
        "author": [{"@type": "Person", "@id": identifier_address("agent", host.uuid), "name": "Salomé Nkusi"}],
        "datePublished": "2026-11-12T09:00:00+00:00",
        "episodeNumber": 12,
        "image": f"{HOST}{EPISODE}partage.png",
        "partOfSeries": {
            "@type": "PodcastSeries",
            "@id": f"{HOST}/fr/podcasts/voix/",
            "url": f"{HOST}/fr/podcasts/voix/",
            "name": "Voix de palier",
            "inLanguage": "fr",
            "webFeed": f"{HOST}/fr/podcasts/voix/flux/",
        },
        "partOfSeason": {"@type": "PodcastSeason", "@id": f"{HOST}/fr/podcasts/voix/etage/", "seasonNumber": 2},
    }
    name = str(Recording.objects.get().file.name).rsplit("/", 1)[-1]
    assert sound == {
        "@type": "AudioObject",
        "contentUrl": f"{HOST}/enregistrements/{episode.recording.uuid}/original/{name}",
        "encodingFormat": "audio/mpeg",
        "contentSize": "1000",
        "duration": "PT1M",
        "transcript": "La rivière est basse.\nOn passe à pied.",
    }


def test_long_transcript_is_not_told_twice(client: Client, episode: EpisodePage) -> None:
    cues = [Cue(place, place + 1, f"Une phrase assez longue, la {place}e.") for place in range(1000)]
    TrackFactory(recording=episode.recording, cues=stored_cues(cues))
    html = read(client, EPISODE)

    assert "transcript" not in data_of(html)["associatedMedia"]
    assert html.count("Une phrase assez longue, la 999e.") == 1


@pytest.mark.parametrize("state", ["waiting", "refused"])
def test_sound_that_was_not_read_is_not_told(client: Client, episode: EpisodePage, state: str) -> None:
    episode.recording.probe_state = state
    episode.recording.save()
    told = data_of(read(client, EPISODE))

    assert [name for name in ("associatedMedia", "duration", "isAccessibleForFree") if name in told] == []


def test_hidden_passage_is_not_told(client: Client, episode: EpisodePage) -> None:
    TrackFactory(recording=episode.recording)
    chapters = stored_cues([Cue(0, 4, "Ouverture"), Cue(5, 9, "Un secret")])
    TrackFactory(recording=episode.recording, kind="chapters", cues=chapters)
    ReleaseFactory(recording=episode.recording, withdrawn_on=timezone.localdate(), passages=[[5, 9]])
    with_rendition(episode.recording)
    html = read(client, EPISODE)

    assert data_of(html)["associatedMedia"]["transcript"] == "La rivière est basse."
    assert [word for word in ("Ouverture", "Un secret", "On passe à pied") if word in html] == ["Ouverture"]


def test_film_is_told_with_its_clips_and_who_can_follow_it(client: Client) -> None:
    recording = VideoFactory(duration=90.5, language="fr")
    CapsuleFactory(
        parent=SeriesFactory(title="Mots", slug="mots"), title="Un préjugé", slug="un", recording=recording,
        published_at=PUBLISHED, shot_in="Molenbeek", shot_on="2025-06", spoken_languages="fr, wo",
    )  # fmt: skip
    TrackFactory(recording=recording)
    captions = TrackFactory(recording=recording, kind="captions")
    TrackFactory(
        recording=recording, kind="chapters", cues=stored_cues([Cue(0, 30.25, "Trier"), Cue(30.25, 90.5, "Nommer")])
    )
    address = f"{HOST}/fr/capsules/mots/un/"
    told = data_of(read(client, "/fr/capsules/mots/un/"))

    assert (told["@type"], told["uploadDate"], told["duration"]) == (
        "VideoObject", "2026-11-12T09:00:00+00:00", "PT1M30S",
    )  # fmt: skip
    assert told["thumbnailUrl"] == f"{address}partage.png"
    assert told["inLanguage"] == ["fr", "wo"]
    assert told["dateCreated"] == "2025-06"
    assert told["locationCreated"] == {"@type": "Place", "name": "Molenbeek"}
    assert told["contentUrl"].startswith(f"{HOST}/enregistrements/{recording.uuid}/original/")
    assert told["encodingFormat"] == "video/mp4"
    assert told["transcript"] == "La rivière est basse.\nOn passe à pied."
    assert told["accessibilityFeature"] == ["transcript", "captions"]
    assert told["caption"][0]["contentUrl"].endswith(f"/{captions.uuid}.vtt")
    assert told["isPartOf"] == {"@type": "CreativeWorkSeries", "@id": f"{HOST}/fr/capsules/mots/", "name": "Mots"}
    assert told["hasPart"] == [
        {"@type": "Clip", "name": "Trier", "startOffset": 0, "endOffset": 30.25, "url": f"{address}#t=0"},
        {"@type": "Clip", "name": "Nommer", "startOffset": 30.25, "endOffset": 90.5, "url": f"{address}#t=30"},
    ]


def test_hosted_film_is_told_by_its_player(client: Client) -> None:
    CapsuleFactory(
        slug="ailleurs", recording=None, hosted_url="https://vimeo.com/123456789", hosted_duration=312,
        published_at=PUBLISHED,
    )  # fmt: skip
    told = data_of(read(client, "/fr/capsules/ailleurs/"))

    assert told["embedUrl"] == "https://player.vimeo.com/video/123456789?dnt=1"
    assert told["duration"] == "PT5M12S"
    assert "contentUrl" not in told


def test_show_is_told_with_its_feed(client: Client, episode: EpisodePage) -> None:
    told = data_of(read(client, "/fr/podcasts/voix/"))

    assert (told["@type"], told["webFeed"]) == ("PodcastSeries", f"{HOST}/fr/podcasts/voix/flux/")
    assert [(one["@id"], one["duration"]) for one in told["hasPart"]] == [(f"{HOST}{EPISODE}", "PT1M")]


def test_preview_has_no_data(client: Client, episode: EpisodePage) -> None:
    response = episode.make_preview_request()

    assert re.findall(r"application/ld\+json", response.content.decode()) == []
