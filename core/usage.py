"""What uses a thing: asked before it is withdrawn, and counted beside it in the editors' lists.

The thesaurus and the directory know no content; whoever uses their things registers here.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

SHOWN = 20
"""How many of each kind are named; the rest is counted."""


@dataclass(frozen=True)
class Use:
    """One thing that uses another: what it is called, where it is edited, and a word on its state ("" when public)."""

    text: str
    url: str
    state: str = ""


@dataclass(frozen=True)
class UseKind:
    """All uses of one kind: how many, and the first of them."""

    heading: str
    total: int
    uses: Sequence[Use] = field(default_factory=list)

    @property
    def others(self) -> int:
        """How many are not named."""
        return self.total - len(self.uses)


UsageProvider = Callable[[Any], Sequence[UseKind]]
UsageCounter = Callable[[Sequence[int]], dict[int, int]]

_providers: dict[str, list[UsageProvider]] = {}
_counters: dict[str, UsageCounter] = {}


def register_usage(kind: str, provider: UsageProvider) -> None:
    """Declare who uses a kind of thing (`thesaurus.concept`); it answers in a fixed number of queries."""
    known = _providers.setdefault(kind, [])
    if provider not in known:
        known.append(provider)


def register_usage_count(kind: str, counter: UsageCounter) -> None:
    """Declare who counts the records of many things at once, by primary key, drafts among them."""
    _counters[kind] = counter


def usages_of(thing: Any) -> list[UseKind]:
    """Everything that uses a thing, kind by kind; kinds without any are left out."""
    found = [kind for provider in _providers.get(thing._meta.label_lower, ()) for kind in provider(thing)]
    return [kind for kind in found if kind.total]


def usage_counts(kind: str, keys: Sequence[int]) -> dict[int, int]:
    """How many records use each thing, by primary key; one query."""
    counter = _counters.get(kind)
    return counter(keys) if counter and keys else {}


def parts_naming(model: Any, **wanted: Any) -> Any:
    """The parts of pages that name a thing, by the place of their page."""
    return model._default_manager.filter(**wanted).select_related("page").order_by("page__path", "pk")


def page_of_part(part: Any) -> Any:
    """The page a part belongs to."""
    return part.page


def page_uses(heading: str, things: Any, page_of: Callable[[Any], Any]) -> UseKind:
    """Uses by pages: how many of these things there are, and the pages of the first of them."""
    pages = [page_of(one) for one in things[:SHOWN]]
    return UseKind(heading, things.count(), [_use_by(page) for page in pages])


def _use_by(page: Any) -> Use:
    return Use(page.title, reverse("wagtailadmin_pages:edit", args=[page.pk]), "" if page.live else _("brouillon"))
