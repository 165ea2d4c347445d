"""What a source no longer has: proposed for withdrawal, until somebody withdraws or keeps it."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from resources.imports.applying import log_all
from resources.models import SourceRecord
from resources.services import withdraw_record


def find_gone(source: str, seen: Collection[str]) -> list[SourceRecord]:
    """The source records of a source that a complete file did not have; those decided about are left out."""
    rows = SourceRecord.objects.present(source).select_related("record").defer("payload")
    return [row for row in rows.iterator(chunk_size=2000) if row.identifier not in seen]


def propose_gone(gone: Sequence[SourceRecord]) -> None:
    """Put records on the list of those that may have to go; those that are on it keep their date."""
    now = timezone.now()
    wanted = [row.pk for row in gone if row.gone_at is None]
    for start in range(0, len(wanted), 500):
        SourceRecord.objects.filter(pk__in=wanted[start : start + 500]).update(gone_at=now)


def withdraw_gone(rows: Iterable[SourceRecord], user: Any, reason: str) -> int:
    """Withdraw the records of sources that no longer have them; returns how many."""
    count = 0
    for row in rows:
        if row.record.withdrawn_at is None:
            with transaction.atomic():
                withdraw_record(row.record, reason)
                log_all([row.record], user, "passerelles.withdraw", {})
            count += 1
    return count


def keep_gone(rows: Iterable[SourceRecord]) -> int:
    """Keep records their source no longer has, and propose them no more; returns how many."""
    pks = [row.pk for row in rows]
    return SourceRecord.objects.filter(pk__in=pks).update(gone_at=None, kept_at=timezone.now())
