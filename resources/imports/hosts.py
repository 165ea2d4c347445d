"""Joining articles and chapters to the document they are in, once everything of a file is here."""

from collections.abc import Mapping
from itertools import islice
from typing import Any

from django.db import transaction

from core.models import IndexChange
from resources.imports.applying import add_revisions
from resources.imports.comparison import digest
from resources.imports.resolving import find_hosts
from resources.models import Record, SourceRecord

BATCH = 500


def join_hosts(source: str, hostless: Mapping[int, list[str]], user: Any) -> int:
    """Give records their host where it is known by now; returns how many found one.

    A host somebody here took away stays away: the import remembers that it had given one.
    """
    joined = 0
    waiting = iter(hostless.items())
    while part := dict(islice(waiting, BATCH)):
        found = find_hosts(source, {key for keys in part.values() for key in keys})
        if found:
            with transaction.atomic():
                joined += _join(source, part, found, user)
    return joined


def _join(source: str, part: Mapping[int, list[str]], found: Mapping[str, int], user: Any) -> int:
    """One batch of records whose host may have come."""
    rows = SourceRecord.objects.filter(source=source, record__in=part, record__host=None)
    records: list[Record] = []
    sources = []
    for row in rows.select_related("record").defer("payload"):
        host = next((found[key] for key in part[row.record_id] if key in found), None)
        if host is None or host == row.record_id or "host_id" in row.fingerprints:
            continue
        row.record.host_id = host
        row.fingerprints = {**row.fingerprints, "host_id": digest(host)}
        records.append(row.record)
        sources.append(row)
    Record.objects.bulk_update(records, ["host"], batch_size=200)
    SourceRecord.objects.bulk_update(sources, ["fingerprints"], batch_size=200)
    add_revisions([record for record in records if record.latest_revision_id], user)
    IndexChange.objects.note(Record.index_kind(), [record.uuid for record in records])
    return len(records)
