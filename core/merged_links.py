"""Saved versions that name a thing merged since: they open, and are published, with what it became.

What is in a row is moved when two things are merged; what is in a saved version, in a body or in a source is left as it
was and read this way.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from django.db import models
from modelcluster.models import get_all_child_relations

from core.merge_rules import same_fields

Followed = Mapping[type[models.Model], Mapping[Any, Any]]
"""For each model, the primary key of what a merged thing became, by its own."""


def follow_merges(model: type[models.Model], content: dict[str, Any]) -> dict[str, Any]:
    """The content of a saved version, whose links lead to what is there now; the same object when nothing changed."""
    followed = _followed(model, content)
    if not followed:
        return content
    fresh = {**content, **_moved(model, content, followed)}
    for relation in get_all_child_relations(model):
        name = relation.get_accessor_name()
        if rows := content.get(name):
            fresh[name] = _follow_rows(relation, rows, followed, content.get("pk"))
    return fresh


def _followed(model: type[models.Model], content: dict[str, Any]) -> Followed:
    """What the links of a version became; one query for each model it names."""
    named: dict[type[models.Model], set[Any]] = defaultdict(set)
    rows = [(model, content)]
    for relation in get_all_child_relations(model):
        rows += [(relation.related_model, row) for row in content.get(relation.get_accessor_name()) or ()]
    for each, row in rows:
        for field in _links(each):
            if row.get(field.name):
                named[field.related_model].add(row[field.name])
    found: dict[type[models.Model], dict[Any, Any]] = {}
    for target, pks in named.items():
        manager: Any = target._default_manager
        merged = manager.filter(pk__in=pks, merged_into__isnull=False).select_related("merged_into")
        if became := {thing.pk: thing.resolve().pk for thing in merged}:
            found[target] = became
    return found


def _links(model: type[models.Model]) -> Iterator[Any]:
    """The links of a model to things that may be merged, except the tombstone's own."""
    for field in model._meta.concrete_fields:
        target = field.related_model
        if isinstance(target, type) and hasattr(target, "merged_into") and field.name != "merged_into":
            yield field


def _moved(model: type[models.Model], row: dict[str, Any], followed: Followed) -> dict[str, Any]:
    """The links of one row that lead elsewhere now."""
    return {
        field.name: followed[field.related_model][row[field.name]]
        for field in _links(model)
        if row.get(field.name) in followed.get(field.related_model, ())
    }


def _follow_rows(relation: Any, rows: list[dict[str, Any]], followed: Followed, own: Any) -> list[dict[str, Any]]:
    """The rows of one part; those that now say what another says, or lead to the thing itself, are left out."""
    kept = []
    seen = {_saying(relation, row) for row in rows if not _moved(relation.related_model, row, followed)}
    for row in rows:
        moved = _moved(relation.related_model, row, followed)
        if not moved:
            kept.append(row)
            continue
        fresh = {**row, **moved}
        if _leads_home(relation, moved, own) or _saying(relation, fresh) in seen:
            continue
        seen.add(_saying(relation, fresh))
        kept.append(fresh)
    return kept


def _leads_home(relation: Any, moved: dict[str, Any], own: Any) -> bool:
    """Whether a row would link the thing to itself."""
    fields = relation.related_model._meta
    return any(pk == own and fields.get_field(name).related_model is relation.model for name, pk in moved.items())


def _saying(relation: Any, row: dict[str, Any]) -> tuple[Any, ...]:
    """What a row says, by which two are one."""
    fields = same_fields(relation.related_model)
    names = fields or sorted(set(row) - {"pk", "sort_order", relation.field.name})
    return tuple(str(row.get(name)) for name in names if name != relation.field.name)
