"""Lists of news and press releases: the newest first, by year, in pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest

from home.models import Bulletin, BulletinIndex
from home.models.bulletins import BulletinQuerySet
from media_library.visibility import is_public_file, private_collections
from search.paging import page_path, pager_of, read_page

PER_PAGE = 20
PICTURE_FILTER = "fill-320x200|format-webp|webpquality-75"


@dataclass(frozen=True)
class YearLink:
    """A year that has something, and whether it is the one shown; `year` is None for all of them."""

    year: int | None
    url: str
    current: bool


@dataclass(frozen=True)
class Row:
    """One line of a list."""

    bulletin: Bulletin
    url: str
    picture: Any


def present_list(index: BulletinIndex, request: HttpRequest, year: int | None = None) -> dict[str, Any]:
    """A page of the list, of one year or of all. Raises Http404 for a year or a page that has nothing."""
    bulletins = index.bulletins()
    years = bulletins.years()
    if year is not None and year not in years:
        raise Http404
    home = index.get_url(request) or ""
    path = f"{home}{year}/" if year else home
    listed = bulletins.of_year(year) if year else bulletins
    paginator = Paginator(listed.for_lists().newest_first(), PER_PAGE)
    shown = read_page(paginator, request.GET.get("page"))
    return {
        "rows": list_rows(shown.object_list, request),
        "total": paginator.count,
        "year": year,
        "years": [YearLink(None, home, year is None), *(YearLink(one, f"{home}{one}/", one == year) for one in years)],
        "pager": pager_of(paginator, shown.number, path),
        "canonical": page_path(path, shown.number),
        **({"crumbs": [(str(year), path)], "alternates": {}} if year else {}),
    }


def list_rows(bulletins: Sequence[Bulletin], request: HttpRequest | None = None) -> list[Row]:
    """Lines for bulletins read with `for_lists`; a private picture is left out."""
    private = private_collections() if any(one.image_id for one in bulletins) else set()
    return [Row(one, one.get_url(request) or "", _picture(one, private)) for one in bulletins]


def latest_news(bulletins: BulletinQuerySet, count: int, request: HttpRequest | None = None) -> list[Row]:
    """The last ones."""
    return list_rows(list(bulletins.for_lists().newest_first()[:count]), request)


def _picture(bulletin: Bulletin, private: set[int]) -> Any:
    if bulletin.image is None or not is_public_file(bulletin.image, private):
        return None
    try:
        return bulletin.image.get_rendition(PICTURE_FILTER)
    except (OSError, ValueError):  # the file is gone or is no picture
        return None
