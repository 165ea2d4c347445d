"""What is read of a row: a draft of a record, in the words of this catalogue."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from directory.responsibility import Name


@dataclass(frozen=True, slots=True)
class Imprint:
    """Who published, and where; either may be empty."""

    name: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Title:
    """Another title, with its kind and language."""

    text: str
    kind: str = "variant"
    language: str = ""


@dataclass(frozen=True, slots=True)
class Term:
    """A subject: words, and the address or notation of its concept when the source gives one.

    `head` is what comes before the subdivisions of “Gravure -- France”: tried when the whole names nothing.
    """

    text: str
    uri: str = ""
    language: str = "fr"
    head: str = ""


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy: the name of its site and what the source knows of it; dates are ISO 8601 or empty."""

    site: str = ""
    shelf_mark: str = ""
    inventory_number: str = ""
    status: str = "available"
    note: str = ""
    acquired_on: str = ""
    condition: str = "good"
    origin: str = ""
    removed_on: str = ""


@dataclass(slots=True)
class Draft:
    """A record to be, in the words of this catalogue: fields of `Record`, and its parts."""

    identifier: str = ""
    fields: dict[str, Any] = field(default_factory=dict)
    people: list[Name] = field(default_factory=list)
    imprints: list[Imprint] = field(default_factory=list)
    notes: list[tuple[str, str, str, str]] = field(default_factory=list)
    """(kind, text, language, source)"""
    numbers: list[tuple[str, str]] = field(default_factory=list)
    """(kind, value)"""
    links: list[tuple[str, str, str]] = field(default_factory=list)
    """(kind, address, label)"""
    copies: list[Copy] = field(default_factory=list)
    other_titles: list[Title] = field(default_factory=list)
    subjects: list[Term] = field(default_factory=list)
    keywords: list[str] = field(default_factory=list)
    host_keys: list[str] = field(default_factory=list)
    """What names the host's own record: its identifier at the same source, its ISBN or its ISSN."""
    unread: Counter[str] = field(default_factory=Counter)
    """Fields of the source this catalogue has no place for (“606$9”), and how often; they stay in the source record."""
