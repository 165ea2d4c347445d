"""In which order the episodes of a show are offered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from audiovisual.models import EpisodePage, SeasonPage, ShowPage
from audiovisual.showing.rows import above

LAST = 1 << 20
"""Where an episode stands that has no number, or is in no season."""


@dataclass(frozen=True, slots=True)
class Listed:
    """What puts an episode in its place."""

    pk: int
    path: str
    kind: str
    number: int | None
    published_at: datetime


def seasons_of(show: ShowPage) -> list[SeasonPage]:
    """The seasons of a show that may be seen, the first first; one query."""
    return list(SeasonPage.objects.visible().child_of(show).select_related("locale").order_by("number", "path"))


def listed_in(place: Any) -> list[Listed]:
    """The episodes of a show or a season that may be seen, in no order; one query, whatever they hold."""
    values = EpisodePage.objects.visible().of_show(place).order_by()
    return [Listed(*row) for row in values.values_list("pk", "path", "kind", "number", "published_at")]


def in_order(listed: Sequence[Listed], show: ShowPage, seasons: Sequence[SeasonPage]) -> list[Listed]:
    """As the show offers them: the last first, or, in one that is to be followed, the first of the first season."""
    if show.kind == ShowPage.Kind.EPISODIC:
        return sorted(listed, key=lambda one: (one.published_at, one.pk), reverse=True)
    numbers: Mapping[str, int] = {season.path: season.number for season in seasons}

    def place(one: Listed) -> tuple[Any, ...]:
        number = LAST if one.number is None else one.number
        return numbers.get(above(one.path), LAST), number, one.published_at, one.pk

    return sorted(listed, key=place)


def without_trailers(listed: Sequence[Listed]) -> tuple[list[Listed], list[Listed]]:
    """The trailers, the last first, and the others in the order given."""
    trailers = [one for one in listed if one.kind == EpisodePage.Kind.TRAILER]
    others = [one for one in listed if one.kind != EpisodePage.Kind.TRAILER]
    return sorted(trailers, key=lambda one: (one.published_at, one.pk), reverse=True), others


def read_in_order(listed: Sequence[Listed]) -> list[EpisodePage]:
    """The episodes themselves, for a list; one query and that of their pictures."""
    if not listed:
        return []
    found = {
        page.pk: page for page in EpisodePage.objects.visible().for_lists().filter(pk__in=[one.pk for one in listed])
    }
    return [found[one.pk] for one in listed if one.pk in found]
