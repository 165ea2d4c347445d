"""From a row of a source to a draft of a record, by the rules of a mapping."""

import hashlib
import re
from collections.abc import Callable, Mapping

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _

from core.folders.rows import RowRefused, SourceRow
from core.text import squeeze, without_controls
from directory.responsibility import read_people
from resources.imports import values
from resources.imports.exported import read_exported
from resources.imports.mapping import CLOSED, FIELDS, LISTS, NUMBERS, ImportMapping, Rule
from resources.imports.rows import Copy, Draft, Imprint, Term, Title
from resources.languages import read_language
from resources.models import Record
from resources.models.choices import SchoolLevel

LONGEST_TEXT = 60_000
_LIMITS = {field.name: field.max_length for field in Record._meta.fields if getattr(field, "max_length", None)}
_NAMES = {field.name: field.verbose_name for field in Record._meta.fields}
_check_address = URLValidator(schemes=["http", "https"])


def draft_record(row: SourceRow, mapping: ImportMapping) -> Draft:
    """The record a row describes. Raises RowRefused with the reason when there is none."""
    draft = Draft(fields=dict(mapping.defaults))
    cells = {name: "" if value.strip() in mapping.empty else value for name, value in row.values.items()}
    for rule in mapping.rules:
        text = cells.get(rule.column, "").strip()
        if text:
            _apply(draft, rule, text, cells)
    for condition in mapping.conditions:
        if condition.pattern.search(cells.get(condition.column, "")):
            draft.fields.update(condition.values)
    _check(draft)
    draft.identifier = draft.identifier or _digest(row)
    return draft


def identify_row(row: SourceRow, mapping: ImportMapping) -> str:
    """The identifier a row would have, were it not refused."""
    cells = [row.values.get(rule.column, "") for rule in mapping.rules if rule.target == "identifier"]
    found = [squeeze(cell)[:255] for cell in cells if cell.strip() and cell.strip() not in mapping.empty]
    return found[-1] if found else _digest(row)


def _digest(row: SourceRow) -> str:
    """What stands for an identifier where the source gives none."""
    return hashlib.sha256(row.payload.encode()).hexdigest()[:32]


def _apply(draft: Draft, rule: Rule, text: str, cells: Mapping[str, str]) -> None:
    """Put one cell where its rule says."""
    if rule.options.get("markup"):
        text = values.without_markup(text)
    if rule.target in NUMBERS:
        draft.fields[rule.target] = _read_number(rule, text)
    elif rule.target in LISTS:
        draft.fields[rule.target] = _read_list(rule, text)
    elif rule.target in _READERS:
        _READERS[rule.target](draft, rule, text, cells)
    elif rule.target in FIELDS:
        draft.fields[rule.target] = _read_closed(rule, squeeze(text))


def _read_number(rule: Rule, text: str) -> int:
    found = re.search(r"\d{1,6}", text)
    if not found:
        raise RowRefused(
            _("« %(column)s » devrait être un nombre : %(text)s") % {"column": rule.column, "text": text[:40]}
        )
    return int(found[0])


def _read_list(rule: Rule, text: str) -> list[str]:
    """Codes of a closed list: languages by code or name, levels by code."""
    parts = [squeeze(part) for part in re.split(rule.options.get("separator", r"[;,|/]"), text)]
    read = _read_level if rule.target == "levels" else read_language
    codes = [(part, read(part)) for part in parts if part]
    unknown = [part for part, code in codes if not code]
    if unknown:
        raise RowRefused(_("« %(column)s » inconnu : %(text)s") % {"column": rule.column, "text": unknown[0][:40]})
    return list(dict.fromkeys(code for _part, code in codes))


def _read_level(text: str) -> str:
    return text if text in SchoolLevel.values else ""


def _read_closed(rule: Rule, text: str) -> str:
    """A text, or for a field with a closed list the code it stands for (the mapping's `values` translate)."""
    text = str(rule.options.get("values", {}).get(text, text))
    allowed = CLOSED.get(rule.target)
    if allowed and text not in allowed:
        raise RowRefused(_("« %(column)s » inconnu : %(text)s") % {"column": rule.column, "text": text[:40]})
    return text


def _put_identifier(draft: Draft, rule: Rule, text: str, cells: Mapping[str, str]) -> None:
    draft.identifier = squeeze(text)[:255]


def _put_title(draft: Draft, rule: Rule, text: str, cells: Mapping[str, str]) -> None:
    """The title, its complement when the mapping asks for it, and other works after a separator."""
    separator = rule.options.get("others", "")
    first, *others = [squeeze(part) for part in (text.split(separator) if separator else [text])]
    draft.other_titles += [Title(other) for other in others if other]
    if rule.options.get("split"):
        first, draft.fields["subtitle"] = values.split_title(first)
    draft.fields["title"] = first


def _put_people(draft: Draft, rule: Rule, text: str, cells: Mapping[str, str]) -> None:
    people = read_people(text, rule.options.get("role", "aut"), rule.options.get("kind", "person"))
    draft.people += people
    plain = ", ".join(name.name for name in people)
    if squeeze(text) != plain:
        draft.fields.setdefault("responsibility", squeeze(text).strip("• "))


def _put_publishers(draft: Draft, rule: Rule, text: str, cells: Mapping[str, str]) -> None:
    names, edition = values.read_publishers(text)
    _set_imprints(draft, [one.name for one in draft.imprints if one.name] + [name[:255] for name in names])
    if edition:
        draft.fields["edition"] = edition


def _put_place(draft: Draft, rule: Rule, text: str, cells: Mapping[str, str]) -> None:
    _set_imprints(draft, [one.name for one in draft.imprints if one.name], squeeze(text)[:120])


def _set_imprints(draft: Draft, names: list[str], place: str = "") -> None:
    """These publishers, the place with the first; a place alone when nobody is named."""
    place = place or (draft.imprints[0].place if draft.imprints else "")
    if names or place:
        first, *others = names or [""]
        draft.imprints = [Imprint(first, place), *(Imprint(name) for name in others)]


def _put_series(draft: Draft, rule: Rule, text: str, cells: Mapping[str, str]) -> None:
    draft.fields["series"], draft.fields["series_number"] = values.read_series(text)


def _put_note(draft: Draft, rule: Rule, text: str, cells: Mapping[str, str]) -> None:
    """A text about the document; its source may name cells of the row: “Aide-mémoire n° {version}”."""
    read = values.markdown_as_text if rule.options.get("markdown") else without_controls
    source = str(rule.options.get("source", ""))
    source = re.sub(r"\{([^{}]+)\}", lambda found: cells.get(found[1], ""), source)
    language = str(rule.options.get("language", "fr"))
    draft.notes.append((str(rule.options.get("kind", "abstract")), read(text).strip(), language, squeeze(source)[:255]))


def _put_links(draft: Draft, rule: Rule, text: str, cells: Mapping[str, str]) -> None:
    address = squeeze(text)
    try:
        _check_address(address)
    except ValidationError:
        return  # kept in the source record: what is no address leads nowhere
    kind, label = str(rule.options.get("kind", "about")), str(rule.options.get("label", ""))
    if (kind, address[:1000], label) not in draft.links:
        draft.links.append((kind, address[:1000], label))


def _put_words(draft: Draft, rule: Rule, text: str, cells: Mapping[str, str]) -> None:
    words = [squeeze(part)[:255] for part in re.split(rule.options.get("separator", r"[;,|]"), text)]
    if rule.target == "subjects":
        draft.subjects += [Term(word) for word in words if word]
    else:
        draft.keywords += [word for word in words if word]


_READERS: dict[str, Callable[[Draft, Rule, str, Mapping[str, str]], None]] = {
    "identifier": _put_identifier,
    "title": _put_title,
    "people": _put_people,
    "publishers": _put_publishers,
    "series": _put_series,
    "note": _put_note,
    "links": _put_links,
    "subjects": _put_words,
    "keywords": _put_words,
    "exported": lambda draft, rule, text, cells: read_exported(draft, str(rule.options["part"]), text),
    "place": _put_place,
    "date": lambda draft, rule, text, cells: draft.fields.update(date=values.read_date(text)),
    "extent": lambda draft, rule, text, cells: draft.fields.update(extent=values.read_extent(text)),
    "dimensions": lambda draft, rule, text, cells: draft.fields.update(dimensions=values.read_dimensions(text)),
    "other_titles": lambda draft, rule, text, cells: draft.other_titles.append(Title(squeeze(text))),
    "shelf_mark": lambda draft, rule, text, cells: draft.copies.append(
        Copy(str(rule.options.get("site", "")), squeeze(text)[:120])
    ),
    "numbers": lambda draft, rule, text, cells: draft.numbers.extend(
        values.read_numbers(text, rule.options.get("kind", "auto"), rule.options.get("separator", "|"))
    ),
}


def _check(draft: Draft) -> None:
    """Refuse a draft the catalogue could not hold."""
    if not squeeze(str(draft.fields.get("title", ""))):
        raise RowRefused(_("pas de titre"))
    for name, value in draft.fields.items():
        limit = _LIMITS.get(name)
        if limit and isinstance(value, str) and len(value) > limit:
            raise RowRefused(
                _("« %(name)s » compte %(length)d caractères, %(limit)d au plus")
                % {"name": _NAMES[name], "length": len(value), "limit": limit}
            )
    if any(len(text) > LONGEST_TEXT for _kind, text, _language, _source in draft.notes):
        raise RowRefused(_("un texte dépasse %(limit)d caractères") % {"limit": LONGEST_TEXT})
    if any(len(title.text) > 1000 for title in draft.other_titles):
        raise RowRefused(_("un autre titre dépasse 1000 caractères"))
