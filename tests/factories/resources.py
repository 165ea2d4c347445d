"""Records and their parts, with the agents and concepts they name."""

from typing import Any

import factory

from directory.models import Agent
from directory.services import find_or_create_agents
from resources.models import (
    Contribution,
    Holding,
    HoldingSite,
    Publication,
    Record,
    RecordFile,
    RecordIdentifier,
    RecordLink,
    RecordNote,
    RecordSubject,
)
from thesaurus.models import Concept, ConceptLabel, Scheme
from thesaurus.services import rebuild_ancestry


def agent(name: str, kind: str = "person", **fields: Any) -> Agent:
    """A live agent of a name, or the one there is; `fields` are saved on it."""
    found = find_or_create_agents([(name, kind)])[name, kind]
    for field, value in fields.items():
        setattr(found, field, value)
    if fields:
        found.save()
    return found


def concept(label: str, broader: Concept | None = None, **fields: Any) -> Concept:
    """A live concept with a French label, under another when one is given."""
    scheme, _created = Scheme.objects.get_or_create(uri="https://example.org/tests", defaults={"title": "Tests"})
    made = Concept.objects.create(scheme=scheme, **fields)
    ConceptLabel.objects.create(concept=made, language="fr", text=label)
    if broader is not None:
        made.broader_links.create(broader=broader)
        made.save()
    rebuild_ancestry()
    return made


class RecordFactory(factory.django.DjangoModelFactory[Record]):
    """A live book in French."""

    class Meta:
        model = Record

    title = factory.Sequence(lambda number: f"Traverser la place {number}")
    type = "book"
    languages = factory.LazyFunction(lambda: ["fr"])
    date = "2018"


def full_record(**fields: Any) -> Record:
    """A record with one of everything: author, translator, publisher, concept, ISBN, abstract, link and copy."""
    record: Record = RecordFactory(
        **{
            "title": "L’étranger à table",
            "subtitle": "sept ports, sept repas",
            "original_title": "Ο ξένος στο τραπέζι",
            "original_title_language": "el",
            "extent": "168 p.",
            "series": "Seuils",
            "series_number": "12",
            "keywords": ["cuisine"],
            **fields,
        }
    )
    Contribution.objects.create(record=record, agent=agent("Eleni Vassiliou"), role="aut", sort_order=0)
    Contribution.objects.create(record=record, agent=agent("Paul Hensgens"), role="trl", sort_order=1)
    publisher = agent("Presses de la Senne", "organisation")
    Publication.objects.create(record=record, agent=publisher, place="Bruxelles")
    RecordSubject.objects.create(record=record, concept=concept("Hospitalité"))
    RecordIdentifier.objects.create(record=record, kind="isbn", value="2-07-042333-6")
    RecordNote.objects.create(record=record, kind="abstract", text="On y raconte des repas partagés.")
    RecordLink.objects.create(record=record, kind="about", url="https://example.org/table")
    site, _created = HoldingSite.objects.get_or_create(name="Bibliothèque")
    Holding.objects.create(record=record, site=site, shelf_mark="392.7 VAS", status="available")
    return record


def attach(record: Record, document: Any, label: str = "") -> RecordFile:
    """Give a record a file."""
    return RecordFile.objects.create(record=record, document=document, label=label)
