"""What a record says, field by field, as plain values: what its source says now, what an import wrote, what is here.

A field is compared three ways by short digests, so that what was edited here is told from what the source changed.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any

from resources.models import (
    Contribution,
    Holding,
    OtherTitle,
    Publication,
    Record,
    RecordIdentifier,
    RecordLink,
    RecordNote,
    RecordSubject,
)

FIELDS = (
    "type", "title", "subtitle", "title_language", "original_title", "original_title_language", "responsibility",
    "date", "edition", "series", "series_number", "host_id", "host_title", "host_part", "extent", "dimensions",
    "accompanying", "languages", "original_languages", "audience", "age_min", "age_max", "levels", "group_min",
    "group_max", "duration_minutes", "objectives", "contents", "language_level", "keywords", "metadata_licence",
)  # fmt: skip
"""The fields of a record an import may set."""
DERIVED = ("nonfiling", "sort_title", "date_edtf", "first_year", "last_year")
"""What follows from them, written with them."""
PARTS: dict[str, tuple[Any, tuple[str, ...]]] = {
    "contributions": (Contribution, ("agent_id", "role", "name_as_printed")),
    "publications": (Publication, ("agent_id", "name_as_printed", "place")),
    "other_titles": (OtherTitle, ("kind", "text", "language")),
    "notes": (RecordNote, ("kind", "text", "language", "source")),
    "subjects": (RecordSubject, ("concept_id",)),
    "identifiers": (RecordIdentifier, ("kind", "value")),
    "links": (RecordLink, ("kind", "url", "label")),
    "holdings": (
        Holding,
        (
            "site_id", "shelf_mark", "status", "note", "inventory_number", "acquired_on", "condition", "origin",
            "removed_on",
        ),
    ),
}  # fmt: skip
"""The parts an import may set, each as a whole, with what counts in them. Files are never its business."""

Values = dict[str, Any]
"""By name of field or part: a value JSON can hold; a part is a list of rows, each a list."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that is not here as its source has it. `taken` says that the source's value goes in."""

    name: str
    here: Any
    there: Any
    taken: bool


@dataclass(slots=True)
class Comparison:
    """What differs, and the fingerprints to keep once what is taken has been written."""

    differences: list[Difference] = field(default_factory=list)
    fingerprints: dict[str, str] = field(default_factory=dict)

    @property
    def taken(self) -> Values:
        """What goes in."""
        return {one.name: one.there for one in self.differences if one.taken}

    @property
    def kept(self) -> list[str]:
        """The fields both sides changed; what is here stays."""
        return [one.name for one in self.differences if not one.taken]


def digest(value: Any) -> str:
    """A short digest of one value; nothing for what is empty, so that empty fields take no room."""
    if value is None or value == "" or value == []:
        return ""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()


def fingerprints_of(values: Values) -> dict[str, str]:
    """The digest of everything that is not empty."""
    return {name: found for name, value in values.items() if (found := digest(value))}


def compare(base: Mapping[str, str], here: Values, there: Values) -> Comparison:
    """Compare what is here with what the source says, knowing what an import wrote (`base`).

    Untouched here: the source's value goes in. Edited here alone: it stays, without a word. Changed on both sides and
    different: it stays, and is a conflict once; the source's value is then known, and asks no more.
    """
    result = Comparison()
    for name, new in there.items():
        old, written = digest(here[name]), base.get(name, "")
        wanted = digest(new)
        if wanted != old and (written == old or written != wanted):
            result.differences.append(Difference(name, here[name], new, taken=written == old))
        if wanted:
            result.fingerprints[name] = wanted
    return result


def field_values(record: Record) -> Values:
    """The fields of a record, without its parts."""
    return {name: getattr(record, name) for name in FIELDS}


def part_values(records: Iterable[Record]) -> dict[int, Values]:
    """The parts of many records as they are in the database, one query a kind."""
    found: dict[int, Values] = {record.pk: {name: [] for name in PARTS} for record in records}
    for name, (model, columns) in PARTS.items():
        rows = model.objects.filter(record__in=list(found)).order_by("sort_order", "pk")
        for pk, *values in rows.values_list("record_id", *columns):
            found[pk][name].append([_plain(value) for value in values])
    return found


def values_of(records: Sequence[Record]) -> dict[int, Values]:
    """Everything an import may set, of many records, by primary key."""
    parts = part_values(records)
    return {record.pk: field_values(record) | parts[record.pk] for record in records}


def part_rows(record: Record, values: Values) -> list[Any]:
    """The rows of every part named in the values, unsaved, in order."""
    rows = []
    for name, (model, columns) in PARTS.items():
        for index, row in enumerate(values.get(name, ())):
            made = model(record=record, sort_order=index, **dict(zip(columns, row, strict=True)))
            if model is RecordIdentifier:
                made.derive_fields()
            rows.append(made)
    return rows


def group_by_model(rows: Iterable[Any]) -> dict[Any, list[Any]]:
    """Rows by their model, for one statement each."""
    grouped: dict[Any, list[Any]] = defaultdict(list)
    for row in rows:
        grouped[type(row)].append(row)
    return grouped


def _plain(value: Any) -> Any:
    """A date as text: values are compared as JSON."""
    return value.isoformat() if hasattr(value, "isoformat") else value
