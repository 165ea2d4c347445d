"""What the pages of people and organisations print, prepared so that their templates ask nothing of the database."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

from core.dates import parse_date
from core.feeds.registry import has_feed
from core.languages import direction
from core.sections import section_path
from core.shelves import counts_of, shelf_of
from core.structured_data import as_script
from directory.addresses import agent_path, identifier_url
from directory.models import Agent, AgentKind, Biography, DirectoryPage

FALLBACK_LANGUAGES = ("fr", "en", "nl")


@dataclass(frozen=True)
class Entry:
    """An agent in a list: the name, the page, the years, how much there is of them."""

    name: str
    path: str
    dates: str
    count: int


@dataclass(frozen=True)
class Name:
    """Another form of a name; the language is empty when nobody said it."""

    text: str
    language: str
    direction: str


def present_letters(language: str) -> dict[str, Any]:
    """The letters that have somebody, for the A–Z on every list of the section."""
    section = section_path(DirectoryPage, language)
    letters = Agent.objects.visible().letters()
    return {"letters": [(letter.upper(), f"{section}{letter}/") for letter in letters], "section": section}


def list_entries(agents: Sequence[Agent], language: str) -> list[Entry]:
    """Agents as lines; one question to the index for all counts."""
    counts = counts_of(agents)
    return [
        Entry(_listed_name(agent), agent_path(agent, language), agent.life_dates, counts.get(agent.number, 0))
        for agent in agents
    ]


def _listed_name(agent: Agent) -> str:
    """“Leroux, Gaston” for a person; an organisation’s own name, though it stands under another word of it."""
    return agent.sort_name if agent.kind == AgentKind.PERSON else agent.name


def present_agent(agent: Agent, language: str, origin: str) -> dict[str, Any]:
    """Everything the page of an agent prints; works on a saved one and on one that is being edited."""
    text = _best_biography(agent.biographies.all(), language)
    path = agent_path(agent, language) if agent.pk else ""
    view: dict[str, Any] = {
        "agent": agent,
        "is_person": agent.kind == AgentKind.PERSON,
        "names": [Name(each.text, each.language, direction(each.language)) for each in agent.other_names.all()],
        "biography": text,
        "biography_language": text.language if text and text.language != language else "",
        "biography_direction": direction(text.language) if text else "",
        "identifiers": [
            (each.get_kind_display(), each.value, each.address) for each in agent.identifiers.all() if each.value
        ],
        "shelf": shelf_of(agent) if agent.pk else None,
        "feed_path": path if path and has_feed(agent) else "",
        "canonical": path,
        "alternates": _alternates(agent) if agent.pk else {},
        "crumbs": [(agent.name, path)],
    }
    view["structured_data"] = as_script(_describe(agent, view, origin))
    return view


def present_preview(agent: Agent, request: HttpRequest) -> dict[str, Any]:
    """The context of the editor's preview: the agent as it stands in the form, in the frame of the section's page."""
    language = (get_language() or "fr")[:2]
    page = next((page for page in DirectoryPage.objects.visible() if page.language == language), None)
    context = page.get_context(request) if page else {"rubrique": DirectoryPage.rubrique}
    return {**context, **present_agent(agent, language, request.build_absolute_uri("/").rstrip("/"))}


def _best_biography(biographies: Iterable[Biography], language: str) -> Biography | None:
    """The biography in the reader's language, else in French, else in any."""
    texts = {each.language: each for each in biographies if each.text.strip()}
    wanted = (language, *FALLBACK_LANGUAGES)
    return next((texts[code] for code in wanted if code in texts), next(iter(texts.values()), None))


def _alternates(agent: Agent) -> dict[str, str]:
    """The agent's address in each language the section is in."""
    paths = {code: agent_path(agent, code) for code, _name in settings.LANGUAGES}
    return {code: path for code, path in paths.items() if path.startswith(f"/{code}/")}


def _describe(agent: Agent, view: dict[str, Any], origin: str) -> dict[str, Any]:
    """The agent for search engines; a hidden birth date is hidden here too."""
    person = view["is_person"]
    born = "" if agent.birth_hidden else parse_date(agent.born).edtf
    return {
        "@context": "https://schema.org",
        "@type": "Person" if person else "Organization",
        "@id": identifier_url(agent),
        "url": origin + view["canonical"],
        "name": agent.name,
        "alternateName": [name.text for name in view["names"]],
        "description": view["biography"].text[:500] if view["biography"] else "",
        "birthDate" if person else "foundingDate": born,
        "deathDate" if person else "dissolutionDate": parse_date(agent.died).edtf,
        "sameAs": [address for _kind, _value, address in view["identifiers"]],
    }
