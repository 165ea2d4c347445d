"""Addresses of records: under the catalogue's page in each language, the French one canonical."""

from uuid import UUID

from django.http import HttpRequest

from core.identifiers import Described, describe_found
from core.sections import section_path
from core.visibility import is_visible
from resources.models import CataloguePage, Record


def record_path(number: int, slug: str, language: str | None = None) -> str:
    """The path of a record's page in a language (the current one by default); "" while there is no catalogue."""
    section = section_path(CataloguePage, language)
    return f"{section}notice/{number}/{slug}/" if section else ""


def report_path(number: int) -> str:
    """The path of the form that reports a mistake in a record; "" while there is no catalogue."""
    section = section_path(CataloguePage)
    return f"{section}signaler/{number}/" if section else ""


def canonical_path(record: Record) -> str:
    """The one address of a record: in French, with its slug."""
    return record_path(record.number, record.slug, "fr")


def find_record(uuid: UUID, request: HttpRequest) -> str | None:
    """The address behind `/id/record/<uuid>`: the record's, or that of its tombstone, which says it is gone."""
    record = Record.objects.public_or_gone().select_related("merged_into").filter(uuid=uuid).first()
    if record is None:
        return None
    if record.withdrawn_at is not None and record.merged_into_id is None:
        section = section_path(CataloguePage)
        return f"{section}notice/{record.number}/" if section else None
    target = record.resolve()
    return record_path(target.number, target.slug) or None if is_visible(target) else None


def find_record_data(uuid: UUID) -> Described | None:
    """The data behind `/id/record/<uuid>`; what writes it takes long to load and is loaded when it is asked for."""
    from resources.linked_data import write_record

    return describe_found(Record.objects.public_or_gone().filter(uuid=uuid).first(), write_record)
