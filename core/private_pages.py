"""Which parts of the tree are private: one question for a whole request, whatever asks."""

from typing import TypeVar

from django.db.models import Q
from wagtail.models import Page, PageQuerySet, PageViewRestriction

from core.request_memory import remembered

Pages = TypeVar("Pages", bound=PageQuerySet)


def private_paths() -> tuple[str, ...]:
    """Where private parts of the tree begin."""
    return remembered("private_paths", _ask)


def _ask() -> tuple[str, ...]:
    return tuple(PageViewRestriction.objects.values_list("page__path", flat=True))


def without_private(pages: Pages) -> Pages:
    """Pages that stand in no private part of the tree."""
    under = Q()
    for path in private_paths():
        under |= Q(path__startswith=path)
    return pages.exclude(under) if under else pages


def is_private(page: Page) -> bool:
    """The same rule, asked of one page that is already loaded."""
    return page.path.startswith(private_paths()) if private_paths() else False
