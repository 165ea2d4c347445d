"""How a known record stands here: which one it is, and whether an import may touch it now."""

from collections.abc import Iterable, Iterator, Sequence

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Revision, WorkflowState

from resources.imports.outcome import Incoming
from resources.models import Record, SourceRecord


def find_known(source: str, batch: Sequence[Incoming]) -> Iterator[list[Incoming]]:
    """Join each draft to the record it made last time, and give the batch in parts without a record twice.

    Two records of a source are one here when somebody merged them: the second is then compared after the first.
    """
    identifiers = [one.draft.identifier for one in batch]
    rows = SourceRecord.objects.filter(source=source, identifier__in=identifiers)
    known = {row.identifier: row for row in rows.select_related("record__latest_revision")}
    parts: list[list[Incoming]] = [[]]
    times: dict[int, int] = {}
    for one in batch:
        one.source = known.get(one.draft.identifier)
        one.record = one.source.record if one.source else None
        place = 0
        if one.record is not None:
            place = times.get(one.record.pk, 0)
            times[one.record.pk] = place + 1
        while place >= len(parts):
            parts.append([])
        parts[place].append(one)
    yield parts[0]
    for part in parts[1:]:
        yield _read_again(part)


def _read_again(part: list[Incoming]) -> list[Incoming]:
    """The records of a later part as the earlier one left them."""
    fresh = Record.objects.select_related("latest_revision").in_bulk([one.record.pk for one in part if one.record])
    for one in part:
        if one.record:
            one.record = fresh[one.record.pk]
    return part


def why_left_alone(one: Incoming, awaited: set[int]) -> str:
    """Why the record of a row must not be touched now; "" when it may. `awaited` is what `find_awaited` found."""
    record, source = one.record, one.source
    if record is None or source is None:
        return ""
    now = timezone.now()
    reason = ""
    if record.merged_into_id:
        reason = _("la notice %(number)d a été fusionnée ici")
    elif record.withdrawn_at:
        reason = "" if source.undone_at else _("la notice %(number)d a été retirée ici")
    elif record.locked:
        reason = _("la notice %(number)d est verrouillée")
    elif any(date and date > now for date in (record.go_live_at, record.expire_at)):
        reason = _("la notice %(number)d a une date de publication ou d’expiration")
    elif record.pk in awaited:
        reason = _("la notice %(number)d attend une relecture ou une publication")
    elif record.has_unpublished_changes or not record.live:
        reason = _("la notice %(number)d a un brouillon ouvert")
    return reason % {"number": record.number} if reason else ""


def find_awaited(records: Iterable[Record]) -> set[int]:
    """Which records are in a workflow, or have a revision that will be published at a set time."""
    wanted = [str(record.pk) for record in records if record.latest_revision_id]
    if not wanted:
        return set()
    kind = ContentType.objects.get_for_model(Record, for_concrete_model=False)
    in_progress = (WorkflowState.STATUS_IN_PROGRESS, WorkflowState.STATUS_NEEDS_CHANGES)
    states = WorkflowState.objects.filter(base_content_type=kind, object_id__in=wanted, status__in=in_progress)
    scheduled = Revision.objects.filter(base_content_type=kind, object_id__in=wanted, approved_go_live_at__isnull=False)
    found = [*states.values_list("object_id", flat=True), *scheduled.values_list("object_id", flat=True)]
    return {int(pk) for pk in found}
