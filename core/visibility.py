"""The one rule of visibility: what an anonymous visitor may see, asked the same way everywhere.

A model whose rows reach the public has a manager with `visible()`. Every channel (pages, lists, counts, search,
feeds, sitemap, files) starts from that queryset; the leak tests hold every model and every address to it.
"""

from typing import Any, Self

from django.db import models


class VisibleQuerySet(models.QuerySet[Any]):
    """For snippets with drafts and tombstones."""

    def visible(self) -> Self:
        """What an anonymous visitor may see: live, not withdrawn, not merged into another."""
        return self.filter(live=True, withdrawn_at=None, merged_into=None)


def is_visible(thing: Any) -> bool:
    """The same rule, asked of one row that is already loaded; False for None."""
    return bool(thing and thing.live and thing.withdrawn_at is None and thing.merged_into_id is None)
