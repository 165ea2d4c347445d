"""Short cards of records on the site's own pages."""

from collections.abc import Sequence
from typing import Any

from resources.addresses import record_path
from resources.cards import cards_of
from resources.models import Record
from resources.models.choices import RecordType


def record_teasers(keys: Sequence[int]) -> list[dict[str, Any]]:
    """Teasers of those of these records that may be seen, in the order given; a fixed number of queries."""
    found = {record.pk: record for record in Record.objects.visible().with_parts().filter(pk__in=list(keys))}
    return _teasers([found[key] for key in keys if key in found])


def newest_teasers(count: int) -> list[dict[str, Any]]:
    """Teasers of the records that came into the library last."""
    return _teasers(list(Record.objects.visible().with_parts().order_by("-added_at", "-pk")[:count]))


def _teasers(records: Sequence[Record]) -> list[dict[str, Any]]:
    """What `components/cards/record_teaser.html` prints: the card, with its address and its type in words."""
    return [
        {**card, "url": record_path(card["number"], card["slug"]), "type_label": RecordType(card["type"]).label}
        for card in cards_of(records)
    ]
