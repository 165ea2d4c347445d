"""The tree as editors see it, drafts among it: read branch by branch, a fixed number of queries for each opening."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from core.text import sort_key, squeeze
from core.usage import usage_counts
from thesaurus.hierarchy import depths_above
from thesaurus.models import BroaderLink, Concept
from thesaurus.services import preferred_labels

BRANCH = 200
"""How many concepts of a branch are shown at once; the rest is a click away."""
MOST_OPENED = 60
"""How many branches an address may ask to be open."""
FOUND = 30


@dataclass
class Node:
    """A concept at one of its places in the tree."""

    number: int
    key: int
    text: str
    language: str = ""
    under: str = ""
    """The number of the concept it is shown under; "" at the top."""
    stamp: str = ""
    """Where it stood when it was read: a move says it back, and is refused when that is no longer true."""
    live: bool = True
    proposed: bool = False
    narrower: int = 0
    records: int = 0
    places: int = 0
    """How many concepts it stands under."""
    anchor: bool = False
    """Whether it is the one to look at, and the first of its places on the page."""
    toggle: str = ""
    """The address that opens it, or closes it again, for who has no JavaScript."""
    children: "Branch | None" = None


@dataclass
class Branch:
    """What stands directly under a concept, or at the top."""

    nodes: list[Node] = field(default_factory=list)
    total: int = 0
    under: str = ""
    following: int = 0
    """The page of what comes after these; 0 when that is all."""
    preceding: int = 0
    """The page of what comes before these; 0 when they are the first."""


@dataclass(frozen=True)
class Found:
    """A concept the search box found, and the way down to it."""

    number: int
    text: str
    way: list[tuple[int, str]]
    state: str


def read_tree(opened: Sequence[int] = (), page: int = 1, focus: int = 0) -> Branch:
    """The top of the tree with some branches (public numbers) opened, in a fixed number of queries.

    Of a branch too long for one page, the page on the way to `focus` is shown.
    """
    parents = _keys_of(opened[:MOST_OPENED])
    links = _children_of(list(parents.values()))
    wanted = _on_the_way_to(focus) if focus else set()
    pieces = {"": _page(_root_keys(), page, wanted=wanted)}
    labels_first = preferred_labels([key for keys in (*links.values(), pieces[""].keys) for key in keys])
    numbers = {key: str(number) for number, key in parents.items()}
    for parent, keys in links.items():
        pieces[numbers[parent]] = _page(keys, 1, labels_first, wanted)
    nodes = _read_nodes({key for piece in pieces.values() for key in piece.keys}, labels_first)
    return _assemble("", pieces, nodes, ())


def read_branch(parent: Concept | None, page: int = 1) -> Branch:
    """What stands directly under one concept (at the top for None), in a fixed number of queries."""
    keys = _root_keys() if parent is None else _children_of([parent.pk]).get(parent.pk, [])
    labels = None if parent is None else preferred_labels(keys)
    shown = _page(keys, page, labels)
    under = str(parent.number) if parent else ""
    return _assemble(under, {under: shown}, _read_nodes(set(shown.keys), labels or preferred_labels(shown.keys)), ())


def stamp_of(concept: Concept) -> str:
    """Where a concept stands now, as its node says it."""
    above = BroaderLink.objects.above([concept.pk])
    return _stamp(above.get(concept.pk, []), concept.top)


def _stamp(parents: Iterable[int], top: bool) -> str:
    return ".".join([*(str(number) for number in sorted(parents)), *(["t"] if top else [])])


def _root_keys() -> list[int]:
    """Where the editors' tree begins, A to Z: marked as top, or without anything that is not gone above."""
    return list(Concept.objects.editing_roots().in_order_of_label().values_list("pk", flat=True))


def _keys_of(numbers: Sequence[int]) -> dict[int, int]:
    return dict(Concept.objects.not_gone().by_numbers(numbers).values_list("number", "pk"))


def _children_of(parents: list[int]) -> dict[int, list[int]]:
    """The keys of what stands directly under each concept; concepts without anything are there too."""
    found: dict[int, list[int]] = {parent: [] for parent in parents}
    for above, below in BroaderLink.objects.among_editors().under(parents).values_list("broader", "concept"):
        found[above].append(below)
    return found


@dataclass(frozen=True)
class _Piece:
    """One page of the keys of a branch, of how many, and the pages around it (0 when there is none)."""

    keys: list[int]
    total: int
    following: int
    preceding: int


def _page(
    keys: list[int], page: int, labels: dict[int, tuple[str, str]] | None = None, wanted: set[int] | None = None
) -> _Piece:
    """One page of some keys, sorted by label when labels are given: the first with one that is wanted, if any is."""
    if labels is not None:
        keys = sorted(keys, key=lambda key: (sort_key(labels.get(key, ("", ""))[0]), key))
    place = next((place for place, key in enumerate(keys) if wanted and key in wanted), None)
    page = max(1, page) if place is None else place // BRANCH + 1
    start = (page - 1) * BRANCH
    return _Piece(keys[start : start + BRANCH], len(keys), page + 1 if len(keys) > start + BRANCH else 0, page - 1)


def _on_the_way_to(number: int) -> set[int]:
    """A concept and everything above it, whatever the state of those between."""
    broader: dict[int, list[int]] = defaultdict(list)
    for below, above in BroaderLink.objects.among_editors().order_by().values_list("concept", "broader"):
        broader[below].append(above)
    return {key for start in _keys_of([number]).values() for key in depths_above(start, broader)}


def _read_nodes(keys: set[int], labels: dict[int, tuple[str, str]]) -> dict[int, Node]:
    """Everything a line prints, by primary key: four queries however many there are."""
    missing = [key for key in keys if key not in labels]
    labels = labels | (preferred_labels(missing) if missing else {})
    above = BroaderLink.objects.above(list(keys))
    below = BroaderLink.objects.count_below(list(keys))
    records = usage_counts(Concept._meta.label_lower, list(keys))
    nodes = {}
    rows = Concept.objects.by_keys(keys).order_by().values_list("pk", "number", "live", "proposed_at", "top")
    for key, number, live, proposed_at, top in rows:
        parents = above.get(key, [])
        text, language = labels.get(key, (f"n° {number}", ""))
        nodes[key] = Node(
            number=number, key=key, text=text, language=language, stamp=_stamp(parents, top),
            live=live, proposed=proposed_at is not None, narrower=below.get(key, 0), records=records.get(key, 0),
            places=len(parents),
        )  # fmt: skip
    return nodes


def _assemble(under: str, pieces: dict[str, _Piece], nodes: dict[int, Node], way: tuple[str, ...]) -> Branch:
    """A branch with those opened below it; a circle, from data written elsewhere, is not followed."""
    piece = pieces[under]
    branch = Branch(total=piece.total, under=under, following=piece.following, preceding=piece.preceding)
    for key in piece.keys:
        if key not in nodes:
            continue
        model = nodes[key]
        node = Node(**{**vars(model), "under": under})
        name = str(node.number)
        if name in pieces and name not in way:
            node.children = _assemble(name, pieces, nodes, (*way, name))
        branch.nodes.append(node)
    return branch


# Finding --------------------------------------------------------------------------------------------


def find_in_tree(typed: str) -> list[Found]:
    """The concepts some words lead to, the nearest first, each with its way down from the top."""
    typed = squeeze(typed)[:200]
    if not typed:
        return []
    concepts = list(Concept.objects.not_gone().matching(typed).with_labels()[:FOUND])
    broader: dict[int, list[int]] = defaultdict(list)
    for below, above in BroaderLink.objects.among_editors().order_by("pk").values_list("concept", "broader"):
        broader[below].append(above)
    ways = {concept.pk: _way_down(concept.pk, broader) for concept in concepts}
    passed = {key for way in ways.values() for key in way}
    labels = preferred_labels(list(passed))
    numbers = dict(Concept.objects.by_keys(passed).order_by().values_list("pk", "number"))
    return [
        Found(
            concept.number,
            concept.label(),
            [(numbers[key], labels.get(key, (str(numbers[key]), ""))[0]) for key in ways[concept.pk]],
            _state(concept),
        )
        for concept in concepts
    ]


def _way_down(key: int, broader: dict[int, list[int]]) -> list[int]:
    """The first way from the top down to what stands above a concept."""
    way: list[int] = []
    while (above := broader.get(key)) and above[0] not in way:
        key = above[0]
        way.insert(0, key)
    return way


def _state(concept: Any) -> str:
    return "proposed" if concept.proposed_at else "" if concept.live else "draft"
