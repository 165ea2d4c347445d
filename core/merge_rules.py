"""What follows a thing that is merged, declared by the app that holds it.

One rule: a link that is a row of its own is moved to what stays, and a link written inside something else (a saved
version, a body, a source, a reader's list) is left as it is and followed when it is read. The few rows that stay say
why.
"""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from modelcluster.fields import ParentalKey


@dataclass(frozen=True)
class LinkRule:
    """How one foreign key to a thing follows its merge.

    `same` names the fields in which two rows may not be alike once they lead to the same thing: the second is taken
    out, and comes back when the merge is undone. `stays` is why the key is not moved at all. `called` is what editors
    call the rows.
    """

    model: str
    field: str
    same: tuple[str, ...] = ()
    stays: str = ""
    called: Any = ""


@dataclass(frozen=True)
class PartRule:
    """How the parts of a thing, edited with it, are joined: those the other has not are copied, or moved.

    `key` is what makes two parts one; `adapt(copy, merged, target)` changes a copy before it is added, or refuses it.
    `text` is what a person reads of one, with what it names in `related`.
    """

    relation: str
    key: Callable[[Any], Hashable]
    moved: bool = False
    adapt: Callable[[Any, Any, Any], bool] | None = None
    called: Any = ""
    text: Callable[[Any], str] = str
    related: tuple[str, ...] = ()


def _nothing(merged: Any, target: Any) -> None:
    """Nothing else is derived."""


def _no_reason(merged: Any, target: Any) -> str:
    return ""


def _no_part(merged: Any, target: Any, before: dict[str, Any]) -> list[tuple[str, Any]]:
    return []


def _fits(row: Any, target: Any) -> bool:
    return False


@dataclass(frozen=True)
class MergeRule:
    """How things of one model are merged.

    `fields` may be chosen from either by the person who merges; those that are empty in what stays are filled from the
    other; `together` are those that go with another. `refuse` gives the sentence why two must not be merged, "" when
    they may; `refuses_link` whether a row can't follow; `given_up` are parts made of values that were given up;
    `finish` brings derived things in step, after a merge and after its undoing.
    """

    model: type[models.Model]
    parts: Sequence[PartRule]
    fields: tuple[str, ...]
    together: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    refuse: Callable[[Any, Any], str] = _no_reason
    refuses_link: Callable[[Any, Any], bool] = _fits
    given_up: Callable[[Any, Any, dict[str, Any]], list[tuple[str, Any]]] = _no_part
    finish: Callable[[Any, Any], None] = _nothing

    @property
    def kind(self) -> str:
        """The label under which merges and pairs of this model are kept."""
        return self.model._meta.label_lower


_links: dict[tuple[str, str], LinkRule] = {}
_rules: dict[type[models.Model], MergeRule] = {}


def register_link(rule: LinkRule) -> None:
    """Declare how a foreign key follows; from `ready()` of the app that has it."""
    _links[rule.model.lower(), rule.field] = rule


def register_merge(rule: MergeRule) -> None:
    """Declare how things of a model are merged."""
    _rules[rule.model] = rule


def merge_rules() -> dict[type[models.Model], MergeRule]:
    """The rule of each model whose things can be merged."""
    return dict(_rules)


def called(label: str) -> str:
    """What editors call the rows of a model that follow a merge."""
    names = [rule.called for (model, _field), rule in _links.items() if model == label]
    for rule in _rules.values():
        for part in rule.parts:
            relation: Any = rule.model._meta.get_field(part.relation)
            if relation.related_model._meta.label_lower == label:
                names.append(part.called)
    return next((str(name) for name in names if name), label)


def link_rule(field: Any) -> LinkRule | None:
    """How a foreign key follows; None when nobody has said it, and it is then simply moved."""
    return _links.get((field.model._meta.label_lower, field.name))


def same_fields(model: type[models.Model]) -> tuple[str, ...]:
    """What makes two rows of a model one, its link among it; empty when nothing was declared."""
    for (label, name), rule in _links.items():
        if label == model._meta.label_lower and rule.same:
            return (*rule.same, name)
    return ()


def links_to(model: type[models.Model]) -> list[Any]:
    """Every foreign key that names things of a model, except those of its own parts; the tombstone's among it."""
    found = []
    for relation in model._meta.get_fields(include_hidden=True):
        field = getattr(relation, "field", None)
        if not (relation.auto_created and (relation.one_to_many or relation.one_to_one)) or field is None:
            continue
        if field.concrete and not isinstance(field, ParentalKey) and issubclass(field.model, models.Model):
            found.append(field)
    return found
