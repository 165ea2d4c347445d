"""Pages of a list that is asked of the database: the same links below every list."""

from typing import Any

from django.core.paginator import InvalidPage, Paginator
from django.http import Http404
from django.utils.translation import gettext as _

from search.presentation import Pager


def read_page(paginator: Paginator, text: str | None) -> Any:
    """The page an address asks for, the first one by default. Raises Http404 for one that is not there."""
    try:
        return paginator.page(text or 1)
    except InvalidPage as error:
        raise Http404(_("Cette page de la liste n’existe pas.")) from error


def page_path(path: str, number: int) -> str:
    """The address of a page of the list that begins at `path`."""
    return f"{path}?page={number}" if number > 1 else path


def pager_of(paginator: Paginator, current: int, path: str) -> Pager:
    """Links to the other pages; nothing when there is one."""
    if paginator.num_pages < 2:
        return Pager()
    pages: list[tuple[int, str] | None] = [
        (number, page_path(path, number)) if isinstance(number, int) else None
        for number in paginator.get_elided_page_range(current, on_each_side=2, on_ends=1)
    ]
    return Pager(
        pages=pages,
        current=current,
        next_url=page_path(path, current + 1) if current < paginator.num_pages else "",
        previous_url=page_path(path, current - 1) if current > 1 else "",
    )
