"""Exports: records of any selection, read in batches and written as they are read."""

from array import array
from collections.abc import Iterator, Sequence

from django.db.models import QuerySet
from django.http import StreamingHttpResponse
from django.utils.text import slugify

from resources.exports.formats import FORMATS
from resources.exports.parts import EditorParts
from resources.loading import attach_host_numbers, attach_parts
from resources.models import Record
from resources.shown import RecordParts, read_all_parts

BATCH = 200
"""Records read at a time: a fixed number of queries for each batch, whatever the length of the whole."""
MOST_PUBLIC = 10_000
"""The most records a visitor takes away at once; a larger result is narrowed first, or harvested by OAI-PMH."""


def stream_export(
    records: QuerySet[Record] | Sequence[int], format_name: str, *, public: bool = True
) -> Iterator[bytes]:
    """The file of these records in a format, in their order, piece by piece.

    `records` is a queryset or the keys of the records in the order wanted. With `public`, only what a visitor may
    see at the moment each batch is read; without, everything editors see, drafts among it.
    """
    keys = records if isinstance(records, Sequence) else array("q", records.values_list("pk", flat=True).iterator())
    return FORMATS[format_name].write(read_in_batches(keys, public=public))


def export_response(
    records: QuerySet[Record] | Sequence[int], format_name: str, name: str, *, public: bool = True
) -> StreamingHttpResponse:
    """The answer that sends a file of records under a name, as it is made."""
    form = FORMATS[format_name]
    response = StreamingHttpResponse(stream_export(records, format_name, public=public), content_type=form.content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{slugify(name) or "notices"}.{form.extension}"'
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def read_in_batches(keys: Sequence[int], *, public: bool) -> Iterator[RecordParts]:
    """The records of these keys with their parts, in order, a batch in memory at a time."""
    for start in range(0, len(keys), BATCH):
        wanted = list(keys[start : start + BATCH])
        found = (Record.objects.visible() if public else Record.objects.all()).in_bulk(wanted)
        batch = [found[pk] for pk in wanted if pk in found]
        yield from read_all_parts(batch) if public else _read_for_editors(batch)


def _read_for_editors(batch: Sequence[Record]) -> list[RecordParts]:
    attach_parts(batch)
    attach_host_numbers(batch)
    return [EditorParts(record) for record in batch]
