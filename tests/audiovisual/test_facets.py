"""What programmes are filtered by, and when these facets are offered."""

import pytest
from django.test import Client

from audiovisual.search_facets import language_codes, length_band
from media_library.models import RecordingVersion, Track
from search.contract import SearchRequest
from search.services import engine, sync_search
from tests.audiovisual.talks import titles
from tests.factories.audiovisual import (
    CapsuleFactory,
    EpisodeFactory,
    RecordingFactory,
    ShowFactory,
    TrackFactory,
    VideoFactory,
)
from tests.factories.media_library import CollectionFactory


def values(facet: str) -> dict[str, int]:
    """The values of a facet among all there is."""
    found = engine().search(SearchRequest(facets=(facet,), facet_size=20)).facets[facet]
    return {value.value: value.count for value in found}


@pytest.mark.parametrize(
    ("seconds", "bands"),
    [
        (0, []), (1, ["0-5"]), (299.9, ["0-5"]), (300, ["5-15"]), (900, ["15-30"]), (1800, ["30-60"]),
        (3600, ["30-60"]), (3601, ["60+"]), (40_000, ["60+"]),
    ],
)  # fmt: skip
def test_length_falls_in_one_band(seconds: float, bands: list[str]) -> None:
    assert length_band(seconds) == bands


@pytest.mark.parametrize(
    ("text", "codes"),
    [("", []), ("fr, wo", ["fr", "wo"]), ("FR-be;nl, fr", ["fr", "nl"]), ("<b>, 12,", [])],
)
def test_codes_of_languages_are_read_as_typed(text: str, codes: list[str]) -> None:
    assert language_codes(text) == codes


@pytest.mark.django_db
def test_programmes_are_filtered_by_access_language_and_length() -> None:
    film = VideoFactory(duration=700.0, language="wo")
    TrackFactory(recording=film, kind=Track.Kind.CAPTIONS, language="wo")
    TrackFactory(recording=film, kind=Track.Kind.SUBTITLES, language="nl")
    for kind in RecordingVersion.Kind:
        RecordingVersion.objects.create(recording=film, version=VideoFactory(), kind=kind)
    CapsuleFactory(title="Le film", recording=film, spoken_languages="wo, fr")
    bare = EpisodeFactory(
        parent=ShowFactory(spoken_language="nl"), title="Sans texte", recording=RecordingFactory(language="")
    )
    CapsuleFactory(title="Ailleurs", recording=None, hosted_url="https://peertube.example/w/1", hosted_duration=4000)
    sync_search()

    assert bare.recording.duration == 60.0
    assert values("accessibility") == {"captions": 1, "transcript": 1, "signed": 1, "described": 1}
    assert values("spoken") == {"wo": 1, "fr": 1, "nl": 2}
    assert values("length") == {"5-15": 1, "0-5": 1, "60+": 1}
    assert titles(filters={"accessibility": ("signed",)}) == ["Le film"]
    assert titles(filters={"length": ("60+",)}) == ["Ailleurs"]


@pytest.mark.django_db
def test_what_is_private_or_not_shown_makes_nothing_accessible() -> None:
    film = VideoFactory()
    TrackFactory(recording=film, is_shown=False)
    private = VideoFactory(collection=CollectionFactory(private=True))
    RecordingVersion.objects.create(recording=film, version=private, kind=RecordingVersion.Kind.SIGNED)
    CapsuleFactory(recording=film)
    hidden = RecordingFactory(collection=CollectionFactory(private=True), language="wo")
    TrackFactory(recording=hidden)
    EpisodeFactory(parent=ShowFactory(), recording=hidden)
    sync_search()

    assert values("accessibility") == {}
    assert values("spoken") == {"fr": 3}
    assert values("length") == {"0-5": 1}


@pytest.mark.django_db
def test_facets_are_offered_with_programmes_only(client: Client) -> None:
    film = VideoFactory()
    TrackFactory(recording=film)
    CapsuleFactory(recording=film)
    sync_search()

    everything = client.get("/fr/recherche/").content.decode()
    capsules = client.get("/fr/recherche/", {"type": "capsule"}).content.decode()

    names = ("Accessibilité", "Langue parlée", "Moins de 5 min")
    assert [name in everything for name in names] == [False] * 3
    assert [name in capsules for name in names] == [True] * 3
