"""Who holds data of people: each app says how it finds, and how it erases."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from core.erasure.names import WantedPerson

MOST_EXAMPLES = 5


@dataclass(frozen=True)
class Found:
    """One place where the person was found: what it is in words, and what is written there."""

    where: str
    data: dict[str, Any]


@dataclass(frozen=True)
class Holder:
    """A place that holds data of people, under a lasting key.

    `find` names what is there, `erase` takes it away and returns how many it changed; both are called in one
    transaction. `widen` adds what it knows of the person (their other names) before anybody looks.
    """

    key: str
    label: Any
    find: Callable[[WantedPerson], Iterable[Found]]
    erase: Callable[[WantedPerson], int]
    widen: Callable[[WantedPerson], WantedPerson] = field(default=lambda person: person)


_holders: dict[str, Holder] = {}
_after: dict[str, Callable[[], object]] = {}


def register_holder(holder: Holder) -> None:
    """Declare a place, from an app's `ready()`."""
    _holders[holder.key] = holder


def holders() -> list[Holder]:
    """Every place, in the order they were declared."""
    return list(_holders.values())


def register_after_erasure(name: str, work: Callable[[], object]) -> None:
    """Declare what is derived from the database and must forget too; called after commit."""
    _after[name] = work


def work_after_erasure() -> list[Callable[[], object]]:
    """What must be done after an erasure."""
    return list(_after.values())
