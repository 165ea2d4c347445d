"""What may be shown of a record: the one place where hidden agents, concepts, files and pictures are left out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from core.text import sort_key
from core.visibility import is_visible, shown
from directory.credits import shown_name
from media_library.visibility import is_public_file, private_collections
from resources.availability import ONLINE_LINKS, Availability, availability_of
from resources.loading import attach_host_numbers, attach_parts
from resources.models import Record
from resources.models.choices import NoteKind
from resources.querysets import COVER_FILTER

AUTHOR_ROLES = {"aut", "cmp", "drt", "dsr", "art", "prf", "edt", "ill", "com", "org", "ctb", "pht", "ivr", "nrt"}
"""Roles worth a place on a card, where there is room for two names."""


@dataclass
class RecordParts:
    """A record with what may be shown of its parts: hidden agents, concepts and files are left out here, once.

    `private` holds the keys of private collections; hand it over where many records are read.
    """

    record: Record
    private: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        """Read every part once."""
        record = self.record
        self.contributions = shown_contributions(record)
        self.publications = list(record.publications.all())
        self.concepts = _unique(concept for one in record.subjects.all() if (concept := shown(one.concept)))
        self.notes = list(record.notes.all())
        self.identifiers = list(record.identifiers.all())
        self.links = list(record.links.all())
        self.holdings = [one for one in record.holdings.all() if one.removed_on is None]
        self.other_titles = list(record.other_titles.all())
        self.files = [one for one in record.files.all() if is_public_file(one.document, self.private)]
        self.cover = record.cover if is_public_file(record.cover, self.private) else None
        self.host = record.host if is_visible(record.host) else None

    @property
    def online(self) -> bool:
        """Whether the document itself can be read, heard or seen from here."""
        return bool(self.files) or any(link.kind in ONLINE_LINKS for link in self.links)

    @property
    def availability(self) -> Availability | None:
        """The best way to have the document now."""
        return availability_of(self.holdings, self.online)

    @property
    def abstract(self) -> str:
        """The text lists and the top of the page give; "" when there is none."""
        for kind in (NoteKind.ABSTRACT, NoteKind.REVIEW):
            for note in self.notes:
                if note.kind == kind:
                    return str(note.text)
        return ""

    @property
    def publisher_names(self) -> list[str]:
        """Names of publishers that may be printed."""
        return [name for one in self.publications if (name := shown_name(one))]

    def rendition(self) -> Any:
        """The picture at the size lists and pages show; None without a picture that may be seen."""
        return shown_cover(self.record, self.private)


def read_parts(record: Record) -> RecordParts:
    """The parts of one record; asks which collections are private."""
    return RecordParts(record, private_collections() if record.cover_id or record.files.all() else set())


def read_all_parts(records: Sequence[Record]) -> list[RecordParts]:
    """The parts of many records, in their order, in a fixed number of queries."""
    if not records:
        return []
    attach_parts(records)
    attach_host_numbers(records)
    private = private_collections()
    return [RecordParts(record, private) for record in records]


def shown_contributions(record: Record) -> list[tuple[Any, str]]:
    """Contributions whose name may be printed, with that name."""
    return [(one, name) for one in record.contributions.all() if (name := shown_name(one))]


def shown_cover(record: Record, private: set[int]) -> Any:
    """A record's picture, unless it is in a private collection or cannot be read: then None."""
    if record.cover is None or not is_public_file(record.cover, private):
        return None
    try:
        return record.cover.get_rendition(COVER_FILTER)
    except (OSError, ValueError):  # the file is gone or is no picture: the woven cover takes its place
        return None


def cover_url(record: Record, private: set[int]) -> str:
    """The address of that picture; "" without one."""
    rendition = shown_cover(record, private)
    return str(rendition.url) if rendition else ""


def lead_names(contributions: Iterable[tuple[Any, str]]) -> list[str]:
    """Those who made the document, each once; anyone named when no one did."""
    contributions = list(contributions)
    names = [name for one, name in contributions if one.role in AUTHOR_ROLES]
    names = names or [name for _, name in contributions]
    return list({sort_key(name): name for name in names}.values())


def display_title(record: Record) -> str:
    """The title with its complement: “L’étranger à table : sept ports, sept repas”."""
    return f"{record.title}\u00a0: {record.subtitle}" if record.subtitle else record.title


def _unique(things: Iterable[Any]) -> list[Any]:
    return list({thing.pk: thing for thing in things}.values())
