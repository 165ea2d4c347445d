"""Decisions and writes about concepts: the tree, its neighbours, tombstones, and names by the hundred."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import get_language

from core.languages import in_language
from core.merging import merge_things
from core.models import IndexChange, Merge, NumberSequence
from core.unmerging import restore_thing
from thesaurus.hierarchy import closes_cycle, depths_above
from thesaurus.models import Ancestry, BroaderLink, Concept, ConceptLabel, RelatedLink
from thesaurus.querysets import FALLBACK_LANGUAGES

BATCH = 1000
ANCESTRY_LOCK = "thesaurus.ancestry"
"""The row two processes queue for before they rewrite the ancestry; no number is ever taken from it."""


def rebuild_ancestry() -> set[UUID]:
    """Bring the closure of broader links in step with them; the UUIDs of the concepts whose ancestors changed.

    Only links between visible concepts count, as on the public tree: a draft or a withdrawn concept passes nothing on.
    What changed is noted for the index in the same transaction.
    """
    with transaction.atomic():
        NumberSequence.objects.get_or_create(series=ANCESTRY_LOCK)
        NumberSequence.objects.select_for_update().get(series=ANCESTRY_LOCK)
        wanted = _wanted_ancestry()
        stored = {
            (row[1], row[2]): row for row in Ancestry.objects.values_list("pk", "ancestor", "descendant", "depth")
        }
        gone = [row for pair, row in stored.items() if wanted.get(pair) != row[3]]
        new = [pair for pair, depth in wanted.items() if pair not in stored or stored[pair][3] != depth]
        for start in range(0, len(gone), BATCH):
            Ancestry.objects.filter(pk__in=[row[0] for row in gone[start : start + BATCH]]).delete()
        Ancestry.objects.bulk_create(
            [Ancestry(ancestor_id=up, descendant_id=down, depth=wanted[up, down]) for up, down in new], batch_size=BATCH
        )
        moved = {row[2] for row in gone} | {down for up, down in new if up != down}
        uuids = set(Concept.objects.filter(pk__in=moved).values_list("uuid", flat=True)) if moved else set()
        if uuids:
            IndexChange.objects.note(Concept.index_kind(), uuids)
    return uuids


def _wanted_ancestry() -> dict[tuple[int, int], int]:
    """Depth by (ancestor, descendant), from the links between visible concepts; every concept is its own at 0."""
    broader = _read_links(BroaderLink.objects.visible())
    wanted = {}
    for concept in Concept.objects.order_by().values_list("pk", flat=True):
        for ancestor, depth in depths_above(concept, broader).items():
            wanted[ancestor, concept] = depth
    return wanted


def _read_links(links: Any) -> dict[int, list[int]]:
    """The concepts directly above each concept."""
    broader: dict[int, list[int]] = defaultdict(list)
    for concept, above in links.values_list("concept", "broader"):
        broader[concept].append(above)
    return broader


def stands_above(concept: int, other: int) -> bool:
    """Whether a concept is the other one or above it, whatever the state of those between: drafts count too."""
    return closes_cycle(concept, other, _read_links(BroaderLink.objects.order_by()))


def follow_change(concept: Concept) -> None:
    """After a concept changed: neighbours know each other, and the tree is up to date."""
    if concept.live and concept.merged_into_id is None:
        mirror_related(concept)
    rebuild_ancestry()


def mirror_related(concept: Concept) -> None:
    """Make the neighbours of a concept have it as a neighbour, and only them; what was merged keeps its own."""
    own = set(RelatedLink.objects.filter(concept=concept).values_list("related", flat=True))
    theirs = set(
        RelatedLink.objects.filter(related=concept, concept__merged_into=None).values_list("concept", flat=True)
    )
    if own == theirs:
        return
    RelatedLink.objects.filter(related=concept, concept__in=theirs - own).delete()
    RelatedLink.objects.bulk_create([RelatedLink(concept_id=other, related=concept) for other in sorted(own - theirs)])


def withdraw_concept(concept: Concept, reason: str = "") -> None:
    """Take a concept out of public view for good; its number, address and links stay."""
    concept.withdraw(reason)


def restore_concept(concept: Concept, user: Any = None) -> list[str]:
    """Undo a withdrawal or a merge; returns sentences about what could not come back."""
    return restore_thing(concept, user)


def merge_concepts(concept: Concept, target: Concept, user: Any = None, take: Collection[str] = ()) -> Merge:
    """Make a concept a former name of another: its words lead there, what was under it stands there."""
    return merge_things(concept, target, user=user, take=take)


# Names by the hundred ------------------------------------------------------------------------------


def preferred_labels(concepts: Any, language: str | None = None) -> dict[int, tuple[str, str]]:
    """Text and language of the label to print for each concept (a queryset or primary keys), by primary key."""
    labels = ConceptLabel.objects.preferred().filter(concept__in=concepts).order_by()
    return best_labels(labels.values_list("concept", "language", "text"), language)


def labels_of(numbers: Sequence[int | str], language: str | None = None) -> dict[str, str]:
    """The label of each visible concept as HTML prints it, by its public number as text; one query."""
    labels = ConceptLabel.objects.preferred().visible().of_numbers(numbers).order_by()
    found = best_labels(labels.values_list("concept__number", "language", "text"), language)
    own = _language(language)
    return {str(number): in_language(text, "" if code == own else code) for number, (text, code) in found.items()}


def best_labels(rows: Iterable[tuple[int, str, str]], language: str | None = None) -> dict[int, tuple[str, str]]:
    """Of each concept's labels the one to print: in the language asked for, else in the first of the fallbacks.

    Chosen here and not in SQL: three subqueries cost a page more to write than all its labels to read.
    """
    order = {code: rank for rank, code in enumerate(dict.fromkeys((_language(language), *FALLBACK_LANGUAGES)))}
    best: dict[int, tuple[str, str]] = {}
    ranks: dict[int, tuple[int, str]] = {}
    for key, code, text in rows:
        rank = (order.get(code, len(order)), code)
        if key not in ranks or rank < ranks[key]:
            ranks[key], best[key] = rank, (text, code)
    return best


def parents_of(numbers: Iterable[int | str]) -> dict[str, str]:
    """For each visible concept the number of the one it stands under (the first when several); one query."""
    concepts = Concept.objects.visible().by_numbers(numbers)
    links = BroaderLink.objects.visible().filter(concept__in=concepts).order_by("-broader__number")
    return {str(down): str(up) for down, up in links.values_list("concept__number", "broader__number")}


def _language(language: str | None) -> str:
    """The language asked for, or that of the reader."""
    return (language or get_language() or "fr")[:2]
