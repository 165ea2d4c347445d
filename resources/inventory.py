"""The inventory: numbers given once, looked for, and checked against the shelves."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone

from core.models import NumberSequence
from resources.holding_querysets import AT_HAND
from resources.models import Holding, HoldingSite

PATTERN = "{year}-{number:04d}"
"""How a number is made: 2026-0001, then 2026-0002; the count starts again each year."""
MOST_SCANNED = 10_000
"""Numbers in one check: more than a day of scanning."""


def take_number(year: int | None = None) -> str:
    """The next free number of the year; two people never get the same, and one typed by hand is passed over."""
    year = year or timezone.localdate().year
    with transaction.atomic():
        while True:
            number = PATTERN.format(year=year, number=NumberSequence.take(f"inventory-{year}")[0])
            if not Holding.objects.filter(inventory_number=number).exists():
                return number


def find_same_number(number: str, record_key: int | None) -> Holding | None:
    """A copy of another record that bears this number, or None."""
    others = Holding.objects.numbered([number]).select_related("record")
    return others.exclude(record=record_key).first() if record_key else others.first()


@dataclass
class Check:
    """What a check of the shelves found."""

    scanned: int = 0
    repeated: list[str] = field(default_factory=list)
    found: list[Holding] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    missing: list[Holding] = field(default_factory=list)
    """Copies that should stand there and were not scanned."""
    misplaced: list[Holding] = field(default_factory=list)
    """Copies that belong to another place, or that the inventory says removed, lost or lent."""
    missing_total: int = 0

    SHOWN = 500


def read_numbers(typed: str) -> list[str]:
    """The numbers of a list as scanned or pasted: one a line, or separated by semicolons or tabs; ten thousand at
    most."""
    numbers = [each.strip() for each in re.split(r"[\r\n;\t]+", typed)]
    return [each[:60] for each in numbers if each][:MOST_SCANNED]


def check_shelves(numbers: Sequence[str], site: HoldingSite | None = None, prefix: str = "") -> Check:
    """Compare what was scanned with what the inventory says of a place, and of shelf marks that begin in a way."""
    once = list(dict.fromkeys(numbers))
    check = Check(scanned=len(once), repeated=_repeated(numbers))
    known = Holding.objects.numbered(once).select_related("record", "site").order_by("inventory_number", "pk")
    by_number: dict[str, Holding] = {}
    for copy in known:
        by_number.setdefault(copy.inventory_number, copy)
    for number in once:
        copy = by_number.get(number)
        if copy is None:
            check.unknown.append(number)
        elif _belongs(copy, site, prefix):
            check.found.append(copy)
        else:
            check.misplaced.append(copy)
    missing = Holding.objects.expected_at(site, prefix).exclude(pk__in=_keys(by_number.values()))
    check.missing_total = missing.count()
    check.missing = list(missing.select_related("record", "site").order_by("shelf_mark", "pk")[: Check.SHOWN])
    return check


def _keys(copies: Iterable[Holding]) -> list[int]:
    return [copy.pk for copy in copies]


def _belongs(copy: Holding, site: HoldingSite | None, prefix: str) -> bool:
    """Whether a scanned copy stands where the inventory says."""
    at_home = site is None or copy.site_id == site.pk
    return at_home and copy.shelf_mark.startswith(prefix) and copy.removed_on is None and copy.status in AT_HAND


def _repeated(numbers: Sequence[str]) -> list[str]:
    seen: set[str] = set()
    return list(dict.fromkeys(number for number in numbers if number in seen or seen.add(number)))  # type: ignore[func-returns-value]  # add() answers None
