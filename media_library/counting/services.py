"""What is written down of what was heard."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db import connection, transaction
from django.db.models import F

from media_library.counting.ranges import Range, bytes_in, joined
from media_library.models import ListeningDay, ListeningSeen

Key = tuple[date, bytes, UUID, str]
"""Day, listener, programme, way."""
MILLISECONDS_WAITED = 200


@dataclass(slots=True)
class Heard:
    """What one listener asked of one programme: ranges by file, and how many bytes of each file are a minute."""

    ranges: dict[str, list[Range]] = field(default_factory=dict)
    minutes: dict[str, int] = field(default_factory=dict)

    def add(self, file: str, ranges: list[Range], minute: int) -> None:
        """Join more bytes of a file."""
        self.ranges[file] = joined([*self.ranges.get(file, []), *ranges])
        self.minutes[file] = minute

    @property
    def share(self) -> float:
        """How much of a minute it is in all; from 1 on, it counts."""
        return sum(bytes_in(ranges) / self.minutes[file] for file, ranges in self.ranges.items())


def keep_heard(key: Key, heard: Heard) -> bool:
    """Write down what was asked for; whether the listener is counted for this programme and day, now or before."""
    day, listener, programme, way = key
    with _waiting_little(), transaction.atomic():
        seen, _made = ListeningSeen.objects.select_for_update().get_or_create(
            day=day, listener=listener, programme=programme, way=way, defaults={"ranges": {}}
        )
        if seen.counted:
            return True
        for file, (minute, ranges) in dict(seen.ranges or {}).items():
            heard.add(file, ranges, minute)
        seen.counted = heard.share >= 1
        if seen.counted:
            _count(key)
        seen.ranges = {file: [heard.minutes[file], ranges] for file, ranges in heard.ranges.items()}
        seen.save()
    return bool(seen.counted)


@contextmanager
def _waiting_little() -> Iterator[None]:
    """Give up after a fifth of a second where something long is being written: somebody waits to listen."""
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        yield
        return
    usual = round(1000 * connection.settings_dict["OPTIONS"].get("timeout", 5))
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA busy_timeout = {MILLISECONDS_WAITED}")
        try:
            yield
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {usual}")


def _count(key: Key) -> None:
    """One listener more for a programme, unless the day has counted them for it by another way."""
    day, listener, programme, way = key
    if ListeningSeen.objects.filter(day=day, listener=listener, programme=programme, counted=True).exists():
        return
    ListeningDay.objects.get_or_create(day=day, programme=programme, way=way)
    ListeningDay.objects.filter(day=day, programme=programme, way=way).update(listeners=F("listeners") + 1)
