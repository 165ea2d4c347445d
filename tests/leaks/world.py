"""A small public site: what everybody may see, against which hidden things are held."""

from dataclasses import dataclass

from directory.models import Agent
from home.models import HomePage, StandardPage
from resources.models import Contribution, Publication, Record, RecordNote, RecordSubject
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
    return World(
        home=home,
        page=page,
        agent=agent,
        publisher=publisher,
        concept=concept,
        record=_record("La passerelle", agent, publisher, concept),
        other_record=_record("Une autre passerelle", agent, publisher, None),
        record_with_draft=_record("Troisième passerelle", agent, publisher, None),
    )


def _record(title: str, agent: Agent, publisher: Agent, concept: Concept | None) -> Record:
    record = Record(title=title, live=True, date="2011", languages=["fr"])
    record.contributions = [Contribution(agent=agent, role="aut")]
    record.publications = [Publication(agent=publisher, place="Bruxelles")]
    record.notes = [RecordNote(text="Une passerelle relie deux rives.")]
    if concept:
        record.subjects = [RecordSubject(concept=concept)]
    record.save()
    return record
