"""The whole a document is a part of: its title, where in it, and the numbers its own record may be found by."""

import re

from resources.imports.marc.builder import Builder
from resources.imports.marc.wording import bare, clean

_OF_A_SERIAL = re.compile(r"n[°º]|\bno?\.? ?\d|\bnum|\bvol", re.IGNORECASE)
_PLACES = ("v", "h", "i", "d", "p")
"""Volume or number, part, its title, date, pages: the order in which they are written."""


def read_host(build: Builder, tag: str, pairs: list[tuple[str, str]]) -> None:
    """UNIMARC 461 to 464: the set gives the title, the piece says which number; what is more precise comes after."""
    title = next((bare(value) for code, value in pairs if code == "t"), "")
    known = build.draft.fields.get("host_title", "")
    if title and not known:
        build.draft.fields["host_title"] = title
    elif title and title != known:
        build.numbering.setdefault("t", title)
    for code, value in pairs:
        if code in "0xy":
            build.host_key(value)
        if code == "x" or (tag == "463" and known) or (code == "v" and _OF_A_SERIAL.search(value)):
            build.numbering["serial"] = "1"
        if code in _PLACES and bare(value):
            build.numbering.setdefault(code, clean(value))


def read_pieces(build: Builder, pairs: list[tuple[str, str]]) -> None:
    """The works a volume holds, one line each of its contents."""
    words = [clean(value) for code, value in pairs if code == "t" and clean(value)]
    build.note("contents", "\n".join(words))


def place_in_host(build: Builder) -> str:
    """“vol. 3, n° 12, 1998, p. 4-9”, from what the linking fields said, each once."""
    said = [build.numbering.get(code, "") for code in ("t", *_PLACES)]
    words: list[str] = []
    for one in said:
        if one and not any(one in known for known in words):
            words.append(one)
    return ", ".join(words)
