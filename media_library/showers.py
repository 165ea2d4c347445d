"""Which recordings pages show: a recording exists for visitors only while something public plays it.

The library knows no page; apps whose pages play recordings say here which of them are public.
"""

from collections.abc import Callable

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
