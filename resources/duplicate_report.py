"""Records of one document, found over the whole catalogue: what they share, and how alike they are."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from rapidfuzz import fuzz

from core.duplicates import FoundPair, PairSource
from core.pairing import neighbours
from core.text import sort_key
from resources.models import Contribution, Record, RecordIdentifier

THRESHOLD = 82
REASONS = {
    "isbn": _("même ISBN"),
    "title": _("même titre"),
    "near_title": _("titres presque pareils"),
    "year": _("même année"),
    "author": _("même premier auteur"),
}
MOST_OF_ONE_TITLE = 5
"""More records of one title and year are the volumes of a set, or the numbers of a review."""
_NUMBER = re.compile(r"[0-9]+|\b[ivx]+\b")
_SMALL = 4
"""Words shorter than this put nothing together."""


@dataclass(slots=True)
class _Known:
    """What is compared of a record; texts are folded."""

    pk: int
    uuid: UUID
    title: str
    year: int | None
    type: str
    place: str
    host: Any
    author: str = ""
    isbns: frozenset[str] = frozenset()
    numbers: frozenset[str] = field(default_factory=frozenset)


def read_pairs() -> tuple[int, Iterable[FoundPair]]:
    """Every record that is not gone, and the pairs among them; three queries, a few hundred bytes a record."""
    known = _read()
    return len(known), _pairs(list(known.values()))


def _read() -> dict[int, _Known]:
    rows = Record.objects.not_gone().order_by().values_list(
        "pk", "uuid", "sort_title", "subtitle", "first_year", "type", "host_part", "series_number", "host", "edition"
    )  # fmt: skip
    known: dict[int, _Known] = {}
    for pk, uuid, title, subtitle, year, kind, part, number, host, edition in rows.iterator(2000):
        whole = f"{title} {sort_key(subtitle)}".strip()
        place = sort_key(f"{part} {number}")
        numbers = frozenset(_NUMBER.findall(f"{whole} {sort_key(edition)}"))
        known[pk] = _Known(pk, uuid, whole[:300], year, kind, place, host, numbers=numbers)
    _read_authors(known)
    _read_isbns(known)
    return known


def _read_authors(known: dict[int, _Known]) -> None:
    """The compared name of the first author of each, or of who comes first."""
    rows = Contribution.objects.order_by("record", "sort_order", "pk")
    sure: set[int] = set()
    for pk, role, name in rows.values_list("record", "role", "agent__match_key").iterator(2000):
        one = known.get(pk)
        if one is not None and (not one.author or (role == "aut" and pk not in sure)):
            one.author = name
            if role == "aut":
                sure.add(pk)


def _read_isbns(known: dict[int, _Known]) -> None:
    found: dict[int, set[str]] = defaultdict(set)
    rows = RecordIdentifier.objects.filter(kind__in=("isbn", "ean"), valid=True).order_by()
    for pk, value in rows.values_list("record", "normalised").iterator(2000):
        if pk in known:
            found[pk].add(value)
    for pk, values in found.items():
        known[pk].isbns = frozenset(values)


def _pairs(known: list[_Known]) -> Iterator[FoundPair]:
    sets = Counter((one.title, one.year) for one in known)
    for one, other in neighbours(known, _keys, _order):
        if sets[one.title, one.year] > MOST_OF_ONE_TITLE and not one.isbns & other.isbns:
            continue
        if found := compare(one, other):
            yield found


def _keys(one: _Known) -> Iterator[Any]:
    """What puts a record beside others: its numbers, words of its title, its author with the year."""
    yield from (("isbn", isbn) for isbn in one.isbns)
    words = [word for word in one.title.split() if len(word) >= _SMALL] or one.title.split()
    if not words:
        return
    yield "start", " ".join(words[:2])
    longest = sorted(set(words), key=lambda word: (-len(word), word))[:2]
    yield "long", tuple(sorted(word[:6] for word in longest))
    if one.author:
        yield "author", one.author, one.year
        yield "author start", one.author, words[0][:3]
    if one.year:
        yield "year", one.year, words[0][:5], words[-1][:5]


def _order(one: _Known) -> str:
    return one.title


def compare(one: _Known, other: _Known) -> FoundPair | None:
    """How alike two records are; None when they are two.

    The number of a volume, another place in the host, other years, another author each tell two documents apart,
    unless an ISBN says they are one; and so do two different ISBNs.
    """
    if one.place != other.place and (one.place and other.place) and one.host == other.host:
        return None
    same_isbn = bool(one.isbns & other.isbns)
    likeness = fuzz.ratio(one.title, other.title, score_cutoff=50 if same_isbn else 80)
    if not likeness:
        return None
    reasons = ["isbn"] if same_isbn else []
    reasons.append("title" if likeness == 100 else "near_title")
    if same_isbn:
        score = 80 + likeness / 5
    elif (one.isbns and other.isbns) or one.numbers != other.numbers or _differ(one, other):
        return None
    else:
        score = likeness - 12 + _weigh(one, other, reasons)
    if score < THRESHOLD:
        return None
    return FoundPair(one.uuid, other.uuid, min(100, round(score)), tuple(reasons))


def _differ(one: _Known, other: _Known) -> bool:
    """Whether a year or an author says there are two."""
    if one.year and other.year and one.year != other.year:
        return True
    if one.author and other.author and fuzz.token_set_ratio(one.author, other.author) < 80:
        return True
    return one.type != other.type and "article" in (one.type, other.type)


def _weigh(one: _Known, other: _Known, reasons: list[str]) -> int:
    """What the rest adds to the likeness of the titles: from -16 to 16."""
    weight = 0
    if one.year and one.year == other.year:
        weight += 6
        reasons.append("year")
    if one.author and other.author:
        weight += 6
        reasons.append("author")
    elif not one.author and not other.author and len(one.title) < 25:
        weight -= 8  # “Éditorial”, “Rapport annuel”
    if one.type != other.type:
        weight -= 6
    return weight


SOURCE = PairSource(kind="resources.record", read=read_pairs, reasons=REASONS)
