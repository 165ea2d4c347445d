"""What stands around an article: its number, its neighbours, its dossier, what else is on the same subjects."""

import logging
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import get_language
from wagtail.models import Page

from core.routing import ancestors_of
from core.typography import typeset_text
from magazine.contents import Contents
from magazine.models import ArticlePage, DossierPage, IssuePage, MagazinePage
from magazine.querysets import ISSUE_PATH
from search.contract import SearchRequest, SearchUnavailable
from search.presentation import Card, visible_cards
from search.registry import type_labels
from search.services import engine

logger = logging.getLogger(__name__)
RELATED_SHOWN = 4
RELATED_ASKED = 16
"""Some of what the index answers is the number's own, or is not public any more."""


@dataclass(frozen=True)
class Neighbour:
    """An article by its title."""

    title: str
    url: str


@dataclass(frozen=True)
class Related:
    """Something elsewhere on the site on the same subjects."""

    title: str
    url: str
    type_label: str
    language: str = ""


@dataclass(frozen=True)
class Around:
    """The number and the part an article stands in; `beside` are the other articles of its dossier."""

    issue: IssuePage | None = None
    magazine: MagazinePage | None = None
    part: Page | None = None
    is_dossier: bool = False
    previous: Neighbour | None = None
    next: Neighbour | None = None
    beside: list[Neighbour] = field(default_factory=list)
    known: frozenset[UUID] = frozenset()
    """The identities of what is shown here, the article itself among them."""


def read_around(article: ArticlePage, request: HttpRequest, contents: Contents | None = None) -> Around:
    """The surroundings of an article as the public sees them, or as `contents` has them where these are given.

    Four queries at most, however many articles the number has.
    """
    if contents is None:
        issue = IssuePage.objects.at_paths([article.path[:ISSUE_PATH]]).select_related("locale").first()
        articles = list(ArticlePage.objects.visible().in_number_of(article).for_titles())
    else:
        issue, articles = contents.issue, contents.articles
    part = _part_of(article, request, contents)
    is_dossier = part is not None and issubclass(part.specific_class or Page, DossierPage)
    place = next((place for place, one in enumerate(articles) if one.pk == article.pk), None)
    beside = [one for one in articles if one.pk != article.pk and _parent_path(one) == _parent_path(article)]
    beside = beside if is_dossier else []
    return Around(
        issue=issue,
        magazine=MagazinePage.objects.order_by().filter(path=_parent_path(issue)).first() if issue else None,
        part=part,
        is_dossier=is_dossier,
        previous=_neighbour(articles[place - 1], request) if place else None,
        next=_neighbour(articles[place + 1], request) if place is not None and place + 1 < len(articles) else None,
        beside=[_neighbour(one, request) for one in beside],
        known=frozenset([article.uuid, *(one.uuid for one in beside)]),
    )


def _parent_path(page: Any) -> str:
    return str(page.path[: -Page.steplen])


def _part_of(article: ArticlePage, request: HttpRequest, contents: Contents | None) -> Page | None:
    """The dossier or the rubric of an article; None where it stands right in its number."""
    path = _parent_path(article)
    if len(path) <= ISSUE_PATH:
        return None
    if contents is not None:
        return next((part.page for part in contents.parts if part.page is not None and part.page.path == path), None)
    return next((page for page in ancestors_of(request, article) if page.path == path), None)


def _neighbour(article: ArticlePage, request: HttpRequest) -> Neighbour:
    return Neighbour(typeset_text(article.title, article.locale.language_code), article.get_url(request) or "")


def related_to(numbers: Sequence[str], known: Collection[UUID]) -> list[Related]:
    """What else is on the same subjects or narrower ones, the newest first, among all the site has and anybody may see.

    `numbers` are those of the concepts, `known` what is on the page already. Without an index: nothing.
    """
    if not numbers:
        return []
    asked = SearchRequest(
        filters={"concept": tuple(numbers)}, per_page=RELATED_ASKED, sort="newest", suggest=False, highlight=False
    )
    try:
        hits = [hit for hit in engine().search(asked).hits if hit.uuid not in known]
    except SearchUnavailable:
        logger.warning("The index cannot say what is on the same subjects as an article", exc_info=True)
        return []
    cards = visible_cards(hits, (get_language() or "fr")[:2])
    return [_related(card) for card in cards[:RELATED_SHOWN]]


def _related(card: Card) -> Related:
    kind = str(card.hit.card.get("type", ""))
    language = card.hit.language or ""
    return Related(typeset_text(card.hit.title, language), card.path, str(type_labels.get(kind, "")), language)
