"""People and organisations who may be one: a name in another order or with initials, a number they share."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from rapidfuzz import fuzz

from core.dates import parse_date
from core.duplicates import FoundPair, PairSource
from core.pairing import neighbours
from core.text import fold, sort_key
from directory.models import Agent, AgentIdentifier, AgentKind, AgentName

THRESHOLD = 80
REASONS = {
    "identifier": _("même numéro dans un registre"),
    "name": _("même nom"),
    "other_name": _("un nom de l’un est une autre forme de l’autre"),
    "initials": _("le prénom de l’un est l’initiale de l’autre"),
    "near_name": _("noms presque pareils"),
    "dates": _("mêmes dates"),
}
_MAY_DIFFER = 1
"""Years sources often disagree by."""


@dataclass(slots=True)
class _Known:
    """What is compared of somebody; names are folded."""

    uuid: UUID
    kind: str
    match: str
    family: str
    given: str
    born: int | None
    died: int | None
    numbers: dict[str, set[str]] = field(default_factory=dict)
    others: set[str] = field(default_factory=set)


def read_pairs() -> tuple[int, Iterable[FoundPair]]:
    """Everybody who is not gone, and the pairs among them; three queries."""
    known: dict[int, _Known] = {}
    rows = Agent.objects.not_gone().order_by()
    for pk, uuid, kind, match, name, born, died in rows.values_list(
        "pk", "uuid", "kind", "match_key", "sort_name", "born", "died"
    ).iterator(2000):
        family, _comma, given = fold(name).partition(",")
        years = parse_date(born).first_year, parse_date(died).last_year
        known[pk] = _Known(uuid, kind, match, sort_key(family), sort_key(given), *years)
    numbers = AgentIdentifier.objects.values_list("agent", "kind", "value")
    for pk, kind, value in numbers.iterator(2000):
        if pk in known:
            known[pk].numbers.setdefault(kind, set()).add(value)
    for pk, text in AgentName.objects.values_list("agent", "text").iterator(2000):
        if pk in known:
            known[pk].others.add(" ".join(sorted(sort_key(text).split())))
    return len(known), _pairs(list(known.values()))


def _pairs(known: list[_Known]) -> Iterator[FoundPair]:
    candidates: dict[UUID, int] = defaultdict(int)
    for one, other in neighbours(known, _keys, _order):
        found = compare(one, other)
        if found is None:
            continue
        if "initials" in found.reasons:
            short = one if len(one.given) < len(other.given) else other
            candidates[short.uuid] += 1
            if candidates[short.uuid] > 3:
                continue  # an initial that fits everybody says nothing
        yield found


def _keys(one: _Known) -> Iterator[Any]:
    """What puts somebody beside others."""
    for kind, values in one.numbers.items():
        yield from (("number", kind, value) for value in values)
    yield "match", one.match
    yield from (("match", text) for text in one.others)
    if one.kind == AgentKind.PERSON and one.family:
        yield "family", one.family, one.given[:1]
        if one.given:
            yield "given", one.given, one.family[:2]
    else:
        words = [word for word in one.match.split() if len(word) > 3]
        for word in sorted(words, key=lambda each: (-len(each), each))[:2]:
            yield "word", word[:8]


def _order(one: _Known) -> str:
    return f"{one.family} {one.given}"


def compare(one: _Known, other: _Known) -> FoundPair | None:
    """How alike two are; None when they are two. Other life dates, or another number in one registry, settle it."""
    if _contradict(one, other):
        return None
    shared = any(values & other.numbers.get(kind, set()) for kind, values in one.numbers.items())
    if shared:
        return FoundPair(one.uuid, other.uuid, 100, ("identifier",))
    if any(kind in other.numbers for kind in one.numbers):
        return None
    score, reason = _compare_names(one, other)
    if score < THRESHOLD:
        return None
    reasons = [reason]
    if one.born and one.born == other.born:
        score, reasons = score + 5, [reason, "dates"]
    return FoundPair(one.uuid, other.uuid, min(score, 100), tuple(reasons))


def _contradict(one: _Known, other: _Known) -> bool:
    """Whether the dates of their lives say there are two."""
    for mine, theirs in ((one.born, other.born), (one.died, other.died)):
        if mine and theirs and abs(mine - theirs) > _MAY_DIFFER:
            return True
    return bool(
        (one.died and other.born and other.born > one.died) or (other.died and one.born and one.born > other.died)
    )


def _compare_names(one: _Known, other: _Known) -> tuple[int, str]:
    """How alike the names are, and in what."""
    if one.match == other.match:
        return (97 if one.kind == other.kind else 88), "name"
    if one.match in other.others or other.match in one.others:
        return 92, "other_name"
    if one.kind != other.kind:
        return 0, ""
    if one.kind != AgentKind.PERSON:
        if re.findall("[0-9]+", one.match) != re.findall("[0-9]+", other.match):
            return 0, ""
        likeness = fuzz.ratio(one.match, other.match)
        return (round(likeness) - 6 if likeness >= 88 else 0), "near_name"
    return _compare_people(one, other)


def _compare_people(one: _Known, other: _Known) -> tuple[int, str]:
    if one.family == other.family and _are_initials(one.given, other.given):
        return 86, "initials"
    if not one.given or not other.given or one.given[0] != other.given[0]:
        return 0, ""
    family, given = fuzz.ratio(one.family, other.family), fuzz.ratio(one.given, other.given)
    if min(family, given) < 84 or min(len(one.family), len(other.family)) < 4:
        return 0, ""
    return round((family + given) / 2) - 8, "near_name"


def _are_initials(one: str, other: str) -> bool:
    """Whether one given name shortens the other: “g” and “gaston”, “j m” and “jean marie”."""
    short, whole = sorted((one.split(), other.split()), key=lambda words: sum(map(len, words)))
    if not short or len(short) > len(whole) or not any(len(word) == 1 for word in short):
        return False
    return all(
        long.startswith(word) if len(word) == 1 else long == word for word, long in zip(short, whole, strict=False)
    )


SOURCE = PairSource(kind="directory.agent", read=read_pairs, reasons=REASONS)
