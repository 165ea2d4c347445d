"""Which recordings pages show: a recording exists for visitors only while something public plays it.

The library knows no page; apps whose pages play recordings say here which of them are public.
"""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

Shower = Callable[[], QuerySet]
_showers: dict[str, Shower] = {}


def register_shower(name: str, shower: Shower) -> None:
    """Declare pages that play recordings: `shower` gives a query of the keys of recordings that public pages play."""
    _showers[name] = shower


def played_in_public(relation: str = "pk") -> Q:
    """The recordings (at the end of `relation`) that some public page plays."""
    played = Q(pk__in=[])
    for shower in _showers.values():
        played |= Q(**{f"{relation}__in": shower()})
    return played


@dataclass(frozen=True, slots=True)
class Played:
    """A public page that plays a recording: its UUID, its address without the site, that of the player other sites
    embed ("" where there is none)."""

    uuid: UUID
    path: str
    embed_path: str = ""


Finder = Callable[[int], list[Played]]
_finders: dict[str, Finder] = {}


def register_programmes(name: str, finder: Finder) -> None:
    """Declare who knows the public pages, oldest first, that play a recording (its key) or another version of it."""
    _finders[name] = finder


def programmes_playing(recording: int) -> list[Played]:
    """The public pages that play a recording, in the order of the declarations; [] when none does."""
    return [played for finder in _finders.values() for played in finder(recording)]
