"""A real browser on a real server: Debian's Chromium, driven by Playwright."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, Page, Route, sync_playwright
from pytest_django.live_server_helper import LiveServer

from core.static_files import bundle_styles
from tests.browser.library import Library, build_library
from tests.factories.home import make_site

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SCHEMES = ("light", "dark")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what is in this folder, so that `-m "not browser"` leaves it out."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests. Without it they are skipped, except in CI, where it must be there.

    Playwright runs an event loop in this thread to the end, where Django refuses queries unless told otherwise.
    """
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    if not CHROMIUM.exists():
        if os.environ.get("CI") == "true":
            pytest.fail(f"{CHROMIUM} is missing: install Debian’s chromium.")
        pytest.skip(f"{CHROMIUM} is missing: install Debian’s chromium to run the browser tests.")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def site(transactional_db: None, live_server: LiveServer) -> str:
    """The address of a served site that has its first pages."""
    make_site()
    return str(live_server.url)


@pytest.fixture
def library(site: str) -> Library:
    """A library with awkward documents and one page of each kind."""
    return build_library()


@pytest.fixture
def open_page(browser: Browser, site: str) -> Iterator[Callable[..., Page]]:
    """Open a path of the site, or nothing yet, in a window of its own; options are Playwright's for a context."""
    contexts: list[BrowserContext] = []

    def visit(path: str = "", width: int = 1280, height: int = 900, **options: Any) -> Page:
        context = browser.new_context(viewport={"width": width, "height": height}, **options)
        contexts.append(context)
        page = context.new_page()
        if path:
            page.goto(site + path, wait_until="load")
        return page

    yield visit
    for context in contexts:
        context.close()


@pytest.fixture
def find_violations() -> Callable[[Page], list[str]]:
    """What axe-core reproaches a page, one line for each element."""

    def run(page: Page) -> list[str]:
        page.evaluate("() => document.fonts.ready")
        results = Axe().run(page, options={"runOnly": {"type": "tag", "values": AXE_TAGS}, "preload": False})
        return [
            f"{violation['id']}: {node['html'][:160]}"
            for violation in results.response["violations"]
            for node in violation["nodes"]
        ]

    return run


@pytest.fixture
def find_overflow() -> Callable[[Page], int]:
    """By how many pixels a page can be pushed sideways."""

    def measure(page: Page) -> int:
        return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))

    return measure


@pytest.fixture
def bundled(site: str) -> Callable[[Route], None]:
    """Answers for the style sheet with the bundle production serves."""
    css = bundle_styles(settings.BASE_DIR / "site" / "static" / "css" / "main.css")

    def answer(route: Route) -> None:
        route.fulfill(body=css, content_type="text/css")

    return answer
