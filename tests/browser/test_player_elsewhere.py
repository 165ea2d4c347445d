"""The player elsewhere than in its page: a small window, a foreign frame; and what it costs, and for whom it works."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from audiovisual.embedding.addresses import embed_path
from tests.browser.programmes import PLAYS, Programmes, begin, build_programmes, heard_at, until

Open = Callable[..., Page]


@pytest.fixture
def programmes(site: str) -> Programmes:
    """An episode and a capsule that really play."""
    return build_programmes()


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


COSTS = """() => {
    const player = document.querySelector("programme-player");
    const box = document.querySelector(".transcript");
    const field = document.querySelector(".transcript-tools input");
    const best = (act) => Math.min(...Array.from({length: 7}, () => {
        const from = performance.now();
        act();
        return performance.now() - from;
    }));
    player.media.pause();
    let at = 0;
    return {
        moves: best(() => {
            for (let step = 0; step < 300; step += 1) {
                player.print((at = (at + 7.3) % 85));
                box.scrollTop;
            }
        }),
        search: best(() => {
            field.value = field.value === "parole" ? "PAROLE" : "parole";
            field.dispatchEvent(new KeyboardEvent("keydown", {key: "Enter"}));
        }),
        marks: box.querySelectorAll("mark").length,
    };
}"""


def test_a_thousand_cues_stay_smooth(site: str, open_page: Open) -> None:
    """Following the voice costs about the same in 1,000 cues as in 30; a search in all of them is no long wait."""
    short = build_programmes()
    page = open_page(short.episode.get_url())
    begin(page)
    few = page.evaluate(COSTS)
    page.context.close()
    short.episode.delete()
    long = build_programmes(cues=1000, slug="longue")
    page = open_page(long.episode.get_url())
    page.evaluate("""() => {
        window.long = [];
        new PerformanceObserver((list) => window.long.push(...list.getEntries().map((one) => one.duration)))
            .observe({type: "longtask"});
    }""")
    begin(page)
    page.wait_for_timeout(4000)
    waits = page.evaluate("window.long")
    many = page.evaluate(COSTS)
    print(f"300 moves and a search: {few} in 30 cues, {many} in 1,000; long tasks in 4 s of listening: {waits}")

    assert many["marks"] >= 900
    assert many["moves"] < 8 * few["moves"]
    assert many["search"] < 100 * max(few["search"], 0.5)
    assert sum(waits) < 0.1 * 4000
