"""The dates of a life, as sources write them beside names: they tell a person from namesakes."""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime

from directory.models import Agent
from resources.imports.rows import Draft

_DATES = re.compile(r"^\D{0,12}?(\d{4}\??|[\d.]{4})?\s*(?:[-–]\s*(\d{4}\??|[\d.]{4})?)?\s*\)?\.?$")


def read_dates(text: str) -> tuple[str, str]:
    """Birth and death from “1863-1952”, “1950-....”, “1950-”; what is not a year is nothing."""
    found = _DATES.match(text.strip())
    born, died = (found[1] or "", found[2] or "") if found else ("", "")
    return born if born[:4].isdigit() else "", died if died[:4].isdigit() else ""


def add_dates(agents: Mapping[tuple[str, str], Agent], drafts: Iterable[Draft], since: datetime) -> None:
    """Give the agents made since a moment the dates their source has; those that were here keep what they have."""
    dated: dict[int, Agent] = {}
    for draft in drafts:
        for name in draft.people:
            agent = agents.get((name.name, name.kind)) if name.dates else None
            if agent is None or agent.born or agent.died or not _is_new(agent, since):
                continue
            agent.born, agent.died = read_dates(name.dates)
            if agent.born or agent.died:
                dated[agent.pk] = agent
    if dated:
        Agent.objects.bulk_update(dated.values(), ["born", "died"], batch_size=500)


def _is_new(agent: Agent, since: datetime) -> bool:
    return agent.first_published_at is not None and agent.first_published_at >= since
