"""A reader's own list, without an account: typed or kept in the browser, and shared behind a link nobody can guess."""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone

from core.secret_links import hash_token, make_token
from resources.models import Record, SavedList

MOST_RECORDS = 200
"""Enough for any course or evening; a bibliography of more would keep a reader waiting."""
KEPT = timedelta(days=365)
_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", re.IGNORECASE)
_NUMBER = re.compile(r"(?<![\w-])\d{1,12}(?![\w-])")


def read_list(text: str) -> list[Record]:
    """The visible records a text names by identity or by public number, in its order, each once; at most 200."""
    text = text[: MOST_RECORDS * 80]
    names = names_in(text)
    uuids = [UUID(name) for name in names if "-" in name]
    numbers = [int(name) for name in names if "-" not in name]
    known = list(Record.objects.public_or_gone().with_uuids(uuids[:MOST_RECORDS]))
    known += list(Record.objects.public_or_gone().with_numbers(numbers[:MOST_RECORDS]))
    by_name = {name: record for record in known for name in (str(record.uuid), str(record.number))}
    return present_records([by_name[name] for name in names if name in by_name])


def names_in(text: str) -> list[str]:
    """The identities and public numbers a text names, in its order, each once."""
    named = re.findall(f"{_UUID.pattern}|{_NUMBER.pattern}", text, re.IGNORECASE)
    return list(dict.fromkeys(name.lower() if "-" in name else str(int(name)) for name in named))


def present_records(records: Iterable[Record]) -> list[Record]:
    """What of some records may be seen now, in their order: a merged one gives its successor, each once."""
    targets = {record.resolve().pk: None for record in records}
    visible = Record.objects.visible().in_bulk(list(targets))
    return [visible[pk] for pk in targets if pk in visible][:MOST_RECORDS]


def save_list(records: Sequence[Record]) -> str:
    """Keep a list for a year; returns the 128 random bits of its link, which are kept nowhere here."""
    token = make_token()
    uuids = [str(record.uuid) for record in records[:MOST_RECORDS]]
    SavedList.objects.create(token_hash=hash_token(token), record_uuids=uuids, expires_at=timezone.now() + KEPT)
    return token


def find_list(token: str) -> SavedList | None:
    """The list behind a link; None for a guess and for one that has expired."""
    return SavedList.objects.unexpired().with_hash(hash_token(token)).first()


def records_of(saved: SavedList) -> list[Record]:
    """What is left of a list, in its order."""
    uuids = [UUID(one) for one in saved.record_uuids]
    known = {record.uuid: record for record in Record.objects.public_or_gone().with_uuids(uuids)}
    return present_records([known[uuid] for uuid in uuids if uuid in known])


def forget_expired_lists(now: datetime | None = None) -> int:
    """For the clock: delete lists past their date; returns how many."""
    return SavedList.objects.expired(now or timezone.now()).delete()[0]
