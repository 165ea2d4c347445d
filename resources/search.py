"""How records stand in the search: their documents, built in batches, and what else puts those out of date."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from core.visibility import shown
from directory.credits import shown_name
from resources.addresses import canonical_path, record_path
from resources.availability import availability_facet
from resources.cards import CARD_TEMPLATE, card_of
from resources.facets import age_bands, duration_band, group_bands
from resources.models import Record
from resources.shown import RecordParts, display_title, read_all_parts
from resources.uses import COUNTERS
from search.contract import SearchDocument, TextPart
from search.registry import Dependency, Source
from search.subjects import agent_facets, broader_numbers, concept_facets, labels_searched, misspelt_labels

KIND = "resources.record"


def visible_records() -> Any:
    """The records of the index."""
    return Record.objects.visible()


def build_documents(records: Sequence[Record]) -> Iterable[SearchDocument]:
    """The documents of a batch of records, with a fixed number of queries whatever its size."""
    batch = read_all_parts(records)
    broader = broader_numbers({concept.pk for parts in batch for concept in parts.concepts})
    return (_document(parts, broader) for parts in batch)


def _document(parts: RecordParts, broader: Mapping[int, list[str]]) -> SearchDocument:
    record = parts.record
    return SearchDocument(
        kind=KIND,
        uuid=record.uuid,
        title=display_title(record),
        path=canonical_path(record),
        language=record.languages[0] if record.languages else record.main_language,
        sort_title=record.sort_title,
        other_titles=[title for title in (record.original_title, *(one.text for one in parts.other_titles)) if title],
        people=_people(parts),
        publishers=parts.publisher_names,
        subjects=[*labels_searched(parts.concepts), *(str(word) for word in record.keywords)],
        misspellings=misspelt_labels(parts.concepts),
        identifiers=_identifiers(parts),
        parts=list(_texts(parts)),
        facets=_facets(parts, broader),
        first_year=record.first_year,
        last_year=record.last_year,
        added_at=record.added_at.timestamp(),
        card_template=CARD_TEMPLATE,
        card=card_of(record, parts),
    )


def _people(parts: RecordParts) -> list[str]:
    """Every name a contributor is known by in the record and in the directory, and the statement as printed."""
    names = [name for _, name in parts.contributions]
    names += [agent.name for one, _ in parts.contributions if (agent := shown(one.agent))]
    return list(dict.fromkeys([*names, parts.record.responsibility]))


def _identifiers(parts: RecordParts) -> list[str]:
    """Numbers as written and as compared; an ISBN-13 also as the ISBN-10 of the same book."""
    found: list[str] = []
    for one in parts.identifiers:
        found += [one.value, one.normalised]
        if one.kind == "isbn" and one.valid and one.normalised.startswith("978"):
            found.append(isbn10_of(one.normalised))
    return list(dict.fromkeys(found))


def isbn10_of(isbn13: str) -> str:
    """The ten digits of a valid ISBN-13 that begins with 978."""
    body = isbn13[3:12]
    check = sum((10 - index) * int(digit) for index, digit in enumerate(body)) % 11
    return body + "0X987654321"[check]


def _texts(parts: RecordParts) -> Iterable[TextPart]:
    """All running text: abstract first, then what is printed elsewhere on the page."""
    record = parts.record
    host = display_title(parts.host) if parts.host else record.host_title
    texts = [note.text for note in parts.notes]
    texts += [record.objectives, record.contents, record.series, host, *parts.publisher_names]
    return (TextPart(text) for text in texts if text)


def _facets(parts: RecordParts, broader: Mapping[int, list[str]]) -> dict[str, list[str]]:
    """The values a record is filtered by; empty facets are left out."""
    record = parts.record
    facets: dict[str, list[str]] = {
        "type": [record.type],
        "language": list(record.languages),
        **concept_facets(parts.concepts, broader),
        "available": availability_facet(parts.holdings, parts.online),
        "audience": [record.audience] if record.audience else [],
        "level": list(record.levels),
        "age": age_bands(record.age_min, record.age_max),
        "group": group_bands(record.group_min, record.group_max),
        "duration": duration_band(record.duration_minutes),
        "language_level": [record.language_level] if record.language_level else [],
        **_agent_facets(parts),
    }
    return {name: values for name, values in facets.items() if values}


def _agent_facets(parts: RecordParts) -> dict[str, list[str]]:
    """Contributors, publishers, and each with the role they had in this document."""
    contributors = [(agent.number, one.role) for one, _ in parts.contributions if (agent := shown(one.agent))]
    publishers = [agent.number for one in parts.publications if shown_name(one) and (agent := shown(one.agent))]
    return agent_facets(contributors, publishers)


def localise(card: Mapping[str, Any], language: str) -> str:
    """The path of a record's page in the reader's language."""
    return record_path(card["number"], card["slug"], language)


def _of_agents(uuids: Sequence[UUID]) -> Iterable[tuple[str, UUID]]:
    found = Record.objects.naming_agents(uuids).values_list("uuid", flat=True)
    return ((KIND, uuid) for uuid in found.iterator())


def _of_concepts(uuids: Sequence[UUID]) -> Iterable[tuple[str, UUID]]:
    found = Record.objects.under_concepts(uuids).values_list("uuid", flat=True)
    return ((KIND, uuid) for uuid in found.iterator())


def _of_records(uuids: Sequence[UUID]) -> Iterable[tuple[str, UUID]]:
    found = Record.objects.hosted_by(uuids).values_list("uuid", flat=True)
    return ((KIND, uuid) for uuid in found.iterator())


SOURCE = Source(
    kind=KIND, visible=visible_records, build=build_documents, batch_size=1000, localise=localise,
    code="record", name=_("notice"), uses=COUNTERS,
)  # fmt: skip
DEPENDENCIES = (
    Dependency("directory.agent", _of_agents),
    Dependency("thesaurus.concept", _of_concepts),
    Dependency(KIND, _of_records),
)
