"""One service that finds, exports and erases a person's data everywhere."""

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.text import capfirst

from core.erasure.names import WantedPerson
from core.erasure.registry import MOST_EXAMPLES, Found, Holder, holders, work_after_erasure
from core.erasure.texts import erase_column, matching_rows, text_columns
from core.models import Erasure

TEXT = "text:"


@dataclass
class FoundGroup:
    """What one place holds: how much, and the first of it."""

    key: str
    label: str
    count: int = 0
    examples: list[str] = field(default_factory=list)

    def add(self, example: str) -> None:
        """One more."""
        self.count += 1
        if len(self.examples) < MOST_EXAMPLES:
            self.examples.append(example)


def widen(person: WantedPerson) -> WantedPerson:
    """The person with every name the directory knows them by."""
    for holder in holders():
        person = holder.widen(person)
    return person


def find_person(person: WantedPerson) -> list[FoundGroup]:
    """Every place that holds something of a person; those that hold nothing are left out."""
    groups: dict[str, FoundGroup] = {}
    for key, label, found in _everything(person):
        groups.setdefault(key, FoundGroup(key, label)).add(found.where)
    return list(groups.values())


def export_person(person: WantedPerson) -> str:
    """All of it as JSON, for the person who asks what is held about them."""
    places: dict[str, list[dict[str, Any]]] = {}
    for _key, label, found in _everything(person):
        places.setdefault(label, []).append(found.data)
    return json.dumps(places, ensure_ascii=False, indent=2, default=str)


def erase_person(person: WantedPerson, user: Any = None, keep: Collection[str] = ()) -> Erasure:
    """Erase a person everywhere, but in the places named in `keep`; one transaction, and a log that does not name them.

    What is derived, the index first of all, follows after commit.
    """
    if not person:
        raise ValueError("Nobody is named.")
    counts: dict[str, int] = {}
    with transaction.atomic():
        for holder in holders():
            if holder.key not in keep:
                _count(counts, str(holder.label), holder.erase(person))
        for model, column in text_columns():
            if _key_of(model, column) not in keep:
                _count(counts, _label_of(model, column), erase_column(person, model, column))
        erasure = Erasure.objects.create(erased_by=_still_there(user), counts=counts)
    for work in work_after_erasure():
        work()
    return erasure


def _count(counts: dict[str, int], label: str, number: int) -> None:
    if number:
        counts[label] = counts.get(label, 0) + number


def _still_there(user: Any) -> Any:
    """Who erased, unless they erased themselves."""
    if user is not None:
        user.refresh_from_db()
    return user


def _everything(person: WantedPerson) -> Iterator[tuple[str, str, Found]]:
    """Key and name of each place, and what it holds: first what apps know of, then every text that is left."""
    for holder in holders():
        yield from _of_holder(holder, person)
    for model, column in text_columns():
        label = _label_of(model, column)
        for _pk, text in matching_rows(person, model, column):
            yield _key_of(model, column), label, Found(_excerpt(person, text), {"text": text})


def _of_holder(holder: Holder, person: WantedPerson) -> Iterator[tuple[str, str, Found]]:
    return ((holder.key, str(holder.label), found) for found in holder.find(person))


def _excerpt(person: WantedPerson, text: str) -> str:
    """The words around the first mention."""
    from core.erasure.names import Folded

    folded = Folded(text)
    found = person.pattern.search(folded.text)
    if found is None:
        return text[:120]
    start = max(0, folded.origin(found.start()) - 40)
    return f"{'…' if start else ''}{text[start : folded.origin(found.end()) + 40]}"


def _key_of(model: Any, column: Any) -> str:
    return f"{TEXT}{model._meta.label_lower}.{column.name}"


def _label_of(model: Any, column: Any) -> str:
    return f"{capfirst(str(model._meta.verbose_name_plural))} : {column.verbose_name}"
