"""What of the index may be shown at this very moment, and where its pages are."""

from collections.abc import Iterable
from uuid import UUID

from search import registry

Identity = tuple[str, UUID]


def visible_identities(identities: Iterable[Identity]) -> set[Identity]:
    """Those that an anonymous visitor may see now, whatever the index says; one query a kind."""
    by_kind: dict[str, list[UUID]] = {}
    for kind, uuid in identities:
        by_kind.setdefault(kind, []).append(uuid)
    visible: set[Identity] = set()
    for kind, uuids in by_kind.items():
        if source := registry.sources.get(kind):
            found = source.visible().filter(uuid__in=uuids).values_list("uuid", flat=True)
            visible.update((kind, uuid) for uuid in found)
    return visible
