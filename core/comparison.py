"""Two things side by side, for a person to read: fields that may be chosen, parts that are joined."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import prefetch_related_objects

from core.merge_rules import MergeRule, PartRule
from core.merging import EMPTY

MOST_OF_A_PART = 12
MOST_CHARACTERS = 400


@dataclass(frozen=True)
class ComparedField:
    """One field of two things, in words; `choice` when both say something and it is not the same."""

    name: str
    label: str
    left: str
    right: str

    @property
    def differs(self) -> bool:
        """Whether they say different things."""
        return self.left != self.right

    @property
    def choice(self) -> bool:
        """Whether there is something to choose: what is empty is filled anyway."""
        return self.differs and bool(self.left) and bool(self.right)


@dataclass(frozen=True)
class ComparedPart:
    """One repeatable part of two things; `shared` texts are in both."""

    label: str
    left: list[str] = field(default_factory=list)
    right: list[str] = field(default_factory=list)


def compare_fields(rule: MergeRule, left: Any, right: Any) -> list[ComparedField]:
    """The fields either of the two has."""
    rows = []
    for name in rule.fields:
        label = str(rule.model._meta.get_field(name).verbose_name)  # type: ignore[union-attr]  # a plain field
        row = ComparedField(name, label, field_text(left, name), field_text(right, name))
        if row.left or row.right:
            rows.append(row)
    return rows


def compare_parts(rule: MergeRule, left: Any, right: Any) -> list[ComparedPart]:
    """The parts either of the two has; a fixed number of queries."""
    parts = []
    for part in rule.parts:
        mine, theirs = _texts(part, left), _texts(part, right)
        if mine or theirs:
            parts.append(ComparedPart(str(part.called), mine, theirs))
    return parts


def field_text(thing: Any, name: str) -> str:
    """What a field of a thing says, in words; "" when it says nothing."""
    value = getattr(thing, name)
    if value in EMPTY or value is False:
        return ""
    if value is True:
        return "✓"
    if isinstance(value, list):
        return ", ".join(map(str, value))
    display: Callable[[], Any] | None = getattr(thing, f"get_{name}_display", None)
    return shorten(str(display() if display else value))


def _texts(part: PartRule, thing: Any) -> list[str]:
    rows = list(getattr(thing, part.relation).all())  # a relation that was fetched ahead can't be narrowed any more
    prefetch_related_objects(rows, *part.related)
    texts = [shorten(str(part.text(row))) for row in rows]
    shown = texts[:MOST_OF_A_PART]
    return [*shown, f"… (+{len(texts) - len(shown)})"] if len(texts) > len(shown) else shown


def shorten(text: str) -> str:
    """A text of a readable length."""
    return text if len(text) <= MOST_CHARACTERS else f"{text[: MOST_CHARACTERS - 1]}…"
