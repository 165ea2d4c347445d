"""Writing chosen values to records that are there already: fields, parts, revisions and history, in bulk."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from wagtail.models import ModelLogEntry, Revision

from core.models import IndexChange
from resources.imports.comparison import DERIVED, FIELDS, PARTS, Values, group_by_model, part_rows
from resources.loading import attach_parts
from resources.models import Holding, Record

Chosen = Sequence[tuple[Record, Values]]
"""Records, each with the fields and parts it gets."""


def apply_values(chosen: Chosen, user: Any, action: str, data: Mapping[str, Any]) -> None:
    """Give records some values, keep their revisions and their history true, and note them for the index.

    Wagtail's editor opens the latest revision: a record that has one gets a new one, so that no old value comes back
    with the next save. Records without revisions get none: their first is made by the first edit.
    """
    records = [record for record, _values in chosen]
    if not records:
        return
    _write_fields(chosen)
    _write_parts(chosen)
    add_revisions([record for record in records if record.latest_revision_id], user)
    log_all(records, user, action, data)
    IndexChange.objects.note(Record.index_kind(), [record.uuid for record in records])


def _write_fields(chosen: Chosen) -> None:
    touched: set[str] = set()
    for record, values in chosen:
        for name in FIELDS:
            if name in values:
                setattr(record, name, values[name])
                touched.add(name)
        if "title" in values:
            record.nonfiling = 0
        record.derive_fields()
    names = [name.removesuffix("_id") for name in touched]
    Record.objects.bulk_update([record for record, _ in chosen], [*names, *DERIVED], batch_size=100)


def _write_parts(chosen: Chosen) -> None:
    """Parts that change are written anew, each as a whole; copies that are still there keep their row."""
    for name, (model, _columns) in PARTS.items():
        records = [record for record, values in chosen if name in values]
        if records and model is not Holding:
            model.objects.filter(record__in=records).delete()
    rows = [row for record, values in chosen for row in part_rows(record, values)]
    grouped = group_by_model(rows)
    holdings = grouped.pop(Holding, [])
    for model, made in grouped.items():
        model.objects.bulk_create(made, batch_size=1000)
    _write_holdings([record for record, values in chosen if "holdings" in values], holdings)


def _write_holdings(records: Sequence[Record], wanted: Sequence[Holding]) -> None:
    """Copies that are still there keep their row, so that what points to it stays."""
    present: dict[int, list[Holding]] = defaultdict(list)
    for copy in Holding.objects.filter(record__in=records).order_by("sort_order", "pk"):
        present[copy.record_id].append(copy)
    new, kept = [], []
    for copy in wanted:
        same = _take_same(copy, present[copy.record_id])
        if same is None:
            new.append(copy)
            continue
        for name in (*PARTS["holdings"][1], "sort_order"):
            setattr(same, name, getattr(copy, name))
        kept.append(same)
    Holding.objects.filter(pk__in=[copy.pk for rest in present.values() for copy in rest]).delete()
    Holding.objects.bulk_create(new, batch_size=1000)
    columns = [name.removesuffix("_id") for name in PARTS["holdings"][1]]
    Holding.objects.bulk_update(kept, [*columns, "sort_order"], batch_size=200)


def _take_same(copy: Holding, present: list[Holding]) -> Holding | None:
    """The copy that is there already, taken from the list: by inventory number, else by place and shelf mark."""
    for other in present:
        if copy.inventory_number or other.inventory_number:
            same = copy.inventory_number == other.inventory_number
        else:
            same = (copy.site_id, copy.shelf_mark) == (other.site_id, other.shelf_mark)
        if same:
            present.remove(other)
            return other
    return None


def add_revisions(records: Sequence[Record], user: Any) -> None:
    """A revision of each record as it now stands, which becomes its latest and, for what is live, its live one."""
    if not records:
        return
    now = timezone.now()
    records = list(Record.objects.filter(pk__in=[record.pk for record in records]))
    attach_parts(records)
    kind = ContentType.objects.get_for_model(Record, for_concrete_model=False)
    revisions = [
        Revision(
            content_type=kind, base_content_type=kind, object_id=str(record.pk), object_str=str(record),
            created_at=now, user=user, content=record.serializable_data(),
        )
        for record in records
    ]  # fmt: skip
    Revision.objects.bulk_create(revisions, batch_size=200)
    for record, revision in zip(records, revisions, strict=True):
        record.latest_revision = revision
        record.live_revision = revision if record.live else record.live_revision
    Record.objects.bulk_update(records, ["latest_revision", "live_revision"], batch_size=200)


def log_all(records: Iterable[Record], user: Any, action: str, data: Mapping[str, Any]) -> None:
    """Write one line in the history of each record."""
    now = timezone.now()
    kind = ContentType.objects.get_for_model(Record, for_concrete_model=False)
    ModelLogEntry.objects.bulk_create(
        (
            ModelLogEntry(
                content_type=kind, object_id=str(record.pk), label=str(record), action=action, timestamp=now,
                data=dict(data), user=user, content_changed=True,
            )
            for record in records
        ),
        batch_size=500,
    )  # fmt: skip
