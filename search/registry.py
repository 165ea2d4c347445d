"""Where content apps declare what they index and what can be filtered by. Search itself names none of them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import models
from django.utils.functional import Promise

from search.contract import Indexed, SearchHit


@dataclass(frozen=True)
class Source:
    """A model that is searched. `visible` is its one rule of visibility; `build` turns rows into documents.

    `visible` must answer only what an anonymous visitor may see: what it leaves out is deleted from the index.
    """

    kind: str
    visible: Callable[[], models.QuerySet[Any]]
    build: Callable[[Sequence[Any]], Iterable[Indexed]]
    batch_size: int = 500
    localise: Callable[[Mapping[str, Any], str], str] | None = None
    """From a document's card and a language, the path of its page in that language; the document's own when None."""
    code: str = ""
    name: str | Promise = ""
    """What `kind:` calls it in a query: a code that several sources may share, and its name."""
    still_said: Callable[[Sequence[SearchHit]], set[UUID]] | None = None
    """Of hits that show a place of a text, those whose text may be shown as it was indexed; all of them when None. For
    texts that may be hidden in part from one moment to the next."""
    uses: Mapping[str, Callable[[Sequence[int]], dict[int, int]]] = field(default_factory=dict)
    """For a kind of named thing, what counts how many visible rows of this source name each (by primary key)."""


@dataclass(frozen=True)
class Facet:
    """Something results are filtered by: `name` in documents, `param` in addresses.

    `labels` turns values into what is printed, in the current language, with one query at most. `parents` gives, for
    values of a hierarchical facet, the value each one stands under.
    """

    name: str
    param: str
    label: str | Promise
    labels: Callable[[Sequence[str]], dict[str, str]]
    parents: Callable[[Sequence[str]], dict[str, str]] | None = None
    open: bool = True
    size: int = 8
    order: int = 100
    only_with: tuple[tuple[str, str], ...] = field(default=())
    """Shown only when one of these (facet, value) pairs is chosen, or a value of the facet itself is."""
    group: str = ""
    """The group its values are completed under, when they are numbers of named things."""


@dataclass(frozen=True)
class Dependency:
    """When something of `kind` changes, documents of others that print it are out of date too."""

    kind: str
    dependents: Callable[[Sequence[UUID]], Iterable[tuple[str, UUID]]]


sources: dict[str, Source] = {}
facets: dict[str, Facet] = {}
dependencies: dict[str, list[Dependency]] = {}
type_labels: dict[str, str | Promise] = {}
role_labels: dict[str, str | Promise] = {}
kind_labels: dict[str, str | Promise] = {}
kinds_of: dict[str, tuple[str, ...]] = {}


def register_source(source: Source) -> None:
    """Declare a searched model; called from an app's `ready()`."""
    sources[source.kind] = source
    if source.code:
        kind_labels[source.code] = source.name
        kinds_of[source.code] = tuple(dict.fromkeys((*kinds_of.get(source.code, ()), source.kind)))


def register_facet(facet: Facet) -> None:
    """Declare a facet; called from an app's `ready()`."""
    facets[facet.name] = facet


def register_dependency(dependency: Dependency) -> None:
    """Declare that documents print something of another model; called from an app's `ready()`."""
    dependencies.setdefault(dependency.kind, []).append(dependency)


def register_type_labels(labels: Mapping[str, str | Promise]) -> None:
    """Say how the values of the facet “type” are called."""
    type_labels.update(labels)


def register_role_labels(labels: Mapping[str, str | Promise]) -> None:
    """Say how the roles of people are called."""
    role_labels.update(labels)


def ordered_facets() -> list[Facet]:
    """All facets, in the order they are shown."""
    return sorted(facets.values(), key=lambda facet: (facet.order, facet.name))


def pages_found(question: Callable[[Any, Sequence[UUID]], Any], *models: Any) -> Callable[[Sequence[UUID]], Any]:
    """Pages of some models that a question finds, as the index knows them."""

    def found(uuids: Sequence[UUID]) -> Iterable[tuple[str, UUID]]:
        for model in models:
            pages = question(model.objects.order_by(), uuids).values_list("uuid", flat=True)
            yield from ((model.index_kind(), uuid) for uuid in pages)

    return found
