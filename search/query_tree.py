"""A query as it was understood: a small tree that names no engine, which each engine writes in its own words.

A group asks for all of its nodes or for any of them; a leaf is a clause (words, a phrase, a prefix, a number), a range
of years, or values of a closed list. `field` is "" for everything, else one of the canonical names.
"""

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass

from search.analysis import stems

TEXT_FIELDS = ("title", "author", "subject", "publisher")
"""Fields searched by words."""
VALUE_FIELDS = ("type", "language", "kind")
"""Fields that take a value of a closed list, by its code or its name."""
FIELDS = (*TEXT_FIELDS, "year", "isbn", *VALUE_FIELDS)


@dataclass(frozen=True, slots=True)
class Clause:
    """One thing asked for: its folded words, all of them (one after the other in a phrase), or the words joined
    (`porte-monnaie`, `portemonnaie`), or a document's number. `source` is how it was typed, without its field."""

    words: tuple[str, ...]
    joined: str = ""
    phrase: bool = False
    prefix: bool = False
    optional: bool = False
    identifier: str = ""
    field: str = ""
    source: str = dataclasses.field(default="", compare=False)

    def matching_terms(self) -> frozenset[str]:
        """Every term that makes a word of a text count as matched, for highlighting (prefixes apart)."""
        return frozenset[str]().union(*self.terms_of_words())

    def terms_of_words(self) -> list[frozenset[str]]:
        """The same, word by word."""
        if self.phrase:
            return [frozenset((word,)) for word in self.words]
        words = (*self.words, self.joined) if self.joined else self.words
        return [frozenset((word, *stems(word))) for word in words]


@dataclass(frozen=True, slots=True)
class Years:
    """Documents whose years overlap an inclusive range; None leaves an end open."""

    first: int | None
    last: int | None


@dataclass(frozen=True, slots=True)
class OneOf:
    """Documents with one of some values of a closed list; `source` is the name or code that was typed."""

    field: str
    values: tuple[str, ...]
    source: str = dataclasses.field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Not:
    """What must not be so."""

    node: "Node"


@dataclass(frozen=True, slots=True)
class Group:
    """All of some nodes (`every`), or at least one of them."""

    nodes: tuple["Node", ...]
    every: bool = True


Leaf = Clause | Years | OneOf
Node = Leaf | Not | Group


@dataclass(frozen=True, slots=True)
class Problem:
    """Something of a query that was not understood: which kind of thing, and its text."""

    kind: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class ParsedQuery:
    """A query as a group that wants all its nodes; None when there was nothing to look for.

    `number` is the whole text as a document's number, when it has a digit: catalogues hold stranger ones than ISBNs.
    """

    text: str = ""
    tree: Group | None = None
    number: str = ""
    problems: tuple[Problem, ...] = ()

    @property
    def wanted(self) -> tuple[Clause, ...]:
        """The clauses that are not exclusions, in the order they were typed."""
        return tuple(_wanted(self.tree, positive=True)) if self.tree else ()

    def words(self) -> list[str]:
        """The folded words wanted anywhere or in titles, in order, phrases included."""
        return [word for clause in self.wanted if clause.field in {"", "title"} for word in clause.words]


def _wanted(node: Node, *, positive: bool) -> Iterator[Clause]:
    """Clauses under an even number of exclusions."""
    if isinstance(node, Clause):
        if positive:
            yield node
    elif isinstance(node, Not):
        yield from _wanted(node.node, positive=not positive)
    elif isinstance(node, Group):
        for child in node.nodes:
            yield from _wanted(child, positive=positive)
