"""Answers to those who read feeds: most come back for nothing, and are told so before anything is read or rendered."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, quote_etag

from core.feeds.addresses import origin_of
from core.feeds.documents import CONTENT_TYPES, NO_DATE, Feed
from core.feeds.registry import MOST_ENTRIES, entries_of, state_of
from core.feeds.writing import write_feed
from core.navigation import read_site_map

FORMAT = "1"
"""Changed with what feeds say, so that readers fetch them again."""


@dataclass(frozen=True)
class FeedHead:
    """What is known of a feed before it is built. `path` is the page it follows; its own address stands under it."""

    identifier: str
    title: str
    path: str
    language: str
    subtitle: str = ""


def answer_feed(
    request: HttpRequest, syntax: str, head: FeedHead, thing: Any, most: int = MOST_ENTRIES
) -> HttpResponse:
    """The feed of a thing, or 304 for who has it already: its entries are read for the others alone."""
    state = state_of(thing)
    updated = state.newest or NO_DATE
    known = _digest(FORMAT, request.get_host(), syntax, repr(head), state.count, updated.isoformat())
    if (unchanged := _unchanged(request, known, updated)) is not None:
        return unchanged
    origin = origin_of(request)
    feed = Feed(
        identifier=head.identifier,
        title=head.title,
        url=origin + head.path,
        own_url=f"{origin}{head.path}{syntax}/",
        updated=updated,
        author=house_name(request, head.language),
        language=head.language,
        subtitle=head.subtitle,
        entries=entries_of(thing, origin, most),
    )
    return _answer(write_feed(feed, syntax), syntax, known, updated)


def answer_built(request: HttpRequest, syntax: str, feed: Feed) -> HttpResponse:
    """The same for a feed whose changes can only be told by building it."""
    body = write_feed(feed, syntax)
    known = _digest(body)
    return _unchanged(request, known, feed.updated) or _answer(body, syntax, known, feed.updated)


def house_name(request: HttpRequest, language: str) -> str:
    """Who stands behind every feed."""
    facts = read_site_map(request).navigation(language).facts
    return facts.organisation or facts.name


def _digest(*parts: object) -> str:
    whole = hashlib.sha256()
    for part in parts:
        whole.update(part if isinstance(part, bytes) else f"{part}\n".encode())
    return quote_etag(whole.hexdigest()[:32])


def _headers(known: str, updated: datetime) -> dict[str, str]:
    return {"ETag": known, "Last-Modified": http_date(updated.timestamp()), "Cache-Control": "no-cache"}


def _unchanged(request: HttpRequest, known: str, updated: datetime) -> HttpResponse | None:
    """304 for who has the feed already."""
    found = get_conditional_response(request, known, int(updated.timestamp()))
    if found is None:
        return None
    for name, value in _headers(known, updated).items():
        found.headers[name] = value
    return found


def _answer(body: bytes, syntax: str, known: str, updated: datetime) -> HttpResponse:
    return HttpResponse(body, content_type=CONTENT_TYPES[syntax], headers=_headers(known, updated))
