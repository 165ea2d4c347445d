"""Cards of records read from the database, for lists that are not the answer to a search."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.html import escape

from resources.addresses import record_path
from resources.cards import CARD_TEMPLATE, card_of
from resources.models import Record
from resources.shown import display_title, read_all_parts


@dataclass(frozen=True)
class CardHit:
    """What the card template asks of a hit."""

    card: Mapping[str, Any]
    title_html: str
    snippet_html: str = ""
    card_template: str = CARD_TEMPLATE


@dataclass(frozen=True)
class RecordCard:
    """A record as lists print it, the address of its page, and a word about it."""

    record: Record
    hit: CardHit
    path: str
    comment: str = ""


def record_cards(records: Sequence[Record], comments: Mapping[int, str] | None = None) -> list[RecordCard]:
    """Cards of visible records in the order given; `comments` by primary key. A fixed number of queries."""
    comments = comments or {}
    return [
        RecordCard(
            parts.record,
            CardHit(card_of(parts.record, parts), escape(display_title(parts.record))),
            record_path(parts.record.number, parts.record.slug),
            comments.get(parts.record.pk, ""),
        )
        for parts in read_all_parts(records)
    ]
