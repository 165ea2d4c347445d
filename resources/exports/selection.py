"""The records a search finds, all of them and not one page, in its order."""

from array import array
from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from resources.exports.services import MOST_PUBLIC
from resources.models import Record
from search.addresses import SearchAddress
from search.services import engine

STEP = 1000
"""Hits asked at a time."""


class TooMany(Exception):
    """A search finds more records than are taken away at once; carries how many."""

    def __init__(self, total: int) -> None:
        super().__init__(total)
        self.total = total


def find_keys(address: SearchAddress, language: str, most: int = MOST_PUBLIC) -> Sequence[int]:
    """The keys of every visible record a search finds. Raises TooMany, and SearchUnavailable without an index."""
    kinds = (Record.index_kind(),)
    asked = replace(address.request(kinds, (), language), histogram=False, highlight=False, suggest=False)
    keys = array("q")
    total, page = 1, 1
    while (page - 1) * STEP < total:
        results = engine().search(replace(asked, page=page, per_page=STEP))
        total, page = results.total, page + 1
        if total > most:
            raise TooMany(total)
        keys.extend(_keys_of([hit.uuid for hit in results.hits]))
    return keys


def _keys_of(uuids: Sequence[UUID]) -> list[int]:
    """Keys of visible records in the order of their identities."""
    known = dict(Record.objects.visible().with_uuids(uuids).values_list("uuid", "pk"))
    return [known[uuid] for uuid in uuids if uuid in known]
