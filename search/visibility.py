"""What of the index may be shown at this very moment, and where its pages are."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Value

from search import registry

Identity = tuple[str, UUID]


def visible_identities(identities: Iterable[Identity]) -> set[Identity]:
    """Those that an anonymous visitor may see now, whatever the index says; one query for all kinds."""
    by_kind: dict[str, list[UUID]] = {}
    for kind, uuid in identities:
        by_kind.setdefault(kind, []).append(uuid)
    asked = [
        source.visible()
        .order_by()
        .filter(uuid__in=uuids)
        .annotate(kind_asked=Value(kind))
        .values_list("kind_asked", "uuid")
        for kind, uuids in by_kind.items()
        if (source := registry.sources.get(kind))
    ]
    return set(asked[0].union(*asked[1:], all=True)) if asked else set()
