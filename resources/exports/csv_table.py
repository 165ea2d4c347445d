"""CSV: one line a record, one column for each field, which `examples/imports/export.toml` reads back."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from core.spreadsheet_cells import guard
from core.text import leading_article, without_controls
from directory.credits import shown_name
from resources.exports.cells import join_things
from resources.exports.house import House, read_house
from resources.exports.unimarc_fields import shown_agent
from resources.shown import RecordParts, display_title
from thesaurus.addresses import identifier_url

Column = Callable[[RecordParts, House], str]
BOM = "\ufeff"
"""What spreadsheets know UTF-8 by."""


def write_records(records: Iterable[RecordParts]) -> Iterator[bytes]:
    """The file: a header, then a line for each record."""
    house = read_house()
    yield (BOM + _line(list(COLUMNS))).encode()
    for parts in records:
        yield _line([_cell(read(parts, house)) for read in COLUMNS.values()]).encode()


def _line(cells: list[str]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="\r\n").writerow(cells)
    return line.getvalue()


def _cell(text: str) -> str:
    return guard(without_controls(text).strip())


def _field(name: str) -> Column:
    """A column that holds a field of the record as it is."""

    def read(parts: RecordParts, house: House) -> str:
        value = getattr(parts.record, name)
        return "" if value is None else ", ".join(value) if isinstance(value, list) else str(value)

    return read


def _contributions(parts: RecordParts, house: House) -> str:
    """Name in the order of sorting, person or organisation, role, name as printed when it is another."""
    things = []
    for one, name in parts.contributions:
        agent = shown_agent(one, parts)
        known = (agent.sort_name or agent.name) if agent else name
        printed = one.name_as_printed if agent and one.name_as_printed != agent.name else ""
        things.append([known, agent.kind if agent else "person", one.role, printed])
    return join_things(things)


def _keywords(parts: RecordParts, house: House) -> str:
    return join_things([str(word)] for word in parts.record.keywords)


def _host_number(parts: RecordParts, house: House) -> str:
    return str(parts.host.number) if parts.host else ""


def _host_title(parts: RecordParts, house: House) -> str:
    return display_title(parts.host).replace("\u00a0:", " :") if parts.host else str(parts.record.host_title)


def _links(parts: RecordParts, house: House) -> str:
    """Files of the house first, by their whole address."""
    files = [["fulltext", house.origin + one.document.url, one.label or one.document.title] for one in parts.files]
    return join_things([*files, *([one.kind, one.url, one.label] for one in parts.links)])


def _copies(parts: RecordParts, house: House) -> str:
    """Place, shelf mark, situation, remark; for editors also number, date, origin, condition, date of removal."""
    return join_things(_copy(one, full=getattr(parts, "for_editors", False)) for one in parts.holdings)


def _copy(one: Any, *, full: bool) -> list[str]:
    said = [one.site.name if one.site else "", one.shelf_mark, one.status, one.note]
    if not full:
        return said
    dates = [
        one.acquired_on.isoformat() if one.acquired_on else "",
        one.removed_on.isoformat() if one.removed_on else "",
    ]
    return [*said, one.inventory_number, dates[0], one.origin, one.condition, dates[1]]


COLUMNS: dict[str, Column] = {
    "numero": _field("number"),
    "adresse": lambda parts, house: house.address("record", parts.record.uuid),
    "type": _field("type"),
    "titre": lambda parts, house: _bracketed(parts.record),
    "complement_du_titre": _field("subtitle"),
    "langue_du_titre": _field("title_language"),
    "titre_original": _field("original_title"),
    "langue_du_titre_original": _field("original_title_language"),
    "autres_titres": lambda parts, house: join_things([one.text, one.kind, one.language] for one in parts.other_titles),
    "responsabilite": _field("responsibility"),
    "contributions": _contributions,
    "publications": lambda parts, house: join_things([shown_name(one), one.place] for one in parts.publications),
    "date": _field("date"),
    "edition": _field("edition"),
    "collection": _field("series"),
    "numero_dans_la_collection": _field("series_number"),
    "notice_hote": _host_number,
    "titre_hote": _host_title,
    "numero_et_pages": _field("host_part"),
    "etendue": _field("extent"),
    "dimensions": _field("dimensions"),
    "materiel_joint": _field("accompanying"),
    "langues": _field("languages"),
    "langues_originales": _field("original_languages"),
    "numeros": lambda parts, house: join_things([one.kind, one.value] for one in parts.identifiers),
    "public": _field("audience"),
    "age_min": _field("age_min"),
    "age_max": _field("age_max"),
    "niveaux": _field("levels"),
    "groupe_min": _field("group_min"),
    "groupe_max": _field("group_max"),
    "duree_minutes": _field("duration_minutes"),
    "niveau_de_langue": _field("language_level"),
    "objectifs": _field("objectives"),
    "contenu": _field("contents"),
    "sujets": lambda parts, house: join_things([one.label("fr"), identifier_url(one)] for one in parts.concepts),
    "mots_cles": _keywords,
    "textes": lambda parts, house: join_things([one.kind, one.language, one.source, one.text] for one in parts.notes),
    "liens": _links,
    "exemplaires": _copies,
    "licence": _field("metadata_licence"),
}
"""Every column by its name, in its order."""


def _bracketed(record: Any) -> str:
    """The title, what sorting skips in brackets where it would not be found again by itself."""
    if record.nonfiling == leading_article(record.title, record.main_language or "fr"):
        return str(record.title)
    return f"[{record.title[: record.nonfiling]}]{record.title[record.nonfiling :]}"
