"""The embedded engine: tantivy in a folder beside the database."""

import json
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import tantivy
from tantivy import Order, Query

from search import registry
from search.contract import (
    Completion,
    FacetValue,
    Indexed,
    SearchHit,
    SearchRequest,
    SearchResults,
)
from search.engines import tantivy_completion
from search.engines.tantivy_query import QueryBuilder
from search.engines.tantivy_schema import facet_field, facet_names, make_schema
from search.engines.tantivy_spelling import suggest
from search.engines.tantivy_store import Generation, IndexStore
from search.highlighting import Matcher, mark_all
from search.periods import group_years
from search.query import parse_query
from search.query_tree import ParsedQuery
from search.snippets import best_snippet

SEGMENT_SIZE = 2000
"""Values kept of each segment before they are added up: large enough for counts to be true."""
MANY_VALUES = 30
FEW_ANSWERS = 3
"""A spelling is proposed when there are fewer answers than this."""
SORTS: dict[str, tuple[str, Order]] = {
    "newest": ("year_down", Order.Desc),
    "oldest": ("year_up", Order.Asc),
    "title": ("sort_title", Order.Asc),
    "added": ("added", Order.Desc),
}


@dataclass
class _Asked:
    """A request with its queries made."""

    request: SearchRequest
    parsed: ParsedQuery
    matching: Query
    searcher: tantivy.Searcher


class TantivyEngine:
    """Implements search.contract.SearchEngine on a folder."""

    def __init__(self, folder: Path) -> None:
        self.store = IndexStore(folder)
        self.builder = QueryBuilder(make_schema())

    # Asking ---------------------------------------------------------------------------------------

    def search(self, request: SearchRequest) -> SearchResults:
        """Answer a request."""
        searcher = self.store.searcher()
        parsed = parse_query(request.query)
        asked = _Asked(request, parsed, self.builder.matching(parsed), searcher)
        found = self._find(asked)
        results = SearchResults(hits=self._hits(asked, found.hits), total=found.count or 0)
        results.terms = tuple(parsed.words())
        self._count_facets(asked, results)
        if request.histogram:
            self._count_years(asked, results)
        if request.suggest and parsed.tree and results.total < FEW_ANSWERS:
            results.suggestion = suggest(searcher, parsed)
        return results

    def count_facet(self, facet: str, values: Sequence[str], kinds: tuple[str, ...] = ()) -> dict[str, int]:
        """How many documents carry each value: a quick count each, or for many values one pass over all documents."""
        searcher = self.store.searcher()
        wanted = list(dict.fromkeys(values))
        everything = self.builder.filtered(self.builder.everything(), SearchRequest(kinds=kinds))
        if len(wanted) > MANY_VALUES:
            terms = {"field": facet_field(facet), "size": len(wanted), "segment_size": len(wanted), "include": wanted}
            buckets = searcher.aggregate(everything, {"counts": {"terms": terms}})["counts"]["buckets"]
            return {**dict.fromkeys(wanted, 0), **{bucket["key"]: bucket["doc_count"] for bucket in buckets}}
        return {
            value: count_of(
                searcher,
                self.builder.filtered(self.builder.everything(), SearchRequest(filters={facet: (value,)}, kinds=kinds)),
            )
            for value in wanted
        }

    def count(self, request: SearchRequest) -> int:
        """How many documents answer a request."""
        query = self.builder.filtered(self.builder.matching(parse_query(request.query)), request)
        return count_of(self.store.searcher(), query)

    def list_facet(
        self, request: SearchRequest, facet: str, values: Sequence[str] | None = None, most: int = 1000
    ) -> list[FacetValue]:
        """The values of one facet among the answers to a request, by falling count."""
        if values is not None and not values:
            return []
        query = self.builder.filtered(self.builder.matching(parse_query(request.query)), request, without=facet)
        size = most if values is None else len(values)
        terms: dict[str, Any] = {"field": facet_field(facet), "size": size, "segment_size": max(size, SEGMENT_SIZE)}
        if values is not None:
            terms["include"] = list(values)
        buckets = self.store.searcher().aggregate(query, {"counts": {"terms": terms}})["counts"]["buckets"]
        return [FacetValue(bucket["key"], bucket["doc_count"]) for bucket in buckets]

    def complete(self, typed: str, groups: Sequence[str], size: int) -> list[Completion]:
        """Things whose name has words beginning like all those typed."""
        return tantivy_completion.complete(self.store.searcher(), self.builder.schema, typed, groups, size)

    def _find(self, asked: _Asked) -> Any:
        request = asked.request
        offset = (request.page - 1) * request.per_page
        order = SORTS.get(request.sort)
        if order is None and asked.parsed.tree is None:
            order = SORTS["added"]
        if order:
            query = self.builder.filtered(asked.matching, request)
            return asked.searcher.search(
                query, limit=request.per_page, offset=offset, order_by_field=order[0], order=order[1]
            )
        query = self.builder.filtered(self.builder.ranked(asked.parsed), request)
        return asked.searcher.search(query, limit=request.per_page, offset=offset, weight_by_field="weight")

    def _hits(self, asked: _Asked, found: Iterable[tuple[Any, Any]]) -> list[SearchHit]:
        title = Matcher.of(asked.parsed, ("", "title") if asked.request.highlight else ())
        text = Matcher.of(asked.parsed, ("", "publisher") if asked.request.highlight else ())
        hits = []
        for score, address in found:
            document = asked.searcher.doc(address)
            stored = json.loads(_bytes_of(document, "stored"))
            language = stored["language"]
            snippet = best_snippet(stored["parts"], language, text, _bytes_of(document, "places").decode())
            hits.append(
                SearchHit(
                    kind=stored["kind"],
                    uuid=UUID(stored["uuid"]),
                    path=stored["path"],
                    title=stored["title"],
                    title_html=mark_all(stored["title"], language, title),
                    snippet_html=snippet.html,
                    anchor=snippet.anchor,
                    label=snippet.label,
                    snippet_language=snippet.language,
                    score=score if isinstance(score, float) else 0.0,
                    card_template=stored["template"],
                    card=stored["card"],
                    language=language,
                )
            )
        return hits

    # Counting -------------------------------------------------------------------------------------

    def _count_facets(self, asked: _Asked, results: SearchResults) -> None:
        """All facets in one pass, and one more for each that has a choice: its own choice does not narrow it."""
        known = set(facet_names())
        wanted = [name for name in asked.request.facets if name in known]
        chosen = [name for name in wanted if asked.request.filters.get(name)]
        free = [name for name in wanted if name not in chosen]
        if free:
            self._aggregate(asked, free, self.builder.filtered(asked.matching, asked.request), results)
        for name in chosen:
            query = self.builder.filtered(asked.matching, asked.request, without=name)
            self._aggregate(asked, [name], query, results)
            self._add_chosen(asked, name, query, results)

    def _aggregate(self, asked: _Asked, names: list[str], query: Query, results: SearchResults) -> None:
        sizes = {name: _size_of(name, asked.request) for name in names}
        answer = asked.searcher.aggregate(
            query,
            {
                name: {"terms": {"field": facet_field(name), "size": sizes[name] + 1, "segment_size": SEGMENT_SIZE}}
                for name in names
            },
        )
        for name in names:
            buckets = answer[name]["buckets"]
            results.facets[name] = [FacetValue(b["key"], b["doc_count"]) for b in buckets[: sizes[name]]]
            results.more_values[name] = len(buckets) > sizes[name]

    def _add_chosen(self, asked: _Asked, name: str, query: Query, results: SearchResults) -> None:
        """Chosen values are always listed, however few documents they have."""
        listed = {value.value for value in results.facets[name]}
        for value in asked.request.filters[name]:
            if value not in listed:
                narrowed = self.builder.filtered(query, SearchRequest(filters={name: (value,)}))
                count = count_of(asked.searcher, narrowed)
                results.facets[name].append(FacetValue(value, count))

    def _count_years(self, asked: _Asked, results: SearchResults) -> None:
        query = self.builder.filtered(asked.matching, asked.request, without="years")
        answer = asked.searcher.aggregate(
            query, {"years": {"histogram": {"field": "first_year", "interval": 1, "min_doc_count": 1}}}
        )
        counts = {int(bucket["key"]): bucket["doc_count"] for bucket in answer["years"]["buckets"]}
        results.years, results.year_step = group_years(counts)

    # Writing --------------------------------------------------------------------------------------

    def exclusive(self, timeout: float) -> AbstractContextManager[bool]:
        """Hold the one right to write."""
        return self.store.exclusive(timeout)

    def write(self, documents: Iterable[Indexed], gone: Iterable[tuple[str, UUID]]) -> int:
        """Replace and forget documents, in one commit."""
        return self.store.write(documents, gone)

    def begin_rebuild(self) -> Generation:
        """Start a new index beside the live one."""
        return Generation(self.store)


def _size_of(facet: str, request: SearchRequest) -> int:
    """How many values of a facet are listed."""
    declared = registry.facets.get(facet)
    return declared.size if declared else request.facet_size


def count_of(searcher: tantivy.Searcher, query: Query) -> int:
    """How many documents answer a query."""
    found: Any = searcher.search(query, limit=1)
    return int(found.count or 0)


def _bytes_of(document: tantivy.Document, field: str) -> bytes:
    stored: Any = document.get_first(field)
    return bytes(stored or b"")
