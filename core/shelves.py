"""What upper layers contribute to the pages of lower ones: “everything about this concept”, “all they did”.

The thesaurus and the directory know no content; whoever does registers a provider here.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class ShelfGroup:
    """Some of the things under one heading (a role, a type), and where to see all of them."""

    heading: str
    total: int
    url: str
    cards: Sequence[Any]

    @property
    def card_level(self) -> int:
        """The level of the cards' headings: under the group's own when it has one."""
        return 4 if self.heading else 3


@dataclass(frozen=True)
class Shelf:
    """What a page shows of a subject's works. `available` is False when the index cannot answer."""

    total: int = 0
    url: str = ""
    groups: Sequence[ShelfGroup] = field(default_factory=list)
    available: bool = True


ShelfProvider = Callable[[Any], Shelf]
CountProvider = Callable[[Sequence[Any]], dict[int, int]]

_shelves: dict[str, ShelfProvider] = {}
_counts: dict[str, CountProvider] = {}


def register_shelf(kind: str, provider: ShelfProvider, counts: CountProvider) -> None:
    """Declare who knows the works of a kind of thing (`thesaurus.concept`, `directory.agent`)."""
    _shelves[kind] = provider
    _counts[kind] = counts


def shelf_of(thing: Any) -> Shelf:
    """The works of one concept or agent; an empty shelf when nobody knows any."""
    provider = _shelves.get(thing._meta.label_lower)
    return provider(thing) if provider else Shelf()


def counts_of(things: Sequence[Any]) -> dict[int, int]:
    """How many visible works each thing has, by its public number."""
    if not things:
        return {}
    provider = _counts.get(things[0]._meta.label_lower)
    return provider(things) if provider else {}
