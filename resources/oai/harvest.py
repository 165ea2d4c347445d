"""What a harvester is given, in the order of the changes: visible records, and tombstones of what was public once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings

from core.visibility import is_visible
from resources.models import Record
from resources.oai.dates import Stamp, horizon
from resources.oai.protocol import Asked, ProtocolError
from resources.oai.sets import members_of, sets_of
from resources.oai.tokens import Place
from resources.shown import RecordParts, read_all_parts


@dataclass(frozen=True)
class Item:
    """A record as a harvester sees it; `parts` is None when it is gone, or when headers alone are wanted."""

    record: Record
    sets: Sequence[str] = ()
    parts: RecordParts | None = None

    @property
    def is_gone(self) -> bool:
        """Whether it was public once and is no longer."""
        return not is_visible(self.record)


@dataclass(frozen=True)
class Page:
    """One answer's share of a list; `next_place` is None at its end."""

    items: Sequence[Item]
    given_before: int
    next_place: Place | None


def namespace() -> str:
    """What identifiers of this repository begin with."""
    return f"oai:{urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname}:record/"


def identifier_of(record: Record) -> str:
    """The identifier of a record among all repositories."""
    return f"{namespace()}{record.uuid}"


def find_item(identifier: str) -> Item:
    """One record, whole or gone; raises ProtocolError for what was never public."""
    try:
        uuid = UUID(identifier.removeprefix(namespace())) if identifier.startswith(namespace()) else None
    except ValueError:
        uuid = None
    record = None
    if uuid and identifier == f"{namespace()}{uuid}":
        known = Record.objects.visible() | Record.objects.gone()
        record = known.filter(uuid=uuid).first()
    if record is None:
        raise ProtocolError("idDoesNotExist", "There is no such record.")
    return _items([record], whole=True)[0]


def read_page(asked: Asked, place: Place | None, size: int) -> Page:
    """The next records of a list, and where it goes on; raises ProtocolError when the list is empty.

    Two queries find them, each along an index from the place where the last answer ended: visible records of the
    set, and tombstones, which stand in every set since nobody can say any more which ones a record was in.
    """
    rows = _rows(asked, place, size + 1)
    if not rows and place:
        rows = _last_again(place)  # what was still to come has changed and left; a list may not be empty
    if not rows:
        raise ProtocolError("noRecordsMatch", "No record answers these arguments.")
    shown, given = rows[:size], place.given if place else 0
    last = shown[-1]
    more = Place(last.changed_at, last.number, given + len(shown)) if len(rows) > size else None
    return Page(_items(shown, whole=asked.verb == "ListRecords"), given, more)


def _rows(asked: Asked, place: Place | None, most: int) -> list[Record]:
    first, end = _span(asked.stamp("from"), asked.stamp("until"))
    found: list[Record] = []
    for records in (members_of(asked.set_spec), Record.objects.gone()):
        records = records.changed_between(None if place else first, end)
        if place:
            records = records.changed_after(place.changed_at, place.number)
        found += records[:most]
    return sorted(found, key=lambda record: (record.changed_at, record.number))[:most]


def _span(first: Stamp | None, last: Stamp | None) -> tuple[datetime | None, datetime]:
    """Beginning and end of what is asked for; the end is never later than what is known for sure."""
    known = Stamp(horizon(), by_day=False).end
    return (first.start if first else None), (min(last.end, known) if last else known)


def _last_again(place: Place) -> list[Record]:
    known = Record.objects.visible() | Record.objects.gone()
    return list(known.filter(number=place.number)[:1])


def _items(records: Sequence[Record], *, whole: bool) -> list[Item]:
    """Records with their sets, and with their parts when they are wanted whole; a fixed number of queries."""
    visible = [record for record in records if is_visible(record)]
    sets = sets_of(visible) if visible else {}
    parts = {one.record.pk: one for one in read_all_parts(visible)} if whole else {}
    return [Item(record, sets.get(record.pk, ()), parts.get(record.pk)) for record in records]


def earliest_change() -> datetime:
    """A moment before which nothing changed: the date of the oldest change, of a tombstone or of what is visible."""
    oldest: Iterable[Any] = (
        records.order_by("changed_at", "number").values_list("changed_at", flat=True).first()
        for records in (Record.objects.visible(), Record.objects.gone())
    )
    return min((moment for moment in oldest if moment), default=horizon())
