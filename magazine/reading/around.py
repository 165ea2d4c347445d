"""What stands around an article: its number, its neighbours, its dossier."""

from dataclasses import dataclass, field

from django.http import HttpRequest
from wagtail.models import Page

from core.routing import ancestors_of
from magazine.contents import Contents
from magazine.models import ArticlePage, DossierPage
from magazine.querysets import ISSUE_PATH
from magazine.reading.titles import IssueFacts, Title, read_titles, titles_of


@dataclass(frozen=True)
class Around:
    """The number and the part an article stands in; `beside` is what else its dossier holds."""

    issue: IssueFacts | None = None
    part: Page | None = None
    is_dossier: bool = False
    previous: Title | None = None
    next: Title | None = None
    beside: list[Title] = field(default_factory=list)


def read_around(article: ArticlePage, request: HttpRequest, contents: Contents | None = None) -> Around:
    """The surroundings of an article as the public sees them, or as `contents` has them where these are given.

    One query, however many articles the number has.
    """
    number = read_titles(article, request) if contents is None else titles_of(contents, request)
    titles = number.titles
    part = _part_of(article, request, contents)
    is_dossier = part is not None and issubclass(part.specific_class or Page, DossierPage)
    place = next((place for place, one in enumerate(titles) if one.path == article.path), None)
    beside = [one for one in titles if one.path != article.path and _above(one.path) == _above(article.path)]
    return Around(
        issue=number.issue,
        part=part,
        is_dossier=is_dossier,
        previous=titles[place - 1] if place else None,
        next=titles[place + 1] if place is not None and place + 1 < len(titles) else None,
        beside=beside if is_dossier else [],
    )


def _above(path: str) -> str:
    return path[: -Page.steplen]


def _part_of(article: ArticlePage, request: HttpRequest, contents: Contents | None) -> Page | None:
    """The dossier or the rubric of an article; None where it stands right in its number."""
    path = _above(article.path)
    if len(path) <= ISSUE_PATH:
        return None
    if contents is None:
        return next((page for page in ancestors_of(request, article) if page.path == path), None)
    return next((part.page for part in contents.parts if part.page is not None and part.page.path == path), None)
