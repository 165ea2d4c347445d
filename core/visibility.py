"""The one rule of visibility: what an anonymous visitor may see, asked the same way everywhere.

A model whose rows reach the public has a manager with `visible()`. Every channel (pages, lists, counts, search,
feeds, sitemap, files) starts from that queryset; the leak tests hold every model and every address to it.
"""

from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import Count, F, Max


class VisibleQuerySet(models.QuerySet[Any]):
    """For snippets with drafts and tombstones."""

    def visible(self) -> Self:
        """What an anonymous visitor may see: live, not withdrawn, not merged into another."""
        return self.filter(live=True, withdrawn_at=None, merged_into=None)

    def numbered_within(self, numbers: range) -> Self:
        """Things whose public number is in a range, in order."""
        return self.filter(number__gte=numbers.start, number__lt=numbers.stop).order_by("number")

    def count_by_number(self, size: int) -> list[tuple[int, int, datetime]]:
        """For each range of so many public numbers that has some: which range, how many, and the newest date."""
        ranges = self.order_by().prefetch_related(None).annotate(numbers=F("number") / size).values("numbers")
        counted = ranges.annotate(count=Count("pk"), newest=Max("changed_at")).order_by("numbers")
        return list(counted.values_list("numbers", "count", "newest"))


def is_visible(thing: Any) -> bool:
    """The same rule, asked of one row that is already loaded; False for None."""
    return bool(thing and thing.live and thing.withdrawn_at is None and thing.merged_into_id is None)


def shown(thing: Any) -> Any:
    """A thing that may be merged, as the public may see it: itself, what it was merged into, or None."""
    if is_visible(thing):
        return thing
    if thing is not None and is_visible(thing.merged_into):
        return thing.merged_into
    return None
