"""The period a report is about, and the steps it is cut into."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

USUAL_DAYS = 30
LONGEST_YEARS = 30
BY_DAY = 45
BY_WEEK = 200
BY_MONTH = 1900
"""The longest periods, in days, cut into days, weeks, months; longer ones are cut into years."""


@dataclass(frozen=True, slots=True)
class Period:
    """From a day to another, both included."""

    since: date
    until: date

    @property
    def days(self) -> int:
        """How long it is."""
        return (self.until - self.since).days + 1

    def steps(self) -> list["Step"]:
        """What it is cut into, in order; the first and the last may be shorter than the others."""
        return list(self._cut())

    def _cut(self) -> Iterator["Step"]:
        first = self.since
        while first <= self.until:
            last = min(self._end_of_step(first), self.until)
            yield Step(first, last, self._name(first, last))
            first = last + timedelta(days=1)

    def _end_of_step(self, first: date) -> date:
        if self.days <= BY_DAY:
            return first
        if self.days <= BY_WEEK:
            return first + timedelta(days=6 - first.weekday())
        if self.days <= BY_MONTH:
            return (first.replace(day=1) + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        return first.replace(month=12, day=31)

    def _name(self, first: date, last: date) -> str:
        if self.days <= BY_DAY:
            return date_format(first, "j F Y")
        if self.days <= BY_WEEK:
            return _("du %(first)s au %(last)s") % {
                "first": date_format(first, "j F"), "last": date_format(last, "j F Y"),
            }  # fmt: skip
        return date_format(first, "F Y" if self.days <= BY_MONTH else "Y")


@dataclass(frozen=True, slots=True)
class Step:
    """A part of a period, and what it is called."""

    first: date
    last: date
    name: str


def read_period(since: str, until: str, today: date) -> tuple[Period, str]:
    """The period asked for as two ISO dates, the last month by default; and a sentence when it is another one."""
    usual = Period(today - timedelta(days=USUAL_DAYS - 1), today)
    if not since and not until:
        return usual, ""
    try:
        last = date.fromisoformat(until) if until else today
        first = date.fromisoformat(since) if since else last - timedelta(days=USUAL_DAYS - 1)
    except (ValueError, OverflowError):
        return usual, _("Une date se lit « année-mois-jour » : voici les %(days)d derniers jours.") % {
            "days": USUAL_DAYS
        }
    if first > last:
        first, last = last, first
    earliest = last.replace(year=max(last.year - LONGEST_YEARS, 1), day=1)
    if first < earliest:
        return Period(earliest, last), _("La période est trop longue : elle commence ici en %(year)d.") % {
            "year": earliest.year
        }
    return Period(first, last), ""
