"""Where apps say which entries the feed of a thing has: articles of a person or a subject, and what comes later.

The directory and the thesaurus know no content; whoever has texts that can be read whole registers here. Descriptions
of documents are not among them: a search of the catalogue has a feed of its own.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from core.feeds.documents import NO_DATE, Entry

MOST_ENTRIES = 20


@dataclass(frozen=True, slots=True)
class State:
    """What tells cheaply whether a feed changed: how many things it is about, and when the newest change was."""

    count: int = 0
    newest: datetime | None = None

    def __add__(self, other: "State") -> "State":
        """The state of two sources together."""
        newest = max((date for date in (self.newest, other.newest) if date), default=None)
        return State(self.count + other.count, newest)


@dataclass(frozen=True)
class EntrySource:
    """One kind of text a thing has in its feed.

    `state` is one cheap query; `entries` gives at most so many, whole, the first to be read first, and its addresses
    begin with the origin it is given.
    """

    state: Callable[[Any], State]
    entries: Callable[[Any, str, int], Sequence[Entry]]


_sources: dict[str, list[EntrySource]] = {}


def register_entries(kind: str, source: EntrySource) -> None:
    """Declare what the feeds of a kind of thing (`thesaurus.concept`) hold."""
    known = _sources.setdefault(kind, [])
    if source not in known:
        known.append(source)


def state_of(thing: Any) -> State:
    """Whether anything of a thing's feed changed; one query a source."""
    return sum((source.state(thing) for source in _sources_of(thing)), State())


def entries_of(thing: Any, origin: str, most: int = MOST_ENTRIES) -> list[Entry]:
    """The entries of a thing's feed: of one source as it orders them, of several the newest first."""
    sources = _sources_of(thing)
    entries = [entry for source in sources for entry in source.entries(thing, origin, most)]
    if len(sources) > 1:
        entries.sort(key=lambda entry: entry.published or NO_DATE, reverse=True)
    return entries[:most]


def has_feed(thing: Any) -> bool:
    """Whether there is anything to follow."""
    return state_of(thing).count > 0


def _sources_of(thing: Any) -> list[EntrySource]:
    return _sources.get(thing._meta.label_lower, [])
