"""Comparing many things with few of them: keys put what may be alike side by side, and only neighbours are compared."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from typing import TypeVar

Thing = TypeVar("Thing")
WHOLE_BLOCK = 12
"""A block of at most so many is compared each with each."""
WINDOW = 6
"""In a larger one each is compared with so many that follow it in order."""


def neighbours(
    things: Sequence[Thing], keys: Callable[[Thing], Iterable[Hashable]], order: Callable[[Thing], str]
) -> Iterator[tuple[Thing, Thing]]:
    """Pairs that share a key, in a time that grows with their number and not with its square.

    A pair may come more than once. A block too large to be compared whole, a title every review has or an author of
    hundreds, is walked in the order given, so that its time stays bounded.
    """
    blocks: dict[Hashable, list[Thing]] = defaultdict(list)
    for thing in things:
        for key in keys(thing):
            blocks[key].append(thing)
    for block in blocks.values():
        if len(block) < 2:
            continue
        reach = len(block) if len(block) <= WHOLE_BLOCK else WINDOW
        if len(block) > WHOLE_BLOCK:
            block.sort(key=order)
        for index, one in enumerate(block):
            for other in block[index + 1 : index + 1 + reach]:
                yield one, other
