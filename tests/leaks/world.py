"""A small public site: what everybody may see, against which hidden things are held."""

from dataclasses import dataclass, fields

from django.db.models import Model

from directory.models import Agent
from home.models import HomePage, StandardPage
from resources.models import (
    CataloguePage,
    Contribution,
    Publication,
    Record,
    RecordNote,
    RecordSubject,
    SelectionEntry,
    SelectionPage,
)
from resources.reading.lists import save_list
from tests.factories.home import NewsFactory, PressReleaseFactory
from tests.leaks.number import Number, build_number
from tests.leaks.programmes import Programmes, build_programmes
from thesaurus.models import Concept, ConceptLabel, Scheme
from thesaurus.services import rebuild_ancestry


@dataclass
class World:
    """The visible things hidden ones are tied to."""

    home: HomePage
    page: StandardPage
    agent: Agent
    publisher: Agent
    concept: Concept
    record: Record
    other_record: Record
    record_with_draft: Record
    selection: SelectionPage
    number: Number
    programmes: Programmes
    list_token: str
    """The link of a list that holds all three records."""

    def read_again(self) -> "World":
        """The same things, as the database has them."""
        things = {field.name: getattr(self, field.name) for field in fields(self)}
        things["number"] = self.number.read_again()
        things["programmes"] = self.programmes.read_again()
        return World(**{
            name: type(thing)._default_manager.get(pk=thing.pk) if isinstance(thing, Model) else thing
            for name, thing in things.items()
        })  # fmt: skip


def build_world() -> World:
    """Some of everything, all of it public."""
    home = HomePage.objects.get(locale__language_code="fr")
    page = StandardPage(title="La maison", slug="la-maison", intro="Une passerelle entre les gens.", live=True)
    home.add_child(instance=page)
    agent = Agent.objects.create(name="Mariam Okoundji", live=True)
    publisher = Agent.objects.create(name="Éditions du Lavoir", kind="organisation", live=True)
    scheme = Scheme.objects.create(uri="https://passerelles.example/essai", title="Essai")
    concept = Concept(scheme=scheme, live=True, top=True)
    concept.labels = [ConceptLabel(kind="pref", language="fr", text="hospitalité")]
    concept.save()
    rebuild_ancestry()
    records = (
        _record("La passerelle", agent, publisher, concept),
        _record("Une autre passerelle", agent, publisher, None),
        _record("Troisième passerelle", agent, publisher, None),
    )
    NewsFactory(title="Une passerelle rouverte", slug="rouverte")
    PressReleaseFactory(title="La passerelle rouvre", slug="rouvre")
    number = build_number(agent, concept, records[1])
    return World(
        home=home,
        page=page,
        agent=agent,
        publisher=publisher,
        concept=concept,
        record=records[0],
        other_record=records[1],
        record_with_draft=records[2],
        selection=_selection(records),
        number=number,
        programmes=build_programmes(agent, concept, records[2], number.dossier),
        list_token=save_list(records),
    )


def _selection(records: tuple[Record, ...]) -> SelectionPage:
    """A shelf of everything."""
    page = SelectionPage(
        title="Rives", slug="rives", introduction="D’une rive à l’autre.", live=True, on_home_page=True
    )
    page.entries = [SelectionEntry(record=record, comment="À lire.") for record in records]
    CataloguePage.objects.get(locale__language_code="fr").add_child(instance=page)
    return page


def _record(title: str, agent: Agent, publisher: Agent, concept: Concept | None) -> Record:
    record = Record(title=title, live=True, date="2011", languages=["fr"])
    record.contributions = [Contribution(agent=agent, role="aut")]
    record.publications = [Publication(agent=publisher, place="Bruxelles")]
    record.notes = [RecordNote(text="Une passerelle relie deux rives.")]
    if concept:
        record.subjects = [RecordSubject(concept=concept)]
    record.save()
    return record
