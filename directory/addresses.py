"""Where people and organisations are found: under their page, in each language."""

from uuid import UUID

from django.http import HttpRequest
from django.utils.text import slugify

from core.identifiers import identifier_address, site_origin
from core.sections import section_path
from core.visibility import is_visible
from directory.models import Agent, DirectoryPage


def agent_slug(name: str) -> str:
    """The decoration of an agent's address; it changes with the name and redirects."""
    return slugify(name)[:60].strip("-") or "fiche"


def agent_path(agent: Agent, language: str | None = None) -> str:
    """The path of an agent's page in a language (the current one by default); "" while there is no such section."""
    section = section_path(DirectoryPage, language)
    return f"{section}{agent.number}/{agent_slug(agent.name)}/" if section else ""


def agent_url(agent: Agent) -> str | None:
    """The whole address of an agent's page in French; None while there is no such section."""
    path = agent_path(agent, "fr")
    return f"{site_origin()}{path}" if path else None


def identifier_url(agent: Agent) -> str:
    """The language-neutral address of an agent."""
    return identifier_address("agent", agent.uuid)


def find_agent(uuid: UUID, request: HttpRequest) -> str | None:
    """The address behind `/id/agent/<uuid>`; a withdrawn one leads to its tombstone, which says so."""
    agent = Agent.objects.public_or_gone().select_related("merged_into").identified(uuid).first()
    if agent is None:
        return None
    target = agent.resolve()
    if is_visible(target):
        return agent_path(target) or None
    section = section_path(DirectoryPage)  # the name of what is gone is not in its address
    return f"{section}{target.number}/" if section else None
