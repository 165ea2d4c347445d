"""What stands around an episode or a film: its show or its series, what comes before and after, other languages."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest

from audiovisual.models import CapsulePage, EpisodePage, SeasonPage, SeriesPage, ShowPage
from audiovisual.showing.order import in_order, listed_in, read_in_order, seasons_of, without_trailers
from audiovisual.showing.rows import Row, above, episode_rows, film_rows, shelf_of
from core.private_pages import is_private
from core.typography import typeset_text

BESIDE = 4


@dataclass(frozen=True, slots=True)
class Around:
    """The show (and its season) or the series something stands in, and its neighbours there.

    `whole` is None for a film that stands alone; `whole_url` is "" while it is not public.
    """

    whole: Any = None
    whole_title: str = ""
    whole_url: str = ""
    season: SeasonPage | None = None
    season_url: str = ""
    previous: Row | None = None
    next: Row | None = None
    beside: list[Row] = field(default_factory=list)


def around_episode(page: EpisodePage, request: HttpRequest) -> Around:
    """The show of an episode, and what comes before and after it for who listens; a fixed number of queries."""
    show = ShowPage.objects.ancestor_of(page).select_related("locale", "artwork").first()
    if show is None:
        return Around()
    seasons = seasons_of(show)
    season = next((one for one in seasons if one.path == above(page.path)), None)
    _trailers, listed = without_trailers(in_order(listed_in(show), show, seasons))
    told = listed[::-1] if show.kind == ShowPage.Kind.EPISODIC else listed
    place = next((place for place, one in enumerate(told) if one.pk == page.pk), None)
    neighbours = _neighbours(told, place)
    beside = [one for one in listed if one.pk != page.pk and one not in neighbours][:BESIDE]
    wanted = [one for one in (*neighbours, *beside) if one is not None]
    rows = {row.page.pk: row for row in episode_rows(read_in_order(wanted), shelf_of([show], seasons), request)}
    before, after = (rows.get(one.pk) if one else None for one in neighbours)
    return Around(
        whole=show,
        whole_title=typeset_text(show.title, show.locale.language_code),
        whole_url=public_url(show, request),
        season=season,
        season_url=(season.get_url(request) or "") if season else "",
        previous=before,
        next=after,
        beside=[rows[one.pk] for one in beside if one.pk in rows],
    )


def around_capsule(page: CapsulePage, request: HttpRequest) -> Around:
    """The series of a film and the others in it, else the latest films that stand alone as it does."""
    series = SeriesPage.objects.ancestor_of(page).select_related("locale").first()
    films = CapsulePage.objects.visible().filter(path__startswith=above(page.path), depth=page.depth).for_lists()
    if series is None:
        rows = film_rows(list(films.exclude(pk=page.pk).newest_first()[:BESIDE]), request)
        return Around(beside=rows)
    rows = film_rows(list(films.order_by("path")), request)
    place = next((place for place, row in enumerate(rows) if row.page.pk == page.pk), None)
    before, after = _neighbours(rows, place)
    return Around(
        whole=series,
        whole_title=typeset_text(series.title, series.locale.language_code),
        whole_url=public_url(series, request),
        previous=before,
        next=after,
        beside=[row for row in rows if row.page.pk != page.pk],
    )


def _neighbours(rows: Sequence[Any], place: int | None) -> tuple[Any, Any]:
    """What stands before and after a place."""
    if place is None:
        return None, None
    return rows[place - 1] if place else None, rows[place + 1] if place + 1 < len(rows) else None


def public_url(page: Any, request: HttpRequest) -> str:
    """The address of a page that stands above, "" while visitors may not see it."""
    return (page.get_url(request) or "") if page.live and not is_private(page) else ""
