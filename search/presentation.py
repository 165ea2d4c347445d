"""What the search page shows: results, facets, chips, histogram, pages; all of it plain links and a GET form."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from search import registry
from search.addresses import ADVANCED_WORDS, MOST_RESULTS, PER_PAGE, SORT_PARAMS, BadAddress, SearchAddress
from search.contract import FacetValue, SearchHit, SearchResults, SearchUnavailable
from search.histogram import Histogram, draw_histogram
from search.misreadings import describe_problems
from search.query import parse_query
from search.registry import Facet
from search.repairs import find_repairs
from search.services import engine
from search.visibility import visible_identities, without_hidden_places

logger = logging.getLogger(__name__)
PAGES_AROUND = 2


@dataclass(slots=True)
class Choice:
    """One line of a facet. `depth` indents what stands under another line."""

    value: str
    label: str
    count: int
    chosen: bool
    depth: int = 0


@dataclass(slots=True)
class FacetView:
    """A facet as shown; `more_url` is the page of all its values."""

    facet: Facet
    choices: list[Choice]
    open: bool
    more_url: str = ""


@dataclass(slots=True)
class Chip:
    """An active filter, and the address without it."""

    label: str
    url: str


@dataclass(slots=True)
class Pager:
    """Links to pages; None in `pages` is a gap."""

    pages: list[tuple[int, str] | None] = field(default_factory=list)
    current: int = 1
    next_url: str = ""
    previous_url: str = ""


@dataclass(slots=True)
class Card:
    """A hit and the address of its page in the reader's language."""

    hit: SearchHit
    path: str


def present_search(page: Any, request: HttpRequest) -> dict[str, Any]:
    """The context of a search page for one request. Raises Http404 or BadRequest for an address that can't be."""
    try:
        address = SearchAddress.read(request.GET)
    except BadAddress as error:
        if "page" in request.GET and len(request.GET) == 1:
            raise Http404 from error
        raise BadRequest(_("Cette adresse demande une recherche impossible.")) from error
    language = (get_language() or "fr")[:2]
    path = request.path
    facets = _shown_facets(address)
    context: dict[str, Any] = {
        "address": address,
        "path": path,
        "sorts": _sorts(address),
        "robots": "noindex" if address.query or address.is_filtered() or address.page > 1 else "",
        "canonical": address.url(path),
        "kept_pairs": [pair for pair in replace(address, page=1).pairs() if pair[0] != "tri"],
        "box_label": page.box_label,
        "misread": describe_problems(parse_query(address.query).problems),
        "feed_url": replace(address, sort="relevance", page=1, per_page=PER_PAGE[0]).url(f"{path}atom/"),
        "advanced_url": SearchAddress(query=address.query).url(path + ADVANCED_WORDS.get(language, "")),
    }
    asked = address.request(page.search_kinds, tuple(f.name for f in facets), language)
    try:
        results = engine().search(asked)
        repairs = None if results.total else find_repairs(address, asked, results.suggestion, path)
    except SearchUnavailable:
        logger.exception("Search is unavailable")
        return {**context, "unavailable": True}
    if address.page > 1 and not results.hits:
        raise Http404
    labels = _labels(facets, results, address)
    return {
        **context,
        "results": results,
        "cards": visible_cards(results.hits, language),
        "facets": [view for facet in facets if (view := _facet_view(facet, results, labels, address, path))],
        "chips": _chips(address, labels, path),
        "histogram": _histogram(results, address),
        "pager": _pager(results.total, address, path),
        "repairs": repairs,
        "shown_suggestion": results.suggestion if results.total else "",
        "suggestion_url": SearchAddress(query=results.suggestion).url(path) if results.suggestion else "",
    }


def visible_cards(hits: Sequence[SearchHit], language: str) -> list[Card]:
    """The hits that an anonymous visitor may see at this very moment, whatever the index says; one query, and one
    or two for a kind whose texts may be hidden in part."""
    visible = visible_identities((hit.kind, hit.uuid) for hit in hits)
    shown = without_hidden_places([hit for hit in hits if (hit.kind, hit.uuid) in visible])
    return [Card(hit, path_of(hit, language)) for hit in shown]


def path_of(hit: SearchHit, language: str) -> str:
    """The page of a hit in a language, or where it has its one page."""
    source = registry.sources.get(hit.kind)
    path = source.localise(hit.card, language) if source and source.localise else ""
    return (path or hit.path) + hit.anchor


def _shown_facets(address: SearchAddress) -> list[Facet]:
    chosen = {(name, value) for name, values in address.filters.items() for value in values}
    return [
        facet
        for facet in registry.ordered_facets()
        if not facet.only_with or facet.name in address.filters or chosen.intersection(facet.only_with)
    ]


def _labels(facets: Sequence[Facet], results: SearchResults, address: SearchAddress) -> dict[str, dict[str, str]]:
    """What each value is called; facets that share a way of naming share its query."""
    values: dict[str, set[str]] = {
        facet.name: {value.value for value in results.facets.get(facet.name, ())}
        | set(address.filters.get(facet.name, ()))
        for facet in facets
    }
    together: dict[Any, set[str]] = {}
    for facet in facets:
        together.setdefault(facet.labels, set()).update(values[facet.name])
    named = {labels: labels(sorted(wanted)) if wanted else {} for labels, wanted in together.items()}
    return {facet.name: named[facet.labels] for facet in facets}


def _facet_view(
    facet: Facet, results: SearchResults, labels: dict[str, dict[str, str]], address: SearchAddress, path: str
) -> FacetView | None:
    """A facet with its lines; None when it has nothing to choose. Values without a public name are left out."""
    names = labels[facet.name]
    chosen = address.filters.get(facet.name, ())
    values = [value for value in results.facets.get(facet.name, ()) if value.value in names]
    if not values:
        return None
    choices = [
        Choice(value.value, names[value.value], value.count, value.value in chosen, depth)
        for value, depth in _in_tree_order(facet, values, names)
    ]
    more = ""
    if results.more_values.get(facet.name):
        more = replace(address, page=1).url(f"{path}facette/{facet.param}/")
    opened = facet.open or bool(chosen)
    return FacetView(facet, choices, opened, more)


def _in_tree_order(facet: Facet, values: list[FacetValue], names: dict[str, str]) -> list[tuple[FacetValue, int]]:
    """Values with their depth: each under its parent when that is listed too, by falling count among brothers."""
    if facet.parents is None:
        return [(value, 0) for value in values]
    listed = {value.value: value for value in values}
    parents = facet.parents(list(listed))
    children: dict[str, list[FacetValue]] = {}
    for value in values:
        parent = parents.get(value.value, "")
        children.setdefault(parent if parent in listed and parent != value.value else "", []).append(value)
    ordered: list[tuple[FacetValue, int]] = []

    def walk(parent: str, depth: int) -> None:
        for value in children.pop(parent, ()):
            ordered.append((value, min(depth, 4)))
            walk(value.value, depth + 1)

    walk("", 0)
    placed = {value.value for value, _depth in ordered}
    return ordered + [(value, 0) for value in values if value.value not in placed]


def _chips(address: SearchAddress, labels: dict[str, dict[str, str]], path: str) -> list[Chip]:
    chips = [
        Chip(labels.get(name, {}).get(value, value), address.without(name, value).url(path))
        for name, values in address.filters.items()
        for value in values
    ]
    if address.first_year is not None:
        url = replace(address, first_year=None, page=1).url(path)
        chips.append(Chip(_("Depuis %(year)s") % {"year": address.first_year}, url))
    if address.last_year is not None:
        url = replace(address, last_year=None, page=1).url(path)
        chips.append(Chip(_("Jusqu’à %(year)s") % {"year": address.last_year}, url))
    return chips


def _histogram(results: SearchResults, address: SearchAddress) -> Histogram | None:
    if not results.years:
        return None
    return draw_histogram(results.years, results.year_step, address.first_year, address.last_year)


def _sorts(address: SearchAddress) -> list[tuple[str, str, bool]]:
    """The orders to choose from: parameter, name, whether it is the present one. Without words nothing is relevant."""
    names = {
        "relevance": _("pertinence"),
        "newest": _("plus récents"),
        "oldest": _("plus anciens"),
        "title": _("titre"),
        "added": _("derniers entrés"),
    }
    present = address.sort
    if not address.query:
        del names["relevance"]
        present = "added" if present == "relevance" else present
    return [(SORT_PARAMS[name], label, name == present) for name, label in names.items()]


def _pager(total: int, address: SearchAddress, path: str) -> Pager:
    last = max(1, -(-min(total, MOST_RESULTS) // address.per_page))
    if last == 1:
        return Pager()
    around = range(max(1, address.page - PAGES_AROUND), min(last, address.page + PAGES_AROUND) + 1)
    pages: list[tuple[int, str] | None] = []
    previous = 0
    for number in sorted({1, last, *around}):
        if number - previous > 1:
            pages.append(None)
        pages.append((number, replace(address, page=number).url(path)))
        previous = number
    following = replace(address, page=address.page + 1).url(path) if address.page < last else ""
    before = replace(address, page=address.page - 1).url(path) if address.page > 1 else ""
    return Pager(pages, address.page, following, before)
