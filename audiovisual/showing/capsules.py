"""The page of the capsules and of a series."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest
from django.utils.text import Truncator

from audiovisual.models import CapsulePage, CapsulesPage, SeriesPage
from audiovisual.showing.pictures import SMALL_WIDE, WIDE, Cover, cover_of
from audiovisual.showing.podcasts import DESCRIPTION, following, playlists_of
from audiovisual.showing.rows import film_rows
from audiovisual.showing.structured_data import describe_films
from core.typography import typeset_text
from media_library.visibility import private_collections
from search.paging import page_path, pager_of, read_page

PER_PAGE = 24


@dataclass(frozen=True, slots=True)
class SeriesCard:
    """A series as lists print it."""

    url: str
    title: str
    summary: str
    cover: Cover
    count: int


def present_capsules(page: CapsulesPage, request: HttpRequest) -> dict[str, Any]:
    """Its series, then the films that stand alone, the last first, in pages. Raises Http404 past the last."""
    paginator = Paginator(CapsulePage.objects.visible().child_of(page).for_lists().newest_first(), PER_PAGE)
    asked = read_page(paginator, request.GET.get("page"))
    path = page.get_url(request) or ""
    rows = film_rows(list(asked.object_list), request)
    return {
        "series": _series_of(page, request) if asked.number == 1 else [],
        "films": [row for row in rows if row.page.kind == CapsulePage.Kind.CAPSULE],
        "documentaries": [row for row in rows if row.page.kind == CapsulePage.Kind.DOCUMENTARY],
        "playlists": playlists_of(page, request) if asked.number == 1 else [],
        "pager": pager_of(paginator, asked.number, path),
        "canonical": page_path(path, asked.number),
        **following(page, request),
    }


def _series_of(page: CapsulesPage, request: HttpRequest) -> list[SeriesCard]:
    """The series under the page, in the order of the tree, with how many films each has; two queries and pictures."""
    found = list(SeriesPage.objects.visible().child_of(page).select_related("locale", "image").order_by("path"))
    private = private_collections() if any(one.image_id for one in found) else set()
    paths = list(CapsulePage.objects.visible().descendant_of(page).values_list("path", flat=True)) if found else []
    return [_series_card(one, paths, private, request) for one in found]


def _series_card(series: SeriesPage, paths: Sequence[str], private: set[int], request: HttpRequest) -> SeriesCard:
    language = series.locale.language_code
    return SeriesCard(
        series.get_url(request) or "",
        typeset_text(series.title, language),
        typeset_text(series.summary, language),
        cover_of(series, "video", [series.image], private, SMALL_WIDE),
        sum(path.startswith(series.path) for path in paths),
    )


def present_series(page: SeriesPage, request: HttpRequest) -> dict[str, Any]:
    """Its films, in the order of the tree."""
    films = film_rows(list(CapsulePage.objects.visible().child_of(page).for_lists().order_by("path")), request)
    return {
        "title": typeset_text(page.title, page.locale.language_code),
        "cover": cover_of(page, "video", [page.image], private_collections(), WIDE),
        "rows": films,
        **following(page, request),
        "description": Truncator(page.summary).chars(DESCRIPTION),
        "structured_data": describe_films(page, request, films),
    }
