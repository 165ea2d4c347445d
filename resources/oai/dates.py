"""Datestamps of the protocol: UTC, by the second or by the day, and the moment up to which an answer is whole."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.utils import timezone

SECONDS, DAYS = "%Y-%m-%dT%H:%M:%SZ", "%Y-%m-%d"
_SECOND = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z", re.ASCII)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


class UnreadableDate(ValueError):
    """What was given is no datestamp."""


@dataclass(frozen=True)
class Stamp:
    """A datestamp as it was asked for: a second or a whole day."""

    start: datetime
    by_day: bool

    @property
    def end(self) -> datetime:
        """The first moment after it."""
        try:
            return self.start + (timedelta(days=1) if self.by_day else timedelta(seconds=1))
        except OverflowError:  # the last day there is
            return datetime.max.replace(tzinfo=UTC)


def read_stamp(text: str) -> Stamp:
    """A datestamp from its text; raises UnreadableDate."""
    for form, pattern, by_day in ((_SECOND, SECONDS, False), (_DAY, DAYS, True)):
        if form.fullmatch(text):
            try:
                return Stamp(datetime.strptime(text, pattern).replace(tzinfo=UTC), by_day)
            except ValueError as error:
                raise UnreadableDate(text) from error
    raise UnreadableDate(text)


def write_stamp(moment: datetime) -> str:
    """A moment as a datestamp, by the second."""
    return moment.astimezone(UTC).strftime(SECONDS)


def horizon() -> datetime:
    """The second up to which everything is known: a little before now.

    A change is dated before its transaction commits. What is dated in the last seconds may still be joined by
    something that is about to commit, so lists end before them, and answers are dated by this moment: a harvester
    that goes on from the date of an answer misses nothing.
    """
    return timezone.now().replace(microsecond=0) - timedelta(seconds=settings.OAI_LAG_SECONDS)
