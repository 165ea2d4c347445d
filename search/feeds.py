"""The Atom feed of a search (RFC 4287): what was entered last, each entry dated by its last public change."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from html import unescape
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID
from xml.etree.ElementTree import Element, SubElement, tostring

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.html import strip_tags
from django.utils.http import http_date, quote_etag
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core.navigation import read_site_map
from core.text import squeeze
from search import registry
from search.addresses import SearchAddress
from search.contract import SearchHit
from search.presentation import path_of
from search.services import engine

ATOM = "http://www.w3.org/2005/Atom"
MOST_ENTRIES = 50
TAG_YEAR = 2026
"""The year from which the tag: identifiers of feeds are ours; part of each for ever."""
NO_DATE = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Entry:
    """A hit that is visible now, and when it last changed in public."""

    hit: SearchHit
    changed_at: datetime


def feed_response(page: Any, request: HttpRequest, address: SearchAddress, path: str) -> HttpResponse:
    """The feed, or 304 when the reader has it already. Raises SearchUnavailable."""
    language = (get_language() or "fr")[:2]
    asked = replace(
        address.request(page.search_kinds, (), language), sort="added", page=1, per_page=MOST_ENTRIES,
        histogram=False, highlight=False, suggest=False,
    )  # fmt: skip
    entries = _visible_entries(engine().search(asked).hits)
    updated = max((entry.changed_at for entry in entries), default=page.last_published_at or NO_DATE)
    body = _write_feed(page, request, replace(address, sort="relevance", page=1, per_page=20), path, entries, updated)
    etag = quote_etag(hashlib.sha256(body).hexdigest()[:32])
    headers = {"ETag": etag, "Last-Modified": http_date(updated.timestamp()), "Cache-Control": "no-cache"}
    response = HttpResponse(body, content_type="application/atom+xml; charset=utf-8", headers=headers)
    found = get_conditional_response(request, etag, int(updated.timestamp()), response)
    return found if isinstance(found, HttpResponse) else response


def _visible_entries(hits: Sequence[SearchHit]) -> list[Entry]:
    """The hits that an anonymous visitor may see now, with their dates; one query a kind."""
    by_kind: dict[str, list[UUID]] = {}
    for hit in hits:
        by_kind.setdefault(hit.kind, []).append(hit.uuid)
    dates: dict[tuple[str, UUID], datetime] = {}
    for kind, uuids in by_kind.items():
        if source := registry.sources.get(kind):
            rows = source.visible().filter(uuid__in=uuids).values_list("uuid", "changed_at")
            dates.update({(kind, uuid): changed_at for uuid, changed_at in rows})
    return [Entry(hit, dates[hit.kind, hit.uuid]) for hit in hits if (hit.kind, hit.uuid) in dates]


def _write_feed(
    page: Any, request: HttpRequest, address: SearchAddress, path: str, entries: Sequence[Entry], updated: datetime
) -> bytes:
    language = (get_language() or "fr")[:2]
    base = f"{request.scheme}://{request.get_host()}"
    site = read_site_map(request).navigation(language).facts
    root = Element("feed", {"xmlns": ATOM, "xml:lang": language})
    host = urlsplit(base).hostname or "localhost"
    _add(root, "id", f"tag:{host},{TAG_YEAR}:{address.url(f'{path}atom/')}")
    title = _("%(page)s : %(query)s") % {"page": page.title, "query": address.query} if address.query else page.title
    _add(root, "title", title)
    _add(root, "updated", updated.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"))
    SubElement(
        root, "link", {"rel": "self", "type": "application/atom+xml", "href": base + address.url(f"{path}atom/")}
    )
    SubElement(root, "link", {"rel": "alternate", "type": "text/html", "href": base + address.url(path)})
    _add(SubElement(root, "author"), "name", site.organisation or site.name)
    for entry in entries:
        _add_entry(root, entry, base, language)
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + tostring(root, encoding="utf-8")


def _add_entry(root: Element, entry: Entry, base: str, language: str) -> None:
    made = SubElement(root, "entry", {"xml:lang": entry.hit.language} if entry.hit.language else {})
    _add(made, "id", f"urn:uuid:{entry.hit.uuid}")
    _add(made, "title", entry.hit.title)
    _add(made, "updated", entry.changed_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"))
    href = base + path_of(entry.hit, language)
    SubElement(made, "link", {"rel": "alternate", "type": "text/html", "href": href})
    if summary := unescape(strip_tags(entry.hit.snippet_html)):
        _add(made, "summary", summary)


def _add(parent: Element, name: str, text: str) -> None:
    """An element with its text, without characters XML refuses."""
    SubElement(parent, name).text = squeeze(text)
