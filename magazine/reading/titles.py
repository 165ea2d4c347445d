"""The articles of a number by their titles alone: what leads from one to the next."""

from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.http import HttpRequest
from wagtail.models import Page

from core.private_pages import without_private
from core.typography import typeset_text
from magazine.models import ArticlePage
from magazine.querysets import ISSUE_PATH


@dataclass(frozen=True)
class Title:
    """An article by its title; `path` is its place in the tree."""

    title: str
    url: str
    path: str


def title_of(article: Any, request: HttpRequest) -> Title:
    """An article that is already loaded."""
    return Title(
        typeset_text(article.title, article.locale.language_code), article.get_url(request) or "", article.path
    )


def read_titles(article: ArticlePage, request: HttpRequest) -> list[Title]:
    """The articles an anonymous visitor may see of the number one stands in, in the order of its contents.

    The rule of `visible()` (itself, its part and its number are live, none private), asked in one short query of all
    pages of the number at once.
    """
    number, language = article.path[:ISSUE_PATH], article.locale.language_code
    kind = ContentType.objects.get_for_model(ArticlePage).pk
    pages = without_private(Page.objects.filter(path__startswith=number, live=True).order_by("path"))
    rows = list(pages.values_list("path", "content_type", "title", "url_path"))
    live = {path for path, *_rest in rows}
    start, address = _addresses(article, request)
    return [
        Title(typeset_text(title, language), address + url_path[start:], path)
        for path, content_type, title, url_path in rows
        if content_type == kind and path[: -Page.steplen] in live and number in live
    ]


def _addresses(article: ArticlePage, request: HttpRequest) -> tuple[int, str]:
    """What the addresses of all pages of a number have in common: how much of their path of slugs, and as what."""
    own = article.get_url(request) or ""
    common = article.url_path
    while common and not own.endswith(common):
        common = common[common.index("/", 1) :] if "/" in common[1:] else ""
    return len(article.url_path) - len(common), own[: len(own) - len(common)]
