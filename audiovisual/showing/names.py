"""People as the pages of podcasts and capsules name them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import prefetch_related_objects

from core.identifiers import identifier_address
from core.visibility import shown
from directory.addresses import agent_path
from directory.credits import shown_name
from directory.models import AgentKind
from directory.relators import RELATORS
from media_library.passages import unreleased_agents


@dataclass(frozen=True, slots=True)
class Credit:
    """Somebody who had a part; without an address or an identity when the directory does not show them."""

    name: str
    role: str = ""
    """What they did, in words."""
    code: str = ""
    """The same as a code, where there is one."""
    url: str = ""
    identity: str = ""
    about: str = ""
    is_person: bool = True


def people_of(page: Any) -> list[Credit]:
    """The people of an episode or a capsule, in order; a hidden one only by the name printed, if there is one.

    Whoever no longer agrees to be heard in its recording is not named at all.
    """
    roles = dict(RELATORS)
    gone = unreleased_agents(page.recording) if page.recording else set()
    return [
        credit
        for row in _with_agents(page.people.all())
        if row.agent_id not in gone
        and (credit := _credit(row, shown_name(row), str(roles.get(row.role, row.role)), row.role, row.about))
    ]


def hosts_of(show: Any) -> list[Credit]:
    """Who makes a show, in order, those the directory shows."""
    rows = [row for row in _with_agents(show.hosts.all()) if shown(row.agent)]
    return [credit for row in rows if (credit := _credit(row, str(shown(row.agent).name), row.role))]


def _with_agents(rows: Iterable[Any]) -> list[Any]:
    found = list(rows)
    prefetch_related_objects(found, "agent__merged_into")
    return found


def _credit(row: Any, name: str, role: str, code: str = "", about: str = "") -> Credit | None:
    if not name:
        return None
    agent = shown(row.agent)
    if agent is None:
        return Credit(name, role, code, about=about)
    identity = identifier_address("agent", agent.uuid)
    return Credit(name, role, code, agent_path(agent), identity, about, agent.kind == AgentKind.PERSON)
