"""What a list prints of a record: built once, as plain JSON, for the index and for hand-picked selections."""

from typing import Any

from resources.models import Record
from resources.shown import RecordParts, cover_url, display_title, lead_names, read_parts

CARD_TEMPLATE = "components/cards/record.html"


def card_of(record: Record, parts: RecordParts | None = None) -> dict[str, Any]:
    """What a list prints of a record. Words that depend on the reader's language are chosen when it is printed."""
    parts = parts or read_parts(record)
    availability = parts.availability
    return {
        "uuid": str(record.uuid),
        "number": record.number,
        "slug": record.slug,
        "title": display_title(record),
        "title_language": record.main_language,
        "original_title": record.original_title,
        "original_title_language": record.original_title_language,
        "type": record.type,
        "year": record.first_year,
        **_origin(record, parts),
        "text_language": _text_language(parts),
        "extent": record.extent,
        "languages": list(record.languages),
        "cover_url": cover_url(record, parts.private),
        "cover_kind": record.cover_kind,
        "cover_letters": record.cover_letters,
        "availability": availability.as_card() if availability else None,
        "subjects": [_labels(concept) for concept in parts.concepts[:3]],
    }


def _origin(record: Record, parts: RecordParts) -> dict[str, str]:
    """Who, in what and from where: “Gaston Leroux”, “Imag, n° 41”, “Gallimard, 1998”; two names at most."""
    people = lead_names(parts.contributions)
    names = ", ".join(people[:2]) + (" et al." if len(people) > 2 else "")
    host = (display_title(parts.host) if parts.host else "") or record.host_title
    imprint = [] if host else parts.publisher_names[:1]
    date = "" if host and record.date in record.host_part else record.date
    return {
        "by": names,
        "host": host,
        "host_language": (parts.host or record).main_language if host else "",
        "host_part": record.host_part if host else "",
        "imprint": ", ".join([*imprint, *([date] if date else [])]),
    }


def _text_language(parts: RecordParts) -> str:
    """The language of whatever a list quotes of the texts; "" when they are in several."""
    languages = {note.language for note in parts.notes}
    return str(languages.pop()) if len(languages) == 1 else ""


def _labels(concept: Any) -> dict[str, Any]:
    """A concept's number and its preferred labels in the languages of the interface."""
    labels = {label.language: label.text for label in concept.labels.all() if label.kind == "pref"}
    kept = {code: labels[code] for code in ("fr", "nl", "en") if code in labels}
    return {"number": concept.number, "labels": kept or dict(list(labels.items())[:1])}
