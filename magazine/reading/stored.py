"""The stored form of a body, walked without making a block."""

from collections.abc import Iterator, Mapping
from typing import Any


def stored_texts(raw: Any) -> Iterator[str]:
    """Every text of the stored form of a body, in order."""
    if isinstance(raw, str):
        yield raw
    elif isinstance(raw, Mapping):
        for value in raw.values():
            yield from stored_texts(value)
    elif hasattr(raw, "__iter__"):
        for value in raw:
            yield from stored_texts(value)
