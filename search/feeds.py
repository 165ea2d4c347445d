"""The feed of a search: what was entered last, each entry dated by its last public change."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from html import unescape
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.html import strip_tags
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core.feeds.addresses import origin_of
from core.feeds.answers import answer_built, house_name
from core.feeds.documents import ATOM, NO_DATE, Entry, Feed
from search import registry
from search.addresses import SearchAddress
from search.contract import SearchHit
from search.presentation import path_of
from search.services import engine

MOST_ENTRIES = 50
TAG_YEAR = 2026
"""The year from which the tag: identifiers of feeds are ours; part of each for ever."""


def feed_response(page: Any, request: HttpRequest, address: SearchAddress, path: str) -> HttpResponse:
    """The feed, or 304 when the reader has it already. Raises SearchUnavailable."""
    language = (get_language() or "fr")[:2]
    asked = replace(
        address.request(page.search_kinds, (), language), sort="added", page=1, per_page=MOST_ENTRIES,
        histogram=False, highlight=False, suggest=False,
    )  # fmt: skip
    origin = origin_of(request)
    entries = _visible_entries(engine().search(asked).hits, origin, language)
    shown = replace(address, sort="relevance", page=1, per_page=20)
    own_path = shown.url(f"{path}atom/")
    title = _("%(page)s : %(query)s") % {"page": page.title, "query": address.query} if address.query else page.title
    feed = Feed(
        identifier=f"tag:{urlsplit(origin).hostname or 'localhost'},{TAG_YEAR}:{own_path}",
        title=title,
        url=origin + shown.url(path),
        own_url=origin + own_path,
        updated=max((entry.updated for entry in entries), default=page.last_published_at or NO_DATE),
        author=house_name(request, language),
        language=language,
        entries=entries,
    )
    return answer_built(request, ATOM, feed)


def _visible_entries(hits: Sequence[SearchHit], origin: str, language: str) -> list[Entry]:
    """The hits that an anonymous visitor may see now, with their dates; one query a kind."""
    by_kind: dict[str, list[UUID]] = {}
    for hit in hits:
        by_kind.setdefault(hit.kind, []).append(hit.uuid)
    dates: dict[tuple[str, UUID], datetime] = {}
    for kind, uuids in by_kind.items():
        if source := registry.sources.get(kind):
            rows = source.visible().filter(uuid__in=uuids).values_list("uuid", "changed_at")
            dates.update({(kind, uuid): changed_at for uuid, changed_at in rows})
    return [
        Entry(
            uuid=hit.uuid,
            title=hit.title,
            url=origin + path_of(hit, language),
            updated=dates[hit.kind, hit.uuid],
            language=hit.language,
            summary=unescape(strip_tags(hit.snippet_html)),
        )
        for hit in hits
        if (hit.kind, hit.uuid) in dates
    ]
