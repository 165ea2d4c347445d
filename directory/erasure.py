"""Erasing a person of the directory: the number and the address stay as a tombstone, without anything of theirs."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.models import ModelLogEntry

from core.erasure.names import ERASED, WantedPerson
from core.erasure.registry import Found, Holder
from core.models import DuplicatePair, IndexChange
from core.names import match_key
from directory.models import Agent, AgentIdentifier, AgentName, Biography

REASON = "Effacement à la demande de la personne."


def agents_of(person: WantedPerson) -> list[Agent]:
    """The agents that are this person: those chosen, and those merged into them."""
    return list(
        Agent.objects.filter(Q(pk__in=person.agents) | Q(merged_into__in=person.agents))
        .prefetch_related("other_names", "identifiers", "biographies")
        .order_by("pk")
    )


def namesakes_of(names: list[str]) -> list[Agent]:
    """Agents of one of these names, to choose from."""
    keys = {match_key(name)[:255] for name in names if name.strip()}
    others = AgentName.objects.filter(text__in=names).values("agent")
    return list(Agent.objects.filter(Q(match_key__in=keys) | Q(pk__in=others)).order_by("pk")[:50])


def _widen(person: WantedPerson) -> WantedPerson:
    """Every name the chosen agents are known by."""
    names = set(person.names)
    for agent in agents_of(person):
        names |= {agent.name, agent.sort_name, *(one.text for one in agent.other_names.all())}
    pks = person.agents | {agent.pk for agent in agents_of(person)}
    return WantedPerson.named(names, person.emails, pks)


def _find(person: WantedPerson) -> Iterator[Found]:
    for agent in agents_of(person):
        yield Found(agent.description_in_chooser, _data(agent))


def _data(agent: Agent) -> dict[str, Any]:
    return {
        "uuid": str(agent.uuid),
        "name": agent.name, "sort_name": agent.sort_name, "born": agent.born, "died": agent.died,
        "other_names": [one.text for one in agent.other_names.all()],
        "identifiers": [str(one) for one in agent.identifiers.all()],
        "biographies": {one.language: one.text for one in agent.biographies.all()},
        "versions": [revision.content for revision in agent.revisions.order_by("pk")],
    }  # fmt: skip


def _erase(person: WantedPerson) -> int:
    agents = agents_of(person)
    for agent in agents:
        erase_agent(agent)
    return len(agents)


def erase_agent(agent: Agent) -> None:
    """Empty an agent, its versions and its history; what cites it leads to a tombstone."""
    for model in (AgentName, AgentIdentifier, Biography):
        model._default_manager.filter(agent=agent).delete()
    for revision in agent.revisions.all():
        revision.delete()
    fresh = Agent.objects.get(pk=agent.pk)
    fresh.name = fresh.sort_name = ERASED
    fresh.born = fresh.died = ""
    fresh.proposal_note = ""
    fresh.has_unpublished_changes = False
    fresh.save()
    fresh.withdraw(REASON)
    ModelLogEntry.objects.for_instance(fresh).update(label=ERASED)
    pairs = Q(first_uuid=fresh.uuid) | Q(second_uuid=fresh.uuid)
    DuplicatePair.objects.filter(pairs).delete()
    IndexChange.objects.note(Agent.index_kind(), [fresh.uuid])


HOLDER = Holder("directory.agents", _("Fiches de personnes"), _find, _erase, _widen)
