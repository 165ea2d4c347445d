"""Records that have everything, for tests of exports."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from core.models import NumberSequence
from directory.models import Agent
from directory.relators import RELATORS
from resources.exports.services import stream_export
from resources.models import (
    Contribution,
    Holding,
    HoldingSite,
    OtherTitle,
    Publication,
    Record,
    RecordIdentifier,
    RecordLink,
    RecordNote,
    RecordSubject,
)
from resources.models.choices import NoteKind, TitleKind
from resources.shown import RecordParts
from tests.factories.resources import RecordFactory, agent, concept

FIELDS: dict[str, Any] = {
    "type": "kit", "title": "[L’]étranger à table |=", "subtitle": "sept ports, sept repas",
    "title_language": "fr", "original_title": "Ο ξένος στο τραπέζι", "original_title_language": "el",
    "responsibility": "Eleni Vassiliou ; trad. Paul Hensgens", "date": "[1998?]", "edition": "2e édition revue",
    "series": "Seuils", "series_number": "12", "host_part": "n° 41, p. 12-15", "extent": "168 p. : ill.",
    "dimensions": "21 x 14 cm", "accompanying": "1 CD", "languages": ["fr", "nl", "wo"],
    "original_languages": ["el", "rom"], "audience": "teachers", "age_min": 8, "age_max": 12,
    "levels": ["primary", "lower_secondary"], "group_min": 4, "group_max": 20, "duration_minutes": 90,
    "objectives": "-Regarder\n@Parler", "contents": "20 cartes\n1 dé", "language_level": "A2",
    "keywords": ["=cuisine", "port | rade"], "metadata_licence": "CC-BY-4.0",
}  # fmt: skip
"""A value for every field of a record that is written by hand, with what formats find hard to carry."""
NUMBERS = [
    ("isbn", "2-07-042333-6"), ("isbn", "2-07-042333-7"), ("issn", "1234-5679"), ("ean", "4006381333931"),
    ("ismn", "979-0-2600-0043-8"), ("doi", "10.1234/abc.5"), ("other", "D/1998/1234/5"),
]  # fmt: skip


def everything(**fields: Any) -> Record:
    """A record with every field and every part, in every kind and role."""
    host = RecordFactory(type="periodical", title="Imag", subtitle="", date="1998-")
    RecordIdentifier.objects.create(record=host, kind="issn", value="2034-0117")
    record: Record = RecordFactory(**{**FIELDS, "host": host, **fields})
    for order, (role, _name) in enumerate(RELATORS):
        kind = "organisation" if order % 5 == 0 else "person"
        named = agent(f"Atelier {role.upper()}" if order % 5 == 0 else f"Ismaël Personne{role}", kind)
        printed = "I. Personne" if order == 3 else ""
        Contribution.objects.create(record=record, agent=named, role=role, sort_order=order, name_as_printed=printed)
    for order, (name, place) in enumerate([("Presses de la Senne", "Bruxelles"), ("Le Lavoir", ""), ("", "Liège")]):
        publisher = agent(name, "organisation") if name else None
        Publication.objects.create(record=record, agent=publisher, place=place, sort_order=order)
    for order, kind in enumerate(TitleKind.values):
        language = ["nl", "", "en", "ar"][order]
        OtherTitle.objects.create(record=record, kind=kind, text=f"Titre {kind}", language=language, sort_order=order)
    for order, kind in enumerate([*NoteKind.values, "abstract"]):
        language = "" if order == 6 else "nl" if order % 2 else "fr"
        text = f"= Texte {kind} | {order}.\n\nSecond paragraphe \\ fin."
        source = "Aide-mémoire n° 3" if order % 3 == 0 else ""
        RecordNote.objects.create(
            record=record, kind=kind, text=text, language=language, source=source, sort_order=order
        )
    _add_the_rest(record)
    return record


def _add_the_rest(record: Record) -> None:
    """Subjects, numbers, links and copies."""
    for order, label in enumerate(("Hospitalité", "Port d’escale")):
        RecordSubject.objects.create(record=record, concept=concept(label), sort_order=order)
    for order, (kind, value) in enumerate(NUMBERS):
        RecordIdentifier.objects.create(record=record, kind=kind, value=value, sort_order=order)
    for order, kind in enumerate(("fulltext", "audio", "video", "toc", "about")):
        url = f"https://example.org/{kind}?a=1&b=2"
        RecordLink.objects.create(record=record, kind=kind, url=url, label=f"Lien {kind}", sort_order=order)
    site, _made = HoldingSite.objects.get_or_create(name="Le Lavoir")
    Holding.objects.create(
        record=record, site=site, shelf_mark="392.7 VAS", status="on_site", condition="worn", note="Sans le dé",
        inventory_number="2026-0001", acquired_on=date(2026, 1, 31), origin="gift", sort_order=0,
    )  # fmt: skip
    Holding.objects.create(record=record, shelf_mark="392.7 VAS bis", removed_on=date(2026, 2, 1), sort_order=1)


def export(format_name: str, *, public: bool = True) -> str:
    """Every record in a format, by number."""
    records = Record.objects.order_by("number")
    return b"".join(stream_export(records, format_name, public=public)).decode()


def forget_records() -> None:
    """Take every record out, as if it had never been there: the next has the number 1."""
    Record.objects.update(host=None)
    Record.objects.all().delete()
    NumberSequence.objects.filter(series=Record.number_series()).delete()


def drafted(
    *,
    people: Iterable[tuple[str, ...]] = (),
    publishers: Iterable[tuple[str, str]] = (),
    numbers: Iterable[tuple[str, str]] = (),
    links: Iterable[tuple[str, str]] = (),
    **fields: Any,
) -> RecordParts:
    """The parts of a record that no database holds. People are (name, role) or (name, role, kind)."""
    record = Record(number=57, **{"title": "Un titre", "languages": ["fr"], **fields})
    record.derive_fields()
    record.contributions = [Contribution(agent=_unsaved(name, *kind), role=role) for name, role, *kind in people]
    record.publications = [
        Publication(agent=_unsaved(name, "organisation") if name else None, place=place) for name, place in publishers
    ]
    record.identifiers = [RecordIdentifier(kind=kind, value=value) for kind, value in numbers]
    for one in record.identifiers.all():
        one.derive_fields()
    record.links = [RecordLink(kind=kind, url=url) for kind, url in links]
    return RecordParts(record)


def _unsaved(name: str, kind: str = "person") -> Agent:
    made = Agent(name=name, kind=kind, live=True)
    made.derive_fields()
    return made
