"""An article as people read it: what the first view weighs, its notes by keyboard, on paper."""

import gzip
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Response, Route

from tests.browser.library import Library
from tests.magazine.long_article import long_article

Open = Callable[..., Page]
MOST_OF_ALL, MOST_SCRIPT, MOST_HTML = 150, 10, 15
TEXTS = ("text/", "application/json", "image/svg")


def weight_of(response: Response) -> float:
    """Kilobytes on the way, texts compressed as they are served."""
    body = response.body()
    is_text = response.headers.get("content-type", "").startswith(TEXTS)
    return len(gzip.compress(body, 6) if is_text else body) / 1000


@pytest.fixture
def article(library: Library) -> str:
    """The address of an article of three thousand words with twenty notes and one picture."""
    return long_article().get_url()


def test_first_view_of_a_long_article_is_light(
    article: str, open_page: Open, bundled: Callable[[Route], None], site: str
) -> None:
    answers: list[Response] = []
    page = open_page()
    page.route("**/css/main.css", bundled)
    page.on("response", lambda response: answers.append(response))
    page.goto(site + article, wait_until="load")
    page.evaluate("() => document.fonts.ready")
    weights = [(one.request.resource_type, weight_of(one)) for one in answers if one.status == 200]

    assert sum(weight for _kind, weight in weights) <= MOST_OF_ALL
    assert sum(weight for kind, weight in weights if kind == "script") <= MOST_SCRIPT
    assert sum(weight for kind, weight in weights if kind == "document") <= MOST_HTML


def test_a_note_is_read_and_left_by_keyboard(library: Library, open_page: Open) -> None:
    page = open_page(library.pages["article"])
    page.locator("#appel-2").focus()
    page.keyboard.press("Enter")

    assert page.evaluate("document.querySelector(':target').id") == "note-2"
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#appel-2"
    page.keyboard.press("Enter")
    assert page.evaluate("document.querySelector(':target').id") == "appel-2"


def test_on_paper_there_is_the_text_with_its_addresses_and_notes(library: Library, open_page: Open) -> None:
    page = open_page(library.pages["article"])
    page.emulate_media(media="print")

    shown = {name: page.locator(name).first.is_visible() for name in (".toc", ".margin", ".turn", ".back", ".crumbs")}
    assert shown == dict.fromkeys(shown, False)
    assert page.locator(".notes li").first.is_visible()
    after = "getComputedStyle(document.querySelector('.article-body a[href^=http]'), '::after').content"
    assert page.evaluate(after) == '" (https://example.org/)"'


def test_without_scripts_an_article_is_whole(library: Library, open_page: Open) -> None:
    page = open_page(library.pages["article"], java_script_enabled=False)

    for text in ("Je traduis des attentes.", "La note 0", "L’interprétation sociale", "À la bibliothèque"):
        assert page.get_by_text(text).first.is_visible()
