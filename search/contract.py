"""The search contract: what is indexed, what may be asked, what is answered. Engines implement it, apps feed it.

Nothing here knows an engine or a type of content.
"""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Any, Protocol
from uuid import UUID


@dataclass(frozen=True, slots=True)
class TextPart:
    """One stretch of running text; the anchor leads to its place (a PDF page, a second of audio), "" for the whole.

    `label` is what that place is called, shown with a hit; `language` that of the text, when it is not the document's.
    What `goes_on` is followed by the rest of it in the next part: phrases run from one into the other, and a hit shows
    both while it leads to where the matched words begin.
    """

    text: str
    anchor: str = ""
    label: str = ""
    language: str = ""
    goes_on: bool = False


@dataclass(slots=True)
class SearchDocument:
    """One searchable thing, as the index holds it. Everything in it is public.

    `kind` and `uuid` are its identity; `language` (ISO 639-1, "" when unknown) chooses the stemming. `facets` maps a
    facet's name to values (concepts with all their broader ones). `card` is what the card template prints, plain JSON.
    `misspellings` are searched with the subjects, and never proposed as a better word. `publishers` are asked by their
    field alone: what else should find them stands in `parts`.
    """

    kind: str
    uuid: UUID
    title: str
    path: str
    language: str = ""
    sort_title: str = ""
    other_titles: Sequence[str] = ()
    people: Sequence[str] = ()
    publishers: Sequence[str] = ()
    subjects: Sequence[str] = ()
    misspellings: Sequence[str] = ()
    identifiers: Sequence[str] = ()
    parts: Sequence[TextPart] = ()
    facets: Mapping[str, Sequence[str]] = field(default_factory=dict)
    first_year: int | None = None
    last_year: int | None = None
    added_at: float = 0.0
    weight: float = 1.0
    card_template: str = ""
    card: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Name:
    """What a thing is called in a language; one that is not `shown` completes without being printed."""

    text: str
    language: str = ""
    shown: bool = True


@dataclass(slots=True)
class NamedThing:
    """Something that is not searched but completed while one types: a person, a subject. All of it is public.

    `group` is what it is listed under, `usage` how many things name it: the most used come first.
    """

    kind: str
    uuid: UUID
    group: str
    names: Sequence[Name]
    usage: int = 0
    card: Mapping[str, Any] = field(default_factory=dict)


Indexed = SearchDocument | NamedThing
TITLES = "title"
"""The group under which the titles of documents are completed."""


@dataclass(slots=True)
class Completion:
    """One thing whose name goes on as what was typed; a document has its path, a named thing its names."""

    group: str
    kind: str
    uuid: UUID
    names: Sequence[Name]
    path: str = ""
    card: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """What is asked. `filters` maps a facet to chosen values: several widen, several facets narrow.

    `query` is in the language of `search.query`. `facets` names the facets to count. `years` is an inclusive range,
    either end open. `page` counts from 1.
    """

    query: str = ""
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    years: tuple[int | None, int | None] = (None, None)
    kinds: tuple[str, ...] = ()
    facets: tuple[str, ...] = ()
    facet_size: int = 8
    histogram: bool = False
    sort: str = "relevance"
    page: int = 1
    per_page: int = 20
    language: str = "fr"
    highlight: bool = True
    suggest: bool = True


SORTS = ("relevance", "newest", "oldest", "title", "added")


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value of a facet and how many documents it would give."""

    value: str
    count: int


@dataclass(slots=True)
class SearchHit:
    """One answer: its stored document, with the matched words marked in safe HTML.

    `anchor` and `label` are those of the part the snippet begins in, and `snippet_language` is its language.
    """

    kind: str
    uuid: UUID
    path: str
    title: str
    title_html: str
    snippet_html: str
    anchor: str
    score: float
    card_template: str
    card: Mapping[str, Any]
    language: str = ""
    label: str = ""
    snippet_language: str = ""


@dataclass(slots=True)
class SearchResults:
    """The answer to one request. `years` are (first year of a period, count) pairs of `year_step` years."""

    hits: list[SearchHit]
    total: int
    facets: dict[str, list[FacetValue]] = field(default_factory=dict)
    more_values: dict[str, bool] = field(default_factory=dict)
    years: list[tuple[int, int]] = field(default_factory=list)
    year_step: int = 5
    suggestion: str = ""
    terms: tuple[str, ...] = ()


class SearchUnavailable(Exception):
    """The index cannot answer now; the site goes on without search and says so."""


class SearchEngine(Protocol):
    """What an engine can do. Every method may raise SearchUnavailable; none raises for what a visitor typed."""

    def search(self, request: SearchRequest) -> SearchResults:
        """Answer a request."""
        ...

    def count_facet(self, facet: str, values: Sequence[str], kinds: tuple[str, ...] = ()) -> dict[str, int]:
        """How many documents carry each of the given values of a facet."""
        ...

    def count(self, request: SearchRequest) -> int:
        """How many documents answer a request."""
        ...

    def list_facet(
        self, request: SearchRequest, facet: str, values: Sequence[str] | None = None, most: int = 1000
    ) -> list[FacetValue]:
        """The values of one facet among the answers to a request, by falling count: of the given values, or of all the
        `most` frequent. What is chosen in the facet itself does not narrow them."""
        ...

    def complete(self, typed: str, groups: Sequence[str], size: int) -> list[Completion]:
        """Up to `size` things of each group whose name has words beginning like all those typed, best first."""
        ...

    def write(self, documents: Iterable[Indexed], gone: Iterable[tuple[str, UUID]]) -> int:
        """Replace these documents and forget those that are gone, in one commit; returns how many were written.

        Call while holding `exclusive`."""
        ...

    def begin_rebuild(self) -> "IndexBuild":
        """Start a new index beside the live one; searches answer from the live one all along."""
        ...

    def exclusive(self, timeout: float) -> AbstractContextManager[bool]:
        """Hold the one right to write, in any process; gives False when it was not to be had in `timeout` seconds."""
        ...


class IndexBuild(Protocol):
    """An index being filled beside the live one."""

    def add(self, documents: Iterable[Indexed]) -> int:
        """Add documents that are not in it yet; returns how many."""
        ...

    def replace(self, documents: Iterable[Indexed], gone: Iterable[tuple[str, UUID]]) -> None:
        """Replace and forget documents: changes that came while the index was being filled."""
        ...

    def swap(self) -> None:
        """Make this index the live one, at once, and drop the old one. Call while holding `exclusive`."""
        ...

    def abandon(self) -> None:
        """Drop this index; the live one stays."""
        ...
