"""What readers of any format give: rows, or the reason why one could not be read."""

from dataclasses import dataclass, field
from typing import Any


class FileRefused(Exception):
    """The file or its mapping can't be used at all; nothing was written. Carries a sentence for the person."""


class RowRefused(Exception):
    """One row can't become a record; carries the reason. The others go in."""


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One record of the source: where it stands, what is written there to the letter, and its named values."""

    position: str
    payload: str
    values: dict[str, str]
    line: int = 0


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row the reader could not make sense of."""

    position: str
    reason: str


@dataclass(frozen=True, slots=True)
class Name:
    """Someone named in a row: “Gaston Leroux” or “Leroux, Gaston”, person or organisation, with a relator code."""

    name: str
    kind: str = "person"
    role: str = "aut"


@dataclass(slots=True)
class Draft:
    """A record to be, in the words of this catalogue: fields of `Record`, and its parts as plain tuples."""

    identifier: str = ""
    fields: dict[str, Any] = field(default_factory=dict)
    people: list[Name] = field(default_factory=list)
    publishers: list[str] = field(default_factory=list)
    place: str = ""
    notes: list[tuple[str, str, str, str]] = field(default_factory=list)
    """(kind, text, language, source)"""
    numbers: list[tuple[str, str]] = field(default_factory=list)
    """(kind, value)"""
    links: list[tuple[str, str, str]] = field(default_factory=list)
    """(kind, address, label)"""
    holdings: list[tuple[str, str]] = field(default_factory=list)
    """(site, shelf mark)"""
    other_titles: list[str] = field(default_factory=list)
    subjects: list[str] = field(default_factory=list)
    keywords: list[str] = field(default_factory=list)
