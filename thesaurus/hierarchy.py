"""The arithmetic of broader links: who stands above whom, without recursion and safe from cycles."""

from collections.abc import Iterable, Mapping

Links = Mapping[int, Iterable[int]]
"""From a concept to the concepts directly above it."""


def depths_above(concept: int, broader: Links) -> dict[int, int]:
    """Everything above a concept and the shortest way up to it; itself at 0."""
    depths = {concept: 0}
    level = [concept]
    while level:
        above = {other for each in level for other in broader.get(each, ())} - depths.keys()
        depth = depths[level[0]] + 1
        depths.update(dict.fromkeys(above, depth))
        level = list(above)
    return depths


def closes_cycle(concept: int, above: int, broader: Links) -> bool:
    """Whether putting one concept under another would put it above itself."""
    return concept in depths_above(above, broader)
