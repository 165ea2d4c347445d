"""A record as schema.org understands it, for search engines and reference managers. Names only what is visible."""

import json
import re
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from core.visibility import shown
from resources.models.choices import MetadataLicence, RecordType
from resources.shown import RecordParts, display_title

TYPES: dict[str, str] = {
    RecordType.BOOK: "Book", RecordType.ARTICLE: "Article", RecordType.CHAPTER: "Chapter",
    RecordType.REPORT: "Report", RecordType.EVALUATION: "Report", RecordType.THESIS: "Thesis",
    RecordType.PERIODICAL: "Periodical", RecordType.ISSUE: "PublicationIssue", RecordType.KIT: "LearningResource",
    RecordType.GAME: "Game", RecordType.FILM: "Movie", RecordType.SOUND: "AudioObject",
    RecordType.POSTER: "Poster", RecordType.WEB: "WebPage",
}  # fmt: skip
_HOSTS: dict[str, str] = {
    RecordType.ARTICLE: "Periodical", RecordType.ISSUE: "Periodical", RecordType.CHAPTER: "Book",
}  # fmt: skip
ROLES = {
    "aut": "author", "edt": "editor", "trl": "translator", "ill": "illustrator", "drt": "director",
    "pro": "producer", "act": "actor", "cmp": "composer", "org": "author", "com": "editor",
}  # fmt: skip
LICENCE_ADDRESSES: dict[str, str] = {
    MetadataLicence.CC0: "https://creativecommons.org/publicdomain/zero/1.0/",
    MetadataLicence.CC_BY: "https://creativecommons.org/licenses/by/4.0/",
    MetadataLicence.ODBL: "https://opendatacommons.org/licenses/odbl/1-0/",
}


def describe(parts: RecordParts, base: str, path: str) -> dict[str, Any]:
    """The JSON-LD of a record. `base` is the site's origin, `path` the record's canonical address."""
    record = parts.record
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": TYPES.get(record.type, "CreativeWork"),
        "@id": base + reverse("identifier", args=["record", record.uuid]),
        "url": base + path,
        "name": display_title(record),
        "alternateName": [record.original_title] if record.original_title else [],
        "datePublished": _iso_date(record),
        "inLanguage": record.languages,
        "bookEdition": record.edition if record.type == RecordType.BOOK else "",
        "abstract": parts.abstract[:2000],
        "isbn": [one.normalised for one in parts.identifiers if one.kind == "isbn" and one.valid],
        "issn": [one.normalised for one in parts.identifiers if one.kind == "issn" and one.valid],
        "keywords": record.keywords,
        "about": [_concept(concept, base) for concept in parts.concepts],
        "publisher": [{"@type": "Organization", "name": name} for name in parts.publisher_names],
        "sdLicense": LICENCE_ADDRESSES.get(record.metadata_licence, ""),
        "isPartOf": _host(parts),
        **_people(parts, base),
    }
    return {key: value for key, value in data.items() if value}


def _people(parts: RecordParts, base: str) -> dict[str, list[dict[str, str]]]:
    """Contributors under schema.org's names of roles."""
    people: dict[str, list[dict[str, str]]] = {}
    for contribution, name in parts.contributions:
        agent = shown(contribution.agent)
        person = {"@type": "Organization" if agent and agent.kind == "organisation" else "Person", "name": name}
        if agent:
            person["@id"] = base + reverse("identifier", args=["agent", agent.uuid])
        people.setdefault(ROLES.get(contribution.role, "contributor"), []).append(person)
    return people


def _concept(concept: Any, base: str) -> dict[str, str]:
    return {
        "@type": "DefinedTerm",
        "@id": base + reverse("identifier", args=["concept", concept.uuid]),
        "name": concept.label("fr"),
    }


def _host(parts: RecordParts) -> dict[str, str]:
    """What it is part of: the host's own type, or the usual one when the host has no record here."""
    title = display_title(parts.host) if parts.host else parts.record.host_title
    kind = TYPES.get(parts.host.type) if parts.host else _HOSTS.get(parts.record.type)
    return {"@type": kind or "CreativeWork", "name": title} if title else {}


def _iso_date(record: Any) -> str:
    """A date schema.org understands: to the day or the month when it is certain, else the first year it may be."""
    edtf = str(record.date_edtf)
    if re.fullmatch(r"\d{4}(-(0\d|1[0-2])(-\d\d)?)?", edtf):
        return edtf
    return f"{record.first_year:04d}" if record.first_year is not None and record.first_year >= 0 else ""


def as_script(data: dict[str, Any]) -> SafeString:
    """The data block for a page: JSON in which nothing can end the element it stands in."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308  escaped just above
