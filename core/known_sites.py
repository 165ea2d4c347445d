"""Which site a request is for and where its pages begin: asked once in a while, not at each request.

Wagtail asks three times before it looks for a page: for the site, for the language, for the home page.
"""

import time
from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language
from wagtail.models import Page, Site

KEPT_SECONDS = 10.0
"""How long another process may go on with a site that has just been changed."""
MOST_HOSTS = 50
SERVE = "wagtail_serve"
"""The name of the addresses that are pages."""

_sites: dict[tuple[str, str], tuple[float, Site]] = {}
_homes: dict[tuple[int, str], tuple[float, Page]] = {}


def forget_sites() -> None:
    """Ask again at the next request."""
    _sites.clear()
    _homes.clear()


class KnownSiteMiddleware:
    """Tells Wagtail the site of a request, and the page an address leads to, without asking what is known."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on; what is known of it is said once its view is."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: dict[str, Any]) -> None:
        """Say the site of a page, and find the page below a home page; the home page itself is always read anew."""
        if request.resolver_match is None or request.resolver_match.url_name != SERVE:
            return
        site = _site_of(request)
        if site is not None:
            request._wagtail_site = site  # type: ignore[attr-defined]  # where Wagtail keeps it
        components = [part for part in kwargs.get("path", "").split("/") if part]
        if not components:
            return
        home = _home_of(request)
        if home is None:
            return
        try:
            found = home.route(request, components)
        except Http404:
            found = None
        request._wagtail_route_for_request = found  # type: ignore[attr-defined]  # where Wagtail keeps it


def _site_of(request: HttpRequest) -> Site | None:
    key = (request._get_raw_host(), request.get_port())  # type: ignore[attr-defined]  # where Wagtail looks too
    kept = _sites.get(key)
    if kept and time.monotonic() - kept[0] < KEPT_SECONDS:
        return kept[1]
    site: Site | None = Site.find_for_request(request)
    if site is not None:
        if len(_sites) >= MOST_HOSTS:
            _sites.clear()
        _sites[key] = (time.monotonic(), site)
    return site


def _home_of(request: HttpRequest) -> Page | None:
    """The home page of the request's language; without its content."""
    site = Site.find_for_request(request)
    if site is None:
        return None
    key = (site.pk, (get_language() or "")[:2])
    kept = _homes.get(key)
    if kept and time.monotonic() - kept[0] < KEPT_SECONDS:
        return kept[1]
    home: Page = site.root_page.localized.specific_deferred
    _homes[key] = (time.monotonic(), home)
    return home
