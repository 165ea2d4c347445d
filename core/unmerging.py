"""Undoing a merge: what moved comes back, unless it was changed since, which is said."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from modelcluster.models import model_from_serializable_data
from wagtail.log_actions import log

from core.merge_rules import MergeRule, called, merge_rules
from core.merging import BATCH, UNMERGED, MergeRefused, as_data, face_of, model_of, note_changes, save_version
from core.models import Merge

UNIMPORTANT = {"sort_order"}
"""Rewritten whenever a form is saved, without anybody having changed anything."""


def undo_merge(merge: Merge, user: Any = None) -> list[str]:
    """Make two things of one again; returns sentences about what could not come back. Raises MergeRefused."""
    model = model_of(merge.kind)
    with transaction.atomic():
        merge = Merge.objects.select_for_update().get(pk=merge.pk)
        rule = merge_rules()[model]
        merged, target = _pair(rule, merge)
        undoing = _Undoing(rule, merge, merged, target, user)
        undoing.run()
    return undoing.sentences()


def last_merge(thing: Any) -> Merge | None:
    """The merge in which a thing went into another; None when there was none, or it was undone."""
    return Merge.objects.last_of(thing.uuid) if thing.merged_into_id else None


def restore_thing(thing: Any, user: Any = None) -> list[str]:
    """Undo a withdrawal, or the merge a thing went in; returns sentences about what could not come back."""
    left: list[str] = []
    if merge := last_merge(thing):
        left = undo_merge(merge, user)
        thing.refresh_from_db()
        return left
    thing.withdrawn_at, thing.withdrawn_reason, thing.merged_into = None, "", None
    thing.save(update_fields=["withdrawn_at", "withdrawn_reason", "merged_into"])
    return left


def _pair(rule: MergeRule, merge: Merge) -> tuple[Any, Any]:
    """What went and what stayed, when the merge can still be undone."""
    found = rule.model._default_manager.select_for_update().filter(uuid__in=[merge.merged_uuid, merge.target_uuid])
    things: dict[Any, Any] = {one.uuid: one for one in list[Any](found.order_by("pk"))}
    merged: Any = things.get(merge.merged_uuid)
    target: Any = things.get(merge.target_uuid)
    if merged is None or target is None:
        raise MergeRefused(_("L’un des deux n’existe plus : cette fusion ne peut plus être défaite."))
    if merge.undone_at is not None or merged.merged_into_id is None:
        raise MergeRefused(_("Cette fusion est déjà défaite."))
    if target.merged_into_id is not None:
        names = {"target": target, "other": target.resolve()}
        raise MergeRefused(
            _("« %(target)s » est lui-même fusionné avec « %(other)s » : défaites cela d’abord.") % names
        )
    if target.approved_schedule or getattr(target, "workflow_in_progress", False):
        raise MergeRefused(_("« %s » attend une relecture ou une publication programmée : terminez-la.") % target)
    return merged, target


@dataclass
class _Undoing:
    """One merge while it is undone."""

    rule: MergeRule
    merge: Merge
    merged: Any
    target: Any
    user: Any
    lost: Counter[str] = field(default_factory=Counter)
    kept: Counter[str] = field(default_factory=Counter)
    fields: list[str] = field(default_factory=list)
    touched: list[Any] = field(default_factory=list)
    removed: set[tuple[str, Any]] = field(default_factory=set)

    def run(self) -> None:
        """Do it, in the transaction of the caller."""
        target, moved = self.target, self.merge.moved
        has_draft = target.live and target.has_unpublished_changes and target.latest_revision_id
        draft = target.latest_revision.as_object() if has_draft else None
        for group in moved.get("rows", ()):
            self._bring_back(group)
        for one in moved.get("dropped", ()):
            self._make_again(one)
        for one in moved.get("copied", ()):
            self._take_out(one)
        self._give_fields_back(moved.get("fields", {}), draft)
        merged = self.merged
        merged.merged_into, merged.withdrawn_at, merged.withdrawn_reason = None, None, ""
        merged.save(update_fields=["merged_into", "withdrawn_at", "withdrawn_reason"])
        self.target = self.rule.model._default_manager.get(pk=target.pk)
        self.rule.finish(merged, self.target)
        version = self._save_draft(draft) if draft else save_version(self.target, self.user)
        self._write_down(version)

    def _bring_back(self, group: dict[str, Any]) -> None:
        """Give rows back to what went, those that still are where they were brought."""
        model = model_of(group["model"])
        name, pks = group["field"], group["pks"]
        back: list[Any] = []
        for start in range(0, len(pks), BATCH):
            rows = model._default_manager.filter(pk__in=pks[start : start + BATCH], **{name: self.target})
            back += rows.values_list("pk", flat=True)
        for start in range(0, len(back), BATCH):
            model._default_manager.filter(pk__in=back[start : start + BATCH]).update(**{name: self.merged})
        self.lost[group["model"]] += len(pks) - len(back)
        self.removed |= {(group["model"], pk) for pk in back}
        self._make_yielded(group["model"], name, back)

    def _make_yielded(self, label: str, name: str, back: list[Any]) -> None:
        """Rows of later merges that were taken out because one of these said the same: the other needs them now."""
        gone = set(back)
        for later in Merge.objects.filter(target_uuid=self.merge.target_uuid, undone_at=None, pk__gt=self.merge.pk):
            waiting = [one for one in later.moved.get("dropped", ()) if one["model"] == label and one["kept"] in gone]
            for one in waiting:
                row = _row_again({**one["values"], name: self.target.pk}, model_of(label))
                if row is None:
                    continue
                later.moved["dropped"].remove(one)
                later.moved["rows"].append({"model": label, "field": name, "pks": [row.pk]})
            if waiting:
                later.save(update_fields=["moved"])

    def _make_again(self, one: dict[str, Any]) -> None:
        """Write again a row that was taken out because another said the same."""
        if _row_again(one["values"], model_of(one["model"])) is None:
            self.lost[one["model"]] += 1

    def _take_out(self, one: dict[str, Any]) -> None:
        """Delete a copied part, unless somebody has worked on it."""
        row = model_of(one["model"])._default_manager.filter(pk=one["pk"]).first()
        if row is None:
            return
        if _said(as_data(row)) != _said(one["values"]):
            self.kept[one["model"]] += 1
            return
        self.removed.add((one["model"], row.pk))
        row.delete()

    def _give_fields_back(self, fields: dict[str, list[Any]], draft: Any) -> None:
        """Put back the values the target had, where nobody has written others."""
        target = self.rule.model._default_manager.get(pk=self.target.pk)
        for thing in (target, draft) if draft else (target,):
            now = as_data(thing)
            for name, (before, after) in fields.items():
                key: Any = self.rule.model._meta.get_field(name)
                if now.get(name) == after:
                    setattr(thing, key.attname, before)
                elif thing is target and now.get(name) != before:
                    self.fields.append(str(key.verbose_name))
        if fields:
            target.save()

    def _save_draft(self, draft: Any) -> Any:
        """Take out of the target's open draft what went back."""
        for part in self.rule.parts:
            manager = getattr(draft, part.relation)
            label = manager.model._meta.label_lower
            manager.set([row for row in manager.all() if (label, row.pk) not in self.removed])
        return draft.save_revision(user=self.user, clean=False)

    def _write_down(self, version: Any) -> None:
        merge = self.merge
        merge.undone_at, merge.undone_by = timezone.now(), self.user
        merge.save(update_fields=["undone_at", "undone_by"])
        data = {"merge": str(merge.uuid)}
        log(instance=self.merged, action=UNMERGED, user=self.user, data={**data, "role": "merged"})
        log(instance=self.target, action=UNMERGED, user=self.user, data=data, revision=version, content_changed=True)
        note_changes([self.merged, self.target], self._owners())

    def _owners(self) -> list[Any]:
        """Whose public face the rows that went back are part of."""
        owners: list[Any] = []
        for group in self.merge.moved.get("rows", ()):
            owners += owners_of(model_of(group["model"]), group["pks"])
        return owners

    def sentences(self) -> list[str]:
        """What a person must know of what did not come back."""
        said = []
        for label, count in sorted(self.lost.items()):
            if count:
                named = {"count": count, "things": called(label)}
                said.append(_("%(things)s : %(count)d n’a pu revenir, modifié depuis la fusion.") % named)
        for label, count in sorted(self.kept.items()):
            named = {"count": count, "things": called(label), "target": self.target}
            said.append(_("%(things)s : %(count)d, modifié depuis, reste aussi à « %(target)s ».") % named)
        if self.fields:
            said.append(_("Champs modifiés depuis, laissés tels quels : %s.") % ", ".join(self.fields))
        return said


def owners_of(model: Any, pks: list[Any]) -> list[Any]:
    """The things in the index that rows of a model are part of, as pairs of model and primary key."""
    key = face_of(model)
    if key is None:
        return []
    if key == "pk":
        return [(model, pk) for pk in pks]
    found: list[Any] = []
    for start in range(0, len(pks), BATCH):
        rows = model._default_manager.filter(pk__in=pks[start : start + BATCH]).values_list(key.attname, flat=True)
        found += [(key.related_model, pk) for pk in rows]
    return found


def _said(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name not in UNIMPORTANT}


def _row_again(values: dict[str, Any], model: Any) -> Any:
    """A row as it was; None when what it belongs to is gone, or it is there already."""
    if model is None:
        return None
    needed = [key for key in model._meta.concrete_fields if key.related_model and values.get(key.name) and not key.null]
    if not all(key.related_model._default_manager.filter(pk=values[key.name]).exists() for key in needed):
        return None
    if model._default_manager.filter(pk=values["pk"]).exists():
        values = {**values, "pk": None}
    alike = {key.name: values[key.name] for key in model._meta.concrete_fields if key.related_model}
    if alike and model._default_manager.filter(**alike).exists() and _is_alike(model, alike, values):
        return None
    row = model_from_serializable_data(model, values)
    row.save(force_insert=True)
    return row


def _is_alike(model: Any, alike: dict[str, Any], values: dict[str, Any]) -> bool:
    """Whether a row already says the same, its place apart."""
    wanted = {**_said(values), "pk": None}
    return any({**_said(as_data(row)), "pk": None} == wanted for row in model._default_manager.filter(**alike))
