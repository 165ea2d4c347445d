"""What readers of any format give: rows, or the reason why one could not be read."""

from dataclasses import dataclass
from typing import Any


class FileRefused(Exception):
    """The file or its mapping can't be used at all; nothing was written. Carries a sentence for the person."""


class RowRefused(Exception):
    """One row can't be taken; carries the reason. The others go in."""


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One record of the source: where it stands, what is written there to the letter, and its named values.

    `parsed` is the record as its format has it, where named values would not hold it (MARC).
    """

    position: str
    payload: str
    values: dict[str, str]
    line: int = 0
    parsed: Any = None


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row the reader could not make sense of."""

    position: str
    reason: str
