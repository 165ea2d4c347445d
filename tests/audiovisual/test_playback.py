"""What a player is given of a programme, and what it is never given."""

import datetime
import gzip
import random
import time
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from wagtail.models import Collection, CollectionViewRestriction

from audiovisual.models import CapsulePage, EpisodePage
from audiovisual.playback import Playback, playback_of
from audiovisual.transcript import lines_of
from audiovisual.wording import say_size
from media_library.models import ListedSource, ProbeState, RecordingRendition, RecordingVersion, RenditionState
from media_library.passages import hidden_passages
from media_library.sources import made_of_digest
from media_library.tracks.cues import Cue, stored_cues
from media_library.tracks.showing import ShownSpeaker
from tests.factories.audiovisual import (
    CapsuleFactory,
    EpisodeFactory,
    RecordingFactory,
    ReleaseFactory,
    ShowFactory,
    SpeakerFactory,
    TrackFactory,
    VideoFactory,
)
from tests.factories.home import make_site

pytestmark = pytest.mark.django_db
PARTS = ("player", "transcript", "chapters")


@pytest.fixture(autouse=True)
def site() -> None:
    """A site with its first pages."""
    make_site()


@pytest.fixture
def request_for(rf: RequestFactory) -> HttpRequest:
    """A visitor's request."""
    return rf.get("/fr/")


def whole(page: Any) -> Any:
    """A page as views ask it."""
    return type(page).objects.with_all_parts().get(pk=page.pk)


def playback(page: Any, request: HttpRequest) -> Playback:
    """How it is played."""
    found = playback_of(whole(page), request)
    assert found is not None
    return found


def add_light(recording: Any, size: int = 480_000) -> RecordingRendition:
    """A light rendition made of what the recording is today."""
    return RecordingRendition.objects.create(
        recording=recording, kind=ListedSource.LIGHT, state=RenditionState.READY, mime_type=recording.mime_type,
        file=ContentFile(b"0", name="leger.mp3"), size=size, bitrate=32000, duration=recording.duration,
        made_of=made_of_digest(recording, hidden_passages(recording)),
    )  # fmt: skip


def rendered(found: Playback, request: HttpRequest) -> str:
    """The parts of the page that are the player’s."""
    return "".join(
        render_to_string(f"components/audiovisual/{part}.html", {"playback": found}, request) for part in PARTS
    )


def test_sources_are_the_best_first_and_the_light_one_apart(request_for: HttpRequest) -> None:
    episode = EpisodeFactory(parent=ShowFactory(title="Voix de palier"))
    light = add_light(episode.recording)

    found = playback(episode, request_for)

    assert [source.path.rsplit("/", 1)[-1] for source in found.sources] == ["voix.mp3"]
    assert [source.size for source in found.light] == [light.size]
    assert found.light_words == "version légère, 480\u00a0ko"
    assert [one.words for one in found.qualities] == ["1\u00a0ko", "version légère, 480\u00a0ko"]
    assert (found.show, found.title, found.clock, found.refusal) == ("Voix de palier", episode.title, "1:00", "")


def test_light_file_alone_is_a_source_like_another(request_for: HttpRequest) -> None:
    episode = EpisodeFactory(parent=ShowFactory(), recording=RecordingFactory(mime_type="audio/x-wav"))
    add_light(episode.recording)

    found = playback(episode, request_for)

    assert ([one.is_light for one in found.sources], found.light, found.refusal) == ([True], [], "")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"probe_state": ProbeState.WAITING}, "Cet enregistrement est en préparation. Il pourra bientôt être écouté."),
        ({"probe_state": ProbeState.REFUSED}, "Cet enregistrement ne peut pas être lu."),
        ({"mime_type": "audio/x-wav"}, "Cet enregistrement ne peut pas être écouté pour le moment."),
    ],
)
def test_what_cannot_be_played_says_why_and_gives_nothing(
    request_for: HttpRequest, changes: dict[str, str], words: str
) -> None:
    episode = EpisodeFactory(parent=ShowFactory(), recording=RecordingFactory(**changes))
    TrackFactory(recording=episode.recording)

    found = playback(episode, request_for)
    page = rendered(found, request_for)

    assert found.refusal == words
    assert (found.sources, found.transcript, found.chapters, found.downloads) == ([], None, [], [])
    assert words in page
    assert "rivière" not in page
    assert "<audio" not in page


def test_private_collection_gives_nothing_to_visitors_and_all_to_a_preview(request_for: HttpRequest) -> None:
    private = Collection.get_first_root_node().add_child(name="Entre nous")
    CollectionViewRestriction.objects.create(collection=private, restriction_type=CollectionViewRestriction.LOGIN)
    episode = EpisodeFactory(parent=ShowFactory(), recording=RecordingFactory(collection=private))
    TrackFactory(recording=episode.recording)

    found = playback(episode, request_for)
    request_for.is_preview = True  # type: ignore[attr-defined]  # as Wagtail marks previews
    shown = playback(episode, request_for)

    assert (found.sources, found.transcript, found.refusal) == ([], None, "Cet enregistrement n’est pas public.")
    assert len(shown.sources) == 1


def test_programme_without_recording_has_no_player(request_for: HttpRequest) -> None:
    capsule = CapsuleFactory(recording=None, hosted_url="https://vimeo.com/123456789")

    assert playback_of(whole(capsule), request_for) is None


def test_withdrawn_voice_is_in_no_part_of_the_page(request_for: HttpRequest) -> None:
    episode = EpisodeFactory(parent=ShowFactory())
    recording = episode.recording
    TrackFactory(recording=recording, cues=stored_cues([Cue(0, 5, "Bonjour."), Cue(5, 9, "SECRET dit par elle.")]))
    TrackFactory(recording=recording, kind="chapters", cues=stored_cues([Cue(0, 5, "Début"), Cue(5, 9, "SECRET")]))
    ReleaseFactory(recording=recording, withdrawn_on=datetime.date(2026, 1, 1), passages=[[5, 9]])
    RecordingRendition.objects.update_or_create(
        recording=recording, kind=ListedSource.WEB, height=0,
        defaults={
            "state": RenditionState.READY, "mime_type": "audio/mpeg", "file": ContentFile(b"0", name="sans.mp3"),
            "size": 10, "duration": 60, "made_of": made_of_digest(recording, hidden_passages(recording)),
        },
    )  # fmt: skip

    found = playback(episode, request_for)

    assert "SECRET" not in rendered(found, request_for)
    assert [one.title for one in found.chapters] == ["Début"]
    assert [source.path.rsplit("/", 2)[-2] for source in found.sources] == ["web-0"]


def test_lines_name_who_speaks_when_that_changes() -> None:
    cues = [Cue(0, 1, "a", speaker="1"), Cue(1, 2, "b", speaker="1"), Cue(2, 3, "c", speaker="2"), Cue(3, 4, "d"),
            Cue(4, 5, "e", speaker="2")]  # fmt: skip

    lines = lines_of(cues, {"1": ShownSpeaker("Salomé", "/fr/id/1"), "2": ShownSpeaker("Une voisine")})

    assert [(line.speaker, line.speaker_path) for line in lines] == [
        ("Salomé", "/fr/id/1"), ("", ""), ("Une voisine", ""), ("", ""), ("Une voisine", ""),
    ]  # fmt: skip


def test_lines_of_one_second_have_places_of_their_own() -> None:
    lines = lines_of([Cue(754.1, 754.5, "a"), Cue(754.5, 755, "b"), Cue(755.9, 757, "c")], {})

    assert [(line.anchor, line.seconds, line.clock) for line in lines] == [
        ("t-754", 754, "12:34"), ("t-754-2", 754, "12:34"), ("t-755", 755, "12:35"),
    ]  # fmt: skip


def test_transcript_of_a_machine_says_so_until_it_is_read(request_for: HttpRequest) -> None:
    episode = EpisodeFactory(parent=ShowFactory())
    TrackFactory(recording=episode.recording, is_automatic=True)

    page = rendered(playback(episode, request_for), request_for)

    assert "Cette transcription a été faite par une machine" in page


def test_text_is_escaped_and_marked_with_its_language(request_for: HttpRequest) -> None:
    episode = EpisodeFactory(parent=ShowFactory(), recording=RecordingFactory(language="ar"))
    TrackFactory(recording=episode.recording, language="ar", cues=stored_cues([Cue(0, 1, "<b>a</b> & b")]))

    page = rendered(playback(episode, request_for), request_for)

    assert '<div class="transcript" lang="ar" dir="rtl">' in page
    assert "&lt;b&gt;a&lt;/b&gt; &amp; b" in page


def test_film_has_captions_and_versions(request_for: HttpRequest) -> None:
    capsule = CapsuleFactory(recording=VideoFactory(language="fr"))
    recording = capsule.recording
    TrackFactory(recording=recording, kind="captions", language="fr")
    TrackFactory(recording=recording, kind="subtitles", language="nl", is_automatic=True)
    TrackFactory(recording=recording, kind="subtitles", language="en", is_shown=False)
    signed, private = VideoFactory(), VideoFactory(probe_state=ProbeState.WAITING)
    RecordingVersion.objects.create(recording=recording, version=signed, kind="signed", sign_language="sfb")
    RecordingVersion.objects.create(recording=recording, version=private, kind="described")

    found = playback(capsule, request_for)

    assert [(one.kind, one.language, one.label, one.is_default) for one in found.captions] == [
        ("captions", "fr", "Français", True), ("subtitles", "nl", "Néerlandais (automatique)", False),
    ]  # fmt: skip
    assert [(one.kind, one.label) for one in found.versions] == [
        ("signed", "Langue des signes de Belgique francophone (LSFB)")
    ]
    assert str(signed.uuid) in found.versions[0].best.path


@pytest.mark.parametrize("kind", [EpisodePage, CapsulePage])
def test_queries_do_not_grow_with_the_parts(request_for: HttpRequest, kind: type[Any]) -> None:
    asked = []
    for number in (1, 1, 5):
        page = EpisodeFactory(parent=ShowFactory()) if kind is EpisodePage else CapsuleFactory()
        for _count in range(number):
            TrackFactory(recording=page.recording)
            SpeakerFactory(recording=page.recording)
            ReleaseFactory(recording=page.recording)
            RecordingVersion.objects.create(recording=page.recording, version=VideoFactory(), kind="signed")
        page = whole(page)
        with CaptureQueriesContext(connection) as queries:
            rendered(playback_of(page, request_for), request_for)  # type: ignore[arg-type]  # it has one
        asked.append(len(queries))

    assert asked[1:] == [2, 2]


def test_an_hour_of_words_weighs_little(client: Client, request_for: HttpRequest) -> None:
    """A thousand cues: what stands around their words is under 25 bytes each, compressed; so is the time it takes."""
    chance = random.Random(7)
    words = ["".join(chance.choices("aeiourstnlmdp", k=chance.randint(2, 9))) for _number in range(900)]
    spoken = [" ".join(chance.choices(words, k=9)) for _number in range(1000)]
    episode = EpisodeFactory(parent=ShowFactory(), recording=RecordingFactory(duration=3600.0))
    speakers = [SpeakerFactory(recording=episode.recording) for _number in range(2)]
    cues = [Cue(n * 3.6, n * 3.6 + 3.5, text, speaker=str(speakers[n // 4 % 2].uuid)) for n, text in enumerate(spoken)]
    TrackFactory(recording=episode.recording, cues=stored_cues(cues))
    page = whole(episode)
    found = playback_of(page, request_for)
    assert found is not None
    html = render_to_string("components/audiovisual/transcript.html", {"playback": found}, request_for)
    weight = len(gzip.compress(html.encode(), 6)) - len(gzip.compress("\n".join(spoken).encode(), 6))
    begun = time.process_time()
    for _turn in range(5):
        playback_of(page, request_for)
    spent = (time.process_time() - begun) / 5
    print(f"1,000 cues: {weight / 1000:.1f} bytes each around the words, built in {spent * 1000:.1f} ms")

    assert weight < 25_000


def test_sizes_are_said_in_thousands() -> None:
    assert [say_size(size) for size in (12, 480_400, 3_140_000, 31_000_000, 2_000_000_000)] == [
        "12\u00a0octets", "480\u00a0ko", "3,1\u00a0Mo", "31\u00a0Mo", "2,0\u00a0Go",
    ]  # fmt: skip
