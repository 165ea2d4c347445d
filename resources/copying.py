"""A record made from another: what like documents share, without what makes each one itself."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from wagtail.models import DraftStateMixin, LockableMixin, RevisionMixin, WorkflowMixin

from directory.models import Agent
from resources.models import Record
from thesaurus.models import Concept

STATE = (WorkflowMixin, DraftStateMixin, LockableMixin, RevisionMixin)
"""What gives a record its fields of publication, of locking and of versions: those belong to one record alone."""
COPIED_PARTS = ("other_titles", "contributions", "publications", "notes", "subjects", "links")
"""Parts a copy keeps: not its identifiers, its copies and its files."""
CASCADING = {"contributions": "agent", "subjects": "concept"}
"""Parts that mean nothing without what they name."""


@dataclass
class Beginning:
    """A record that is not saved yet, and the names of what could not follow into it."""

    record: Record
    dropped: list[str] = field(default_factory=list)


@cache
def copied_fields() -> tuple[str, ...]:
    """Names of the fields an editor fills in, and where the title is filed."""
    own = {"id", *(each.name for model in STATE for each in model._meta.fields)}
    written = [each.name for each in Record._meta.fields if each.editable and each.name not in own]
    return (*written, "nonfiling")


def describe(record: Record) -> dict[str, Any]:
    """A record's fields and parts as its form shows them, without its identity, as JSON."""
    return strip(record.get_latest_revision_as_object().serializable_data())


def strip(
    content: dict[str, Any], fields: Iterable[str] | None = None, parts: Iterable[str] = COPIED_PARTS
) -> dict[str, Any]:
    """What a revision holds, of these fields and parts only, as the beginning of another record."""
    kept = {name: content[name] for name in (copied_fields() if fields is None else fields) if name in content}
    rows = {
        name: [{**row, "pk": None, "record": None} for row in content.get(name, [])] for name in parts
    }  # fmt: skip
    return {"pk": None, **kept, **rows}


def copy_record(record: Record) -> Beginning:
    """A new record that says what a first one says, as its form shows it."""
    return begin_record(describe(record))


def begin_record(content: dict[str, Any]) -> Beginning:
    """A new record with this content: what was merged is followed, what was withdrawn is left out and named."""
    settled, dropped = settle(content)
    record = Record.from_serializable_data(settled, check_fks=True)
    record.live = False
    return Beginning(record, dropped)


def settle(content: dict[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """The same content, naming only what is still there, and the names of the rest."""
    settled, dropped = dict(content), []
    for part, name in (("contributions", "agent"), ("publications", "agent"), ("subjects", "concept")):
        settled[part], lost = _settle_rows(part, name, content.get(part, []))
        dropped += lost
    if host := content.get("host"):
        found, lost_host = _follow(Record, [host])[host]
        settled["host"] = found.pk if found else None
        dropped += [lost_host] if found is None else []
    return settled, dropped


def _settle_rows(part: str, name: str, rows: list[dict[str, Any]]) -> tuple[list[dict[str, Any]], list[str]]:
    """The rows of one part that still name something, each thing once in one role."""
    model: Any = Concept if name == "concept" else Agent
    found = _follow(model, [row[name] for row in rows if row.get(name)])
    kept: list[dict[str, Any]] = []
    dropped = []
    for row in rows:
        target, label = found.get(row.get(name), (None, ""))
        if row.get(name) and target is None:
            dropped.append(label)
            if part in CASCADING or not row.get("name_as_printed"):
                continue
        settled = {**row, name: target.pk if target else None, "sort_order": None}
        if settled not in kept:
            kept.append(settled)
    return [{**row, "sort_order": place} for place, row in enumerate(kept)], dropped


def _follow(model: Any, keys: Iterable[Any]) -> dict[Any, tuple[Any, str]]:
    """For each key: what it leads to today, None when that is gone, and the name to tell people."""
    found = model._default_manager.in_bulk(list(set(keys)))
    answer: dict[Any, tuple[Any, str]] = {}
    for key in keys:
        thing = found.get(key)
        target = thing.resolve() if thing else None
        gone = target is None or target.withdrawn_at is not None
        answer[key] = (None if gone else target, str(thing) if thing else f"n° {key}")
    return answer
