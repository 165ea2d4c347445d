"""The page of the podcasts, of a show, of a season."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest
from django.utils.text import Truncator

from audiovisual.models import EpisodePage, PlaylistPage, PodcastsPage, SeasonPage, ShowPage
from audiovisual.podcasts.addresses import feed_path
from audiovisual.showing.names import hosts_of
from audiovisual.showing.order import Listed, in_order, listed_in, read_in_order, seasons_of, without_trailers
from audiovisual.showing.pictures import SMALL_SQUARE, SQUARE, Cover, cover_of
from audiovisual.showing.rows import episode_rows, shelf_of
from audiovisual.showing.structured_data import describe_season, describe_show
from core.languages import language_name
from core.typography import typeset_text
from media_library.licences import LICENCE_ADDRESSES
from media_library.visibility import private_collections
from search.paging import page_path, pager_of, read_page

PER_PAGE = 20
LATEST = 6
DESCRIPTION = 200
"""Characters search engines and shared links show."""


@dataclass(frozen=True, slots=True)
class ShowCard:
    """A show as lists print it."""

    url: str
    title: str
    summary: str
    cover: Cover
    is_complete: bool


@dataclass(frozen=True, slots=True)
class SeasonLink:
    """A season of a show, and how many episodes it has."""

    page: SeasonPage
    url: str
    title: str
    count: int


def present_podcasts(page: PodcastsPage, request: HttpRequest) -> dict[str, Any]:
    """Its shows, the latest episodes of all, and the lists made of them."""
    shows = list(ShowPage.objects.visible().child_of(page).select_related("locale", "artwork").order_by("path"))
    episodes = list(EpisodePage.objects.visible().of_show(page).without_trailers().for_lists().newest_first()[:LATEST])
    seasons = SeasonPage.objects.visible().descendant_of(page) if episodes else ()
    return {
        "shows": show_cards(shows, request),
        "latest": episode_rows(episodes, shelf_of(shows, seasons), request, names_show=True),
        "playlists": playlists_of(page, request),
        **following(page, request),
    }


def show_cards(shows: Sequence[ShowPage], request: HttpRequest) -> list[ShowCard]:
    """Shows as lists print them."""
    private = private_collections() if any(show.artwork_id for show in shows) else set()
    return [
        ShowCard(
            show.get_url(request) or "",
            typeset_text(show.title, show.locale.language_code),
            typeset_text(show.summary, show.locale.language_code),
            cover_of(show, "audio", [show.artwork], private, SMALL_SQUARE),
            show.is_complete,
        )
        for show in shows
    ]


def playlists_of(page: Any, request: HttpRequest) -> list[tuple[str, str, str]]:
    """Titles, addresses and introductions of the playlists right under a page."""
    lists = PlaylistPage.objects.visible().child_of(page).select_related("locale").order_by("path")
    return [
        (
            typeset_text(one.title, one.locale.language_code),
            one.get_url(request) or "",
            typeset_text(one.introduction, one.locale.language_code),
        )
        for one in lists
    ]


def present_show(page: ShowPage, request: HttpRequest) -> dict[str, Any]:
    """What it is, its trailers, and its episodes in the order it wants, in pages. Raises Http404 past the last."""
    seasons = seasons_of(page)
    listed = in_order(listed_in(page), page, seasons)
    private = private_collections()
    cover = cover_of(page, "audio", [page.artwork], private, SQUARE)
    hosts = hosts_of(page)
    found = _listing(page, page, seasons, listed, request)
    return {
        **found,
        "title": typeset_text(page.title, page.locale.language_code),
        "cover": cover,
        "hosts": hosts,
        "seasons": _season_links(seasons, listed, request),
        "platforms": list(page.platforms.all()),
        "licence_url": LICENCE_ADDRESSES.get(page.licence, ""),
        "spoken": language_name(page.spoken_language) if page.spoken_language else "",
        "description": Truncator(page.summary).chars(DESCRIPTION),
        "structured_data": describe_show(page, request, cover, hosts, found["rows"]),
    }


def present_season(page: SeasonPage, request: HttpRequest) -> dict[str, Any]:
    """Its episodes in the order of its show, in pages. Raises Http404 past the last."""
    show = ShowPage.objects.ancestor_of(page).select_related("locale", "artwork").get()
    found = _listing(page, show, [page], in_order(listed_in(page), show, [page]), request)
    cover = cover_of(show, "audio", [show.artwork], private_collections(), SQUARE)
    return {
        **found,
        "title": typeset_text(page.title, page.locale.language_code),
        "show": show,
        "show_url": show.get_url(request) if show.live else "",
        "show_title": typeset_text(show.title, show.locale.language_code),
        "cover": cover,
        "description": Truncator(page.introduction).chars(DESCRIPTION),
        "structured_data": describe_season(page, show, request, found["rows"]),
    }


def _listing(
    page: ShowPage | SeasonPage,
    show: ShowPage,
    seasons: Sequence[SeasonPage],
    listed: Sequence[Listed],
    request: HttpRequest,
) -> dict[str, Any]:
    """A page of the list of episodes; the trailers stand on top of the first."""
    trailers, others = without_trailers(listed)
    paginator = Paginator(others, PER_PAGE)
    asked = read_page(paginator, request.GET.get("page"))
    is_first = asked.number == 1
    episodes = read_in_order([*(trailers if is_first else []), *asked.object_list])
    rows = episode_rows(episodes, shelf_of([show], seasons), request)
    first = len(trailers) if is_first else 0
    path = page.get_url(request) or ""
    return {
        "trailers": rows[:first],
        "rows": rows[first:],
        "total": len(others),
        "page_number": asked.number,
        "pager": pager_of(paginator, asked.number, path),
        "canonical": page_path(path, asked.number),
        **following(page, request),
    }


def following(page: Any, request: HttpRequest) -> dict[str, str]:
    """The path of the feed of a page, and the whole address to copy."""
    path = feed_path(page)
    return {"feed": path, "feed_address": request.build_absolute_uri(path)}


def _season_links(seasons: Sequence[SeasonPage], listed: Sequence[Listed], request: HttpRequest) -> list[SeasonLink]:
    return [
        SeasonLink(
            season,
            season.get_url(request) or "",
            typeset_text(season.title, season.locale.language_code),
            sum(one.path.startswith(season.path) for one in listed),
        )
        for season in seasons
    ]
