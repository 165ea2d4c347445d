"""Documents and subjects that the blocks of a body name, as they may be shown: asked for once for the whole body."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language

from core.visibility import shown
from search.registry import sources
from thesaurus.addresses import concept_path
from thesaurus.services import preferred_labels

RECORDS = "resources.record"
FURTHER_KEY = "further"
"""The key of a body's context under which all of them wait."""


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
class Further:
    """What may be shown, by the key of what was chosen."""

    records: Mapping[int, Reference]
    concepts: Mapping[int, Subject]


def read_further(records: Iterable[Any], concepts: Iterable[Any]) -> Further:
    """What may be shown of chosen records and concepts; a fixed number of queries, none where there is none."""
    return Further(references_of(records), subjects_of(concepts))


def references_of(records: Iterable[Any]) -> dict[int, Reference]:
    """The chosen records that may be seen; one that was merged is told by what it became."""
    chosen = {record.pk: record.merged_into_id or record.pk for record in records if record}
    source = sources.get(RECORDS)
    if not chosen or source is None:
        return {}
    rows = list(source.visible().filter(pk__in=set(chosen.values())))
    built = {row.pk: _reference(document, source) for row, document in zip(rows, source.build(rows), strict=True)}
    return {key: built[became] for key, became in chosen.items() if became in built}


def _reference(document: Any, source: Any) -> Reference:
    card, language = document.card, (get_language() or "fr")[:2]
    url = source.localise(card, language) if source.localise else document.path
    return Reference(document.title, url, card.get("by", ""), document.first_year, card.get("title_language", ""))


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
