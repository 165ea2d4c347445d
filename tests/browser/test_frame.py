"""What a first view costs, who is asked, and what browsers of another age or another mind get."""

import gzip
import re
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from django.conf import settings
from playwright.sync_api import Page, Request, Route

from core.static_files import bundle_styles
from tests.browser.library import ERRORS, Library
from tests.factories.home import StandardPageFactory, stream
from tests.home.bodies import every_block

Open = Callable[..., Page]
MOST_REQUESTS = 12
MOST_KILOBYTES = 20
"""Of HTML, compressed."""


@pytest.fixture
def without_layers(site: str) -> Callable[[Route], None]:
    """Answers for the style sheet with what a browser without cascade layers keeps of it."""
    css = bundle_styles(settings.BASE_DIR / "site" / "static" / "css" / "main.css")
    guarded = re.search(r"@supports not [^{]+\{((?:[^{}]+\{[^{}]*\})+)\}", css)
    assert guarded is not None
    kept = guarded[1]

    def answer(route: Route) -> None:
        route.fulfill(body=kept, content_type="text/css")

    return answer


@dataclass
class FirstView:
    """What a browser with an empty cache does to show a page."""

    requests: list[Request] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    status: int = 0
    html: bytes = b""

    def faults(self, site: str, status: int) -> list[str]:
        """What is against the promises: few requests, to this site only, one style sheet, light HTML, no complaint."""
        sheets = [one for one in self.requests if one.resource_type == "stylesheet"]
        weight = len(gzip.compress(self.html)) / 1024
        return [
            *(f"asks {one.url}" for one in self.requests if not one.url.startswith(site)),
            *(text for text in self.complaints if status == 200 or not text.startswith("Failed to load resource")),
            *([f"answers {self.status}"] if self.status != status else []),
            *([f"{len(sheets)} style sheets"] if len(sheets) != 1 else []),
            *([f"{len(self.requests)} requests"] if len(self.requests) > MOST_REQUESTS else []),
            *([f"{weight:.1f} kB of HTML"] if weight > MOST_KILOBYTES else []),
        ]


def view_of(page: Page, address: str) -> FirstView:
    """Show a page, and note what that took."""
    view = FirstView()
    page.on("request", lambda request: view.requests.append(request))
    page.on("pageerror", lambda error: view.complaints.append(str(error)))
    page.on("console", lambda message: view.complaints.append(message.text) if message.type == "error" else None)
    response = page.goto(address, wait_until="load")
    assert response is not None
    view.status, view.html = response.status, response.body()
    page.evaluate("() => document.fonts.ready")
    return view


def requests_of(page: Page, address: str) -> list[Request]:
    """What the browser asks for to show a page."""
    return view_of(page, address).requests


FORM_COOKIES = {("own list", "csrftoken"), ("report", "csrftoken")}
"""The two pages that hold a form are the only ones that set a cookie, and it is the form's."""


def test_first_view_of_each_kind_of_page_is_light_and_private(
    library: Library, open_page: Open, bundled: Callable[[Route], None], site: str
) -> None:
    found = {}
    for name, path in library.pages.items():
        page = open_page()
        page.route("**/css/main.css", bundled)
        found[name] = view_of(page, site + path).faults(site, ERRORS.get(name, 200))
        kept = [cookie["name"] for cookie in page.context.cookies()]
        found[name] += [name_of for name_of in kept if (name, name_of) not in FORM_COOKIES]
        page.context.close()

    assert found == {name: [] for name in library.pages}


def test_saving_data_fetches_no_font(open_page: Open, site: str) -> None:
    page = open_page(extra_http_headers={"Save-Data": "on"})
    asked = requests_of(page, site + "/fr/")

    assert [request.url for request in asked if request.resource_type == "font"] == []
    assert "Alegreya" not in page.evaluate("getComputedStyle(document.querySelector('h1')).fontFamily")


def test_bundle_looks_like_the_sheets_in_both_schemes(
    open_page: Open, bundled: Callable[[Route], None], site: str
) -> None:
    """Lowered colours are those that were written, in each scheme."""
    colours = (
        "['.masthead', 'html', '.colophon'].map(name => getComputedStyle(document.querySelector(name)).backgroundColor)"
    )
    for scheme in ("light", "dark"):
        plain = open_page("/fr/", color_scheme=scheme).evaluate(colours)
        page = open_page(color_scheme=scheme)
        page.route("**/css/main.css", bundled)
        requests_of(page, site + "/fr/")
        assert page.evaluate(colours) == plain


def test_modern_browsers_skip_the_fallback(open_page: Open) -> None:
    page = open_page("/fr/")

    assert page.evaluate("CSS.supports('(accent-color: auto) and (text-emphasis: none)')") is True
    assert page.evaluate("getComputedStyle(document.querySelector('.brand')).fontFamily").startswith("Alegreya")


def test_browser_without_layers_has_a_menu_and_a_page_that_fits(
    open_page: Open, without_layers: Callable[[Route], None], find_overflow: Callable[[Page], int], site: str
) -> None:
    path = StandardPageFactory(title="Tout", body=every_block()).get_url()
    page = open_page(width=360)
    page.route("**/css/main.css", without_layers)
    requests_of(page, site + path)

    assert page.locator(".menu li a").all_inner_texts() == [
        "Ressources",
        "Magazine",
        "Podcasts",
        "Capsules",
        "Sujets",
        "Personnes",
    ]
    assert page.locator(".menu li a").first.is_visible()
    assert not page.locator(".menu-button").is_visible()
    assert page.evaluate("getComputedStyle(document.querySelector('.masthead')).backgroundColor") == "rgb(246, 201, 43)"
    assert find_overflow(page) == 0


def test_player_takes_the_place_of_its_link_after_a_click_only(open_page: Open, site: str) -> None:
    block = ("embed", {"url": "https://youtu.be/abcdefghijk", "title": "Une voix", "caption": ""})
    path = StandardPageFactory(body=stream(block)).get_url()
    page = open_page()
    page.route("https://www.youtube-nocookie.com/**", lambda route: route.fulfill(body="player"))
    asked = requests_of(page, site + path)
    assert [request.url for request in asked if not request.url.startswith(site)] == []

    page.locator(".embed-link").click()

    frame = page.locator("embed-player iframe")
    assert frame.get_attribute("title") == "Une voix"
    assert frame.get_attribute("src") == "https://www.youtube-nocookie.com/embed/abcdefghijk"
    assert page.locator(".embed-link").count() == 0
    assert page.evaluate("document.activeElement.tagName") == "IFRAME"


def test_video_is_a_plain_link_without_javascript(open_page: Open) -> None:
    block = ("embed", {"url": "https://youtu.be/abcdefghijk", "title": "Une voix", "caption": ""})
    page = open_page(StandardPageFactory(body=stream(block)).get_url(), java_script_enabled=False)

    assert page.get_by_role("link", name="Une voix").get_attribute("href") == "https://youtu.be/abcdefghijk"
