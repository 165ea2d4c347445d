"""What was asked for and is not yet written down: a player that asks for a programme in a thousand pieces costs a few
writes. Each process has its own; what it holds is hashes, for half a minute, and is lost when it stops."""

import threading
import time

from media_library.counting.ranges import Range
from media_library.counting.services import Heard, Key, keep_heard

SHARE_AT_ONCE = 0.25
"""So much of a minute is written down without waiting."""
SECONDS_KEPT = 30.0
MOST_KEPT = 2000
"""Listeners whose pieces wait; past that, those waiting are forgotten rather than fill the memory."""
MOST_COUNTED = 50_000


class Waiting:
    """The pieces of one process, joined by listener and programme."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._heard: dict[Key, Heard] = {}
        self._counted: set[Key] = set()
        self._since = 0.0

    def add(self, key: Key, file: str, given: Range, minute: int) -> None:
        """Join one more piece, and write down what is due. Raises what the database raises; nothing is lost then."""
        with self._lock:
            self._forget_other_days(key)
            if key in self._counted:
                return
            self._since = self._since or time.monotonic()
            self._heard.setdefault(key, Heard()).add(file, [given], minute)
            due = self._take_due(key)
        self._keep(due)

    def forget(self) -> None:
        """Forget everything."""
        with self._lock:
            self._heard.clear()
            self._counted.clear()
            self._since = 0.0

    def _forget_other_days(self, key: Key) -> None:
        """The day of `key` is today: what is left of yesterday goes with its secret."""
        if any(other[0] != key[0] for other in (*self._heard, *list(self._counted)[:1])):
            self._heard = {}
            self._counted = set()
        if len(self._heard) > MOST_KEPT:
            self._heard = {}
        if len(self._counted) > MOST_COUNTED:
            self._counted = set()

    def _take_due(self, key: Key) -> dict[Key, Heard]:
        """What is to be written down now: the pieces of one listener that make something, all of them after a while."""
        if time.monotonic() - self._since > SECONDS_KEPT:
            due, self._heard, self._since = self._heard, {}, 0.0
            return due
        if self._heard[key].share >= SHARE_AT_ONCE:
            return {key: self._heard.pop(key)}
        return {}

    def _keep(self, due: dict[Key, Heard]) -> None:
        while due:
            key, heard = due.popitem()
            try:
                is_counted = keep_heard(key, heard)
            except Exception:
                self._put_back({key: heard, **due})
                raise
            if is_counted:
                self._counted.add(key)

    def _put_back(self, due: dict[Key, Heard]) -> None:
        with self._lock:
            for key, heard in due.items():
                waiting = self._heard.setdefault(key, Heard())
                for file, ranges in heard.ranges.items():
                    waiting.add(file, ranges, heard.minutes[file])


waiting = Waiting()
