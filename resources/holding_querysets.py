"""Named questions about copies."""

from collections.abc import Sequence
from typing import Any, Self

from django.db import models

AT_HAND = ("available", "on_site")
"""Situations in which a copy should be on its shelf."""


class HoldingQuerySet(models.QuerySet[Any]):
    """Named questions about copies."""

    def kept(self) -> Self:
        """Those the house still has."""
        return self.filter(removed_on=None)

    def for_labels(self, record_keys: Sequence[int]) -> Self:
        """The copies of records that get a label, with the place each belongs to."""
        return self.kept().filter(record__in=record_keys).select_related("site")

    def numbered(self, numbers: Sequence[str]) -> Self:
        """Copies with one of these inventory numbers, removed ones among them."""
        return self.filter(inventory_number__in=numbers)

    def expected_at(self, site: Any, shelf_mark: str = "") -> Self:
        """Copies that should stand at a place (any, when none is given) under shelf marks that begin in a way."""
        expected = self.kept().filter(status__in=AT_HAND, record__withdrawn_at=None).exclude(inventory_number="")
        if site is not None:
            expected = expected.filter(site=site)
        return expected.filter(shelf_mark__startswith=shelf_mark) if shelf_mark else expected
