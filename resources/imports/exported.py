"""Reading the columns of this catalogue's own tables (`resources/exports/csv_table.py`), to the letter.

A mapping names what each holds: `contributions = { to = "exported", part = "people" }`. Nothing is guessed.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _

from core.folders.rows import RowRefused
from core.spreadsheet_cells import unguard
from directory.relators import RELATORS
from directory.responsibility import Name
from resources.exports.cells import split_things
from resources.imports.rows import Copy, Draft, Imprint, Term, Title
from resources.models.choices import (
    Audience,
    Condition,
    HoldingStatus,
    IdentifierKind,
    LanguageLevel,
    LinkKind,
    MetadataLicence,
    NoteKind,
    Origin,
    RecordType,
    SchoolLevel,
    TitleKind,
)

_TEXTS = (
    "title", "subtitle", "title_language", "original_title", "original_title_language", "responsibility", "date",
    "edition", "series", "series_number", "host_title", "host_part", "extent", "dimensions", "accompanying",
    "objectives", "contents",
)  # fmt: skip
_CLOSED: dict[str, list[str]] = {
    "type": RecordType.values, "audience": Audience.values, "language_level": LanguageLevel.values,
    "metadata_licence": MetadataLicence.values,
}  # fmt: skip
_NUMBERS = ("age_min", "age_max", "group_min", "group_max", "duration_minutes")
_check_address = URLValidator(schemes=["http", "https"])
_ROLES = [code for code, _name in RELATORS]


def read_exported(draft: Draft, part: str, cell: str) -> None:
    """Put one cell into a draft. Raises RowRefused when it is not what an export writes."""
    text = unguard(cell)
    if part in _TEXTS:
        draft.fields[part] = text
    elif part in _CLOSED:
        draft.fields[part] = _one_of(_CLOSED[part], text)
    elif part in _NUMBERS:
        draft.fields[part] = _number(text)
    else:
        _READERS[part](draft, text)


def _one_of(allowed: list[str], text: str) -> str:
    if text not in allowed:
        raise RowRefused(_("code inconnu : %(text)s") % {"text": text[:40]})
    return text


def _number(text: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > 6:
        raise RowRefused(_("ceci devrait être un nombre : %(text)s") % {"text": text[:40]})
    return int(text)


def _codes(name: str, allowed: list[str] | None = None) -> Callable[[Draft, str], None]:
    """A reader of a list of codes."""

    def read(draft: Draft, text: str) -> None:
        codes = [code.strip() for code in text.split(",") if code.strip()]
        draft.fields[name] = [_one_of(allowed, code) for code in codes] if allowed else codes

    return read


def _people(draft: Draft, text: str) -> None:
    for name, kind, role, printed in split_things(text, 4):
        kind, role = _one_of(["person", "organisation"], kind or "person"), _one_of(_ROLES, role or "aut")
        draft.people.append(Name(name[:255], kind, role, printed=printed[:255]))


def _publications(draft: Draft, text: str) -> None:
    draft.imprints += [Imprint(name[:255], place[:120]) for name, place in split_things(text, 2)]


def _titles(draft: Draft, text: str) -> None:
    for title, kind, language in split_things(text, 3):
        draft.other_titles.append(Title(title, _one_of(TitleKind.values, kind or "variant"), language[:12]))


def _identifiers(draft: Draft, text: str) -> None:
    draft.numbers += [(_one_of(IdentifierKind.values, kind), value[:255]) for kind, value in split_things(text, 2)]


def _notes(draft: Draft, text: str) -> None:
    for kind, language, source, words in split_things(text, 4):
        draft.notes.append((_one_of(NoteKind.values, kind), words, language[:12], source[:255]))


def _links(draft: Draft, text: str) -> None:
    for kind, url, label in split_things(text, 3):
        if _is_address(url):
            draft.links.append((_one_of(LinkKind.values, kind), url, label[:255]))


def _is_address(url: str) -> bool:
    try:
        _check_address(url)
    except ValidationError:
        return False
    return len(url) <= 1000


def _subjects(draft: Draft, text: str) -> None:
    draft.subjects += [Term(label[:255], uri) for label, uri in split_things(text, 2)]


def _keywords(draft: Draft, text: str) -> None:
    draft.keywords += [word[:255] for (word,) in split_things(text, 1)]


def _copies(draft: Draft, text: str) -> None:
    """Copies; those of an editor's file say more."""
    for site, mark, status, note, inventory, acquired, origin, condition, removed in split_things(text, 9):
        said: dict[str, Any] = {
            "site": site, "shelf_mark": mark[:120], "note": note[:255], "inventory_number": inventory[:60],
            "status": _one_of(HoldingStatus.values, status or "available"), "acquired_on": _day(acquired),
            "condition": _one_of(Condition.values, condition or "good"), "removed_on": _day(removed),
            "origin": _one_of(["", *Origin.values], origin),
        }  # fmt: skip
        draft.copies.append(Copy(**said))


def _day(text: str) -> str:
    """A day as it is written, once it is known to be one."""
    try:
        return date.fromisoformat(text).isoformat() if text else ""
    except ValueError as error:
        raise RowRefused(_("ceci devrait être une date : %(text)s") % {"text": text[:40]}) from error


def _identifier(draft: Draft, text: str) -> None:
    draft.identifier = text[:255]


def _host(draft: Draft, text: str) -> None:
    draft.host_keys.append(text)


_READERS: dict[str, Callable[[Draft, str], None]] = {
    "identifier": _identifier, "host": _host, "people": _people, "publications": _publications,
    "other_titles": _titles, "identifiers": _identifiers, "notes": _notes, "links": _links, "subjects": _subjects,
    "keywords": _keywords, "copies": _copies, "languages": _codes("languages"),
    "original_languages": _codes("original_languages"), "levels": _codes("levels", SchoolLevel.values),
}  # fmt: skip
PARTS = {*_TEXTS, *_CLOSED, *_NUMBERS, *_READERS}
"""What a column may hold."""
