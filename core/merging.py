"""Two things that were one become one, and may be two again: what moves is written down, row by row."""

import json
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from modelcluster.fields import ParentalKey
from modelcluster.models import get_serializable_data_for_fields, model_from_serializable_data
from wagtail.log_actions import log

from core.merge_rules import MergeRule, PartRule, link_rule, links_to, merge_rules
from core.models import DuplicatePair, IndexChange, IndexedModel, Merge

BATCH = 500
EMPTY: tuple[Any, ...] = (None, "", [])
MERGED, UNMERGED = "passerelles.merge", "passerelles.unmerge"


class MergeRefused(ValueError):
    """Two things can't be merged, or no longer; carries a sentence for the person."""


def merge_things(merged: Any, target: Any, *, user: Any = None, take: Collection[str] = ()) -> Merge:
    """Make a thing another name of a second one of its kind; all that cites it leads there.

    `take` names the fields whose value is taken from what goes. Raises MergeRefused with a sentence.
    """
    rule = merge_rules()[type(merged)]
    with transaction.atomic():
        going, staying = _lock(rule, merged.pk, target.resolve().pk)
        refuse_merge(rule, going, staying, user)
        for one in (going, staying):
            write_draft(one)
        row = _Merging(rule, going, staying, user).run(take)
    merged.merged_into, merged.withdrawn_at = going.merged_into, going.withdrawn_at
    return row


def _lock(rule: MergeRule, *pks: Any) -> list[Any]:
    """The things as they are now, which nobody else may merge meanwhile."""
    found = {one.pk: one for one in rule.model._default_manager.select_for_update().filter(pk__in=pks).order_by("pk")}
    if len(found) != len(set(pks)):
        raise MergeRefused(_("L’un des deux n’existe plus."))
    return [found[pk] for pk in pks]


def refuse_merge(rule: MergeRule, merged: Any, target: Any, user: Any = None) -> None:
    """Raise MergeRefused with the reason why two things must not be merged now."""
    if merged.pk == target.pk:
        raise MergeRefused(_("« %s » ne peut pas être fusionné avec lui-même.") % merged)
    for one in (merged, target):
        if one.merged_into_id:
            names = {"one": one, "other": one.resolve()}
            raise MergeRefused(_("« %(one)s » est déjà fusionné avec « %(other)s ».") % names)
        if one.withdrawn_at:
            raise MergeRefused(_("« %s » est retiré : rétablissez-le d’abord.") % one)
        if reason := _held(one, user):
            raise MergeRefused(reason % {"thing": one})
    if merged.live and not target.live:
        raise MergeRefused(_("« %s » n’est pas publié : gardez plutôt l’autre, ou publiez-le d’abord.") % target)
    if reason := rule.refuse(merged, target):
        raise MergeRefused(reason)


def _held(thing: Any, user: Any) -> str:
    """Why a thing may not be touched now: locked by somebody, waiting to be read, or waiting for its date."""
    if thing.approved_schedule:
        return _("« %(thing)s » a une publication programmée : annulez-la, ou attendez-la.")
    if getattr(thing, "workflow_in_progress", False):
        return _("« %(thing)s » attend une relecture : terminez-la d’abord.")
    if thing.locked and thing.locked_by_id != getattr(user, "pk", None):
        return _("« %(thing)s » est verrouillé.")
    return ""


def as_data(row: models.Model) -> dict[str, Any]:
    """A row as plain JSON."""
    data: dict[str, Any] = json.loads(json.dumps(get_serializable_data_for_fields(row), cls=DjangoJSONEncoder))
    return data


@dataclass
class _Merging:
    """One merge while it is done; `moved` is what will be kept of it."""

    rule: MergeRule
    merged: Any
    target: Any
    user: Any
    moved: dict[str, Any] = field(default_factory=lambda: {"rows": [], "dropped": [], "copied": [], "fields": {}})
    touched: list[Any] = field(default_factory=list)

    def run(self, take: Collection[str]) -> Merge:
        """Do it, in the transaction of the caller."""
        merged, target = self.merged, self.target
        has_draft = target.live and target.has_unpublished_changes and target.latest_revision_id
        before = target.latest_revision if has_draft else save_version(target, self.user)
        self._move_links()
        merged.merged_into, merged.withdrawn_at = target, timezone.now()
        merged.save(update_fields=["merged_into", "withdrawn_at"])
        target = self.target = self.rule.model._default_manager.get(pk=target.pk)
        former = as_data(target)
        self._choose_fields(take)
        parts = [*self._join_parts(), *self._add_given_up(former)]
        self.rule.finish(merged, target)
        after = self._save_draft(before, parts) if has_draft else save_version(target, self.user)
        self.moved["versions"] = [before.pk, after.pk]
        return self._write_down(after)

    def _move_links(self) -> None:
        """Bring every row that names what goes to what stays."""
        for key in links_to(self.rule.model):
            rule = link_rule(key)
            if rule is None or not rule.stays:
                self._move_link(key, rule.same if rule else ())

    def _move_link(self, key: Any, same: tuple[str, ...]) -> None:
        rows = key.model._default_manager.filter(**{key.name: self.merged})
        if key.unique and rows.exists() and key.model._default_manager.filter(**{key.name: self.target}).exists():
            names = {"merged": self.merged, "target": self.target, "thing": key.model._meta.verbose_name}
            raise MergeRefused(_("« %(merged)s » et « %(target)s » ont chacun leur %(thing)s.") % names)
        there = self._already_there(key, same)
        moving: list[Any] = []
        for row in rows.order_by("pk"):
            saying = tuple(getattr(row, key.model._meta.get_field(name).attname) for name in same)
            itself = self._names_target(row, key) or self.rule.refuses_link(row, self.target)
            if itself or (same and saying in there):
                self.moved["dropped"].append({**_row(key, row), "kept": None if itself else there[saying]})
                self._touch(row)
                row.delete()
            else:
                there[saying] = row.pk
                moving.append(row)
        self._rewrite(key, moving)

    def _already_there(self, key: Any, same: tuple[str, ...]) -> dict[tuple[Any, ...], Any]:
        """What the rows that name the target already say."""
        if not same:
            return {}
        names = [key.model._meta.get_field(name).attname for name in same]
        rows = key.model._default_manager.filter(**{key.name: self.target}).values_list("pk", *names)
        return {tuple(values): pk for pk, *values in rows}

    def _names_target(self, row: Any, key: Any) -> bool:
        """Whether a row would link the target to itself."""
        if key.name == "merged_into":
            return False
        return any(
            isinstance(other, ParentalKey)
            and other.related_model is self.rule.model
            and getattr(row, other.attname) == self.target.pk
            for other in key.model._meta.concrete_fields
        )

    def _rewrite(self, key: Any, moving: list[Any]) -> None:
        pks = [row.pk for row in moving]
        for start in range(0, len(pks), BATCH):
            key.model._default_manager.filter(pk__in=pks[start : start + BATCH]).update(**{key.name: self.target})
        if pks:
            self.moved["rows"].append({"model": key.model._meta.label_lower, "field": key.name, "pks": pks})
        for row in moving:
            self._touch(row)

    def _touch(self, row: Any) -> None:
        """Note whose public face a row is part of."""
        key = face_of(type(row))
        if key == "pk":
            self.touched.append(row)
        elif key is not None:
            self.touched.append((key.related_model, getattr(row, key.attname)))

    def _join_parts(self) -> list[tuple[str, Any]]:
        """Give the target the parts it has not; returns them by relation."""
        joined = []
        for part in self.rule.parts:
            known = {part.key(row) for row in getattr(self.target, part.relation).all()}
            for row in getattr(self.merged, part.relation).all():
                if (part.moved or part.key(row) not in known) and (fresh := self._join_part(part, row)):
                    known.add(part.key(fresh))
                    joined.append((part.relation, fresh))
        return joined

    def _join_part(self, part: PartRule, row: Any) -> Any:
        """Copy or move one part; None when it has no place there."""
        parent = self.rule.model._meta.get_field(part.relation).field  # type: ignore[union-attr]  # a reverse relation
        if part.moved:
            setattr(row, parent.name, self.target)
            row.save()
            self.moved["rows"].append({"model": row._meta.label_lower, "field": parent.name, "pks": [row.pk]})
            return row
        copy = model_from_serializable_data(type(row), {**as_data(row), "pk": None, parent.name: self.target.pk})
        if part.adapt and not part.adapt(copy, self.merged, self.target):
            return None
        return self._add(copy)

    def _add(self, row: Any) -> Any:
        """Save a part the target did not have."""
        row.save()
        self.moved["copied"].append({"model": row._meta.label_lower, "pk": row.pk, "values": as_data(row)})
        return row

    def _add_given_up(self, former: dict[str, Any]) -> list[tuple[str, Any]]:
        """Parts made of what was given up: a name, another form of the one that stays."""
        parts = self.rule.given_up(self.merged, self.target, former)
        return [(relation, self._add(row)) for relation, row in parts]

    def _choose_fields(self, take: Collection[str]) -> None:
        """Fill what is empty in the target, and take what a person chose from the other."""
        before, changed = as_data(self.target), False
        for name in self.rule.fields:
            own, other = getattr(self.target, name), getattr(self.merged, name)
            if own != other and (name in take or (other and own in EMPTY)):
                for each in (name, *self.rule.together.get(name, ())):
                    setattr(self.target, each, getattr(self.merged, each))
                changed = True
        if changed:
            self.target.save()
            after = as_data(self.target)
            names = [*self.rule.fields, *(name for names in self.rule.together.values() for name in names)]
            names = [name for name in names if before[name] != after[name]]
            self.moved["fields"] = {name: [before[name], after[name]] for name in names}

    def _save_draft(self, before: Any, parts: list[tuple[str, Any]]) -> Any:
        """Give the open draft of the target what the merge brought, so that publishing it loses nothing."""
        draft = before.as_object()
        for relation, row in parts:
            getattr(draft, relation).add(row)
        for name, (old, _new) in self.moved["fields"].items():
            if as_data(draft).get(name) == old:
                setattr(draft, name, getattr(self.target, name))
        return draft.save_revision(user=self.user, clean=False)

    def _write_down(self, version: Any) -> Merge:
        """Keep the merge, put it in both histories, and note what the index must read again."""
        merged, target, kind = self.merged, self.target, self.rule.kind
        row = Merge.objects.create(
            kind=kind, merged_uuid=merged.uuid, target_uuid=target.uuid, moved=self.moved, merged_by=self.user
        )
        data = {"merge": str(row.uuid)}
        log(instance=merged, action=MERGED, user=self.user, data={**data, "role": "merged"})
        log(instance=target, action=MERGED, user=self.user, data=data, revision=version, content_changed=True)
        note_changes([merged, target], self.touched)
        for side in ("first_uuid", "second_uuid"):
            DuplicatePair.objects.filter(kind=kind, dismissed_at=None, **{side: merged.uuid}).delete()
        return row


def save_version(thing: Any, user: Any) -> Any:
    """Keep a thing as it is in the database as a version of its history, which is live when it is."""
    fresh = type(thing)._default_manager.get(pk=thing.pk)
    revision = fresh.save_revision(user=user, clean=False, changed=False)
    if fresh.live:
        type(thing)._default_manager.filter(pk=thing.pk).update(live_revision=revision)
    return revision


def write_draft(thing: Any) -> None:
    """Bring the rows of a thing that was never public in step with its last draft, which alone is kept up to date."""
    if not thing.live and thing.has_unpublished_changes and thing.latest_revision_id:
        draft = thing.latest_revision.as_object()
        draft.save()
        thing.refresh_from_db()


def note_changes(things: list[Any], touched: list[Any]) -> None:
    """Tell the index which things changed, and which only print them."""
    for thing in things:
        IndexChange.objects.note(thing.index_kind(), [thing.uuid])
    owners: dict[type[Any], set[Any]] = {}
    for one in touched:
        model, pk = one if isinstance(one, tuple) else (type(one), one.pk)
        owners.setdefault(model, set()).add(pk)
    for model, pks in owners.items():
        keys = sorted(pks)
        for start in range(0, len(keys), BATCH):
            found = model._default_manager.filter(pk__in=keys[start : start + BATCH]).values_list("uuid", flat=True)
            IndexChange.objects.note(model.index_kind(), found, derived=True)


def face_of(model: Any) -> Any:
    """What says whose public face the rows of a model are part of: “pk” for their own, the key of their owner, None."""
    if issubclass(model, IndexedModel):
        return "pk"
    for key in model._meta.concrete_fields:
        if isinstance(key, ParentalKey) and issubclass(key.related_model, IndexedModel):
            return key
    return None


def _row(key: Any, row: Any) -> dict[str, Any]:
    """A row that is taken out, whole, with the link it had."""
    return {"model": key.model._meta.label_lower, "field": key.name, "values": as_data(row)}


def model_of(label: str) -> Any:
    """The model of a label kept in a merge; None when it is no longer there."""
    try:
        return apps.get_model(label)
    except LookupError:
        return None


def count_moved(merge: Merge) -> Counter[str]:
    """How many rows of each model a merge brought over, for a person to read."""
    counts: Counter[str] = Counter()
    for group in merge.moved.get("rows", ()):
        counts[group["model"]] += len(group["pks"])
    for one in merge.moved.get("copied", ()):
        counts[one["model"]] += 1
    return counts
