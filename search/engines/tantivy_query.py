"""A parsed query and its filters as tantivy queries."""

import re
from collections.abc import Iterable, Mapping

import tantivy
from tantivy import FieldType, Occur, Query

from core.text import sort_key
from search.analysis import stems
from search.contract import SearchRequest
from search.engines.tantivy_schema import facet_field, facet_names
from search.query import Clause, ParsedQuery

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
        clauses = [(Occur.Must, self._match(clause)) for clause in parsed.wanted if not clause.optional]
        clauses += [(Occur.MustNot, self._match(clause)) for clause in parsed.clauses if clause.excluded]
        if not any(occur == Occur.Must for occur, _ in clauses):
            clauses.append((Occur.Must, Query.all_query()))
        answering = Query.boolean_query(clauses)
        if not parsed.number:
            return answering
        numbered = Query.boost_query(self._term("ids", parsed.number), IDENTIFIER_WEIGHT)
        return Query.boolean_query([(Occur.Should, answering), (Occur.Should, numbered)])

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
        ways: list[Query] = []
        if clause.identifier:
            ways.append(Query.boost_query(self._term("ids", clause.identifier), IDENTIFIER_WEIGHT))
        if clause.prefix:
            ways.append(self._prefix("all", clause.words[0]))
        elif clause.phrase:
            ways.append(Query.phrase_query(self.schema, "all", list(clause.words)))
        elif clause.words:
            every = [(Occur.Must, self._any_form("all", word)) for word in clause.words]
            ways.append(every[0][1] if len(every) == 1 else Query.boolean_query(every))
        if clause.joined:
            ways.append(self._any_form("all", clause.joined))
        return ways[0] if len(ways) == 1 else Query.boolean_query([(Occur.Should, way) for way in ways])

    def _wishes(self, clause: Clause) -> Iterable[Query]:
        """What ranks an answering document higher for one clause."""
        for name, weight in FIELD_WEIGHTS.items():
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
