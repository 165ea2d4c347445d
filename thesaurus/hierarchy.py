"""The arithmetic of broader links: who stands above whom, without recursion and safe from cycles."""

from collections.abc import Hashable, Iterable, Mapping
from typing import TypeVar

Name = TypeVar("Name", bound=Hashable)
"""Whatever stands for a concept: a primary key, a URI."""


def depths_above(concept: Name, broader: Mapping[Name, Iterable[Name]]) -> dict[Name, int]:
    """Everything above a concept and the length of the shortest way up to it; itself at 0.

    `broader` leads from a concept to those directly above it.
    """
    depths = {concept: 0}
    level = [concept]
    while level:
        above = {other for each in level for other in broader.get(each, ())} - depths.keys()
        depth = depths[level[0]] + 1
        depths.update(dict.fromkeys(above, depth))
        level = list(above)
    return depths


def closes_cycle(concept: Name, above: Name, broader: Mapping[Name, Iterable[Name]]) -> bool:
    """Whether putting one concept under another would put it above itself."""
    return concept in depths_above(above, broader)
