"""The player with hands and ears: listening, chapters, transcript, sharing, keys, and without JavaScript."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.programmes import PLAYS, TIME, Programmes, begin, build_programmes, heard_at, until

Open = Callable[..., Page]


@pytest.fixture
def programmes(site: str) -> Programmes:
    """An episode and a capsule that really play."""
    return build_programmes()


def test_an_episode_is_listened_to_and_moved_about(programmes: Programmes, open_page: Open) -> None:
    page = open_page(programmes.episode.get_url())
    expect(page.locator(".figures").first).to_have_text("0:00 sur 1:30")

    begin(page)
    expect(page.get_by_role("button", name="Pause")).to_be_visible()
    page.get_by_role("button", name=re.compile("30 s en avant")).click()
    heard_at(page, 30, 40)
    page.get_by_role("button", name=re.compile("15 s en arrière")).click()
    heard_at(page, 15, 27)
    page.get_by_label("Vitesse").select_option("1.5")
    assert page.evaluate("document.querySelector('audio').playbackRate") == 1.5
    page.locator(".play").click()

    assert page.evaluate(PLAYS) is False


def test_a_chapter_leads_to_its_time_and_says_it_is_current(programmes: Programmes, open_page: Open) -> None:
    page = open_page(programmes.episode.get_url())

    page.get_by_role("link", name=re.compile("La première valise")).click()
    heard_at(page, 30, 40)

    expect(page.locator(".chapters [aria-current]")).to_contain_text("La première valise")
    expect(page.locator(".now")).to_have_text("Chapitre 2 : La première valise")
    expect(page.locator(".transcript [aria-current]")).to_contain_text(re.compile("Parole numéro 1[0-3]|Parole|peul"))
    assert page.locator(".marks i").count() == 2


def test_words_are_looked_for_in_the_transcript(programmes: Programmes, open_page: Open) -> None:
    page = open_page(programmes.episode.get_url())
    field = page.get_by_role("searchbox", name="Chercher dans la transcription")

    field.fill("NUMÉRO 2")
    expect(page.locator(".hits")).to_have_text(re.compile(r"1 sur \d+, à 0:0"))
    total = page.locator(".transcript mark").count()
    field.press("Enter")
    expect(page.locator(".hits")).to_have_text(re.compile(rf"2 sur {total}, à "))
    field.press("Shift+Enter")
    page.get_by_role("button", name="Passage précédent").click()
    expect(page.locator(".hits")).to_have_text(re.compile(rf"{total} sur {total}, à "))
    field.fill("numéro")
    expect(page.locator(".hits")).to_have_text(re.compile("1 sur 27"))
    field.fill("licorne")
    expect(page.locator(".hits")).to_have_text("Aucun passage")
    assert page.locator(".transcript mark").count() == 0
    field.fill("pluie")
    expect(page.locator(".hits")).to_have_text("1 sur 1, à 0:33")
    page.locator(".transcript p:has(mark) > a").click()

    heard_at(page, 33, 40)


def test_transcript_follows_until_one_scrolls_away(programmes: Programmes, open_page: Open) -> None:
    page = open_page(programmes.episode.get_url(), height=600)
    box = page.locator(".transcript")

    page.get_by_role("link", name=re.compile("Un mot pour la pluie")).click()
    heard_at(page, 60, 70)
    until(page, "document.querySelector('.transcript').scrollTop > 300")
    assert page.locator(".follow").is_hidden()
    box.hover()
    page.mouse.wheel(0, -4000)
    until(page, "document.querySelector('.transcript').scrollTop < 50")
    page.get_by_role("button", name=re.compile("30 s en avant")).click()
    heard_at(page, 85, 90)
    assert page.evaluate("document.querySelector('.transcript').scrollTop") < 50
    page.get_by_role("button", name="Suivre").click()

    until(page, "document.querySelector('.transcript').scrollTop > 300")


def test_a_time_is_shared_and_opened_without_playing(programmes: Programmes, open_page: Open, site: str) -> None:
    path = programmes.episode.get_url()
    page = open_page(path, permissions=["clipboard-read", "clipboard-write"])
    page.get_by_role("link", name=re.compile("La première valise")).click()
    heard_at(page, 30, 40)
    page.locator(".play").click()
    seconds = int(page.evaluate(TIME))

    page.get_by_role("button", name=re.compile("Partager à 0:3")).click()
    expect(page.get_by_role("status").filter(has_text="Adresse copiée")).to_be_visible()
    shared = page.evaluate("navigator.clipboard.readText()")
    assert shared == f"{site}{path}#t={seconds}"
    other = open_page()
    other.goto(shared)
    expect(other.locator(".figures").first).to_have_text(f"0:{seconds} sur 1:30")
    assert other.evaluate(PLAYS) is False
    expect(other.locator(".transcript [aria-current]")).to_have_count(1)
    begin(other)

    heard_at(other, seconds, seconds + 10)


def test_without_a_clipboard_the_address_stands_in_a_field(programmes: Programmes, open_page: Open, site: str) -> None:
    page = open_page(f"{programmes.episode.get_url()}#t-63")
    page.evaluate("Object.defineProperty(navigator, 'clipboard', {value: undefined})")

    page.get_by_role("button", name="Partager à 1:03").click()

    expect(page.get_by_label("Adresse à copier")).to_have_value(f"{site}{programmes.episode.get_url()}#t=63")
    expect(page.get_by_label("Adresse à copier")).to_be_focused()


def test_place_and_speed_are_remembered(programmes: Programmes, open_page: Open) -> None:
    page = open_page(programmes.episode.get_url())
    page.get_by_role("link", name=re.compile("La première valise")).click()
    heard_at(page, 30, 40)
    page.get_by_label("Vitesse").select_option("1.25")
    page.locator(".play").click()
    page.reload()

    resume = page.get_by_role("button", name=re.compile("Reprendre à 0:3"))
    expect(resume).to_be_visible()
    expect(page.get_by_label("Vitesse")).to_have_value("1.25")
    assert page.evaluate(PLAYS) is False
    resume.click()
    heard_at(page, 30, 45)
    expect(resume).to_be_hidden()
    page.locator(".play").click()
    page.reload()
    page.get_by_role("button", name="Depuis le début").click()
    heard_at(page, 0, 10)


def test_everything_is_done_by_keyboard(programmes: Programmes, open_page: Open) -> None:
    page = open_page(programmes.episode.get_url())
    page.locator(".play").focus()
    page.keyboard.press("Space")
    until(page, f"{PLAYS} && ({TIME}) > 0.1")
    page.keyboard.press("k")
    assert page.evaluate(PLAYS) is False
    page.keyboard.press("l")
    heard_at(page, 30, 31.5)
    page.keyboard.press("j")
    heard_at(page, 15, 16.5)
    page.keyboard.press("ArrowRight")
    heard_at(page, 20, 21.5)
    page.keyboard.press(">")
    expect(page.get_by_role("status").filter(has_text="Vitesse : 1,25")).to_be_visible()
    page.keyboard.press("m")
    assert page.evaluate("document.querySelector('audio').muted") is True
    page.locator("input[type=range]").focus()
    page.keyboard.press("ArrowLeft")
    heard_at(page, 15, 16.5)
    page.locator(".transcript a").first.focus()
    page.keyboard.press("End")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    heard_at(page, 84, 90)


def test_fields_keep_their_keys(programmes: Programmes, open_page: Open) -> None:
    page = open_page(programmes.episode.get_url())
    field = page.get_by_role("searchbox", name="Chercher dans la transcription")

    field.press_sequentially("jklm <>")

    expect(field).to_have_value("jklm <>")
    assert page.evaluate(PLAYS) is False
    assert page.evaluate(TIME) == 0
    assert page.evaluate("document.querySelector('audio').muted") is False


def test_sign_language_keeps_the_place(programmes: Programmes, open_page: Open) -> None:
    page = open_page(programmes.capsule.get_url())
    page.get_by_role("button", name=re.compile("Lire la vidéo")).click()
    until(page, f"{PLAYS} && ({TIME}) > 0.2")
    page.get_by_role("link", name=re.compile("La première valise")).click()
    heard_at(page, 30, 40)

    switch = page.get_by_role("switch", name=re.compile("LSFB"))
    switch.check()
    until(page, "document.querySelector('video').currentSrc.endsWith('signes.mp4')")
    heard_at(page, 30, 50)
    until(page, PLAYS)
    switch.uncheck()
    until(page, "document.querySelector('video').currentSrc.endsWith('film.mp4')")

    heard_at(page, 30, 60)


def test_interpreter_alone_stands_in_a_corner_of_the_film(programmes: Programmes, open_page: Open) -> None:
    page = open_page(f"{programmes.capsule.get_url()}#t=33")
    page.get_by_role("switch", name=re.compile("VGT")).check()
    begin(page)
    apart = "Math.abs(document.querySelector('.signs').currentTime - document.querySelector('video').currentTime) < 1"

    until(page, f"{apart} && document.querySelector('.signs').currentTime > 33")
    page.get_by_role("link", name=re.compile("Un mot pour la pluie")).click()
    heard_at(page, 60, 75)
    until(page, f"{apart} && document.querySelector('.signs').currentTime > 60")
    assert page.evaluate("document.querySelector('.signs').muted") is True
    assert page.evaluate("document.querySelector('video').currentSrc.endsWith('film.mp4')") is True
    page.locator(".play").click()
    until(page, "document.querySelector('.signs').paused")
    page.get_by_role("switch", name=re.compile("VGT")).uncheck()

    expect(page.locator(".signs")).to_have_count(0)


def test_sound_in_sign_language_becomes_a_picture_and_a_sound_again(programmes: Programmes, open_page: Open) -> None:
    page = open_page(programmes.episode.get_url())
    page.get_by_role("link", name=re.compile("La première valise")).click()
    heard_at(page, 30, 40)
    switch = page.get_by_role("switch", name="Langue des signes")

    switch.check()
    until(page, f"{PLAYS} && document.querySelector('.screen video').currentTime > 30")
    assert page.evaluate("document.querySelector('audio').paused") is True
    switch.uncheck()
    until(page, f"{PLAYS} && document.querySelector('audio').currentTime > 30")

    expect(page.locator(".screen")).to_have_count(0)


def test_captions_are_chosen_and_left_out(programmes: Programmes, open_page: Open) -> None:
    page = open_page(programmes.capsule.get_url())
    modes = (
        "[...document.querySelectorAll('track')].filter((one) => one.kind !== 'chapters').map((one) => one.track.mode)"
    )

    assert page.evaluate(modes) == ["showing", "disabled"]
    page.get_by_label("Néerlandais").check()
    assert page.evaluate(modes) == ["disabled", "showing"]
    page.locator(".play").focus()
    page.keyboard.press("c")

    assert page.evaluate(modes) == ["disabled", "disabled"]
    expect(page.get_by_label("Sans")).to_be_checked()


def test_nothing_is_fetched_before_one_asks(programmes: Programmes, open_page: Open, site: str) -> None:
    page = open_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(site + programmes.capsule.get_url(), wait_until="networkidle")

    assert [url for url in asked if url.endswith((".mp4", ".mp3"))] == []
    assert [url for url in asked if not url.startswith(site)] == []


def test_without_javascript_all_can_be_read_and_played(programmes: Programmes, open_page: Open) -> None:
    page = open_page(programmes.episode.get_url(), java_script_enabled=False)

    expect(page.locator("audio[controls]")).to_be_visible()
    expect(page.locator(".desk")).to_be_hidden()
    expect(page.locator(".transcript-tools")).to_be_hidden()
    assert page.locator(".transcript p").count() == 30
    first = page.locator(".chapters a").nth(1).get_attribute("href") or ""
    assert first.endswith("voix.mp3#t=30")
    assert page.locator("#t-33 > a").get_attribute("href") == first.replace("#t=30", "#t=33")
    page.get_by_text("Télécharger").click()
    expect(page.get_by_role("link", name=re.compile("^MP3, "))).to_be_visible()
