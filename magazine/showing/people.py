"""Who is named on the pages of the magazine: hidden people are left out here, once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from babel.lists import format_list
from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _

from core.visibility import shown
from directory.addresses import agent_path

INTERVIEWER, INTERVIEWED = "ivr", "ive"
WRITERS = ("aut", "ctb", "rev", "adp", "com", "edt", "org")
"""Roles whose names stand alone in a byline."""


@dataclass(frozen=True)
class Name:
    """Somebody as a page prints them; `url` is "" for whom the directory does not show."""

    name: str
    url: str = ""
    role: str = ""
    about: str = ""


def named(rows: Iterable[Any]) -> list[Name]:
    """The people of some rows with an agent, in their order: a hidden one only by the name printed, if there is one."""
    found = []
    for row in rows:
        agent = shown(row.agent)
        name = getattr(row, "name_as_printed", "") or (str(agent.name) if agent else "")
        if name:
            url = agent_path(agent) if agent else ""
            found.append(Name(name, url, getattr(row, "role", ""), getattr(row, "about", "")))
    return found


def people_of(pages: Sequence[Any], relation: str, drafts: bool = False) -> dict[int, list[Name]]:
    """The people of many pages, by the page's key: one query, or what the latest versions hold."""
    if not pages:
        return {}
    rows = _rows_of_drafts(pages, relation) if drafts else _rows_of_public(pages, relation)
    by_page: dict[int, list[Any]] = {}
    for row in rows:
        by_page.setdefault(row.page_id, []).append(row)
    return {key: named(listed) for key, listed in by_page.items()}


def _rows_of_public(pages: Sequence[Any], relation: str) -> Iterable[Any]:
    """The rows of live pages."""
    model = pages[0]._meta.get_field(relation).related_model
    return (
        model._default_manager.filter(page__in=[page.pk for page in pages])
        .select_related("agent__merged_into")
        .order_by("page_id", "sort_order", "pk")
    )


def _rows_of_drafts(pages: Sequence[Any], relation: str) -> list[Any]:
    """The rows the versions hold themselves."""
    rows = []
    for page in pages:
        for row in getattr(page, relation).all():
            row.page_id = page.pk
            rows.append(row)
    prefetch_related_objects(rows, "agent__merged_into")
    return rows


def join_names(names: Sequence[str], language: str) -> str:
    """“Lucie Vandermeulen, Bram De Koninck et Idriss Camara”."""
    return str(format_list(list(names), locale=language)) if names else ""


def byline(people: Sequence[Name], language: str) -> str:
    """Who an article is by, in words; those who only helped are named when nobody else is."""
    writers = [one.name for one in people if one.role in WRITERS]
    asked = [one.name for one in people if one.role == INTERVIEWED]
    asking = [one.name for one in people if one.role == INTERVIEWER]
    parts = [join_names(writers, language)] if writers else []
    if asked:
        parts.append(_("entretien avec %(names)s") % {"names": join_names(asked, language)})
    if asking:
        parts.append(_("propos recueillis par %(names)s") % {"names": join_names(asking, language)})
    text = ", ".join(parts) or join_names([one.name for one in people], language)
    return text[:1].upper() + text[1:]
