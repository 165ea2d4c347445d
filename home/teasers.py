"""Short cards of records on the site's own pages."""

from collections.abc import Iterable, Sequence
from typing import Any

from media_library.visibility import private_collections
from resources.addresses import record_path
from resources.models import Record
from resources.models.choices import RecordType
from resources.shown import cover_url, display_title, lead_names, shown_contributions

NAMES_SHOWN = 2


def record_teasers(keys: Iterable[int]) -> dict[int, dict[str, Any]]:
    """Teasers of those of these records that may be seen, by primary key; a fixed number of queries.

    A record that was merged since it was picked is told by what it became.
    """
    wanted = set(keys)
    if not wanted:
        return {}
    became = Record.objects.became(wanted)
    shown = {key: became.get(key, key) for key in wanted}
    records = list(Record.objects.visible().for_teasers().filter(pk__in=set(shown.values())))
    teasers = {record.pk: teaser for record, teaser in zip(records, _teasers(records), strict=True)}
    return {key: teasers[pk] for key, pk in shown.items() if pk in teasers}


def newest_teasers(count: int) -> list[dict[str, Any]]:
    """Teasers of the records that came into the library last."""
    return _teasers(list(Record.objects.visible().for_teasers().order_by("-added_at", "-pk")[:count]))


def _teasers(records: Sequence[Record]) -> list[dict[str, Any]]:
    """What `components/cards/record_teaser.html` prints of each record."""
    private = private_collections() if any(record.cover_id for record in records) else set()
    return [_teaser(record, private) for record in records]


def _teaser(record: Record, private: set[int]) -> dict[str, Any]:
    """What is printed of one record: less than a card of a list of results."""
    people = lead_names(shown_contributions(record))
    return {
        "uuid": str(record.uuid),
        "url": record_path(record.number, record.slug),
        "title": display_title(record),
        "title_language": record.main_language,
        "type_label": RecordType(record.type).label,
        "year": record.first_year,
        "by": ", ".join(people[:NAMES_SHOWN]) + (" et al." if len(people) > NAMES_SHOWN else ""),
        "cover_url": cover_url(record, private),
        "cover_kind": record.cover_kind,
        "cover_letters": record.cover_letters,
    }
