"""The list “Notice complète”: every fact of a record under its name, ready to print."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from core.languages import direction, language_name
from directory.credits import shown_name
from resources.addresses import record_path
from resources.identifiers import format_isbn
from resources.models import Record
from resources.models.choices import LanguageLevel, RecordType, SchoolLevel
from resources.shown import RecordParts, display_title
from thesaurus.addresses import canonical_path
from thesaurus.models import Concept


@dataclass(frozen=True)
class Item:
    """One value of a row: a text, perhaps a link, perhaps in another language, perhaps with a remark."""

    text: str
    url: str = ""
    language: str = ""
    direction: str = ""
    remark: str = ""


@dataclass(frozen=True)
class Row:
    """One line of the list. `labels` rows are drawn as labels, others as text separated by commas."""

    name: str
    items: list[Item]
    labels: bool = False


def describe_record(parts: RecordParts, people: Iterable[Any]) -> list[Row]:
    """Every fact of a record that a visitor may see; empty ones are left out."""
    record = parts.record
    rows = [
        Row(_("Titre"), [_text_in(display_title(record), record.main_language)]),
        *_other_titles(parts),
        Row(_("Responsabilités"), _people(people, record.responsibility)),
        Row(_("Édition") if parts.publications or record.edition else _("Date"), _plain(_imprint(parts))),
        Row(_("Dans"), _host(parts)),
        Row(pgettext("series", "Collection"), _plain(_joined(", ", record.series, record.series_number))),
        Row(_("Description"), _described(_joined(", ", record.extent, record.dimensions, record.accompanying))),
        Row(_("Durée"), _plain("" if _is_led(record) else say_duration(record.duration_minutes))),
        Row(_("Langues"), _languages(record.languages)),
        Row(_("Langue de l’original"), _languages(record.original_languages)),
        *_identifiers(parts),
        Row(_("Sujets"), [_subject(one) for one in parts.concepts], labels=True),
        Row(_("Mots-clés"), [item for word in record.keywords for item in _described(str(word))]),
        Row(pgettext("audience", "Public"), _plain(str(record.get_audience_display()) if record.audience else "")),
        Row(_("Notice"), _plain(_notice(record))),
    ]
    return [_begun_with_a_capital(row) for row in rows if row.items]


def describe_kit(record: Record) -> list[Row]:
    """What a trainer asks of a kit or a game: for whom, how many, how long, to what end."""
    levels = dict(SchoolLevel.choices)
    rows = [
        Row(_("Âge"), _plain(_range(record.age_min, record.age_max, _("ans")))),
        Row(_("Niveau d’enseignement"), [Item(str(levels[code])) for code in record.levels if code in levels]),
        Row(_("Taille du groupe"), _plain(_range(record.group_min, record.group_max, _("personnes")))),
        Row(_("Durée"), _plain(say_duration(record.duration_minutes) if _is_led(record) else "")),
        Row(_("Niveau de langue"), _plain(record.language_level if record.language_level in LanguageLevel else "")),
        Row(_("Objectifs"), _described(record.objectives)),
        Row(_("Contenu"), _described(record.contents)),
    ]
    return [_begun_with_a_capital(row) for row in rows if row.items]


def _is_led(record: Record) -> bool:
    """Whether someone leads a group with the document; a film only lasts."""
    return record.type in {RecordType.KIT, RecordType.GAME}


def _notice(record: Record) -> str:
    """The number of the record, and the catalogues it was taken from."""
    number = _("numéro %(number)d") % {"number": record.number or 0}
    sources = ", ".join(record.source_names()) if record.pk else ""
    return ", ".join([number, _("reprise de %(sources)s") % {"sources": sources}]) if sources else number


def _begun_with_a_capital(row: Row) -> Row:
    """A row whose first words, when they are ours, begin with a capital."""
    first = row.items[0]
    if first.url or first.direction or row.labels:
        return row
    return replace(row, items=[replace(first, text=first.text[:1].upper() + first.text[1:]), *row.items[1:]])


def say_duration(minutes: int | None) -> str:
    """“52 min”, “2 h”, “1 h 30”, with spaces that do not break; "" when unknown."""
    if not minutes:
        return ""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest}\u00a0min"
    return _("%(hours)d\u00a0h\u00a0%(minutes)02d") % {"hours": hours, "minutes": rest} if rest else f"{hours}\u00a0h"


def _range(low: int | None, high: int | None, unit: str) -> str:
    """“De 8 à 12 ans”, “dès 8 ans”, “jusqu’à 12 ans”, “8 ans”; "" when neither is known."""
    if low is None and high is None:
        return ""
    if low == high:
        return f"{low}\u00a0{unit}"
    if high is None:
        return _("à partir de %(low)d %(unit)s") % {"low": low, "unit": unit}
    if low is None:
        return _("jusqu’à %(high)d %(unit)s") % {"high": high, "unit": unit}
    return _("de %(low)d à %(high)d %(unit)s") % {"low": low, "high": high, "unit": unit}


def _plain(text: str) -> list[Item]:
    return [Item(text)] if text else []


def _described(text: str) -> list[Item]:
    """What the cataloguer wrote: in the main language, whatever the reader’s."""
    reader = (get_language() or "")[:2]
    return [Item(text, language="" if reader == settings.LANGUAGE_CODE else settings.LANGUAGE_CODE)] if text else []


def _subject(concept: Concept) -> Item:
    """A subject with the language of its label."""
    label = concept.preferred_label()
    return Item(concept.label(), canonical_path(concept), language=label.language if label else "")


def _joined(separator: str, *parts: str) -> str:
    return separator.join(part for part in parts if part)


def _text_in(text: str, language: str) -> Item:
    return Item(text, language=language, direction=direction(language))


def _other_titles(parts: RecordParts) -> Iterable[Row]:
    record = parts.record
    if record.original_title:
        yield Row(_("Titre original"), [_text_in(record.original_title, record.original_title_language)])
    for other in parts.other_titles:
        yield Row(str(other.get_kind_display()).capitalize(), [_text_in(other.text, other.language)])


def _people(people: Iterable[Any], statement: str) -> list[Item]:
    """Everyone with what they did; the statement printed on the document when nobody is named apart."""
    return [Item(one.name, one.url, remark=one.role) for one in people] or _plain(statement)


def _imprint(parts: RecordParts) -> str:
    """“Bruxelles : Presses de la Senne, 2018. 2e édition”."""
    record = parts.record
    publishers = [_joined(" : ".replace(" ", "\u00a0", 1), one.place, shown_name(one)) for one in parts.publications]
    made = _joined(", ", _joined("\u00a0; ", *publishers), record.date)
    return _joined(". ", made, record.edition)


def _host(parts: RecordParts) -> list[Item]:
    """Where an article or a chapter stands, linked when the host has a record here."""
    record = parts.record
    if parts.host:
        host = parts.host
        return [
            Item(display_title(host), record_path(host.number, host.slug), host.main_language, remark=record.host_part)
        ]
    return [Item(record.host_title, remark=record.host_part)] if record.host_title else []


def _languages(codes: Iterable[str]) -> list[Item]:
    return [Item(language_name(code)) for code in codes]


def _identifiers(parts: RecordParts) -> Iterable[Row]:
    """One row for each kind of number; a wrong one is printed as it stands on the document, and said to be wrong."""
    by_kind: dict[str, list[Item]] = {}
    for one in parts.identifiers:
        name = _("Autre numéro") if one.kind == "other" else str(one.get_kind_display())
        text = format_isbn(one.normalised) if one.kind == "isbn" and one.valid else one.value
        by_kind.setdefault(name, []).append(Item(text, remark="" if one.valid else _("erroné sur le document")))
    return [Row(name, items) for name, items in by_kind.items()]


def count_people(number: int) -> str:
    """“et 8 autres personnes”: what the fold that holds the rest of the names says."""
    return ngettext("et %(count)d autre personne", "et %(count)d autres personnes", number) % {"count": number}
