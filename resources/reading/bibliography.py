"""A list of records as references to print."""

from collections.abc import Sequence

from django.utils.html import strip_tags
from django.utils.safestring import SafeString

from core.text import sort_key
from resources.citations.csl import STYLES as CITATION_STYLES
from resources.citations.csl import cite
from resources.models import Record
from resources.shown import read_all_parts

STYLES = {name: style.label for name, style in CITATION_STYLES.items()}


def bibliography_of(records: Sequence[Record], style: str, language: str) -> list[SafeString]:
    """The references of some records in a style, A to Z as bibliographies are."""
    references = [cite(parts, style, language) for parts in read_all_parts(records)]
    return sorted(references, key=lambda reference: sort_key(strip_tags(reference)))
