"""Every hidden state of every model whose rows reach the public, each made with a word nobody else uses.

A new model joins by a state of its own here, or by saying in NOTHING_TO_HIDE why it has none.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.utils import timezone

from directory.models import Agent, AgentIdentifier, AgentName, Biography
from resources.models import (
    Contribution,
    OtherTitle,
    Publication,
    Record,
    RecordIdentifier,
    RecordNote,
    RecordSubject,
    SourceRecord,
    Subscription,
)
from tests.leaks.world import World
from thesaurus.models import Concept, ConceptLabel, ConceptNote

CANARY = "Zanzibarcanari"


@dataclass(frozen=True)
class Hidden:
    """What a state made: its own addresses with the status an anonymous visitor must get there."""

    addresses: dict[str, int] = field(default_factory=dict)
    unchanged: bool = True
    """Whether every channel must answer byte for byte what it answered before."""
    tombstones: tuple[Any, ...] = ()
    """Records that were public once: harvesters are told that they are gone, and nothing else."""
    dated: tuple[Any, ...] = ()
    """Visible things dated anew, and rightly: something they print was saved, or was shown and then taken out."""


Maker = Callable[[World], Hidden]
STATES: dict[str, tuple[type[Any], Maker]] = {}
ALONE: set[str] = set()


def state(name: str, model: type[Any], *, alone: bool = False) -> Callable[[Maker], Maker]:
    """Declare a hidden state of a model: “family: state”; one that may change answers is asked `alone`."""

    def register(maker: Maker) -> Maker:
        STATES[name] = (model, maker)
        if alone:
            ALONE.add(name)
        return maker

    return register


def save_as_dated(thing: Any) -> None:
    """Save a visible thing that something hidden was tied to, and put its date back.

    That somebody saved it is public; what is asked is whether the hidden thing moves its date by itself.
    """
    date = type(thing).objects.values_list("changed_at", flat=True).get(pk=thing.pk)
    thing.save()
    type(thing).objects.filter(pk=thing.pk).update(changed_at=date)


# Records ------------------------------------------------------------------------------------------


def fill_record(record: Record, world: World) -> Record:
    """A record that carries the canary everywhere, named by a visible concept and a visible agent."""
    record.title = f"{CANARY} sur la passerelle"
    record.original_title = record.responsibility = record.series = record.host_title = CANARY
    record.objectives = record.contents = record.extent = CANARY
    record.keywords = [CANARY]
    record.languages = ["fr"]
    record.date = "2018"
    record.host = world.record
    record.notes = [RecordNote(text=f"{CANARY}, une passerelle de plus")]
    record.other_titles = [OtherTitle(text=CANARY)]
    record.identifiers = [RecordIdentifier(kind="other", value=CANARY)]
    record.contributions = [Contribution(agent=world.agent, role="ill", name_as_printed=CANARY)]
    record.publications = [Publication(agent=world.publisher, name_as_printed=CANARY, place=CANARY)]
    record.subjects = [RecordSubject(concept=world.concept)]
    return record


def record_addresses(record: Record, status: int) -> dict[str, int]:
    """Where a record would be found."""
    return {
        f"/fr/ressources/notice/{record.number}/": status,
        f"/fr/ressources/notice/{record.number}/{record.slug}/": status,
        f"/nl/bronnen/notice/{record.number}/{record.slug}/": status,
        f"/id/record/{record.uuid}": status,
        f"/id/record/{record.uuid}.ttl": status,
        f"/id/record/{record.uuid}.jsonld": status,
    }


@state("record: draft never live", Record)
def record_draft(world: World) -> Hidden:
    record = fill_record(Record(live=False), world)
    record.save()
    record.save_revision()
    return Hidden(record_addresses(record, 404))


@state("record: draft over live", Record)
def record_draft_over_live(world: World) -> Hidden:
    fill_record(world.record_with_draft, world).save_revision()
    return Hidden()


@state("record: scheduled", Record)
def record_scheduled(world: World) -> Hidden:
    record = fill_record(Record(live=False, go_live_at=timezone.now() + timedelta(days=1)), world)
    record.save()
    record.save_revision(approved_go_live_at=record.go_live_at)
    return Hidden(record_addresses(record, 404))


@state("record: expired", Record)
def record_expired(world: World) -> Hidden:
    record = fill_record(Record(live=False, expired=True, expire_at=timezone.now() - timedelta(days=1)), world)
    record.save()
    return Hidden(record_addresses(record, 404))


@state("record: withdrawn", Record)
def record_withdrawn(world: World) -> Hidden:
    record = fill_record(Record(live=True), world)
    record.save()
    record.withdraw(CANARY)
    return Hidden(record_addresses(record, 410), tombstones=(record,))


@state("record: merged into another", Record)
def record_merged(world: World) -> Hidden:
    record = fill_record(Record(live=True), world)
    record.merged_into = world.record
    record.save()
    return Hidden(tombstones=(record,))


@state("periodical: what the house notes of how it is received", Subscription, alone=True)
def record_subscription(world: World) -> Hidden:
    world.record.type = "periodical"
    world.record.save()
    subscription = Subscription.objects.create(
        record=world.record, frequency="irregular", first_expected_on=timezone.localdate(), note=CANARY, supplier=CANARY
    )
    today = timezone.localdate()
    subscription.issues.create(number=1, label="n° 1", expected_on=today, state="received", note=CANARY)
    subscription.issues.create(label=CANARY, expected_on=today)
    return Hidden(unchanged=False)  # the numbers that came are public, and nothing else of it


@state("concept: proposed while cataloguing", Concept)
def concept_proposed(world: World) -> Hidden:
    concept = fill_concept(Concept(scheme=world.concept.scheme, live=False))
    concept.proposed_at, concept.proposal_note = timezone.now(), CANARY
    concept.save()
    index_visible_record(world, concept)
    return Hidden(concept_addresses(concept, 404))


@state("agent: proposed while cataloguing", Agent)
def agent_proposed(world: World) -> Hidden:
    agent = fill_agent(Agent(live=False))
    agent.proposed_at, agent.proposal_note = timezone.now(), CANARY
    agent.save()
    name_in_visible_record(world, agent)
    return Hidden(agent_addresses(agent, 404))


@state("record: payload of its source", SourceRecord, alone=True)
def record_source(world: World) -> Hidden:
    SourceRecord.objects.create(
        record=world.record, source="essai", identifier="1", format="csv", payload=CANARY, digest="0"
    )
    return Hidden(unchanged=False)  # the name of the catalogue a record comes from is printed, its payload never


# People and subjects ------------------------------------------------------------------------------


def fill_agent(agent: Agent) -> Agent:
    """An agent that carries the canary everywhere."""
    agent.name = f"Ali {CANARY}"
    agent.sort_name = f"{CANARY}, Ali"
    agent.other_names = [AgentName(text=CANARY)]
    agent.biographies = [Biography(language="fr", text=CANARY)]
    agent.identifiers = [AgentIdentifier(kind="wikidata", value="Q999999999")]
    return agent


def agent_addresses(agent: Agent, status: int) -> dict[str, int]:
    """Where an agent would be found."""
    return {
        f"/fr/personnes/{agent.number}/": status,
        f"/fr/personnes/{agent.number}/ali-zanzibarcanari/": status,
        f"/id/agent/{agent.uuid}": status,
        f"/id/agent/{agent.uuid}.ttl": status,
        f"/id/agent/{agent.uuid}.jsonld": status,
    }


def name_in_visible_record(world: World, agent: Agent) -> None:
    """A visible record names the hidden agent, without a printed name of its own."""
    world.other_record.contributions.add(Contribution(agent=agent, role="aut"))
    world.other_record.publications.add(Publication(agent=agent))
    save_as_dated(world.other_record)


@state("agent: draft never live", Agent)
def agent_draft(world: World) -> Hidden:
    agent = fill_agent(Agent(live=False))
    agent.save()
    name_in_visible_record(world, agent)
    return Hidden(agent_addresses(agent, 404))


@state("agent: draft over live", Agent)
def agent_draft_over_live(world: World) -> Hidden:
    fill_agent(world.agent).save_revision()
    return Hidden()


@state("agent: withdrawn", Agent)
def agent_withdrawn(world: World) -> Hidden:
    agent = fill_agent(Agent(live=True))
    agent.save()
    name_in_visible_record(world, agent)
    agent.withdraw(CANARY)
    return Hidden(agent_addresses(agent, 410), dated=(world.other_record,))


def fill_concept(concept: Concept) -> Concept:
    """A concept that carries the canary everywhere."""
    concept.labels = [ConceptLabel(kind=kind, language="fr", text=CANARY + kind) for kind in ("pref", "alt", "hidden")]
    concept.notes = [ConceptNote(kind="definition", language="fr", text=CANARY)]
    concept.notation = CANARY
    return concept


def concept_addresses(concept: Concept, status: int) -> dict[str, int]:
    """Where a concept would be found."""
    return {
        f"/fr/sujets/{concept.number}/": status,
        f"/fr/sujets/{concept.number}/zanzibarcanaripref/": status,
        f"/fr/sujets/{concept.number}/x/turtle/": status,
        f"/id/concept/{concept.uuid}": status,
        f"/id/concept/{concept.uuid}.ttl": status,
        f"/id/concept/{concept.uuid}.jsonld": status,
    }


def index_visible_record(world: World, concept: Concept) -> None:
    """A visible record is indexed with the hidden concept, which stands among visible ones."""
    from thesaurus.models import BroaderLink, RelatedLink
    from thesaurus.services import rebuild_ancestry

    world.other_record.subjects.add(RecordSubject(concept=concept))
    save_as_dated(world.other_record)
    BroaderLink.objects.create(concept=concept, broader=world.concept)
    RelatedLink.objects.create(concept=world.concept, related=concept)
    rebuild_ancestry()


@state("concept: draft never live", Concept)
def concept_draft(world: World) -> Hidden:
    concept = fill_concept(Concept(scheme=world.concept.scheme, live=False, top=True))
    concept.save()
    index_visible_record(world, concept)
    return Hidden(concept_addresses(concept, 404))


@state("concept: draft over live", Concept)
def concept_draft_over_live(world: World) -> Hidden:
    fill_concept(world.concept).save_revision()
    return Hidden()


@state("concept: withdrawn", Concept)
def concept_withdrawn(world: World) -> Hidden:
    concept = fill_concept(Concept(scheme=world.concept.scheme, live=True))
    concept.save()
    index_visible_record(world, concept)
    concept.withdraw(CANARY)
    return Hidden(concept_addresses(concept, 410), dated=(world.other_record,))


@state("concept: editors' note", ConceptNote)
def concept_editorial_note(world: World) -> Hidden:
    ConceptNote.objects.create(concept=world.concept, kind="editorialNote", language="fr", text=CANARY)
    save_as_dated(world.concept)
    number, made = world.number, world.programmes
    indexed = (world.record, number.article, number.dossier, made.episode, made.capsule)
    return Hidden(dated=indexed)  # a concept saved dates what it indexes


NOTHING_TO_HIDE: dict[str, str] = {
    "home.NewsIndexPage": "hidden as any page is; its own text is an introduction",
    "home.PressIndexPage": "hidden as any page is; its own text is an introduction",
    "search.SearchPage": "hidden as any page is; its own text is an introduction",
    "resources.CataloguePage": "hidden as any page is; its own text is an introduction",
    "thesaurus.ThesaurusPage": "hidden as any page is; its own text is an introduction",
    "directory.DirectoryPage": "hidden as any page is; its own text is an introduction",
}
"""Models that reach the public but have no hidden state beyond those already tried, and why."""
