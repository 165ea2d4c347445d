"""Cues edited beside the player: with the keyboard alone, on a small screen, by the thousand."""

import math
import re
import struct
import wave
from collections.abc import Callable
from io import BytesIO

import pytest
from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from playwright.sync_api import Page, expect
from wagtail.users.models import UserProfile

from media_library.models import Track
from media_library.tracks.cues import Cue, read_cues, stored_cues
from tests.factories.audiovisual import RecordingFactory, SpeakerFactory, TrackFactory

Open = Callable[..., Page]


def sound(seconds: int) -> bytes:
    """A quiet tone every browser plays."""
    written = BytesIO()
    with wave.open(written, "wb") as file:
        file.setparams((1, 2, 8000, 0, "NONE", ""))
        file.writeframes(b"".join(struct.pack("<h", int(900 * math.sin(i / 6))) for i in range(8000 * seconds)))
    return written.getvalue()


def track_of(count: int, seconds: int = 12) -> Track:
    """A transcript of so many cues of two seconds, by Awa."""
    heard = sound(seconds)
    recording = RecordingFactory(
        title="Les mots du trajet", duration=max(seconds, count * 2), mime_type="audio/wav", size=len(heard),
        file=ContentFile(heard, name="voix.wav"),
    )  # fmt: skip
    awa = SpeakerFactory(recording=recording, label="Awa")
    cues = [Cue(i * 2.0, i * 2.0 + 2, f"Phrase {i}.", speaker=str(awa.uuid)) for i in range(count)]
    made: Track = TrackFactory(recording=recording, cues=stored_cues(cues))
    return made


@pytest.fixture
def edit(site: str, open_page: Open) -> Callable[..., Page]:
    """Sign in and open the editor of a track."""

    def enter(track: Track, **options: object) -> Page:
        user = get_user_model().objects.create_superuser(username="lea", password="p", email="lea@example.org")
        UserProfile.objects.create(user=user, preferred_language="fr")
        page = open_page("/admin/", reduced_motion="reduce", **options)
        page.locator("[name=username]").fill("lea")
        page.locator("[name=password]").fill("p")
        page.keyboard.press("Enter")
        page.wait_for_url(f"{site}/admin/")
        page.goto(f"{site}/admin/recordings/tracks/piste/{track.pk}/")
        return page

    return enter


def save(page: Page) -> None:
    """Press the button with the keyboard."""
    page.get_by_role("button", name="Enregistrer", exact=True).focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")


def cues_of(track: Track) -> list[tuple[float, float, str]]:
    """What is stored now."""
    return [(cue.start, cue.end, cue.text) for cue in read_cues(Track.objects.get(pk=track.pk).cues)]


def test_cues_are_split_joined_inserted_deleted_and_undone_with_the_keyboard(edit: Callable[..., Page]) -> None:
    track = track_of(3)
    page = edit(track)
    rows = page.locator(".te-row")
    expect(rows).to_have_count(3)
    page.locator("[data-field=text]").first.focus()
    page.keyboard.press("Home")
    for _letter in range(len("Phrase")):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Alt+Enter")
    expect(rows).to_have_count(4)
    page.keyboard.press("Alt+ArrowDown")
    page.keyboard.press("Alt+m")
    expect(rows).to_have_count(3)
    page.keyboard.press("Alt+n")
    page.keyboard.type("Ajout.")
    expect(rows).to_have_count(4)
    page.keyboard.press("Alt+ArrowUp")
    page.keyboard.press("Alt+Backspace")
    expect(rows).to_have_count(3)
    page.keyboard.press("Alt+z")
    expect(rows).to_have_count(4)
    save(page)

    assert cues_of(track) == [
        (0.0, 1.333, "Phrase"), (1.333, 2.0, "0."), (2.0, 6.0, "Phrase 1. Phrase 2."), (6.0, 9.0, "Ajout."),
    ]  # fmt: skip


def test_times_are_taken_from_the_player(edit: Callable[..., Page]) -> None:
    track = track_of(2)
    page = edit(track)
    page.wait_for_function("document.querySelector('audio').readyState > 0")
    page.evaluate("document.querySelector('audio').currentTime = 2.5")
    page.locator("[data-field=text]").nth(1).focus()
    page.keyboard.press("Alt+i")
    page.evaluate("document.querySelector('audio').currentTime = 3.75")
    page.keyboard.press("Alt+o")
    page.evaluate("document.querySelector('audio').currentTime = 3")
    expect(page.locator(".te-row").nth(1)).to_have_class(re.compile("is-playing"))
    page.keyboard.press("Alt+k")
    page.wait_for_function("!document.querySelector('audio').paused")
    page.keyboard.press("Alt+k")
    page.wait_for_function("document.querySelector('audio').paused")
    save(page)

    assert cues_of(track) == [(0.0, 2.0, "Phrase 0."), (2.5, 3.75, "Phrase 1.")]


def test_wrong_row_is_said_and_not_sent(edit: Callable[..., Page]) -> None:
    track = track_of(2)
    page = edit(track)
    page.locator("[data-field=end]").nth(1).fill("0:01")
    page.get_by_role("button", name="Enregistrer", exact=True).press("Enter")
    expect(page.get_by_text("La fin n’est pas après le début")).to_be_visible()
    expect(page.locator(".te-status")).to_have_text("1 à corriger avant d’enregistrer · Répliques : 2")
    expect(page.locator("[data-field=end]").nth(1)).to_be_focused()

    assert cues_of(track)[1] == (2.0, 4.0, "Phrase 1.")


def test_leaving_with_changes_asks_first(edit: Callable[..., Page], site: str) -> None:
    page = edit(track_of(1))
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.locator("[data-field=text]").first.press_sequentially("x")
    page.goto(f"{site}/admin/")

    assert asked == ["beforeunload"]


def test_form_without_a_script_holds_the_track_as_text(edit: Callable[..., Page], site: str, open_page: Open) -> None:
    track = track_of(1)
    cookies = edit(track).context.cookies()
    page = open_page(java_script_enabled=False)
    page.context.add_cookies(cookies)  # type: ignore[arg-type]  # what one context gives another takes
    page.goto(f"{site}/admin/recordings/tracks/piste/{track.pk}/")
    page.get_by_label("La piste en WebVTT").fill("WEBVTT\n\n00:00.500 --> 00:01.500\n<v Awa>Autre chose.\n")
    with page.expect_navigation():
        page.get_by_role("button", name="Enregistrer", exact=True).click()

    assert cues_of(track) == [(0.5, 1.5, "Autre chose.")]


def test_thousand_cues_stay_smooth(edit: Callable[..., Page]) -> None:
    track = track_of(1000)
    page = edit(track)
    expect(page.locator(".te-row")).to_have_count(1000)
    page.locator("[data-field=text]").nth(500).focus()
    took = page.evaluate(
        """async () => {
          const field = document.activeElement;
          const times = [];
          for (let i = 0; i < 20; i += 1) {
            const start = performance.now();
            field.value += "x";
            field.dispatchEvent(new Event("input", { bubbles: true }));
            await new Promise(requestAnimationFrame);
            times.push(performance.now() - start);
          }
          return times.sort((a, b) => a - b)[10];
        }"""
    )
    print(f"\none letter among 1,000 cues: {took:.1f} ms to the next frame")
    page.keyboard.press("Alt+n")
    expect(page.locator(".te-row")).to_have_count(1001)
    page.keyboard.press("Alt+z")
    save(page)

    assert len(cues_of(track)) == 1000


def test_editor_is_accessible_and_fits_a_telephone(
    edit: Callable[..., Page], find_violations: Callable[[Page], list[str]], find_overflow: Callable[[Page], int]
) -> None:
    page = edit(track_of(5))
    expect(page.locator(".te-row")).to_have_count(5)
    assert [each for each in find_violations(page) if "te-" in each] == []

    page.set_viewport_size({"width": 360, "height": 800})
    assert find_overflow(page) == 0
    page.get_by_role("link", name="Toutes les pistes").click()
    page.get_by_role("link", name="Nouvelle piste").wait_for()
    assert [each for each in find_violations(page) if "recordings/tracks" in each or "te-" in each] == []
    assert find_overflow(page) == 0
