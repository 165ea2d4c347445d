"""The people and organisations of the demonstration."""

from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from core.models import IndexChange, NumberSequence
from core.text import sort_key
from directory.models import Agent, AgentIdentifier, AgentName, Biography
from home.demo.sources import identity, read_yaml


def load_agents() -> int:
    """Write the agents that are not there yet; returns how many."""
    described = {identity("agent", item["key"]): item for item in read_yaml("agents.yaml")}
    known = set(Agent.objects.filter(uuid__in=described).values_list("uuid", flat=True))
    new = {uuid: item for uuid, item in described.items() if uuid not in known}
    if not new:
        return 0
    agents = [_agent(uuid, item) for uuid, item in new.items()]
    for agent, number in zip(agents, NumberSequence.take(Agent.number_series(), len(agents)), strict=True):
        agent.number = number
    Agent.objects.bulk_create(agents, batch_size=500)
    pairs = list(zip(agents, new.values(), strict=True))
    AgentName.objects.bulk_create(name for agent, item in pairs for name in _names(agent, item))
    Biography.objects.bulk_create(
        Biography(agent=agent, language=language, text=text)
        for agent, item in pairs
        for language, text in item.get("biography", {}).items()
    )
    AgentIdentifier.objects.bulk_create(
        AgentIdentifier(agent=agent, kind=row["kind"], value=row["value"])
        for agent, item in pairs
        for row in item.get("identifiers", [])
    )
    IndexChange.objects.note(Agent.index_kind(), new)
    return len(new)


def agents_by_key() -> dict[str, Agent]:
    """The agents of the demonstration, by their key in the files."""
    keys = {identity("agent", item["key"]): item["key"] for item in read_yaml("agents.yaml")}
    return {keys[agent.uuid]: agent for agent in Agent.objects.filter(uuid__in=keys)}


def _agent(uuid: Any, item: dict[str, Any]) -> Agent:
    """One agent, published."""
    now = timezone.now()
    fields = {
        name: item[name] for name in ("kind", "name", "sort_name", "born", "died", "birth_hidden") if name in item
    }
    agent = Agent(uuid=uuid, live=True, first_published_at=now, last_published_at=now, **fields)
    agent.derive_fields()
    return agent


def _names(agent: Agent, item: dict[str, Any]) -> Iterable[AgentName]:
    """The other forms of a name; bulk writes run no `save`, so the sorting form is made here."""
    for row in item.get("variants", []):
        text = row["text"]
        yield AgentName(agent=agent, text=text, language=row.get("language", ""), sort_key=sort_key(text)[:255])
