"""Which parts of the tree are private: one question for a whole request, whatever asks."""

from typing import TypeVar

from django.db.models import Q, Value
from wagtail.models import CollectionViewRestriction, Page, PageQuerySet, PageViewRestriction

from core.request_memory import remembered

Pages = TypeVar("Pages", bound=PageQuerySet)


PAGES, COLLECTIONS = "pages", "collections"


def private_paths() -> tuple[str, ...]:
    """Where private parts of the tree begin."""
    return remembered("private_paths", _ask)[PAGES]


def private_collection_paths() -> tuple[str, ...]:
    """Where private parts of the tree of collections begin; asked together with those of pages."""
    return remembered("private_paths", _ask)[COLLECTIONS]


def _ask() -> dict[str, tuple[str, ...]]:
    """Both trees in one question."""
    pages = PageViewRestriction.objects.annotate(tree=Value(PAGES)).values_list("tree", "page__path")
    restricted = CollectionViewRestriction.objects.exclude(restriction_type="none")
    collections = restricted.annotate(tree=Value(COLLECTIONS)).values_list("tree", "collection__path")
    rows = list(pages.union(collections, all=True))
    return {tree: tuple(path for of_tree, path in rows if of_tree == tree) for tree in (PAGES, COLLECTIONS)}


def without_private(pages: Pages) -> Pages:
    """Pages that stand in no private part of the tree."""
    under = Q()
    for path in private_paths():
        under |= Q(path__startswith=path)
    return pages.exclude(under) if under else pages


def is_private(page: Page) -> bool:
    """The same rule, asked of one page that is already loaded."""
    return page.path.startswith(private_paths()) if private_paths() else False
