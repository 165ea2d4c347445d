"""The catalogue of the demonstration: records with all their parts, and the two places they are kept in."""

from collections.abc import Iterable
from datetime import timedelta
from itertools import chain
from typing import Any
from uuid import UUID

from django.db import models
from django.utils import timezone

from core.models import IndexChange, NumberSequence
from directory.models import Agent
from home.demo.agents import agents_by_key
from home.demo.sources import identity, read_yaml
from resources.models import (
    Contribution,
    Holding,
    HoldingSite,
    OtherTitle,
    Publication,
    Record,
    RecordIdentifier,
    RecordLink,
    RecordNote,
    RecordSubject,
)
from thesaurus.models import Concept, ConceptLabel

SITES = {
    "lavoir": ("Le Lavoir", "Rue du Pont-Neuf imaginaire 12, 1000 Bruxelles"),
    "quais": ("Les Quais", "Quai imaginaire 3, 1000 Bruxelles"),
}
PLAIN_FIELDS = (
    "type", "title", "subtitle", "title_language", "original_title", "original_title_language", "responsibility",
    "date", "edition", "series", "series_number", "host_title", "host_part", "extent", "dimensions", "accompanying",
    "languages", "original_languages", "audience", "age_min", "age_max", "levels", "group_min", "group_max",
    "duration_minutes", "objectives", "contents", "language_level", "keywords",
)  # fmt: skip
BETWEEN_ARRIVALS = timedelta(hours=31)
"""Time between two records entering the library: the newest arrivals are not all of one minute."""


class UnknownName(Exception):
    """A record names something the other files of the demonstration do not describe."""


def load_records() -> int:
    """Write the records that are not there yet; returns how many."""
    described = {identity("record", item["key"]): item for item in read_yaml("records.yaml")}
    known = set(Record.objects.filter(uuid__in=described).values_list("uuid", flat=True))
    new = {uuid: item for uuid, item in described.items() if uuid not in known}
    if not new:
        return 0
    records = _write_records(new)
    writer = PartsWriter(agents_by_key(), concepts_by_label(), _holding_sites())
    parts = chain.from_iterable(writer.parts(records[uuid], item) for uuid, item in new.items())
    _bulk_create(parts)
    _join_hosts(new)
    IndexChange.objects.note(Record.index_kind(), new)
    return len(new)


def records_by_key() -> dict[str, Record]:
    """The records of the demonstration, by their key in the files."""
    keys = {identity("record", item["key"]): item["key"] for item in read_yaml("records.yaml")}
    return {keys[record.uuid]: record for record in Record.objects.filter(uuid__in=keys)}


def _write_records(new: dict[UUID, dict[str, Any]]) -> dict[UUID, Record]:
    """The rows of the records themselves, published, having arrived one after the other, all types mixed."""
    now = timezone.now()
    numbers = NumberSequence.take(Record.number_series(), len(new))
    records = {}
    for number, (uuid, item) in zip(numbers, new.items(), strict=True):
        fields = {name: item[name] for name in PLAIN_FIELDS if name in item}
        record = Record(uuid=uuid, number=number, live=True, first_published_at=now, last_published_at=now, **fields)
        record.derive_fields()
        records[uuid] = record
    Record.objects.bulk_create(records.values(), batch_size=500)
    arrived = sorted(records.values(), key=lambda record: record.uuid)
    for place, record in enumerate(arrived):
        record.added_at = now - (len(records) - place) * BETWEEN_ARRIVALS
    Record.objects.bulk_update(records.values(), ["added_at"], batch_size=500)
    return records


def _join_hosts(new: dict[UUID, dict[str, Any]]) -> None:
    """Put articles and chapters in what holds them."""
    hosted = {uuid: identity("record", item["host"]) for uuid, item in new.items() if "host" in item}
    hosts = {record.uuid: record for record in Record.objects.filter(uuid__in=hosted.values())}
    records = list(Record.objects.filter(uuid__in=hosted))
    for record in records:
        record.host = hosts[hosted[record.uuid]]
    Record.objects.bulk_update(records, ["host"])


def concepts_by_label() -> dict[str, Concept]:
    """Concepts by their preferred label in French."""
    labels = ConceptLabel.objects.visible().filter(kind="pref", language="fr").select_related("concept")
    return {label.text: label.concept for label in labels}


def _holding_sites() -> dict[str, HoldingSite]:
    """The two places, made when they are not there."""
    return {
        key: HoldingSite.objects.get_or_create(uuid=identity("site", key), defaults={"name": name, "address": address})[
            0
        ]
        for key, (name, address) in SITES.items()
    }


def _bulk_create(parts: Iterable[models.Model]) -> None:
    """Write parts of every kind, one statement a kind and a thousand rows."""
    by_model: dict[type[models.Model], list[models.Model]] = {}
    for part in parts:
        by_model.setdefault(type(part), []).append(part)
    for model, rows in by_model.items():
        model._default_manager.bulk_create(rows, batch_size=1000)


class PartsWriter:
    """Turns the parts a record is described with into rows."""

    def __init__(self, agents: dict[str, Agent], concepts: dict[str, Concept], sites: dict[str, HoldingSite]) -> None:
        self.agents, self.concepts, self.sites = agents, concepts, sites

    def parts(self, record: Record, item: dict[str, Any]) -> Iterable[models.Model]:
        """Every part of one record, in order."""
        yield from self._people(record, item)
        yield from self._texts(record, item)
        for order, label in enumerate(item.get("subjects", [])):
            yield RecordSubject(record=record, sort_order=order, concept=self._find(self.concepts, label, record))
        for order, row in enumerate(item.get("holdings", [])):
            site = self._find(self.sites, row["site"], record)
            yield Holding(record=record, sort_order=order, **{**row, "site": site})
        for order, row in enumerate(item.get("identifiers", [])):
            identifier = RecordIdentifier(record=record, sort_order=order, **row)
            identifier.derive_fields()
            yield identifier

    def _people(self, record: Record, item: dict[str, Any]) -> Iterable[models.Model]:
        for order, row in enumerate(item.get("contributions", [])):
            agent = self._find(self.agents, row["agent"], record)
            yield Contribution(record=record, sort_order=order, agent=agent, role=row["role"])
        for order, row in enumerate(item.get("publishers", [])):
            agent = self._find(self.agents, row["agent"], record)
            yield Publication(record=record, sort_order=order, agent=agent, place=row.get("place", ""))

    def _texts(self, record: Record, item: dict[str, Any]) -> Iterable[models.Model]:
        for order, row in enumerate(item.get("other_titles", [])):
            yield OtherTitle(record=record, sort_order=order, **row)
        abstract = {"kind": "abstract", "text": item.get("abstract", ""), "source": item.get("abstract_source", "")}
        notes = ([abstract] if abstract["text"] else []) + item.get("notes", [])
        for order, row in enumerate(notes):
            yield RecordNote(record=record, sort_order=order, **row)
        for order, row in enumerate(item.get("links", [])):
            yield RecordLink(record=record, sort_order=order, **row)

    def _find(self, known: dict[str, Any], key: str, record: Record) -> Any:
        """What a record names; a mistake in the files is said, not skipped."""
        if key not in known:
            raise UnknownName(f"“{record.title}” names “{key}”, which the demonstration does not describe.")
        return known[key]
