"""All values of one facet under a search, to be browsed and searched: a page of links, each the search with it."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest
from django.utils.html import strip_tags
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core.text import fold, sort_key
from search import registry
from search.addresses import MOST_VALUES, BadAddress, SearchAddress
from search.contract import FacetValue, SearchRequest, SearchUnavailable
from search.registry import Facet
from search.services import engine

logger = logging.getLogger(__name__)
PER_PAGE = 60
MOST_LISTED = 1000
MOST_FOUND = 200
"""Names looked up for the letters typed."""


@dataclass(frozen=True, slots=True)
class FacetLine:
    """One value: the address of the search with it, or without it when it is chosen ("" when there are too many)."""

    label: str
    count: int
    url: str
    chosen: bool


def present_facet(page: Any, request: HttpRequest, param: str, path: str) -> dict[str, Any]:
    """The context of a facet's page. Raises Http404 or BadRequest for an address that can't be."""
    facet = next((facet for facet in registry.facets.values() if facet.param == param), None)
    if facet is None:
        raise Http404
    try:
        address = SearchAddress.read(request.GET)
    except BadAddress as error:
        raise BadRequest(_("Cette adresse demande une recherche impossible.")) from error
    typed = request.GET.get("nom", "").replace("\x00", "").strip()[:100]
    by_name = request.GET.get("ordre", "") == "nom"
    context = {
        "facet": facet,
        "address": address,
        "typed": typed,
        "by_name": by_name,
        "search_url": replace(address, page=1).url(path),
        "kept_pairs": replace(address, page=1).pairs(),
        "robots": "noindex",
    }
    try:
        lines = _lines(facet, address, typed, page.search_kinds, path)
    except SearchUnavailable:
        logger.exception("Search is unavailable")
        return {**context, "unavailable": True}
    if by_name:
        lines.sort(key=lambda line: sort_key(strip_tags(line.label)))
    first = (address.page - 1) * PER_PAGE
    if address.page > 1 and first >= len(lines):
        raise Http404
    link = _linker(address, typed, by_name, request.path)
    return {
        **context,
        "total": len(lines),
        "cut": not typed and len(lines) >= MOST_LISTED,
        "lines": lines[first : first + PER_PAGE],
        "by_count_url": link(1, False),
        "by_name_url": link(1, True),
        "previous_url": link(address.page - 1, by_name) if address.page > 1 else "",
        "next_url": link(address.page + 1, by_name) if first + PER_PAGE < len(lines) else "",
        "pages": -(-len(lines) // PER_PAGE),
    }


def _linker(address: SearchAddress, typed: str, by_name: bool, path: str) -> Callable[[int, bool], str]:
    """Makes the address of another page or order of the same list."""

    def link(number: int, named: bool) -> str:
        url = replace(address, page=number).url(path)
        extra = [("nom", typed)] if typed else []
        extra += [("ordre", "nom")] if named else []
        return url + ("&" if "?" in url else "?") + urlencode(extra) if extra else url

    return link


def _lines(facet: Facet, address: SearchAddress, typed: str, kinds: tuple[str, ...], path: str) -> list[FacetLine]:
    """The values with a public name, by falling count."""
    request = address.request(kinds, (), (get_language() or "fr")[:2])
    values = _values(facet, request, typed)
    labels = facet.labels([value.value for value in values]) if values else {}
    wanted = fold(typed) if typed and not facet.group else ""
    chosen = address.filters.get(facet.name, ())
    return [
        FacetLine(labels[value.value], value.count, _url(facet, value.value, address, path), value.value in chosen)
        for value in values
        if value.value in labels and wanted in fold(strip_tags(labels[value.value]))
    ]


def _values(facet: Facet, request: SearchRequest, typed: str) -> Sequence[FacetValue]:
    """The counted values: of names that begin as typed where the index completes them, else the most frequent."""
    if not (typed and facet.group):
        return engine().list_facet(request, facet.name, most=MOST_LISTED)
    found = engine().complete(typed, [facet.group], MOST_FOUND)
    return engine().list_facet(request, facet.name, [str(one.card["number"]) for one in found])


def _url(facet: Facet, value: str, address: SearchAddress, path: str) -> str:
    """The search with one value more, or less when it is chosen; "" when an address holds no more of them."""
    chosen = address.filters.get(facet.name, ())
    if value in chosen:
        return address.without(facet.name, value).url(path)
    if address.chosen() >= MOST_VALUES:
        return ""
    return replace(address, filters={**address.filters, facet.name: (*chosen, value)}, page=1).url(path)
