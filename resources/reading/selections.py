"""Thematic selections: their pages, their feed, their place on the home page."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from core.covers import letters_of
from core.feeds.addresses import origin_of
from core.feeds.answers import answer_built, house_name
from core.feeds.documents import ATOM, Entry, Feed
from media_library.visibility import is_public_file, private_collections
from resources.models import Record, SelectionEntry, SelectionPage
from resources.reading.cards import RecordCard, record_cards

SHOWN_ON_HOME = 3
COVER_FILTER = "fill-640x360|format-webp|webpquality-75"


def entries_of(page: SelectionPage) -> list[tuple[Record, str]]:
    """The visible records of a selection in its order, each with its comment; a merged one gives its successor."""
    rows = page.entries.select_related("record", "record__merged_into").order_by("sort_order", "pk")
    found: dict[int, tuple[Record, str]] = {}
    for entry in rows:
        record = entry.record.resolve()
        found.setdefault(record.pk, (record, entry.comment))
    visible = Record.objects.visible().in_bulk(list(found))
    return [(visible[pk], comment) for pk, (_record, comment) in found.items() if pk in visible]


def comments_of(pages: Sequence[SelectionPage]) -> dict[int, list[str]]:
    """The comments on visible records, by selection; one query."""
    comments: dict[int, list[str]] = {}
    for page, comment in SelectionEntry.objects.on_visible_records(pages).values_list("page_id", "comment"):
        comments.setdefault(page, []).append(comment)
    return comments


def selection_cards(page: SelectionPage) -> list[RecordCard]:
    """What the page of a selection lists."""
    entries = entries_of(page)
    return record_cards([record for record, _comment in entries], {one.pk: comment for one, comment in entries})


def selection_picture(page: SelectionPage) -> Any:
    """Its picture, unless it is private or cannot be read; None then."""
    if page.cover is None or not is_public_file(page.cover, private_collections()):
        return None
    try:
        return page.cover.get_rendition(COVER_FILTER)
    except (OSError, ValueError):  # the file is gone or is no picture
        return None


def present_selections(request: HttpRequest) -> dict[str, Any]:
    """Every selection with its picture and how many of its records may be seen; a fixed number of queries."""
    pages = list(SelectionPage.objects.visible().in_language((get_language() or "fr")[:2]).order_by("path"))
    return {"selections": describe_selections(pages)}


def describe_selections(pages: Sequence[SelectionPage]) -> list[dict[str, Any]]:
    """What a list of selections prints of each."""
    counts = dict(Record.objects.visible().count_by_selection([page.pk for page in pages]))
    return [
        {
            "title": page.title,
            "url": page.get_url(),
            "introduction": page.introduction,
            "count": counts.get(page.pk, 0),
            "uuid": str(page.uuid),
            "letters": letters_of(page.title),
        }
        for page in pages
    ]


def home_selections(language: str) -> list[dict[str, Any]]:
    """Those the editors want on the front page, at most three."""
    pages = SelectionPage.objects.visible().in_language(language).on_home_page()
    return describe_selections(list(pages.order_by("path")[:SHOWN_ON_HOME]))


def show_feed(page: SelectionPage, request: HttpRequest) -> HttpResponse:
    """A selection as an Atom feed, in the order of the shelf and in the language of the page."""
    language = (get_language() or "fr")[:2]
    origin, path = origin_of(request), str(page.get_url(request) or "/")
    entries = [_entry(card, origin) for card in selection_cards(page)]
    feed = Feed(
        identifier=f"urn:uuid:{page.uuid}",
        title=page.title,
        url=origin + path,
        own_url=f"{origin}{path}atom/",
        updated=max([page.changed_at, *(entry.updated for entry in entries)]),
        author=house_name(request, language),
        language=language,
        subtitle=page.introduction,
        entries=entries,
    )
    return answer_built(request, ATOM, feed)


def _entry(card: RecordCard, origin: str) -> Entry:
    """A document of the shelf: why it is there, else who made it; dated by when its public face last changed."""
    record = card.record
    return Entry(
        uuid=record.uuid,
        title=str(card.hit.card["title"]),
        url=origin + card.path,
        updated=record.changed_at,
        published=record.added_at,
        language=record.main_language,
        summary=card.comment or str(card.hit.card["by"]),
    )
