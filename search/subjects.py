"""What documents of every type say of their people and subjects, so that one facet and one shelf hold them all."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from thesaurus.models import Ancestry, LabelKind


def broader_numbers(concepts: Iterable[int]) -> dict[int, list[str]]:
    """For each concept (primary keys), its number and those of all visible broader ones; two queries."""
    numbers: dict[int, list[str]] = {}
    for descendant, number in Ancestry.objects.visible_pairs(concepts):
        numbers.setdefault(descendant, []).append(str(number))
    return numbers


def labels_searched(concepts: Iterable[Any]) -> list[str]:
    """All labels of concepts that may be printed; their labels are loaded already."""
    return [label.text for concept in concepts for label in concept.labels.all() if label.kind != LabelKind.HIDDEN]


def misspelt_labels(concepts: Iterable[Any]) -> list[str]:
    """Their hidden labels, which exist to be searched only."""
    return [label.text for concept in concepts for label in concept.labels.all() if label.kind == LabelKind.HIDDEN]


def concept_facets(concepts: Sequence[Any], broader: Mapping[int, list[str]]) -> dict[str, list[str]]:
    """The subjects something is filtered by: its own, and each with everything broader."""
    own = [str(concept.number) for concept in concepts]
    above = [number for concept in concepts for number in broader.get(concept.pk, ())]
    return {"concept": list(dict.fromkeys([*own, *above])), "subject": own}


def agent_facets(contributors: Iterable[tuple[int, str]], publishers: Iterable[int] = ()) -> dict[str, list[str]]:
    """Contributors (number and role), publishers (number), and each with the role they had."""
    contributors, publishers = list(contributors), list(publishers)
    roles = [*contributors, *((number, "pbl") for number in publishers)]
    return {
        "agent": list(dict.fromkeys(str(number) for number, _ in contributors)),
        "agent_role": list(dict.fromkeys(f"{number}:{role}" for number, role in roles)),
        "publisher": list(dict.fromkeys(str(number) for number in publishers)),
    }
