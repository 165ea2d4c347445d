"""Thematic selections: their pages, their feed, their place on the home page."""

from collections.abc import Sequence
from typing import Any

from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.utils.feedgenerator import Atom1Feed
from django.utils.http import http_date
from django.utils.translation import get_language

from core.covers import letters_of
from core.navigation import read_site_map
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


class SelectionFeed(Feed[Record, SelectionPage]):
    """A selection as an Atom feed, in the order of the shelf."""

    feed_type = Atom1Feed

    def get_object(self, request: HttpRequest, page: SelectionPage) -> SelectionPage:
        """The page whose route this is; the feed is by the house."""
        facts = read_site_map(request).navigation((get_language() or "fr")[:2]).facts
        self.author_name = facts.organisation or facts.name
        return page

    def title(self, page: SelectionPage) -> str:
        """Its title."""
        return str(page.title)

    def link(self, page: SelectionPage) -> str:
        """Its address."""
        return str(page.get_url() or "/")

    def feed_guid(self, page: SelectionPage) -> str:
        """An identity that outlives its address."""
        return f"urn:uuid:{page.uuid}"

    def subtitle(self, page: SelectionPage) -> str:
        """What it is about."""
        return str(page.introduction)

    def items(self, page: SelectionPage) -> list[RecordCard]:
        """Its records."""
        return selection_cards(page)

    def item_title(self, item: RecordCard) -> str:
        """The title of the document."""
        return str(item.hit.card["title"])

    def item_description(self, item: RecordCard) -> str:
        """Why it is there, else who made it."""
        return item.comment or str(item.hit.card["by"])

    def item_link(self, item: RecordCard) -> str:
        """The record's page."""
        return item.path

    def item_guid(self, item: RecordCard) -> str:
        """The record's own identity."""
        return f"urn:uuid:{item.record.uuid}"

    def item_updateddate(self, item: RecordCard) -> Any:
        """When the record's public face last changed."""
        return item.record.changed_at

    def item_pubdate(self, item: RecordCard) -> Any:
        """When it came in."""
        return item.record.added_at


def show_feed(page: SelectionPage, request: HttpRequest) -> HttpResponse:
    """The feed, in the language of the page."""
    response = SelectionFeed()(request, page=page)
    if page.last_published_at:
        response.headers.setdefault("Last-Modified", http_date(page.last_published_at.timestamp()))
    return response
