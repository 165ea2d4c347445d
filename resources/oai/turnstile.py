"""How many lists are written at once: those beyond wait outside, so that harvesters never slow readers down."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.core.cache import cache

RETRY_SECONDS = 10
"""When a harvester that was turned away is asked to come back."""
_LONGEST = 120
"""A place whose process died is free again after so many seconds."""


class Full(Exception):
    """Every place is taken."""


@contextmanager
def place_taken() -> Iterator[None]:
    """Hold one of the places while a list is written; raises Full when there is none."""
    for number in range(settings.OAI_CONCURRENT_LISTS):
        key = f"oai.place.{number}"
        if cache.add(key, 1, _LONGEST):
            try:
                yield
            finally:
                cache.delete(key)
            return
    raise Full
