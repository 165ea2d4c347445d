"""Writing drafts to the catalogue: records, parts, source records and outbox rows, one transaction a batch."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import DatabaseError, transaction
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _

from core.models import IndexChange, NumberSequence
from resources.duplicates import DuplicateKeys, find_duplicates, keys_of_draft
from resources.imports.applying import apply_values
from resources.imports.comparison import (
    compare,
    fingerprints_of,
    group_by_model,
    part_rows,
    values_of,
)
from resources.imports.naming import Names
from resources.imports.outcome import Incoming, Outcome
from resources.imports.resolving import Resolver
from resources.imports.standing import find_awaited, find_known, why_left_alone
from resources.models import Record, SourceRecord

REJECTED = (DatabaseError, ValueError, OverflowError)
"""What the database, or its driver, answers to values it cannot hold."""


@dataclass(frozen=True, slots=True)
class WriteOptions:
    """How to write: for whom, whether only to try, and what to do with likely duplicates."""

    dry_run: bool = False
    skip_duplicates: bool = False
    user: Any = None
    run: str = ""
    """The UUID of the run, for the history of records."""


class RecordWriter:
    """Writes the drafts of one source. Call `write` with batches; nothing is kept between them but what was seen."""

    def __init__(self, source: str, form: str, options: WriteOptions | None = None) -> None:
        self.source = source
        self.format = form
        self.options = options or WriteOptions()
        self.seen: dict[str, str] = {}
        self.hostless: dict[int, list[str]] = {}
        """Records whose host was not here yet, with what names it."""

    def write(self, batch: Sequence[Incoming]) -> Outcome:
        """Write a batch, all of it or nothing; when the database refuses it, one by one, to know which was wrong."""
        outcome = Outcome()
        fresh = [one for one in batch if self._is_first(one, outcome)]
        try:
            written = self._write(fresh)
        except REJECTED:
            for one in fresh:
                outcome.merge(self._write_alone(one))
        else:
            outcome.merge(written)
        return outcome

    def _is_first(self, one: Incoming, outcome: Outcome) -> bool:
        """Whether the identifier was not met before in this file; reports it when it was."""
        known = self.seen.setdefault(one.draft.identifier, one.position)
        if known == one.position:
            return True
        outcome.refuse(one, _("identifiant déjà lu à %(position)s") % {"position": known})
        return False

    def _write_alone(self, one: Incoming) -> Outcome:
        one.record = one.source = one.comparison = None
        try:
            return self._write([one])
        except REJECTED as error:
            outcome = Outcome()
            outcome.refuse(one, _("refusée par la base : %(error)s") % {"error": str(error)[:200]})
            return outcome

    def _write(self, batch: Sequence[Incoming]) -> Outcome:
        """Sort a batch into new, changed and unchanged, and write what must be."""
        outcome = Outcome()
        with transaction.atomic():
            for part in find_known(self.source, batch):
                self._write_part(part, outcome)
            if self.options.dry_run:
                transaction.set_rollback(True)
        if self.options.dry_run:
            outcome.forget_created()
        return outcome

    def _write_part(self, batch: Sequence[Incoming], outcome: Outcome) -> None:
        """Write drafts of which no two are of the same record."""
        new = [one for one in batch if one.source is None]
        met = [one for one in batch if one.source is not None]
        awaited = find_awaited(one.record for one in met if one.record)
        changed = [one for one in met if self._has_changed(one, awaited, outcome)]
        if new and self.options.skip_duplicates:
            new = self._without_duplicates(new, outcome)
        if new or changed:
            resolver = Resolver(self.source, [one.draft for one in (*new, *changed)])
            self._create(new, resolver, outcome)
            self._update(changed, resolver, outcome)
        now = timezone.now()
        known = [one.source.pk for one in met if one.source]
        SourceRecord.objects.filter(pk__in=known).update(seen_at=now, gone_at=None, kept_at=None)
        self._note_hosts(batch)

    def _has_changed(self, one: Incoming, awaited: set[int], outcome: Outcome) -> bool:
        """Whether a known row must be compared; those that must be left alone are reported."""
        source = one.source
        if source is None or (source.digest == one.digest and source.undone_at is None):
            outcome.counts["unchanged"] += 1
            return False
        if reason := why_left_alone(one, awaited):
            outcome.leave(one, reason)
            return False
        return True

    def _without_duplicates(self, new: Sequence[Incoming], outcome: Outcome) -> list[Incoming]:
        """The new rows that are not likely to be here already; the others are reported."""
        wanted = []
        for one, alike in zip(new, _find_alike([keys_of_draft(one.draft) for one in new]), strict=True):
            if alike:
                outcome.skip(one, alike)
            else:
                wanted.append(one)
        return wanted

    def _create(self, new: Sequence[Incoming], resolver: Resolver, outcome: Outcome) -> None:
        """New records with their parts and their source records."""
        if not new:
            return
        now = timezone.now()
        records = []
        for one, number in zip(new, NumberSequence.take(Record.number_series(), len(new)), strict=True):
            one.record = Record(number=number, live=True, first_published_at=now, last_published_at=now)
            one.record.cataloguer = self.options.user
            resolver.fill(one.record, one.draft)
            records.append(one.record)
        if self.options.skip_duplicates:
            twins: list[list[int]] = [[] for _one in new]
        else:
            twins = _find_alike([keys_of_draft(one.draft, one.record) for one in new])
        Record.objects.bulk_create(records)
        rows: list[Model] = []
        sources = []
        for one, record, alike in zip(new, records, twins, strict=True):
            values = resolver.values(record, one.draft)
            rows += part_rows(record, values)
            sources.append(self._source_of(one, record, fingerprints_of(values)))
            outcome.create(one, alike)
        for model, made in group_by_model(rows).items():
            model.objects.bulk_create(made, batch_size=2000)
        SourceRecord.objects.bulk_create(sources, batch_size=1000)
        IndexChange.objects.note(Record.index_kind(), [record.uuid for record in records])

    def _source_of(self, one: Incoming, record: Record, fingerprints: dict[str, str]) -> SourceRecord:
        """What is kept of the source, to the letter."""
        return SourceRecord(
            record=record, source=self.source, identifier=one.draft.identifier, format=self.format,
            payload=one.payload, digest=one.digest, fingerprints=fingerprints,
        )  # fmt: skip

    def _update(self, changed: Sequence[Incoming], resolver: Resolver, outcome: Outcome) -> None:
        """Compare known records with their source, field by field, and write what goes in."""
        records = [one.record for one in changed if one.record]
        if not records:
            return
        here = values_of(records)
        returned = [one for one in changed if one.source and one.source.undone_at]
        for one in changed:
            if one.record and one.source:
                scratch = Record()
                resolver.fill(scratch, one.draft)
                there = resolver.values(scratch, one.draft)
                if scratch.host_id is None and one.draft.host_keys:
                    there["host_id"] = here[one.record.pk]["host_id"]
                base = _known_fingerprints(one, here[one.record.pk])
                one.comparison = compare(base, here[one.record.pk], there)
        names = Names(diff for one in changed if one.comparison for diff in one.comparison.differences)
        for one in changed:
            if one in returned:
                outcome.create(one, [])
            else:
                outcome.change(one, _what_goes(one), names)
        self._bring_back(returned)
        chosen = [
            (one.record, one.comparison.taken)
            for one in changed
            if one.record and one.comparison and (one.comparison.taken or one in returned)
        ]
        data = {"source": self.source, "run": self.options.run}
        apply_values(chosen, self.options.user, "passerelles.import", data)
        self._keep_sources(changed)

    def _bring_back(self, returned: Sequence[Incoming]) -> None:
        """Records an undone import had made are the same records again."""
        records = [one.record for one in returned if one.record]
        for record in records:
            record.withdrawn_at, record.withdrawn_reason = None, ""
        Record.objects.bulk_update(records, ["withdrawn_at", "withdrawn_reason"], batch_size=200)

    def _keep_sources(self, changed: Sequence[Incoming]) -> None:
        """Keep each record of the source to the letter, and the fingerprints of what is now known of it."""
        now = timezone.now()
        sources = []
        for one in changed:
            if one.source and one.comparison:
                source = one.source
                source.payload, source.digest, source.imported_at = one.payload, one.digest, now
                source.fingerprints, source.undone_at = one.comparison.fingerprints, None
                sources.append(source)
        fields = ["payload", "digest", "imported_at", "fingerprints", "undone_at"]
        SourceRecord.objects.bulk_update(sources, fields, batch_size=100)

    def _note_hosts(self, batch: Iterable[Incoming]) -> None:
        """Remember the records whose host may come later in the file."""
        if self.options.dry_run:
            return
        for one in batch:
            if one.draft.host_keys and one.record and one.record.host_id is None:
                self.hostless[one.record.pk] = one.draft.host_keys


def _find_alike(keys: Sequence[DuplicateKeys]) -> list[list[int]]:
    """For each document, the public numbers of the records that are likely the same."""
    found = find_duplicates(keys)
    pks = {pk for candidates in found for pk in candidates}
    numbers = dict(Record.objects.filter(pk__in=pks).values_list("pk", "number")) if pks else {}
    return [[numbers[pk] for pk in candidates] for candidates in found]


def _known_fingerprints(one: Incoming, here: dict[str, Any]) -> dict[str, str]:
    """What an import wrote. Of records imported before fingerprints were kept: what is here, unless it was edited."""
    source, record = one.source, one.record
    if source is None or record is None:
        return {}
    if source.undone_at:
        return fingerprints_of(here)
    if source.fingerprints:
        return dict(source.fingerprints)
    revision = record.latest_revision
    edited = revision is not None and revision.created_at > source.imported_at
    return {} if edited else fingerprints_of(here)


def _what_goes(one: Incoming) -> dict[str, Any]:
    """All that undoing a change needs: the values it replaced, and the source record as it was."""
    if one.source is None or one.comparison is None:
        return {}
    source = one.source
    return {
        "values": {diff.name: diff.here for diff in one.comparison.differences if diff.taken},
        "written": {diff.name: one.comparison.fingerprints.get(diff.name, "") for diff in one.comparison.differences},
        "source": {
            "pk": source.pk, "payload": source.payload, "digest": source.digest, "fingerprints": source.fingerprints,
        },
        "digest": one.digest,
    }  # fmt: skip
