"""What a feed says, whatever it is written in."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from uuid import UUID

NO_DATE = datetime(2000, 1, 1, tzinfo=UTC)
"""What a feed that never held anything is dated by."""
ATOM, RSS = "atom", "rss"
SYNTAXES = (ATOM, RSS)
CONTENT_TYPES = {ATOM: "application/atom+xml; charset=utf-8", RSS: "application/rss+xml; charset=utf-8"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing of a feed. Addresses are whole, `html` is safe and holds none that is relative.

    `updated` is when the public last saw a difference; `published` when it first could, None when nobody knows.
    `authors` wrote it, `contributors` had another part in it.
    """

    uuid: UUID
    title: str
    url: str
    updated: datetime
    published: datetime | None = None
    language: str = ""
    summary: str = ""
    html: str = ""
    authors: Sequence[str] = ()
    contributors: Sequence[str] = ()
    categories: Sequence[str] = ()
    rights: str = ""

    @property
    def identifier(self) -> str:
        """An identity that outlives its address."""
        return f"urn:uuid:{self.uuid}"


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed: `url` is the page it follows, `own_url` its own address; `author` stands for entries that name nobody."""

    identifier: str
    title: str
    url: str
    own_url: str
    updated: datetime
    author: str
    language: str
    subtitle: str = ""
    entries: Sequence[Entry] = field(default_factory=tuple)
