"""A parsed query and its filters as tantivy queries."""

import re
from collections.abc import Iterable, Mapping

import tantivy
from tantivy import FieldType, Occur, Query

from core.text import sort_key
from search.analysis import stems
from search.contract import SearchRequest
from search.engines.tantivy_schema import SEARCHED, facet_field, facet_names
from search.query_tree import Clause, Group, Node, Not, OneOf, ParsedQuery, Years

FIELDS_OF: Mapping[str, tuple[str, ...]] = {
    "": ("all",), "title": ("title", "other"), "author": ("people",), "subject": ("subjects",),
    "publisher": ("publishers",), "isbn": (),
}  # fmt: skip
"""Where each field of the query language is searched."""
FIELD_WEIGHTS = {"title": 4.0, "people": 3.0, "subjects": 2.5, "other": 2.5}
IDENTIFIER_WEIGHT = 50.0
WHOLE_TITLE_WEIGHT = 12.0
TITLE_PHRASE_WEIGHT = 3.0


class QueryBuilder:
    """Builds queries over one schema."""

    def __init__(self, schema: tantivy.Schema) -> None:
        self.schema = schema

    def matching(self, parsed: ParsedQuery) -> Query:
        """The documents that answer, without ranking: what facets are counted over."""
        answering = self._node(parsed.tree) if parsed.tree else self.everything()
        if not parsed.number:
            return answering
        numbered = Query.boost_query(self._term("ids", parsed.number), IDENTIFIER_WEIGHT)
        return Query.boolean_query([(Occur.Should, answering), (Occur.Should, numbered)])

    def everything(self) -> Query:
        """All that is searched: what is only completed is not."""
        return Query.const_score_query(self._term("role", SEARCHED), 1.0)

    def _node(self, node: Node) -> Query:
        """What makes a document answer a part of a query."""
        if isinstance(node, Clause):
            return self._match(node)
        if isinstance(node, Years):
            limits = [(Occur.Must, limit) for limit in self._years((node.first, node.last))]
            return Query.const_score_query(Query.boolean_query(limits), 1.0)
        if isinstance(node, OneOf):
            field = node.field if node.field == "kind" else facet_field(node.field)
            return Query.const_score_query(self._set(field, node.values), 1.0)
        if isinstance(node, Not):
            return Query.boolean_query([(Occur.Must, self.everything()), (Occur.MustNot, self._node(node.node))])
        return self._all_of(node) if node.every else self._any_of(node)

    def _all_of(self, group: Group) -> Query:
        """Every node of a group; exclusions alone take away from everything."""
        clauses: list[tuple[Occur, Query]] = []
        for node in group.nodes:
            if isinstance(node, Not):
                clauses.append((Occur.MustNot, self._node(node.node)))
            elif not (isinstance(node, Clause) and node.optional):
                clauses.append((Occur.Must, self._node(node)))
        if not any(occur == Occur.Must for occur, _ in clauses):
            clauses.append((Occur.Must, self.everything()))
        return Query.boolean_query(clauses)

    def _any_of(self, group: Group) -> Query:
        return Query.boolean_query([(Occur.Should, self._node(node)) for node in group.nodes])

    def ranked(self, parsed: ParsedQuery) -> Query:
        """The same documents, the right one first."""
        wishes = [query for clause in parsed.wanted for query in self._wishes(clause)]
        words = parsed.words()
        if words:
            whole = self._term("title_key", sort_key(" ".join(words)))
            wishes.append(Query.boost_query(whole, WHOLE_TITLE_WEIGHT))
        if len(words) > 1:
            phrase = Query.phrase_query(self.schema, "title", list(words), slop=1)
            wishes.append(Query.boost_query(phrase, TITLE_PHRASE_WEIGHT))
        if not wishes:
            return self.matching(parsed)
        return Query.boolean_query([(Occur.Must, self.matching(parsed)), *((Occur.Should, wish) for wish in wishes)])

    def filtered(self, query: Query, request: SearchRequest, *, without: str = "") -> Query:
        """A query narrowed by the filters of a request, all of them but one facet's own."""
        limits = list(self._filters(request.filters, without))
        if request.kinds:
            limits.append(self._set("kind", request.kinds))
        if without != "years":
            limits += self._years(request.years)
        if not limits:
            return query
        constant = (Query.const_score_query(limit, 0.0) for limit in limits)
        return Query.boolean_query([(Occur.Must, query), *((Occur.Must, limit) for limit in constant)])

    def _filters(self, filters: Mapping[str, tuple[str, ...]], without: str) -> Iterable[Query]:
        known = facet_names()
        for name, values in filters.items():
            if values and name != without and name in known:
                yield self._set(facet_field(name), values)

    def _years(self, years: tuple[int | None, int | None]) -> list[Query]:
        """Documents whose years overlap the range."""
        first, last = years
        limits = []
        if first is not None:
            limits.append(Query.range_query(self.schema, "last_year", FieldType.Integer, first, None))
        if last is not None:
            limits.append(Query.range_query(self.schema, "first_year", FieldType.Integer, None, last))
        return limits

    def _match(self, clause: Clause) -> Query:
        """What makes a document answer one clause."""
        names = FIELDS_OF[clause.field]
        ways: list[Query] = []
        if clause.identifier and clause.field in {"", "isbn"}:
            ways.append(Query.boost_query(self._term("ids", clause.identifier), IDENTIFIER_WEIGHT))
        for name in names:
            ways += self._words(name, clause)
        return ways[0] if len(ways) == 1 else Query.boolean_query([(Occur.Should, way) for way in ways])

    def _words(self, name: str, clause: Clause) -> Iterable[Query]:
        """The ways a field answers a clause by its words."""
        if clause.prefix:
            yield self._prefix(name, clause.words[0])
        elif clause.phrase:
            yield Query.phrase_query(self.schema, name, list(clause.words))
        elif clause.words:
            every = [(Occur.Must, self._any_form(name, word)) for word in clause.words]
            yield every[0][1] if len(every) == 1 else Query.boolean_query(every)
        if clause.joined:
            yield self._any_form(name, clause.joined)

    def _wishes(self, clause: Clause) -> Iterable[Query]:
        """What ranks an answering document higher for one clause."""
        asked = FIELDS_OF[clause.field]
        for name, weight in FIELD_WEIGHTS.items():
            if clause.field and name not in asked:
                continue
            if clause.prefix:
                yield Query.boost_query(self._prefix(name, clause.words[0]), weight)
            elif clause.phrase:
                phrase = Query.phrase_query(self.schema, name, list(clause.words))
                yield Query.boost_query(phrase, weight * 2)
            else:
                for word in (*clause.words, *((clause.joined,) if clause.joined else ())):
                    yield Query.boost_query(self._any_form(name, word), weight)

    def _any_form(self, field: str, word: str) -> Query:
        """A word in any inflexion; its very form counts twice."""
        terms = [self._term(field, term) for term in (word, *stems(word))]
        return Query.boolean_query([(Occur.Should, term) for term in terms])

    def _prefix(self, field: str, prefix: str) -> Query:
        return Query.const_score_query(Query.regex_query(self.schema, field, re.escape(prefix) + ".*"), 1.0)

    def _term(self, field: str, value: str) -> Query:
        return Query.term_query(self.schema, field, value)

    def _set(self, field: str, values: Iterable[str]) -> Query:
        return Query.term_set_query(self.schema, field, list(values))
