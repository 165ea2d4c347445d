"""Everything about a concept, all that an agent did: asked of the index, for the pages of lower layers."""

import logging
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import get_language

from core.sections import section_path
from core.shelves import Shelf, ShelfGroup, register_shelf
from search import registry
from search.addresses import SearchAddress
from search.contract import SearchRequest, SearchUnavailable
from search.presentation import visible_cards
from search.services import engine

logger = logging.getLogger(__name__)
CARDS = 10
CARDS_OF_GROUP = 6
MOST_GROUPS = 8


def register() -> None:
    """Declare the shelves of concepts and agents."""
    register_shelf("thesaurus.concept", shelf_of_concept, count_concepts)
    register_shelf("directory.agent", shelf_of_agent, count_agents)


def shelf_of_concept(concept: Any) -> Shelf:
    """What is indexed with a concept or a narrower one, newest first."""
    filters = {"concept": (str(concept.number),)}
    try:
        results = engine().search(SearchRequest(filters=filters, per_page=CARDS, sort="newest", suggest=False))
    except SearchUnavailable:
        logger.exception("The shelf of %s is unavailable", concept)
        return Shelf(available=False)
    url = _search_url(filters)
    group = ShelfGroup("", results.total, url, visible_cards(results.hits, _language()))
    return Shelf(results.total, url, [group] if results.hits else [])


def shelf_of_agent(agent: Any) -> Shelf:
    """What an agent did, by role, the commonest role first."""
    number = str(agent.number)
    try:
        roles = _roles_of(number)
        groups = [_group_of_role(number, role) for role in roles[:MOST_GROUPS]]
        total = _total_of_agent(number)
    except SearchUnavailable:
        logger.exception("The shelf of %s is unavailable", agent)
        return Shelf(available=False)
    return Shelf(total, _search_url({"agent": (number,)}), [group for group in groups if group.cards])


def _roles_of(number: str) -> list[str]:
    """The values “number:role” of an agent, by falling count."""
    found: dict[str, int] = {}
    for facet in ("agent", "publisher"):
        request = SearchRequest(
            filters={facet: (number,)}, facets=("agent_role",), facet_size=400, per_page=1, suggest=False
        )
        values = engine().search(request).facets.get("agent_role", [])
        found.update({value.value: value.count for value in values if value.value.startswith(f"{number}:")})
    return sorted(found, key=lambda value: (-found[value], value))


def _group_of_role(number: str, role: str) -> ShelfGroup:
    filters = {"agent_role": (role,)}
    request = SearchRequest(filters=filters, per_page=CARDS_OF_GROUP, sort="newest", suggest=False)
    results = engine().search(request)
    code = role.split(":", 1)[1]
    facet = "publisher" if code == "pbl" else "agent"
    heading = str(registry.role_labels.get(code, code))
    cards = visible_cards(results.hits, _language())
    return ShelfGroup(heading[:1].upper() + heading[1:], results.total, _search_url({facet: (number,)}), cards)


def _total_of_agent(number: str) -> int:
    either = engine().count_facet("agent", [number])[number]
    return either or engine().count_facet("publisher", [number])[number]


def count_concepts(concepts: Sequence[Any]) -> dict[int, int]:
    """How many things each concept, or a narrower one, indexes."""
    return _counts("concept", concepts)


def count_agents(agents: Sequence[Any]) -> dict[int, int]:
    """How many things each agent contributed to."""
    return _counts("agent", agents)


def _counts(facet: str, things: Sequence[Any]) -> dict[int, int]:
    try:
        counts = engine().count_facet(facet, [str(thing.number) for thing in things])
    except SearchUnavailable:
        return {}
    return {int(number): count for number, count in counts.items()}


def _search_url(filters: Mapping[str, tuple[str, ...]]) -> str:
    from search.models import SearchPage

    return SearchAddress(filters=filters).url(section_path(SearchPage))


def _language() -> str:
    return (get_language() or "fr")[:2]
