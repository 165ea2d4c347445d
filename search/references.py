"""Things of other parts of the site that a page names: documents, subjects, and what else is on the same subjects.

Read through the search contract, so that a page names only what anybody may see and no app knows another.
"""

import logging
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.html import escape
from django.utils.translation import get_language

from core.typography import typeset_text
from core.visibility import shown
from search.contract import SearchRequest, SearchUnavailable
from search.presentation import Card, visible_cards
from search.registry import sources, type_labels
from search.services import engine
from thesaurus.addresses import concept_path
from thesaurus.services import preferred_labels

logger = logging.getLogger(__name__)
RECORDS = "resources.record"
RELATED_SHOWN = 4
RELATED_ASKED = 20
"""Some of what the index answers the page has already, or is not public any more."""


@dataclass(frozen=True)
class Reference:
    """A document of the library as a list of readings prints it."""

    title: str
    url: str
    by: str = ""
    year: int | None = None
    language: str = ""


@dataclass(frozen=True)
class Subject:
    """A concept in the reader's language, or with its own."""

    text: str
    url: str
    language: str = ""
    uuid: str = ""
    number: str = ""


@dataclass(frozen=True)
class CardHit:
    """What the template of a card asks of a hit."""

    card: Any
    title_html: str
    card_template: str
    snippet_html: str = ""
    language: str = ""


@dataclass(frozen=True)
class Thing:
    """Something named, as lists print it, and the address of its page."""

    hit: CardHit
    path: str
    title: str = ""


@dataclass(frozen=True)
class Related:
    """Something elsewhere on the site on the same subjects."""

    title: str
    url: str
    type_label: str
    language: str = ""


def references_of(records: Iterable[Any]) -> dict[int, Reference]:
    """The chosen records that may be seen; one that was merged is told by what it became."""
    return {key: _reference(*found) for key, found in _documents_of(records).items()}


def things_of_records(records: Iterable[Any]) -> list[Thing]:
    """The chosen records that may be seen, as cards, each once and in their order; those merged by what they became."""
    chosen = list(records)
    found = _documents_of(chosen)
    things = {record.pk: _thing(*found[record.pk]) for record in chosen if record and record.pk in found}
    return list({thing.path: thing for thing in things.values()}.values())


def _documents_of(records: Iterable[Any]) -> dict[int, tuple[Any, str]]:
    """What the index is given of the chosen records, with the path of each in the reader's language."""
    chosen = {record.pk: record.merged_into_id or record.pk for record in records if record}
    source = sources.get(RECORDS)
    if not chosen or source is None:
        return {}
    language = (get_language() or "fr")[:2]
    rows = list(source.visible().filter(pk__in=set(chosen.values())))
    built: dict[int, tuple[Any, str]] = {}
    for row, document in zip(rows, source.build(rows), strict=True):
        told: Any = document
        built[row.pk] = (told, source.localise(told.card, language) if source.localise else told.path)
    return {key: built[became] for key, became in chosen.items() if became in built}


def _reference(document: Any, url: str) -> Reference:
    card = document.card
    return Reference(document.title, url, card.get("by", ""), document.first_year, card.get("title_language", ""))


def _thing(document: Any, path: str) -> Thing:
    hit = CardHit(document.card, escape(document.title), document.card_template, language=document.language)
    return Thing(hit, path, document.title)


def subjects_of(concepts: Iterable[Any], labels: Mapping[int, tuple[str, str]] | None = None) -> dict[int, Subject]:
    """The chosen concepts that may be seen, by the key of what was chosen; those merged by what they became.

    `labels` are text and language by the key of the concept, where they were read already.
    """
    became = {concept.pk: visible for concept in concepts if concept and (visible := shown(concept))}
    if labels is None:
        labels = preferred_labels([concept.pk for concept in became.values()]) if became else {}
    language = (get_language() or "fr")[:2]
    found = {}
    for key, concept in became.items():
        if concept.pk in labels:
            text, code = labels[concept.pk]
            url = concept_path(concept.number, text, language)
            found[key] = Subject(text, url, code if code != language else "", str(concept.uuid), str(concept.number))
    return found


def related_to(numbers: Sequence[str], known: Collection[str]) -> list[Related]:
    """What else is on the same subjects or narrower ones, the newest first, among all the site has and anybody may see.

    `numbers` are those of the concepts, `known` the addresses the page has already. What has its page in another
    language alone is left out. Without an index: nothing.
    """
    if not numbers:
        return []
    asked = SearchRequest(
        filters={"concept": tuple(numbers)}, per_page=RELATED_ASKED, sort="newest", suggest=False, highlight=False
    )
    try:
        hits = [hit for hit in engine().search(asked).hits if hit.path not in known]
    except SearchUnavailable:
        logger.warning("The index cannot say what is on the same subjects as a page", exc_info=True)
        return []
    language = (get_language() or "fr")[:2]
    cards = [card for card in visible_cards(hits, language) if card.path.startswith(f"/{language}/")]
    return [_related(card) for card in cards[:RELATED_SHOWN]]


def _related(card: Card) -> Related:
    kind = str(card.hit.card.get("type", ""))
    language = card.hit.language or ""
    return Related(typeset_text(card.hit.title, language), card.path, str(type_labels.get(kind, "")), language)
