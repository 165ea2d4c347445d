"""Decisions and writes about people and organisations: found or made by name, withdrawn, merged."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from core.merging import merge_things
from core.models import IndexChange, Merge, NumberSequence
from core.names import match_key, parse_person
from core.text import squeeze
from core.unmerging import restore_thing
from directory.models import Agent, AgentKind

BATCH = 500
NamedAgent = tuple[str, str]
"""A name as it was read, and the kind of agent it names."""


def find_or_create_agents(names: Iterable[NamedAgent]) -> dict[NamedAgent, Agent]:
    """The agent each name stands for; those nobody knows yet are made, live, in bulk.

    Two spellings of one name are one agent. A withdrawn agent is never found again; one that was merged leads to the
    other. Call it in the transaction of the import: new agents are noted for the index.
    """
    keys = {(name, kind): (match_key(_clean_name(name, kind))[:255], kind) for name, kind in names if squeeze(name)}
    found = _find(set(keys.values()))
    missing: dict[tuple[str, str], Agent] = {}
    for (name, kind), key in keys.items():
        if key not in found and key not in missing:
            missing[key] = _new_agent(name, kind)
    if missing:
        with transaction.atomic():
            _write(list(missing.values()))
    found |= missing
    return {named: found[key] for named, key in keys.items()}


def _find(keys: set[tuple[str, str]]) -> dict[tuple[str, str], Agent]:
    """Known agents by (match key, kind), the oldest when two share a name; one query for each few hundred."""
    found: dict[tuple[str, str], Agent] = {}
    wanted = sorted({key for key, _kind in keys})
    for start in range(0, len(wanted), BATCH):
        agents = Agent.objects.not_withdrawn().filter(match_key__in=wanted[start : start + BATCH])
        for agent in agents.select_related("merged_into").order_by("pk"):
            target = agent.resolve()
            if target.withdrawn_at is None and (agent.match_key, agent.kind) in keys:
                found.setdefault((agent.match_key, agent.kind), target)
    return found


def _new_agent(name: str, kind: str) -> Agent:
    """An agent ready for a bulk write, which runs no `save`."""
    now = timezone.now()
    agent = Agent(kind=kind, name=_clean_name(name, kind), first_published_at=now, last_published_at=now)
    if kind == AgentKind.PERSON:
        agent.sort_name = parse_person(name).sort[:255]
    agent.derive_fields()
    return agent


def _clean_name(name: str, kind: str) -> str:
    """A name as it is displayed: “Gaston Leroux” for “LEROUX, Gaston (auteur)”."""
    return (parse_person(name).display if kind == AgentKind.PERSON else squeeze(name))[:255]


def _write(agents: list[Agent]) -> None:
    """Number and insert new agents, and note them for the index."""
    for number, agent in zip(NumberSequence.take(Agent.number_series(), len(agents)), agents, strict=True):
        agent.number = number
    Agent.objects.bulk_create(agents, batch_size=BATCH)
    IndexChange.objects.note(Agent.index_kind(), [agent.uuid for agent in agents])


def withdraw_agent(agent: Agent, reason: str = "") -> None:
    """Take an agent out of public view for good; its number and address stay."""
    agent.withdraw(reason)


def restore_agent(agent: Agent, user: Any = None) -> list[str]:
    """Undo a withdrawal or a merge; returns sentences about what could not come back."""
    return restore_thing(agent, user)


def merge_agents(agent: Agent, target: Agent, user: Any = None, take: Collection[str] = ()) -> Merge:
    """Make an agent another name of a second one: its names are kept there, what cites it goes there."""
    return merge_things(agent, target, user=user, take=take)


def labels_of(numbers: Sequence[int | str]) -> dict[str, str]:
    """The name of each visible agent, by its public number as text; one query."""
    agents = Agent.objects.visible().by_numbers(numbers).order_by()
    return {str(number): name for number, name in agents.values_list("number", "name")}
