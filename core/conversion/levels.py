"""Levels of headings, so that the outline of a page starts at its second level and skips none."""

from core.conversion.result import Block


def level_headings(blocks: list[Block]) -> list[Block]:
    """Blocks whose headings are of the second or third level: the highest found is the second, the others the third."""
    levels = [int(value["level"]) for name, value in blocks if name == "heading"]
    if not levels:
        return blocks
    highest = min(levels)
    seen = False
    levelled: list[Block] = []
    for name, value in blocks:
        if name == "heading":
            is_first = int(value["level"]) == highest or not seen
            value = {**value, "level": "2" if is_first else "3"}
            seen = True
        levelled.append((name, value))
    return levelled
