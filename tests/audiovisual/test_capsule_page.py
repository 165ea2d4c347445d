"""The pages of capsules: all of them, a series, a film with the ways it can be followed."""

import re

import pytest
from django.test import Client

from audiovisual.models import CapsulePage, SeriesPage
from media_library.models import RecordingVersion
from tests.audiovisual.reading import asked_for, read
from tests.factories.audiovisual import CapsuleFactory, SeriesFactory, TrackFactory, VideoFactory
from tests.factories.media_library import CollectionFactory, DocumentFactory, ImageFactory

pytestmark = pytest.mark.django_db
CAPSULES = "/fr/capsules/"
CAPSULE = "/fr/capsules/mots/prejuge/"


@pytest.fixture
def series() -> SeriesPage:
    made: SeriesPage = SeriesFactory(title="Les mots piégés", slug="mots", summary="Un mot en face.")
    return made


@pytest.fixture
def capsule(series: SeriesPage) -> CapsulePage:
    made: CapsulePage = CapsuleFactory(
        parent=series, title="Qu'est-ce qu'un préjugé ?", slug="prejuge", recording=VideoFactory(duration=252.0),
        spoken_languages="fr, wo", shot_in="Molenbeek", shot_on="2025-06", worksheet=DocumentFactory(),
        worksheet_note="Trois questions avant, trois après.",
    )  # fmt: skip
    return made


def test_capsule_says_what_it_is(client: Client, capsule: CapsulePage) -> None:
    html = read(client, CAPSULE)

    assert "<h1>Qu’est-ce qu’un préjugé\N{NARROW NO-BREAK SPACE}?</h1>" in html
    series = "série «\N{NARROW NO-BREAK SPACE}Les mots piégés\N{NARROW NO-BREAK SPACE}»"
    assert f'Capsule, <a href="/fr/capsules/mots/">{series}</a></p>' in html
    assert "4\N{NO-BREAK SPACE}min\N{NO-BREAK SPACE}12</li>" in html
    assert "Français, wolof</li>" in html
    assert "<p>Molenbeek, juin 2025</p>" in html
    assert "<p>Trois questions avant, trois après.</p>" in html
    assert "Fiche, PDF 2\N{NO-BREAK SPACE}ko</a>" in html
    assert "<video controls" in html


@pytest.mark.parametrize(
    ("written", "shown"),
    [("2025-06", "juin 2025"), ("2025-06-01", "1er juin 2025"), ("2025", "2025"), ("printemps 2025", "printemps 2025")],
)
def test_date_of_shooting_is_spelled_where_it_is_whole(
    client: Client, capsule: CapsulePage, written: str, shown: str
) -> None:
    capsule.shot_on = written
    capsule.save()

    assert f"<p>Molenbeek, {shown}</p>" in read(client, CAPSULE)


def test_badges_say_how_the_film_can_be_followed(client: Client, capsule: CapsulePage) -> None:
    recording = capsule.recording
    bare = read(client, CAPSULE)
    TrackFactory(recording=recording)
    TrackFactory(recording=recording, kind="captions")
    TrackFactory(recording=recording, kind="subtitles", language="nl")
    TrackFactory(recording=recording, kind="descriptions", is_shown=False)
    RecordingVersion.objects.create(recording=recording, version=VideoFactory(), kind="described")
    badges = re.findall(r'<li class="label"><svg.*?</svg>([^<]+)</li>', read(client, CAPSULE))

    assert "Accessible avec" not in bare
    assert badges == [
        "Transcription",
        "Sous-titres pour sourds et malentendants",
        "Sous-titres de traduction",
        "Audiodescription",
    ]


def test_private_worksheet_is_left_out(client: Client, capsule: CapsulePage) -> None:
    capsule.worksheet.collection = CollectionFactory(private=True)
    capsule.worksheet.save()

    assert "Pour animer" not in read(client, CAPSULE)


def test_capsule_leads_to_the_others_of_its_series(client: Client, series: SeriesPage, capsule: CapsulePage) -> None:
    CapsuleFactory(parent=series, title="Intégrer qui ?", slug="integrer")
    CapsuleFactory(parent=series, title="Brouillon", live=False)
    html = read(client, CAPSULE)

    assert html.count('href="/fr/capsules/mots/integrer/"') == 2
    assert '<a class="turn-on" rel="next" href="/fr/capsules/mots/integrer/">' in html
    assert "Brouillon" not in html


def test_capsule_without_a_recording_says_so(client: Client, capsule: CapsulePage) -> None:
    capsule.recording = None
    capsule.save()

    assert "Cette vidéo ne peut pas être vue pour le moment." in read(client, CAPSULE)


def test_capsules_lists_series_films_and_documentaries(
    client: Client, series: SeriesPage, capsule: CapsulePage
) -> None:
    CapsuleFactory(title="Un film seul")
    CapsuleFactory(title="Le dernier ferry", kind="documentary")
    html = read(client, CAPSULES)

    assert re.findall(r'<h2 id="(\w+)">', html) == ["series", "films", "documentaires"]
    assert re.findall(r'<h3><a href="[^"]+">([^<]+)</a></h3>', html) == [
        "Les mots piégés", "Un film seul", "Le dernier ferry",
    ]  # fmt: skip
    assert '<p class="small muted">1 capsule</p>' in html
    assert 'type="application/rss+xml" title="Capsules" href="/fr/capsules/flux/"' in html


def test_series_lists_its_films_in_the_order_of_the_tree(
    client: Client, series: SeriesPage, capsule: CapsulePage
) -> None:
    CapsuleFactory(parent=series, title="Après")
    html = read(client, "/fr/capsules/mots/")

    assert re.findall(r'<h3><a href="[^"]+">([^<]+)</a></h3>', html) == [
        "Qu’est-ce qu’un préjugé\N{NARROW NO-BREAK SPACE}?", "Après",
    ]  # fmt: skip
    assert 'href="/fr/capsules/mots/flux/"' in html


@pytest.mark.parametrize("address", [CAPSULES, "/fr/capsules/mots/", CAPSULE])
def test_pages_of_capsules_ask_the_same_for_one_film_and_for_five(
    client: Client, series: SeriesPage, capsule: CapsulePage, address: str
) -> None:
    def add(count: int) -> None:
        for _place in range(count):
            CapsuleFactory(parent=series, image=ImageFactory(), recording=VideoFactory(poster=ImageFactory()))
            CapsuleFactory(image=ImageFactory(), recording=VideoFactory(poster=ImageFactory()))

    add(1)
    once = asked_for(client, address)
    add(4)

    assert asked_for(client, address) == once
