"""Documents and subjects that the blocks of a body name, as they may be shown: asked for once for the whole body."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from search.references import Reference, Subject, references_of, subjects_of

FURTHER_KEY = "further"
"""The key of a body's context under which all of them wait."""


@dataclass(frozen=True)
class Further:
    """What may be shown, by the key of what was chosen."""

    records: Mapping[int, Reference]
    concepts: Mapping[int, Subject]


def read_further(records: Iterable[Any], concepts: Iterable[Any]) -> Further:
    """What may be shown of chosen records and concepts; a fixed number of queries, none where there is none."""
    return Further(references_of(records), subjects_of(concepts))
