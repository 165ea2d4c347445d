"""Things of other parts of the site that a dossier holds, shown through the search contract."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.html import escape
from django.utils.translation import get_language

from magazine.models import DossierItemPage
from magazine.placing import PLACED, placed_keys
from search.contract import SearchDocument
from search.references import CardHit
from search.registry import sources


@dataclass(frozen=True)
class Thing:
    """Something placed in a dossier, as lists print it, and the address of its page."""

    hit: CardHit
    path: str


def visible_things(items: Sequence[DossierItemPage]) -> set[int]:
    """The keys of those items whose thing may be seen; a query for each kind of thing there is, at most."""
    found: set[int] = set()
    for field, name in PLACED.items():
        keys, source = placed_keys(items, field), sources.get(name)
        if keys and source is not None:
            visible = set(source.visible().filter(pk__in=keys).values_list("pk", flat=True))
            found |= {item.pk for item in items if getattr(item, f"{field}_id") in visible}
    return found


def things_of(items: Sequence[DossierItemPage]) -> dict[int, Thing]:
    """The things of some items as cards, by the item's key; a fixed number of queries, hidden ones left out."""
    found: dict[int, Thing] = {}
    for field, name in PLACED.items():
        keys, source = placed_keys(items, field), sources.get(name)
        if keys and source is not None:
            rows = list(source.visible().filter(pk__in=keys))
            built = zip(rows, source.build(rows), strict=True)
            things = {row.pk: _thing(document, source.localise) for row, document in built}
            placed = ((item.pk, getattr(item, f"{field}_id")) for item in items)
            found |= {pk: things[key] for pk, key in placed if key in things}
    return found


def _thing(document: Any, localise: Any) -> Thing:
    """A document of the search as a card."""
    built: SearchDocument = document
    path = localise(built.card, (get_language() or "fr")[:2]) if localise else built.path
    hit = CardHit(built.card, escape(built.title), built.card_template, language=built.language)
    return Thing(hit, path)


def thing_path(item: DossierItemPage) -> str:
    """The address of an item's thing in the current language; "" while it may not be seen."""
    thing = things_of([item]).get(item.pk)
    return thing.path if thing else ""
