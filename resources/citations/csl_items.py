"""A reference as an item of CSL, the language citation styles are written for."""

import re
from typing import Any

from resources.citations.reference import CitedName, Reference
from resources.models.choices import RecordType

TITLE, HOST, SERIES = "\ue010", "\ue011", "\ue012"
"""What stands for the titles while a style is at work: they are put in afterwards, to the letter."""
TYPES: dict[str, str] = {
    RecordType.BOOK: "book", RecordType.ARTICLE: "article-journal", RecordType.CHAPTER: "chapter",
    RecordType.REPORT: "report", RecordType.EVALUATION: "report", RecordType.THESIS: "thesis",
    RecordType.PERIODICAL: "book", RecordType.ISSUE: "book", RecordType.KIT: "book", RecordType.GAME: "book",
    RecordType.FILM: "motion_picture", RecordType.SOUND: "song", RecordType.POSTER: "graphic",
    RecordType.WEB: "webpage", RecordType.GREY: "report",
}  # fmt: skip
GENRES: dict[str, dict[str, str]] = {
    RecordType.THESIS: {"fr": "Mémoire ou thèse", "nl": "Scriptie of proefschrift", "en": "Thesis"},
    RecordType.REPORT: {"fr": "Rapport", "nl": "Rapport", "en": "Report"},
    RecordType.EVALUATION: {"fr": "Rapport d’évaluation", "nl": "Evaluatierapport", "en": "Evaluation report"},
    RecordType.KIT: {"fr": "Mallette pédagogique", "nl": "Lespakket", "en": "Teaching kit"},
    RecordType.GAME: {"fr": "Jeu", "nl": "Spel", "en": "Game"},
    RecordType.FILM: {"fr": "Film", "nl": "Film", "en": "Film"},
    RecordType.SOUND: {"fr": "Enregistrement sonore", "nl": "Geluidsopname", "en": "Sound recording"},
    RecordType.POSTER: {"fr": "Affiche", "nl": "Affiche", "en": "Poster"},
}  # fmt: skip


def csl_item(reference: Reference, style: str, language: str) -> dict[str, Any]:
    """The item: names, titles as marks, dates in parts, and only what says something."""
    record, locator = reference.record, reference.locator
    by_editors = style != "iso690" and not reference.authors
    host = "" if reference.type == RecordType.ISSUE and reference.host in reference.title else reference.host
    item: dict[str, Any] = {
        "id": "x",
        "type": TYPES[reference.type],
        "title": TITLE,
        "author": _names(reference.editors if by_editors else reference.authors),
        "editor": [] if by_editors else _names(reference.editors),
        "translator": _names(reference.translators),
        "container-title": HOST if host else "",
        "collection-title": SERIES if record.series else "",
        "collection-number": record.series_number if record.series else "",
        "volume": locator.volume if host else "",
        "issue": locator.number if host else "",
        "page": locator.pages,
        "edition": record.edition,
        "publisher": _publisher(reference, style),
        "publisher-place": ", ".join(reference.places),
        "issued": _issued(reference),
        "genre": GENRES.get(reference.type, {}).get(language, ""),
        "ISBN": (reference.numbers("isbn") or [""])[0],
        "DOI": (reference.numbers("doi") or [""])[0],
        "URL": reference.url,
    }
    return {key: value for key, value in item.items() if value}


def _publisher(reference: Reference, style: str) -> str:
    """Who published it; APA does not say so of an author who published the work too."""
    names = reference.publishers
    authors = [one.family for one in reference.authors if one.organisation]
    return "" if style == "apa" and names and names == authors else ", ".join(names)


def _names(names: list[CitedName]) -> list[dict[str, str]]:
    """Persons in their two parts, everybody else to the letter."""
    return [{"family": one.family, "given": one.given} if one.given else {"literal": one.family} for one in names]


def _issued(reference: Reference) -> dict[str, Any]:
    """A date in parts when it is certain, a span of years as one, else as it is written on the document."""
    edtf, written = reference.record.date_edtf, reference.date
    if re.fullmatch(r"\d{4}(-\d\d){0,2}", edtf) and not re.match(r"\d{4}-[2-9]", edtf):
        return {"date-parts": [[int(part) for part in edtf.split("-")]]}
    if found := re.fullmatch(r"(\d{4})/(\d{4})", edtf):
        return {"date-parts": [[int(found[1])], [int(found[2])]]}
    return {"literal": written} if written else {}
