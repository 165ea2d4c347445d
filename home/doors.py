"""The doors of the front page: the widest subjects of the library, with how much stands behind each."""

from dataclasses import dataclass

from core.languages import in_language
from core.sections import section_path
from core.shelves import counts_of
from core.text import sort_key
from resources.models import CataloguePage, Record
from thesaurus.addresses import canonical_path
from thesaurus.models import Concept

MOST_ROOTS = 400
"""A thesaurus without a tree has only roots: what a page may look at."""


@dataclass(frozen=True)
class Door:
    """One subject; its label is marked with its language when that is not the reader’s."""

    label: str
    url: str
    count: int


def widest_doors(count: int) -> list[Door]:
    """The subjects at the top of the tree with the most documents, A to Z; none while nothing is indexed."""
    roots = list(Concept.objects.roots().with_labels()[:MOST_ROOTS])
    counts = counts_of(roots)
    filled = sorted((root for root in roots if counts.get(root.number)), key=lambda root: -counts[root.number])
    return [_door(root, counts[root.number]) for root in sorted(filled[:count], key=lambda one: sort_key(one.label()))]


def _door(root: Concept, count: int) -> Door:
    label = root.preferred_label()
    text = in_language(label.text, label.language) if label else root.label()
    return Door(text, canonical_path(root), count)


def catalogue_url() -> str:
    """The path of the catalogue in the current language."""
    return section_path(CataloguePage)


def count_records() -> int:
    """How many documents the library describes in public."""
    return Record.objects.visible().count()
