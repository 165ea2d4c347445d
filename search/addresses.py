"""The address of a search: read strictly, written in one canonical way, bounded so that robots soon see the end."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from django.http import QueryDict

from search import registry
from search.contract import SORTS, SearchRequest
from search.query import LONGEST_QUERY

MOST_VALUES = 12
"""Filter values in one address, all facets together."""
LONGEST_TYPED = LONGEST_QUERY + 1
"""One character more than is read tells that there was more."""
MOST_RESULTS = 1000
"""How deep the pages go."""
HELP_WORDS = {"fr": "aide/", "nl": "hulp/", "en": "help/"}
ADVANCED_WORDS = {"fr": "avancee/", "nl": "uitgebreid/", "en": "advanced/"}
"""Under a search page, the addresses of its help and of its form, by language."""
PER_PAGE = (20, 10, 50)
SORT_PARAMS = {"relevance": "", "newest": "recents", "oldest": "anciens", "title": "titre", "added": "ajouts"}
_SORTS_BY_PARAM = {param: name for name, param in SORT_PARAMS.items()}
_VALUE = re.compile(r"^[\w:+-]{1,60}$")
_YEAR = re.compile(r"^-?\d{1,4}$")
_PAGE = re.compile(r"^[1-9]\d{0,3}$")


class BadAddress(Exception):
    """The address asks for something that can't be: a page too far, too many filters, a year that is none."""


@dataclass(frozen=True)
class SearchAddress:
    """What an address asks for. Filters are by facet name, in the order typed."""

    query: str = ""
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    first_year: int | None = None
    last_year: int | None = None
    sort: str = "relevance"
    page: int = 1
    per_page: int = 20

    @classmethod
    def read(cls, get: QueryDict) -> "SearchAddress":
        """Read the parameters of a request; unknown ones are left aside. Raises BadAddress."""
        address = cls(
            query=get.get("q", "").replace("\x00", "").strip()[:LONGEST_TYPED],
            filters=_read_filters(get),
            first_year=_read_year(get.get("de", "")),
            last_year=_read_year(get.get("a", "")),
            sort=_SORTS_BY_PARAM.get(get.get("tri", ""), "relevance"),
            page=_read_page(get.get("page", "1")),
            per_page=_read_per_page(get.get("par", "")),
        )
        if (address.page - 1) * address.per_page >= MOST_RESULTS:
            raise BadAddress
        return address

    def chosen(self) -> int:
        """How many filter values are chosen, years apart."""
        return sum(len(values) for values in self.filters.values())

    def is_filtered(self) -> bool:
        """Whether anything narrows the results besides the words."""
        return bool(self.chosen() or self.first_year is not None or self.last_year is not None)

    def pairs(self) -> list[tuple[str, str]]:
        """The canonical parameters, defaults left out."""
        pairs = [("q", self.query)] if self.query else []
        for facet in registry.ordered_facets():
            pairs += [(facet.param, value) for value in sorted(self.filters.get(facet.name, ()))]
        if self.first_year is not None:
            pairs.append(("de", str(self.first_year)))
        if self.last_year is not None:
            pairs.append(("a", str(self.last_year)))
        if self.sort != "relevance":
            pairs.append(("tri", SORT_PARAMS[self.sort]))
        if self.per_page != PER_PAGE[0]:
            pairs.append(("par", str(self.per_page)))
        if self.page != 1:
            pairs.append(("page", str(self.page)))
        return pairs

    def url(self, path: str) -> str:
        """The canonical address under a path."""
        query = urlencode(self.pairs())
        return f"{path}?{query}" if query else path

    def without(self, facet: str, value: str) -> "SearchAddress":
        """The same search with one filter less, from the first page."""
        filters = {
            name: tuple(v for v in values if (name, v) != (facet, value)) for name, values in self.filters.items()
        }
        return replace(self, filters={name: values for name, values in filters.items() if values}, page=1)

    def request(self, kinds: tuple[str, ...], facets: tuple[str, ...], language: str) -> SearchRequest:
        """The question put to the engine."""
        return SearchRequest(
            query=self.query,
            filters=self.filters,
            years=(self.first_year, self.last_year),
            kinds=kinds,
            facets=facets,
            histogram=True,
            sort=self.sort if self.sort in SORTS else "relevance",
            page=self.page,
            per_page=self.per_page,
            language=language,
        )


def _read_filters(get: QueryDict) -> dict[str, tuple[str, ...]]:
    filters: dict[str, tuple[str, ...]] = {}
    for facet in registry.ordered_facets():
        values = tuple(dict.fromkeys(value for value in get.getlist(facet.param) if value))
        if any(not _VALUE.match(value) for value in values):
            raise BadAddress
        if values:
            filters[facet.name] = values
    if sum(len(values) for values in filters.values()) > MOST_VALUES:
        raise BadAddress
    return filters


def _read_year(text: str) -> int | None:
    if not text.strip():
        return None
    if not _YEAR.match(text.strip()):
        raise BadAddress
    return int(text)


def _read_page(text: str) -> int:
    if not _PAGE.match(text):
        raise BadAddress
    return int(text)


def _read_per_page(text: str) -> int:
    return int(text) if text in {str(number) for number in PER_PAGE} else PER_PAGE[0]
