"""Who is named on the pages of the magazine: hidden people are left out here, once."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from babel.lists import format_list
from django.db.models import F, Value, prefetch_related_objects
from django.utils.translation import gettext as _

from core.visibility import shown
from directory.addresses import agent_path
from directory.models import Agent

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
    return people_by_relation({relation: pages}, drafts)


def people_by_relation(groups: Mapping[str, Sequence[Any]], drafts: bool = False) -> dict[int, list[Name]]:
    """The people of pages of several kinds, by the page's key, each kind under the relation that names them.

    One query for all of them, or what the latest versions hold.
    """
    filled = {relation: pages for relation, pages in groups.items() if pages}
    if not filled:
        return {}
    rows = _rows_of_drafts(filled) if drafts else _rows_of_public(filled)
    by_page: dict[int, list[Any]] = {}
    for row in rows:
        by_page.setdefault(row.page_id, []).append(row)
    return {key: named(listed) for key, listed in by_page.items()}


@dataclass(frozen=True)
class _Row:
    """Somebody's place on a live page, with the person as far as a name and an address need it."""

    page_id: int
    role: str
    name_as_printed: str
    about: str
    agent: Agent


_OF_AGENT = ("id", "number", "name", "live", "withdrawn_at", "merged_into_id")


def _rows_of_public(groups: Mapping[str, Sequence[Any]]) -> list[_Row]:
    """The rows of live pages, in the order of each page; one query, whatever their kinds."""
    first, *others = [_values(relation, pages) for relation, pages in groups.items()]
    found = first.union(*others, all=True) if others else first
    return [_row(values) for values in found.order_by("page_id", "sort_order", "pk")]


def _values(relation: str, pages: Sequence[Any]) -> Any:
    """The people of pages of one kind, as rows of plain values."""
    model = pages[0]._meta.get_field(relation).related_model
    own = {field.name for field in model._meta.fields}
    texts = [F(name) if name in own else Value("") for name in ("role", "name_as_printed", "about")]
    agent = [f"{prefix}__{name}" for prefix in ("agent", "agent__merged_into") for name in _OF_AGENT]
    shown_of = dict(zip(("shown_role", "shown_name", "shown_about"), texts, strict=True))
    return (
        model._default_manager.filter(page__in=[page.pk for page in pages])
        .order_by()
        .annotate(**shown_of)
        .values_list("page_id", "sort_order", "pk", *shown_of, *agent)
    )


def _row(values: Sequence[Any]) -> _Row:
    page_id, _order, _pk, role, name, about, *rest = values
    agent = Agent(**dict(zip(_OF_AGENT, rest[: len(_OF_AGENT)], strict=True)))
    if rest[len(_OF_AGENT)]:
        agent.merged_into = Agent(**dict(zip(_OF_AGENT, rest[len(_OF_AGENT) :], strict=True)))
    return _Row(page_id, role, name, about, agent)


def _rows_of_drafts(groups: Mapping[str, Sequence[Any]]) -> list[Any]:
    """The rows the versions hold themselves."""
    rows = []
    for relation, pages in groups.items():
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
