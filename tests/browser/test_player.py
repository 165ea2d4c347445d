"""The player with hands and ears: listening, chapters, transcript, sharing, keys, and without JavaScript."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from audiovisual.embedding.addresses import embed_path
from tests.browser.programmes import Programmes, build_programmes

Open = Callable[..., Page]
TIME = "document.querySelector('programme-player')?.place"
PLAYS = "!document.querySelector('programme-player').media.paused"


@pytest.fixture
def programmes(site: str) -> Programmes:
    """An episode and a capsule that really play."""
    return build_programmes()


def until(page: Page, expression: str, seconds: float = 20) -> None:
    """Wait until something is true in the page; its rules let no other waiting run."""
    for _turn in range(int(seconds * 10)):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(100)
    pytest.fail(f"never true: {expression}; the player stands at {page.evaluate(TIME)}")


def heard_at(page: Page, least: float, most: float) -> None:
    """The player stands between two moments."""
    until(page, f"({TIME}) >= {least} && ({TIME}) <= {most}")


def begin(page: Page) -> None:
    """Press the button and wait until it is heard."""
    page.locator(".play").click()
    until(page, f"{PLAYS} && ({TIME}) > 0.2")


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

    switch = page.get_by_role("switch", name=re.compile("Langue des signes"))
    switch.check()
    until(page, "document.querySelector('video').currentSrc.endsWith('signes.mp4')")
    heard_at(page, 30, 50)
    until(page, PLAYS)
    switch.uncheck()
    until(page, "document.querySelector('video').currentSrc.endsWith('film.mp4')")

    heard_at(page, 30, 60)


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


def test_the_small_window_goes_on_where_one_was(programmes: Programmes, open_page: Open) -> None:
    page = open_page(programmes.episode.get_url())
    page.get_by_role("link", name=re.compile("La première valise")).click()
    heard_at(page, 30, 40)

    with page.expect_popup() as opening:
        page.get_by_role("button", name="Continuer dans une petite fenêtre").click()
    window = opening.value

    heard_at(window, 30, 50)
    assert page.evaluate(PLAYS) is False
    assert window.url.split("#")[0].endswith(embed_path(programmes.episode))


def test_only_one_plays(programmes: Programmes, open_page: Open, site: str) -> None:
    page = open_page(programmes.episode.get_url())
    begin(page)
    other = page.context.new_page()
    other.goto(site + programmes.capsule.get_url())
    begin(other)

    until(page, "document.querySelector('audio').paused")


@pytest.mark.parametrize(("width", "height"), [(320, 180), (600, 200)])
def test_embed_fits_small_frames(
    programmes: Programmes, open_page: Open, find_overflow: Callable[[Page], int], width: int, height: int
) -> None:
    page = open_page(embed_path(programmes.episode), width=width, height=height)

    assert find_overflow(page) <= 0
    expect(page.locator(".play")).to_be_in_viewport()
    begin(page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_player_is_accessible(
    programmes: Programmes,
    open_page: Open,
    find_violations: Callable[[Page], list[str]],
    find_overflow: Callable[[Page], int],
    width: int,
    scheme: str,
) -> None:
    for path in (programmes.episode.get_url(), programmes.capsule.get_url(), embed_path(programmes.capsule)):
        page = open_page(f"{path}#t=33", width=width, color_scheme=scheme)
        for one in page.locator("programme-player details").all():
            one.evaluate("(details) => details.open = true")
        if page.locator("input[type=search]").count() > 1:
            page.locator(".transcript-tools input").fill("mot")
            expect(page.locator(".is-hit")).to_have_count(1)

        assert find_violations(page) == [], path
        assert find_overflow(page) <= 0


def test_a_thousand_cues_stay_smooth(site: str, open_page: Open) -> None:
    programmes = build_programmes(cues=1000)
    page = open_page(programmes.episode.get_url())
    begin(page)

    cost = page.evaluate("""() => {
        const player = document.querySelector("programme-player");
        const time = (act) => { const from = performance.now(); act(); return performance.now() - from; };
        const best = (act) => Math.min(...Array.from({length: 5}, () => time(act)));
        player.media.pause();
        let at = 0;
        return {
            many: best(() => { for (let step = 0; step < 200; step += 1) player.print((at = (at + 7.3) % 85)); }),
            layout: best(() => {
                document.querySelector(".transcript").style.fontSize = `${16 + Math.random()}px`;
                document.body.getBoundingClientRect().height;
                document.querySelector(".transcript").scrollHeight;
            }),
        };
    }""")

    assert cost["many"] / 200 < 40 * max(cost["layout"], 0.5), cost
