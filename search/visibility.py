"""What of the index may be shown at this very moment, and where its pages are."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from uuid import UUID

from django.db.models import Value

from search import registry
from search.contract import SearchHit

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


def without_hidden_places(hits: Sequence[SearchHit]) -> list[SearchHit]:
    """Hits without the text and the place that may be shown no more, though the index still holds them."""
    asked: dict[str, list[SearchHit]] = {}
    for hit in hits:
        if hit.label and (source := registry.sources.get(hit.kind)) and source.still_said:
            asked.setdefault(hit.kind, []).append(hit)
    said = {(kind, uuid) for kind, found in asked.items() for uuid in _still_said(kind, found)}
    return [
        hit if hit.kind not in asked or not hit.label or (hit.kind, hit.uuid) in said else _without_place(hit)
        for hit in hits
    ]


def _still_said(kind: str, hits: Sequence[SearchHit]) -> set[UUID]:
    ask = registry.sources[kind].still_said
    return ask(hits) if ask else set()


def _without_place(hit: SearchHit) -> SearchHit:
    return replace(hit, snippet_html="", anchor="", label="", snippet_language="")
