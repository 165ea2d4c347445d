"""What is done to many records: publish, unpublish, withdraw, index, change the situation of copies."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Max
from wagtail.log_actions import log

from core.models import IndexChange
from resources.bulk_actions.sorting import Rules
from resources.bulk_actions.writing import Content, publish_anew, save_drafts, write_history
from resources.models import Holding, Record, RecordSubject
from resources.services import withdraw_record

Options = Mapping[str, Any]
AT_ONCE = 500
"""More records than this are left to the worker: a request would keep an editor waiting."""


@dataclass(frozen=True)
class Operation:
    """One thing done to records: who may, to which, and how. `perform` answers how many were really changed."""

    name: str
    rules: Rules
    perform: Callable[[Sequence[Record], Any, Options], int]
    at_once: int = AT_ONCE


def _publish(records: Sequence[Record], user: Any, options: Options) -> int:
    """Publish the latest draft of each; what is incomplete stays what it is."""
    whole = [record for record in records if _is_whole(record)]
    publish_anew([record for record in whole if record.latest_revision_id is None], lambda rows: None, user)
    for record in whole:
        if record.latest_revision_id is not None and not _is_published(record):
            record.latest_revision.publish(user=user)
    return len(whole)


def _is_published(record: Record) -> bool:
    return bool(record.live and not record.has_unpublished_changes)


def _is_whole(record: Record) -> bool:
    """Whether what would be published is valid; relations are not asked for, the database holds them."""
    draft = record.get_latest_revision_as_object()
    relations = [each.name for each in Record._meta.fields if each.is_relation]
    try:
        draft.clean_fields(exclude=[*relations, "sort_title"])
        draft.clean()
    except ValidationError:
        return False
    return True


def _unpublish(records: Sequence[Record], user: Any, options: Options) -> int:
    """Make drafts of live records."""
    keys, uuids = [record.pk for record in records], [record.uuid for record in records]
    Record.objects.filter(pk__in=keys).update(live=False, has_unpublished_changes=True, live_revision=None)
    write_history(records, ("wagtail.unpublish",), user)
    IndexChange.objects.note(Record.index_kind(), uuids)
    return len(records)


def _withdraw(records: Sequence[Record], user: Any, options: Options) -> int:
    """Withdraw each, and note it in its history."""
    for record in records:
        withdraw_record(record, options.get("reason", ""))
        log(instance=record, action="passerelles.withdraw", user=user)
    return len(records)


def _index(records: Sequence[Record], user: Any, options: Options) -> int:
    """Add a subject to records, or take it off."""
    concept = int(options["concept"])
    if options["how"] == "add":
        return _change(records, user, _WithSubject(concept))
    return _change(records, user, _WithoutSubject(concept))


def _change_copies(records: Sequence[Record], user: Any, options: Options) -> int:
    """Put the copies of records in a situation; those that were removed stay out of it."""
    return _change(records, user, _CopiesAt(str(options["status"])))


def _change(records: Sequence[Record], user: Any, change: "_Change") -> int:
    """Change public records and publish them anew, drafts and save them again."""
    live = [record for record in records if record.live]
    concerned = change.concerned([record.pk for record in live])
    public = [record for record in live if record.pk in concerned]
    if public:
        publish_anew(public, change.write, user)
    drafts = [record for record in records if not record.live]
    return len(public) + (save_drafts(drafts, change.edit, user) if drafts else 0)


class _Change:
    """A change to the parts of records, in rows and in what a draft holds."""

    def concerned(self, keys: Sequence[int]) -> set[int]:
        """Of these records, those that would be other than they are."""
        raise NotImplementedError

    def write(self, records: Sequence[Record]) -> None:
        """Change the rows."""
        raise NotImplementedError

    def edit(self, content: Content) -> bool:
        """Change what a draft holds; answers whether it did."""
        raise NotImplementedError


class _WithSubject(_Change):
    def __init__(self, concept: int) -> None:
        self.concept = concept

    def concerned(self, keys: Sequence[int]) -> set[int]:
        have = RecordSubject.objects.filter(record__in=keys, concept=self.concept).values_list("record", flat=True)
        return set(keys) - set(have)

    def write(self, records: Sequence[Record]) -> None:
        keys = [record.pk for record in records]
        found = RecordSubject.objects.filter(record__in=keys).values_list("record").annotate(last=Max("sort_order"))
        last = {key: order or 0 for key, order in found.order_by()}
        RecordSubject.objects.bulk_create(
            [RecordSubject(record_id=pk, concept_id=self.concept, sort_order=last.get(pk, -1) + 1) for pk in keys]
        )

    def edit(self, content: Content) -> bool:
        subjects = list(content.get("subjects", []))
        if any(one.get("concept") == self.concept for one in subjects):
            return False
        row = {"pk": None, "sort_order": len(subjects), "record": content.get("pk"), "concept": self.concept}
        content["subjects"] = [*subjects, row]
        return True


class _WithoutSubject(_Change):
    def __init__(self, concept: int) -> None:
        self.concept = concept

    def concerned(self, keys: Sequence[int]) -> set[int]:
        return set(RecordSubject.objects.filter(record__in=keys, concept=self.concept).values_list("record", flat=True))

    def write(self, records: Sequence[Record]) -> None:
        keys = [record.pk for record in records]
        RecordSubject.objects.filter(record__in=keys, concept=self.concept).delete()

    def edit(self, content: Content) -> bool:
        kept = [one for one in content.get("subjects", []) if one.get("concept") != self.concept]
        changed = len(kept) != len(content.get("subjects", []))
        content["subjects"] = kept
        return changed


class _CopiesAt(_Change):
    def __init__(self, status: str) -> None:
        self.status = status

    def concerned(self, keys: Sequence[int]) -> set[int]:
        return set(self._copies(keys).values_list("record", flat=True))

    def write(self, records: Sequence[Record]) -> None:
        self._copies([record.pk for record in records]).update(status=self.status)

    def edit(self, content: Content) -> bool:
        copies = [dict(one) for one in content.get("holdings", [])]
        changed = [one for one in copies if not one.get("removed_on") and one.get("status") != self.status]
        for one in changed:
            one["status"] = self.status
        content["holdings"] = copies
        return bool(changed)

    def _copies(self, keys: Sequence[int]) -> Any:
        return Holding.objects.filter(record__in=keys, removed_on=None).exclude(status=self.status)


def _to_edit(record: Record) -> str:
    """The right it takes to change a record: what the public sees is for who may publish."""
    return "publish" if record.live else "change"


OPERATIONS: dict[str, Operation] = {
    one.name: one
    for one in (
        Operation("publish", Rules(lambda record: "publish", idle=_is_published), _publish, at_once=100),
        Operation("unpublish", Rules(lambda record: "publish", idle=lambda record: not record.live), _unpublish),
        Operation("delete", Rules(lambda record: "delete"), _withdraw),
        Operation("index", Rules(_to_edit, edits=True), _index),
        Operation("copies", Rules(_to_edit, edits=True), _change_copies),
    )
}
"""By the name each has in addresses."""
READING = Rules(lambda record: "view", reads_only=True)
"""To export records and print their labels."""
