"""Writing drafts to the catalogue: records, parts, source records and outbox rows, one transaction a batch."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import DatabaseError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.models import IndexChange, NumberSequence
from core.text import sort_key
from directory.services import find_or_create_agents
from resources.imports.report import ImportReport
from resources.imports.rows import Draft, Term
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
    SourceRecord,
)
from thesaurus.models import Concept, ConceptLabel

PARTS: tuple[Any, ...] = (
    Contribution, Holding, OtherTitle, Publication, RecordIdentifier, RecordLink, RecordNote, RecordSubject,
)  # fmt: skip
"""The parts an import writes, and writes anew when the source has changed. Files are never its business."""
_IMPORTED_FIELDS = [
    "type", "title", "nonfiling", "sort_title", "subtitle", "title_language", "original_title",
    "original_title_language", "responsibility", "date", "date_edtf", "first_year", "last_year", "edition", "series",
    "series_number", "host_title", "host_part", "extent", "dimensions", "accompanying", "languages",
    "original_languages", "audience", "age_min", "age_max", "levels", "group_min", "group_max", "duration_minutes",
    "objectives", "contents", "language_level", "keywords", "metadata_licence",
]  # fmt: skip


@dataclass(slots=True)
class Incoming:
    """A draft on its way in: where it stands in the file, its text there, and the record it makes or changes."""

    position: str
    payload: str
    draft: Draft
    record: Record | None = None
    source: SourceRecord | None = None

    @property
    def digest(self) -> str:
        """What tells whether the source has changed."""
        return hashlib.sha256(self.payload.encode()).hexdigest()


class RecordWriter:
    """Writes the drafts of one source. Call `write` with batches; nothing is kept between them but what was seen."""

    def __init__(self, source: str, form: str, report: ImportReport) -> None:
        self.source = source
        self.format = form
        self.report = report
        self.seen: dict[str, str] = {}

    def write(self, batch: Sequence[Incoming]) -> None:
        """Write a batch, all of it or nothing; when the database refuses it, one by one, and report which was wrong."""
        fresh = [one for one in batch if self._is_first(one)]
        try:
            counts = self._write(fresh)
        except (DatabaseError, ValueError, OverflowError):
            for one in fresh:
                self._write_alone(one)
        else:
            self.report.counts.update(counts)

    def _is_first(self, one: Incoming) -> bool:
        """Whether the identifier was not met before in this file; reports it when it was."""
        known = self.seen.setdefault(one.draft.identifier, one.position)
        if known == one.position:
            return True
        reason = _("identifiant déjà lu à %(position)s") % {"position": known}
        self.report.refuse(one.position, reason, one.draft.identifier)
        return False

    def _write_alone(self, one: Incoming) -> None:
        try:
            counts = self._write([one])
        except (DatabaseError, ValueError, OverflowError) as error:
            reason = _("refusée par la base : %(error)s") % {"error": str(error)[:200]}
            self.report.refuse(one.position, reason, one.draft.identifier)
        else:
            self.report.counts.update(counts)

    def _write(self, batch: Sequence[Incoming]) -> dict[str, int]:
        """Sort a batch into new, changed and unchanged, and write what must be; returns the counts."""
        with transaction.atomic():
            self._find_known(batch)
            new = [one for one in batch if one.source is None]
            changed = [one for one in batch if one.source and one.source.digest != one.digest and self._may_change(one)]
            unchanged = sum(one.source is not None and one.source.digest == one.digest for one in batch)
            if new or changed:
                concepts = _find_concepts({term for one in (*new, *changed) for term in one.draft.subjects})
                for one in (*new, *changed):
                    _unknown_to_keywords(one.draft, concepts)
                self._create_records(new)
                self._update_records(changed)
                self._write_parts([*new, *changed], concepts)
                self._write_sources(new, changed)
                uuids = [one.record.uuid for one in (*new, *changed) if one.record]
                IndexChange.objects.note(Record.index_kind(), uuids)
            if self.report.dry_run:
                transaction.set_rollback(True)
        return {"created": len(new), "updated": len(changed), "unchanged": unchanged}

    def _find_known(self, batch: Sequence[Incoming]) -> None:
        """Join each draft to the record it made last time."""
        identifiers = [one.draft.identifier for one in batch]
        sources = SourceRecord.objects.filter(source=self.source, identifier__in=identifiers)
        known = {source.identifier: source for source in sources.select_related("record__latest_revision")}
        for one in batch:
            one.source = known.get(one.draft.identifier)
            one.record = one.source.record if one.source else None

    def _may_change(self, one: Incoming) -> bool:
        """False, with a word in the report, when somebody here has worked on the record since it was imported."""
        record, source = one.record, one.source
        if record is None or source is None:
            return True
        revision = record.latest_revision
        reason = ""
        if record.withdrawn_at or record.merged_into_id:
            reason = _("la notice %(number)d a été retirée ici")
        elif record.locked:
            reason = _("la notice %(number)d est verrouillée")
        elif revision and (record.has_unpublished_changes or revision.created_at > source.imported_at):
            reason = _("la notice %(number)d a été modifiée ici")
        if reason:
            self.report.leave(one.position, reason % {"number": record.number}, one.draft.identifier)
        return not reason

    def _create_records(self, new: Sequence[Incoming]) -> None:
        if not new:
            return
        now = timezone.now()
        for one, number in zip(new, NumberSequence.take(Record.number_series(), len(new)), strict=True):
            one.record = Record(number=number, live=True, first_published_at=now, last_published_at=now)
            _fill(one.record, one.draft)
        Record.objects.bulk_create([one.record for one in new if one.record])

    def _update_records(self, changed: Sequence[Incoming]) -> None:
        """Give records the fields of their source anew; what an import never sets stays."""
        records = [one.record for one in changed if one.record]
        if not records:
            return
        for one in changed:
            if one.record:
                _reset(one.record)
                _fill(one.record, one.draft)
        Record.objects.bulk_update(records, _IMPORTED_FIELDS, batch_size=200)
        for model in PARTS:
            model.objects.filter(record__in=records).delete()

    def _write_parts(self, batch: Sequence[Incoming], concepts: dict[Term, int]) -> None:
        """Everything repeatable, one statement a kind."""
        agents = find_or_create_agents(_named(batch))
        sites = _find_sites({copy.site for one in batch for copy in one.draft.copies if copy.site})
        rows: list[Any] = []
        for one in batch:
            if one.record is None:
                continue
            rows += _people_rows(one.record, one.draft, agents)
            rows += _text_rows(one.record, one.draft)
            rows += _holding_rows(one.record, one.draft, sites)
            rows += _subject_rows(one.record, one.draft, concepts)
        for model in PARTS:
            model.objects.bulk_create([row for row in rows if isinstance(row, model)], batch_size=2000)

    def _write_sources(self, new: Sequence[Incoming], changed: Sequence[Incoming]) -> None:
        """Keep each record of the source to the letter."""
        SourceRecord.objects.bulk_create(
            SourceRecord(
                record=one.record, source=self.source, identifier=one.draft.identifier, format=self.format,
                payload=one.payload, digest=one.digest,
            )
            for one in new
        )  # fmt: skip
        now = timezone.now()
        sources = []
        for one in changed:
            if one.source:
                one.source.payload, one.source.digest, one.source.imported_at = one.payload, one.digest, now
                sources.append(one.source)
        SourceRecord.objects.bulk_update(sources, ["payload", "digest", "imported_at"], batch_size=500)


def _fill(record: Record, draft: Draft) -> None:
    for name, value in draft.fields.items():
        setattr(record, name, value)
    record.keywords = list(dict.fromkeys(draft.keywords))
    record.derive_fields()


def _reset(record: Record) -> None:
    """Empty every field an import may set."""
    empty = Record()
    for name in _IMPORTED_FIELDS:
        setattr(record, name, getattr(empty, name))


def _named(batch: Sequence[Incoming]) -> Iterable[tuple[str, str]]:
    """Every name of a batch with its kind, each once."""
    names = {(name.name, name.kind): None for one in batch for name in one.draft.people}
    names.update({(one.name, "organisation"): None for each in batch for one in each.draft.imprints if one.name})
    return names


def _people_rows(record: Record, draft: Draft, agents: dict[tuple[str, str], Any]) -> list[Any]:
    """Contributions in order, then publications."""
    rows: list[Any] = []
    met: set[tuple[int, str]] = set()
    for name in draft.people:
        agent = agents[name.name, name.kind]
        if (agent.pk, name.role) not in met:
            met.add((agent.pk, name.role))
            rows.append(Contribution(record=record, agent=agent, role=name.role, sort_order=len(rows)))
    for index, imprint in enumerate(draft.imprints):
        agent = agents.get((imprint.name, "organisation"))
        rows.append(Publication(record=record, agent=agent, place=imprint.place, sort_order=index))
    return rows


def _text_rows(record: Record, draft: Draft) -> list[Any]:
    """Notes, other titles, numbers and links."""
    rows: list[Any] = []
    for index, (kind, text, language, source) in enumerate(draft.notes):
        if text:
            rows.append(
                RecordNote(record=record, kind=kind, text=text, language=language, source=source, sort_order=index)
            )
    rows += [
        OtherTitle(record=record, kind=title.kind, text=title.text, language=title.language, sort_order=index)
        for index, title in enumerate(draft.other_titles)
    ]
    for index, (kind, value) in enumerate(draft.numbers):
        number = RecordIdentifier(record=record, kind=kind, value=value, sort_order=index)
        number.derive_fields()
        rows.append(number)
    rows += [
        RecordLink(record=record, kind=kind, url=url, label=label, sort_order=index)
        for index, (kind, url, label) in enumerate(draft.links)
    ]
    return rows


def _holding_rows(record: Record, draft: Draft, sites: dict[str, HoldingSite]) -> list[Any]:
    return [
        Holding(
            record=record,
            site=sites.get(copy.site),
            shelf_mark=copy.shelf_mark,
            status=copy.status,
            note=copy.note,
            inventory_number=copy.inventory_number,
            sort_order=index,
            acquired_on=date.fromisoformat(copy.acquired_on) if copy.acquired_on else None,
        )
        for index, copy in enumerate(draft.copies)
    ]


def _subject_rows(record: Record, draft: Draft, concepts: dict[Term, int]) -> list[Any]:
    """The concepts the terms name, each once."""
    found = {concepts[term]: None for term in draft.subjects if term in concepts}
    return [RecordSubject(record=record, concept_id=pk, sort_order=index) for index, pk in enumerate(found)]


def _unknown_to_keywords(draft: Draft, concepts: dict[Term, int]) -> None:
    """Words that name no concept become free keywords."""
    draft.keywords += [term.text for term in draft.subjects if term not in concepts]


def _find_concepts(terms: set[Term]) -> dict[Term, int]:
    """The visible concept of each term: by its address, else by a label in its language, preferred before others."""
    if not terms:
        return {}
    keys = {(sort_key(term.text), term.language) for term in terms}
    labels = ConceptLabel.objects.visible().filter(sort_key__in={key for key, _language in keys})
    by_label: dict[tuple[str, str], int] = {}
    for key, language, concept in labels.order_by("kind", "pk").values_list("sort_key", "language", "concept_id"):
        by_label[key, language] = concept
    by_uri = Concept.objects.visible().keys_by_uri({term.uri for term in terms if term.uri})
    found: dict[Term, int] = {}
    for term in terms:
        pk = by_uri.get(term.uri) or by_label.get((sort_key(term.text), term.language))
        if pk:
            found[term] = pk
    return found


def _find_sites(names: set[str]) -> dict[str, HoldingSite]:
    return {name: HoldingSite.objects.get_or_create(name=name[:120])[0] for name in names}
