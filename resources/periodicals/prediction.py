"""Which numbers of a periodical are to come, and when: arithmetic of dates, without a database."""

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count

from resources.models.choices import Frequency

MONTHS_BETWEEN = {
    Frequency.MONTHLY: 1, Frequency.BIMONTHLY: 2, Frequency.QUARTERLY: 3, Frequency.TRIANNUAL: 4,
    Frequency.SEMIANNUAL: 6, Frequency.ANNUAL: 12,
}  # fmt: skip
"""Frequencies counted in months."""
HALF_MONTH = 15
"""Days between the two numbers of a month, for what comes out twice a month."""
MOST = 6000
"""More periods than a weekly has in a century: a rhythm that skips every month ends too."""
PLACEHOLDERS = frozenset({"number", "year", "month", "issue", "volume"})


@dataclass(frozen=True)
class Rhythm:
    """How a periodical comes out: from a first number on a first day, in months that are not skipped."""

    frequency: str
    first_on: date
    first_number: int = 1
    skipped_months: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Foreseen:
    """A number and its day."""

    number: int
    on: date


def add_months(day: date, months: int) -> date:
    """The same day so many months later, or the last one of a month that is too short."""
    place = day.year * 12 + day.month - 1 + months
    year, month = place // 12, place % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def day_of_period(rhythm: Rhythm, period: int) -> date:
    """The day of a period counted from the first (0), always from the first day: 31 January, 28 February, 31 March."""
    if rhythm.frequency == Frequency.WEEKLY:
        return rhythm.first_on + timedelta(weeks=period)
    if rhythm.frequency == Frequency.FORTNIGHTLY:
        first = add_months(rhythm.first_on, period // 2)
        return first + timedelta(days=HALF_MONTH) if period % 2 else first
    return add_months(rhythm.first_on, period * MONTHS_BETWEEN[Frequency(rhythm.frequency)])


def foresee(rhythm: Rhythm, until: date) -> Iterator[Foreseen]:
    """The numbers from the first one to a day; nothing for what comes out irregularly."""
    if rhythm.frequency == Frequency.IRREGULAR:
        return
    number = rhythm.first_number
    for period in count():
        day = day_of_period(rhythm, period)
        if day > until or period > MOST:
            return
        if day.month not in rhythm.skipped_months:
            yield Foreseen(number, day)
            number += 1


def day_of_number(rhythm: Rhythm, number: int) -> date | None:
    """When a number comes out, or came out before the first one; None for what comes out irregularly."""
    if rhythm.frequency == Frequency.IRREGULAR:
        return None
    step = 1 if number >= rhythm.first_number else -1
    left, day = abs(number - rhythm.first_number), rhythm.first_on
    for period in range(0, MOST * step, step):
        day = day_of_period(rhythm, period)
        if day.month in rhythm.skipped_months:
            continue
        if left == 0:
            return day
        left -= 1
    return day


def rank_in_year(rhythm: Rhythm, day: date) -> int:
    """Which number of its year comes out on a day, the months that are skipped not counted."""
    if rhythm.frequency == Frequency.WEEKLY:
        return (day.timetuple().tm_yday - 1) // 7 + 1
    if rhythm.frequency == Frequency.IRREGULAR:
        return 1
    if rhythm.frequency == Frequency.FORTNIGHTLY:
        before = len(set(range(1, day.month)) - rhythm.skipped_months)
        return before * 2 + (2 if day.day > HALF_MONTH else 1)
    step = MONTHS_BETWEEN[Frequency(rhythm.frequency)]
    months = {month for month in range(1, day.month + 1) if (month - rhythm.first_on.month) % step == 0}
    return max(1, len(months - rhythm.skipped_months))


def write_label(
    pattern: str, rhythm: Rhythm, number: int, day: date, *, last_number: int | None = None, volume: int | None = None
) -> str:
    """A number as it is printed: “n° 12-13”, “2024/03”, “vol. 7, n° 2”."""
    shown = f"{number}-{last_number}" if last_number and last_number != number else str(number)
    rank = rank_in_year(rhythm, day)
    ranks = f"{rank}-{rank + last_number - number}" if last_number and last_number != number else str(rank)
    year_volume = str(volume + day.year - rhythm.first_on.year) if volume is not None else ""
    words = {"number": shown, "year": f"{day:%Y}", "month": f"{day:%m}", "issue": ranks, "volume": year_volume}
    for name, word in words.items():
        pattern = pattern.replace(f"{{{name}}}", word)
    return pattern[:120]
