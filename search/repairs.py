"""When nothing answers: what would, each with its count. A spelling first, then a subject of that name, then the
query with one term less, then without its filters. What would find nothing is not offered."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from search import registry
from search.addresses import SearchAddress
from search.analysis import words_of
from search.contract import Completion, SearchRequest
from search.named import CONCEPTS
from search.query import parse_query
from search.query_tree import Clause, ParsedQuery
from search.query_writing import write_query
from search.services import engine
from search.visibility import visible_identities

MOST_CONCEPTS = 3
MOST_SHORTER = 6
LOOKED_THROUGH = 50
"""Concepts looked through for one of that very name."""


@dataclass(frozen=True, slots=True)
class Repair:
    """Another search: what it is called, where it is, how many documents it finds."""

    label: str
    url: str
    count: int


@dataclass(slots=True)
class Repairs:
    """All that is offered, in this order; a fixed small number of questions to the engine."""

    spelling: list[Repair] = field(default_factory=list)
    concepts: list[Repair] = field(default_factory=list)
    shorter: list[Repair] = field(default_factory=list)
    unfiltered: list[Repair] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.spelling or self.concepts or self.shorter or self.unfiltered)


@dataclass(frozen=True, slots=True)
class _Failure:
    """A search that found nothing."""

    address: SearchAddress
    request: SearchRequest
    parsed: ParsedQuery
    path: str

    def instead(self, query: str) -> Iterable[Repair]:
        """The same search for another query, when it finds something."""
        count = engine().count(replace(self.request, query=query))
        if count:
            yield Repair(query, replace(self.address, query=query, page=1).url(self.path), count)


def find_repairs(address: SearchAddress, request: SearchRequest, suggestion: str, path: str) -> Repairs:
    """What to offer instead of a search that found nothing. Raises SearchUnavailable."""
    failure = _Failure(address, request, parse_query(address.query), path)
    repairs = Repairs()
    if suggestion:
        repairs.spelling += failure.instead(suggestion)
    repairs.concepts += _concepts(failure)
    for query in _shorter_queries(failure.parsed, request.language):
        repairs.shorter += failure.instead(query)
    if address.is_filtered():
        count = engine().count(replace(request, filters={}, years=(None, None)))
        if count:
            bare = SearchAddress(query=address.query)
            repairs.unfiltered.append(Repair(address.query, bare.url(path), count))
    return repairs


def _concepts(failure: _Failure) -> Iterable[Repair]:
    """Subjects one of whose labels, in any language, is what was typed."""
    words = [word for clause in failure.parsed.wanted if clause.field in {"", "subject"} for word in clause.words]
    if not words or "concept" not in registry.facets:
        return
    found = [one for one in engine().complete(" ".join(words), [CONCEPTS], LOOKED_THROUGH) if _is_named(one, words)]
    visible = visible_identities((one.kind, one.uuid) for one in found)
    numbers = [str(one.card["number"]) for one in found if (one.kind, one.uuid) in visible][:MOST_CONCEPTS]
    counts = engine().count_facet("concept", numbers, failure.request.kinds) if numbers else {}
    labels = _labels(numbers)
    for number in numbers:
        if counts[number] and number in labels:
            url = SearchAddress(filters={"concept": (number,)}).url(failure.path)
            yield Repair(labels[number], url, counts[number])


def _labels(numbers: list[str]) -> Mapping[str, str]:
    return registry.facets["concept"].labels(numbers) if numbers else {}


def _is_named(completion: Completion, words: list[str]) -> bool:
    """Whether one of its names, hidden ones too, is these words and no other."""
    return any([word.forms[0] for word in words_of(name.text, "fr")] == words for name in completion.names)


def _shorter_queries(parsed: ParsedQuery, language: str) -> list[str]:
    """The query without each of its terms; common words that are only wished for do not count."""
    nodes = parsed.tree.nodes if parsed.tree else ()
    telling = [node for node in nodes if not (isinstance(node, Clause) and node.optional)]
    if len(telling) < 2:
        return []
    shorter = [write_query(tuple(other for other in nodes if other is not node), language) for node in telling]
    return list(dict.fromkeys(shorter))[:MOST_SHORTER]
