"""Podcasts and capsules for machines, in the words of schema.org; only what is shown."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.http import HttpRequest
from django.utils.safestring import SafeString

from audiovisual.models import CapsulePage, EpisodePage, PlaylistPage, SeasonPage, SeriesPage, ShowPage
from audiovisual.podcasts.addresses import feed_path
from audiovisual.showing.names import Credit
from audiovisual.showing.pictures import Cover
from audiovisual.showing.rows import Row
from core.share_pictures import FILE_NAME
from core.structured_data import as_script
from media_library.durations import iso_duration
from media_library.licences import LICENCE_ADDRESSES

SCHEMA = "https://schema.org"


def address_of(page: Any, request: HttpRequest) -> str:
    """The whole address of a page."""
    return request.build_absolute_uri(page.get_url(request) or "")


def filled(node: dict[str, Any]) -> dict[str, Any]:
    """A node without what nobody said."""
    return {key: value for key, value in node.items() if value not in ("", None, [], {})}


def describe_show(
    page: ShowPage, request: HttpRequest, cover: Cover, hosts: Iterable[Credit], rows: Iterable[Row]
) -> SafeString:
    """A show, who makes it, where its feed is, and the episodes the page lists."""
    return as_script(
        {
            "@context": SCHEMA,
            **series_node(page, request),
            "description": page.summary,
            "image": request.build_absolute_uri(cover.picture.url)
            if cover.picture
            else address_of(page, request) + FILE_NAME,
            "author": [person_node(one) for one in hosts],
            "license": LICENCE_ADDRESSES.get(page.licence, ""),
            "hasPart": [row_node(row, request) for row in rows],
        }
    )


def series_node(show: ShowPage, request: HttpRequest) -> dict[str, Any]:
    """A show as its own page and its episodes name it."""
    return filled(
        {
            "@type": "PodcastSeries",
            "@id": address_of(show, request),
            "url": address_of(show, request),
            "name": show.title,
            "inLanguage": show.spoken_language or show.locale.language_code,
            "webFeed": request.build_absolute_uri(feed_path(show)),
        }
    )


def describe_season(page: SeasonPage, show: ShowPage, request: HttpRequest, rows: Iterable[Row]) -> SafeString:
    """A season, its show, and the episodes the page lists."""
    return as_script(
        {
            "@context": SCHEMA,
            "@type": "PodcastSeason",
            "@id": address_of(page, request),
            "url": address_of(page, request),
            "name": page.title,
            "seasonNumber": page.number,
            "description": page.introduction,
            "inLanguage": page.locale.language_code,
            "partOfSeries": series_node(show, request) if show.live else "",
            "hasPart": [row_node(row, request) for row in rows],
        }
    )


def describe_films(page: SeriesPage, request: HttpRequest, rows: Sequence[Row]) -> SafeString:
    """A series of films and what is in it."""
    return as_script(
        {
            "@context": SCHEMA,
            "@type": "CreativeWorkSeries",
            "@id": address_of(page, request),
            "url": address_of(page, request),
            "name": page.title,
            "description": page.summary,
            "inLanguage": page.locale.language_code,
            "hasPart": [row_node(row, request) for row in rows],
        }
    )


def describe_playlist(page: PlaylistPage, request: HttpRequest, rows: Sequence[Row]) -> SafeString:
    """A playlist, in its order."""
    return as_script(
        {
            "@context": SCHEMA,
            "@type": "ItemList",
            "@id": address_of(page, request),
            "url": address_of(page, request),
            "name": page.title,
            "description": page.introduction,
            "itemListOrder": f"{SCHEMA}/ItemListOrderAscending",
            "numberOfItems": len(rows),
            "itemListElement": [
                {"@type": "ListItem", "position": place, "item": row_node(row, request)}
                for place, row in enumerate(rows, start=1)
            ],
        }
    )


def row_node(row: Row, request: HttpRequest) -> dict[str, Any]:
    """An episode or a film as a list names it."""
    is_episode = isinstance(row.page, EpisodePage)
    address = request.build_absolute_uri(row.url)
    return filled(
        {
            "@type": "PodcastEpisode" if is_episode else "VideoObject",
            "@id": address,
            "url": address,
            "name": row.page.title,
            "datePublished" if is_episode else "uploadDate": row.published_at.isoformat(),
            "episodeNumber": row.page.number if is_episode else None,
            "thumbnailUrl": "" if is_episode else thumbnail_of(row.page, row.cover, request),
            "duration": iso_duration(row.seconds),
        }
    )


def thumbnail_of(page: CapsulePage, cover: Cover, request: HttpRequest) -> str:
    """The whole address of the picture of a film: its own, else the woven one it is shared with."""
    if cover.picture:
        return request.build_absolute_uri(cover.picture.url)
    return address_of(page, request) + FILE_NAME


def person_node(person: Credit) -> dict[str, Any]:
    """Somebody, with what the directory calls them."""
    kind = "Person" if person.is_person else "Organization"
    return filled({"@type": kind, "@id": person.identity, "name": person.name})
