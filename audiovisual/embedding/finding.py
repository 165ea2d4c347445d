"""The episode or the capsule somebody asks to embed: one the public may have, or none."""

from typing import Any
from urllib.parse import SplitResult, urlsplit
from uuid import UUID

from django.http import Http404, HttpRequest
from django.urls import Resolver404, resolve
from django.utils import translation
from wagtail.models import Page

from audiovisual.models import CapsulePage, EpisodePage

SERVE = "wagtail_serve"
"""The name of the addresses that are pages."""


def visible_programme(uuid: UUID) -> Any | None:
    """The episode or capsule of an identifier with all its parts; None for what no visitor may know of."""
    for pages in (EpisodePage.objects, CapsulePage.objects):
        if found := pages.visible().with_all_parts().filter(uuid=uuid).first():
            return found
    return None


def programme_at(request: HttpRequest, address: str) -> Any | None:
    """The visible episode or capsule whose page or player stands at a whole address of this site; else None."""
    parts = _split(address)
    if parts is None or parts.scheme not in ("http", "https") or parts.netloc.lower() != request.get_host().lower():
        return None
    language = translation.get_language_from_path(parts.path)
    if language is None:
        return None
    with translation.override(language):
        return _at_path(request, parts.path)


def _split(address: str) -> SplitResult | None:
    try:
        return urlsplit(address.strip())
    except ValueError:  # half an IPv6 address
        return None


def _at_path(request: HttpRequest, path: str) -> Any | None:
    try:
        match = resolve(path)
    except Resolver404:
        return None
    if match.url_name == "embed":
        return visible_programme(match.kwargs["uuid"])
    if match.url_name != SERVE:
        return None
    try:
        route = Page.route_for_request(request, match.args[0] if match.args else match.kwargs.get("path", ""))
    except Http404:
        return None
    page = route.page if route else None
    return visible_programme(page.uuid) if isinstance(page, EpisodePage | CapsulePage) else None
