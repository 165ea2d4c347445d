"""Entries of the daily work in the menu “Documentation”."""

from collections.abc import Callable

from wagtail.admin.menu import MenuItem


def items() -> list[Callable[[], MenuItem]]:
    """What makes each entry, when the menu is built."""
    return []
