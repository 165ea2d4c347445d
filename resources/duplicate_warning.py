"""Warning before a record is saved that is likely in the catalogue already."""

from typing import Any

from core.duplicate_warning import WarnsOfDuplicates
from resources.duplicates import DuplicateKeys, find_duplicates, keys_of_form, keys_of_record
from resources.models import Record

MOST = 8
"""More than these are not read before saving."""


class WarnsOfRecords(WarnsOfDuplicates):
    """For the form of a record, new or not."""

    def duplicate_keys(self, thing: Any) -> DuplicateKeys:
        """ISBN, title, year and first author."""
        return keys_of_record(thing)

    def duplicate_keys_of_form(self, form: Any) -> DuplicateKeys:
        """The same, as typed."""
        return keys_of_form(form)

    def find_likely(self, keys: DuplicateKeys, own: Any) -> list[Any]:
        """Records that have them."""
        [found] = find_duplicates([keys], exclude=[own.pk] if own.pk else [])
        return list(Record.objects.for_list().filter(pk__in=found[:MOST]).order_by("pk"))
