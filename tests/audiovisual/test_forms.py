"""The forms of episodes, capsules and playlists: what cannot be heard is not published, a draft may be as it is."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page
from wagtail.test.utils.form_data import querydict_from_html

from audiovisual.models import PlaylistEntry, PlaylistPage, Soundbite
from tests.factories.audiovisual import (
    CapsuleFactory,
    EpisodeFactory,
    RecordingFactory,
    ReleaseFactory,
    SeasonFactory,
    ShowFactory,
    VideoFactory,
    capsules_page,
)
from tests.factories.media_library import CollectionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(admin_client: Client) -> Client:
    return admin_client


def sent(desk: Client, page: Page, action: str = "action-publish", **changes: Any) -> str:
    """What the workshop answers to the form of a page, in words; `action` "" only saves a draft."""
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    form = querydict_from_html(desk.get(address).content.decode(), form_id="page-edit-form").dict()
    asked = {action: "1"} if action else {}
    html = desk.post(address, form | changes | asked, follow=True).content.decode()
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def is_live(page: Page) -> bool:
    return Page.objects.get(pk=page.pk).live


def draft(page: Page) -> Any:
    """What was saved last."""
    return Page.objects.get(pk=page.pk).get_latest_revision_as_object()


NOTHING = "Rien n’est publié : il n’y a encore rien à écouter ni à voir."


def refused() -> dict[str, Any]:
    """Recordings nothing of which can be played, by what the form says of each."""
    hidden = RecordingFactory()
    ReleaseFactory(recording=hidden, withdrawn_on=timezone.localdate())
    return {
        "Choisissez un enregistrement, ou enregistrez la page comme brouillon.": None,
        "Ce fichier n’a pas pu être lu": RecordingFactory(probe_state="refused", duration=0),
        "Ce fichier n’est pas encore lu": RecordingFactory(probe_state="waiting", duration=0),
        "Cet enregistrement est caché en entier": hidden,
        "Cet enregistrement est dans une collection privée": RecordingFactory(
            collection=CollectionFactory(private=True)
        ),
    }


@pytest.mark.parametrize("place", range(5))
def test_episode_with_nothing_to_hear_is_not_published_but_saved(desk: Client, place: int) -> None:
    message, recording = list(refused().items())[place]
    page = EpisodeFactory(parent=ShowFactory(), live=False, recording=recording)
    page.save_revision()
    text = sent(desk, page)

    assert NOTHING in text
    assert message in text
    assert not is_live(page)
    sent(desk, page, action="", title="Un brouillon")
    assert draft(page).title == "Un brouillon"


def test_episode_that_can_be_heard_is_published(desk: Client) -> None:
    page = EpisodeFactory(parent=ShowFactory(), live=False)
    page.save_revision()
    text = sent(desk, page)

    assert NOTHING not in text
    assert is_live(page)


def test_hosted_film_is_enough(desk: Client) -> None:
    page = CapsuleFactory(live=False, recording=None, hosted_url="https://vimeo.com/123456789")
    page.save_revision()
    sent(desk, page)

    assert is_live(page)


def test_hosted_film_does_not_stand_in_for_a_recording_that_cannot_be_read(desk: Client) -> None:
    recording = VideoFactory(probe_state="refused", duration=0)
    page = CapsuleFactory(live=False, recording=recording, hosted_url="https://vimeo.com/123456789")
    page.save_revision()

    assert NOTHING in sent(desk, page)
    assert not is_live(page)


def test_address_no_player_knows_is_refused_even_in_a_draft(desk: Client, settings: Any) -> None:
    settings.PEERTUBE_HOSTS = ["video.example.org"]
    page = CapsuleFactory()
    page.save_revision()
    text = sent(desk, page, action="", hosted_url="https://example.org/film")

    assert (
        "Aucun lecteur connu n’ouvre cette adresse. Sites connus : YouTube, Vimeo, Internet Archive, PeerTube chez "
        "video.example.org." in text
    )


def test_codes_of_languages_are_checked_and_written_alike(desk: Client) -> None:
    page = CapsuleFactory()
    page.save_revision()

    assert "« wolof » n’est pas un code de langue." in sent(desk, page, action="", spoken_languages="fr, wolof")
    sent(desk, page, action="", spoken_languages="FR wo; fr")
    assert draft(page).spoken_languages == "fr, wo"


def test_number_is_taken_once_in_a_season(desk: Client) -> None:
    show = ShowFactory()
    first, second = SeasonFactory(parent=show, number=1), SeasonFactory(parent=show, number=2)
    EpisodeFactory(parent=first, title="Le premier", number=3, live=False)
    same, other = EpisodeFactory(parent=first), EpisodeFactory(parent=second)
    bonus = EpisodeFactory(parent=first, kind="bonus")
    for page in (same, other, bonus):
        page.save_revision()

    assert "« Le premier » porte déjà ce numéro dans la même saison." in sent(desk, same, number="3")
    assert "porte déjà ce numéro" not in sent(desk, other, number="3")
    assert "porte déjà ce numéro" not in sent(desk, bonus, number="3")


@pytest.mark.parametrize(
    ("start", "duration", "message"),
    [
        ("-1", "10", "Un extrait ne commence pas avant l’enregistrement."),
        ("10", "0", "Un extrait dure au moins une seconde."),
        ("50", "20", "Cet extrait dépasse la fin de l’enregistrement, qui dure 1"),
        ("50", "10", ""),
    ],
)
def test_extracts_are_within_the_recording(desk: Client, start: str, duration: str, message: str) -> None:
    page = EpisodeFactory(parent=ShowFactory(), recording=RecordingFactory(duration=60.0))
    Soundbite.objects.create(page=page, start=1, duration=5, title="La pluie")
    page.save_revision()
    changes = {"soundbites-0-start": start, "soundbites-0-duration": duration}
    text = sent(desk, page, action="", **changes)

    assert message in text
    assert draft(page).soundbites.first().start == (1 if message else 50)


def test_nothing_is_twice_on_a_playlist(desk: Client) -> None:
    parent = capsules_page()
    page = parent.add_child(instance=PlaylistPage(title="Liste", slug="liste", locale=parent.locale))
    one, two = CapsuleFactory(), CapsuleFactory()
    for place, programme in enumerate((one, two)):
        PlaylistEntry.objects.create(page=page, programme=programme, sort_order=place)
    page.save_revision()

    text = sent(desk, page, action="", **{"entries-1-programme": str(one.pk)})
    assert "Cet épisode ou cette capsule est déjà dans la liste." in text
    assert "est déjà dans la liste" not in sent(desk, page, action="")


def test_preview_shows_what_is_not_read_yet() -> None:
    page = EpisodeFactory(parent=ShowFactory(), live=False, recording=RecordingFactory(probe_state="waiting"))
    html = page.make_preview_request().content.decode()

    assert "<h1>" in html
    assert "en préparation" in html


@pytest.mark.parametrize("kind", ["capsule", "episode"])
def test_caption_of_a_shared_picture_says_what_it_is(kind: str) -> None:
    show = ShowFactory(title="Voix de palier")
    episode = EpisodeFactory(parent=SeasonFactory(parent=show, number=2), number=12)

    assert (episode.share_caption() if kind == "episode" else CapsuleFactory().share_caption()) == (
        "Voix de palier, saison 2, épisode 12" if kind == "episode" else "Capsule"
    )


def test_page_that_is_just_being_written_is_previewed(desk: Client) -> None:
    show = ShowFactory(title="Voix de palier")
    add = reverse("wagtailadmin_pages:add", args=["audiovisual", "episodepage", show.pk])
    form = querydict_from_html(desk.get(add).content.decode(), form_id="page-edit-form").dict()
    preview = reverse("wagtailadmin_pages:preview_on_add", args=["audiovisual", "episodepage", show.pk])
    typed = {"title": "La valise", "slug": "valise", "number": "12", "recording": str(RecordingFactory().pk)}
    kept = desk.post(preview, form | typed)
    html = desk.get(preview).content.decode()

    assert kept.json() == {"is_valid": True, "is_available": True}
    assert "<h1>La valise</h1>" in html
    assert "Voix de palier</a>, épisode 12" in html
