"""A list of records as references to print."""

from collections.abc import Sequence

from django.utils.safestring import SafeString

from core.text import sort_key
from resources.citations.csl import cite
from resources.models import Record
from resources.reading.cards import read_all_parts

STYLES = {"iso690": "ISO 690"}


def bibliography_of(records: Sequence[Record], style: str) -> list[SafeString]:
    """The references of some records in a style, A to Z as bibliographies are."""
    references = [cite(parts) for parts in read_all_parts(records)]
    return sorted(references, key=sort_key)
