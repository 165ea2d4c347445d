"""What a file shows, before it is known in which format: plain data, so that equal content is told by its digest."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date, datetime
from typing import Any

NOT_SHOWN = ("modified", "sources")
"""What belongs to the making and not to what is shown."""


@dataclass
class Picture:
    """A picture beside a text; `key` is where it is found, `alt` is "" when nobody described it."""

    key: str
    alt: str = ""
    caption: str = ""
    credit: str = ""


@dataclass
class PrintedNote:
    """A note as XML; `calls` are the ids of its calls."""

    number: int
    id: str
    xml: str
    calls: list[str] = field(default_factory=list)


@dataclass
class Heading:
    """A heading of a chapter, for the contents of the e-book."""

    text: str
    id: str
    level: int


@dataclass
class Chapter:
    """An article."""

    key: str
    title: str
    language: str
    url: str
    uuid: str
    subtitle: str = ""
    standfirst: str = ""
    byline: str = ""
    people: list[tuple[str, str]] = field(default_factory=list)
    """Each name, and who the person is."""
    opening: Picture | None = None
    xml: str = ""
    headings: list[Heading] = field(default_factory=list)
    notes: list[PrintedNote] = field(default_factory=list)
    licence: str = ""
    licence_url: str = ""
    first_printed: str = ""
    corrections: list[tuple[str, str]] = field(default_factory=list)
    """Each with its date in words."""

    @property
    def parts(self) -> list[Heading]:
        """The headings a reader goes to."""
        return [heading for heading in self.headings if heading.level == 2]


@dataclass
class Later:
    """An article that may not be read yet: its place in the contents, and from when."""

    title: str
    byline: str
    until: str
    url: str


@dataclass
class Placed:
    """Something a dossier holds that is no article: where it is found, and why it is there."""

    title: str
    url: str
    comment: str = ""


@dataclass
class Section:
    """A dossier or a rubric; one without a key holds the articles that stand in none."""

    key: str = ""
    title: str = ""
    kind: str = ""
    standfirst: str = ""
    byline: str = ""
    xml: str = ""
    picture: Picture | None = None
    rows: list[Chapter | Later | Placed] = field(default_factory=list)

    @property
    def chapters(self) -> list[Chapter]:
        """What is to be read here."""
        return [row for row in self.rows if isinstance(row, Chapter)]


@dataclass
class Publication:
    """An article or a number, whole."""

    kind: str
    title: str
    language: str
    uuid: str
    url: str
    sections: list[Section]
    modified: datetime
    magazine: str = ""
    publisher: str = ""
    site: str = ""
    label: str = ""
    """“n° 47”."""
    date_printed: str = ""
    """As printed."""
    issued_on: date | None = None
    issn: str = ""
    isbn: str = ""
    price: str = ""
    standfirst: str = ""
    presentation: str = ""
    colophon: str = ""
    where: str = ""
    board: list[tuple[str, str]] = field(default_factory=list)
    letters: str = ""
    cover: Picture | None = None
    sources: dict[str, Any] = field(default_factory=dict)
    """Where each picture is read from, by its key."""

    @property
    def chapters(self) -> list[Chapter]:
        """Everything to be read, in order."""
        return [chapter for section in self.sections for chapter in section.chapters]

    @property
    def later(self) -> list[Later]:
        """What may not be read yet, in order."""
        return [row for section in self.sections for row in section.rows if isinstance(row, Later)]

    @property
    def is_issue(self) -> bool:
        """Whether it is a whole number."""
        return self.kind == "issue"

    @property
    def byline(self) -> str:
        """Who wrote it, when it is one article."""
        return "" if self.is_issue else self.chapters[0].byline

    @property
    def writers(self) -> list[str]:
        """Who is named as having made it, each once; nobody for a whole number, which the house makes."""
        return [] if self.is_issue else list(dict.fromkeys(name for name, _about in self.chapters[0].people))

    @property
    def licences(self) -> list[str]:
        """What may be done with the texts, each once."""
        return list(dict.fromkeys(chapter.licence for chapter in self.chapters))

    @property
    def pictures(self) -> Iterator[Picture]:
        """The pictures beside the texts."""
        yield from (one for one in (self.cover, *(section.picture for section in self.sections)) if one)
        yield from (chapter.opening for chapter in self.chapters if chapter.opening)

    @property
    def undescribed(self) -> int:
        """How many pictures say nothing to who does not see them; those in a text are described or decorative."""
        return sum(not picture.alt for picture in self.pictures)


def digest_of(publication: Publication, maker: str) -> str:
    """SHA-256 of everything a file shows and of what makes it, in hexadecimal."""
    said = json.dumps([maker, _plain(publication)], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()


def _plain(value: Any) -> Any:
    """A value as JSON, classes by their name."""
    if is_dataclass(value) and not isinstance(value, type):
        shown = {each.name: _plain(getattr(value, each.name)) for each in fields(value) if each.name not in NOT_SHOWN}
        return {"": type(value).__name__, **shown}
    if isinstance(value, (list, tuple)):
        return [_plain(one) for one in value]
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, str) else value
