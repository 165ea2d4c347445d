"""From a MARC record to a draft of a record here."""

import hashlib
from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from core.folders.rows import RowRefused
from core.text import sort_key, squeeze
from resources.imports.marc import marc21, marc21_access, unimarc, unimarc_access
from resources.imports.marc.builder import Builder, Table, set_exact
from resources.imports.marc.coded import coded_date, type_of
from resources.imports.marc.countries import COUNTRIES
from resources.imports.marc.hosts import place_in_host
from resources.imports.marc.limits import fit
from resources.imports.marc.record import MARC21, UNIMARC, Field, MarcRecord
from resources.imports.rows import Draft, Imprint
from resources.models.choices import Audience, LanguageLevel, MetadataLicence, RecordType, SchoolLevel

TABLES: dict[str, Table] = {
    UNIMARC: {**unimarc.TABLE, **unimarc_access.TABLE},
    MARC21: {**marc21.TABLE, **marc21_access.TABLE},
}
OF_THE_RECORD = {"001", "005"}
"""About the record as its source keeps it, not about the document: neither read nor missed."""


def _one_of(allowed: list[str]) -> Callable[[list[str]], str]:
    def read(values: list[str]) -> str:
        if values[0] not in allowed:
            raise ValueError(values[0])
        return values[0]

    return read


def _levels(values: list[str]) -> list[str]:
    return [value for value in values if value in SchoolLevel.values]


def _number(values: list[str]) -> int:
    found = int(values[0])
    if not 0 <= found <= 32767:
        raise ValueError(values[0])
    return found


PUNCTUATED = (
    "title", "subtitle", "original_title", "responsibility", "date", "edition", "series", "series_number", "host_title",
    "host_part", "extent", "dimensions", "accompanying",
)  # fmt: skip
"""Texts said exactly where they begin or end with what reading takes for the punctuation of cards."""
EXACT: dict[str, Callable[[list[str]], Any]] = {
    "type": _one_of(RecordType.values), "audience": _one_of(Audience.values), "levels": _levels,
    "language_level": _one_of(LanguageLevel.values), "metadata_licence": _one_of(MetadataLicence.values),
    **dict.fromkeys(("age_min", "age_max", "group_min", "group_max", "duration_minutes"), _number),
    **{name: lambda values: values[0] for name in ("objectives", "contents", *PUNCTUATED)},
    **{name: lambda values: values[0][:12] for name in ("title_language", "original_title_language")},
    **{name: lambda values: [value[:12] for value in values] for name in ("languages", "original_languages")},
}  # fmt: skip
"""How each field said exactly in 990 is read. Raises ValueError for what the field can't hold."""


def draft_marc(record: MarcRecord) -> tuple[Draft, list[str]]:
    """The draft of a record and what had to be cut. Raises RowRefused with the reason when there is none."""
    build = Builder(record)
    table = TABLES[record.flavour]
    unread = build.draft.unread
    for one in record.fields:
        known = table.get(one.tag)
        if known:
            known[1](build, one)
        elif not one.subfields:
            if one.tag not in OF_THE_RECORD:
                unread[one.tag] += 1
            continue
        _count_unread(build, one, known[0] if known else "")
    _finish(build)
    return build.draft, build.remarks


def _count_unread(build: Builder, one: Field, codes: str) -> None:
    """Count the subfields nothing reads; of fields embedded in `$1`, those that stand for nothing here."""
    if one.tag[:1] == "4" and build.record.flavour == UNIMARC and one.get("1"):
        said = sum(code != "1" or value[:3] < "010" for code, value in one.subfields)
        if missed := said - len(unimarc.unfold(one)):
            build.draft.unread[f"{one.tag}$1"] += missed
        return
    for code, value in one.subfields:
        if code not in codes or (code == "9" and ":" not in value):
            build.draft.unread[f"{one.tag}${code}"] += 1


def _finish(build: Builder) -> None:
    """What can only be said once every field was read."""
    draft, fields = build.draft, build.draft.fields
    if not fields.get("title"):
        raise RowRefused(_("pas de titre"))
    fields["type"] = type_of(build.record, in_serial="serial" in build.numbering)
    _finish_date(build)
    if part := place_in_host(build):
        fields["host_part"] = part
    if build.series:
        fields["series"], fields["series_number"] = build.series[0]
        for name, number in build.series[1:]:
            build.note("note", _("Collection : %(name)s") % {"name": f"{name} ; {number}" if number else name})
    if build.classes:
        marks = " ; ".join(dict.fromkeys(build.classes))
        build.note("note", _("Classification : %(marks)s") % {"marks": marks})
    _finish_place(build)
    set_exact(build, EXACT)
    build.remarks += fit(draft)
    draft.identifier = _identifier(build)


def _finish_date(build: Builder) -> None:
    """The date as published, else of copyright, else by the coded years; an extent that ran on after it."""
    date = build.dates.get("published") or build.dates.get("copyright") or coded_date(build.record)
    build.put("date", date)
    run_on = build.dates.get("run_on", "")
    if run_on and build.draft.fields.get("extent"):
        build.note("note", run_on)
    else:
        build.put("extent", run_on)


def _finish_place(build: Builder) -> None:
    """The country stands for the place where no place is said; else it has no place here."""
    if not build.country:
        return
    name = COUNTRIES.get(build.country, "")
    if not name or any(one.place for one in build.draft.imprints):
        build.unread("102", "a")
    elif build.draft.imprints:
        first = build.draft.imprints[0]
        build.draft.imprints[0] = Imprint(first.name, name)
    else:
        build.draft.imprints.append(Imprint("", name))


def _identifier(build: Builder) -> str:
    """The record's own identifier at its source; without one, what tells it from others as long as it is the same."""
    record = build.record
    for tag, codes in (("001", ""), ("035", "a")):
        if found := squeeze(record.first(tag, codes)):
            return found[:255]
    local = ("090", "a9") if record.flavour == UNIMARC else ("999", "c")
    if found := squeeze(record.first(*local)):
        return found[:255]
    fields, people = build.draft.fields, build.draft.people
    said = [
        fields["title"], fields.get("subtitle", ""), fields.get("date", ""), fields.get("host_part", ""),
        people[0].name if people else "", *(value for _kind, value in build.draft.numbers[:1]),
    ]  # fmt: skip
    return hashlib.sha256("|".join(sort_key(str(one)) for one in said).encode()).hexdigest()[:32]
