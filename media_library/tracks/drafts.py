"""Cues as a file has them, before they are put in order, and who is said to speak in a line of text."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from core.names import match_key
from core.text import squeeze

MOST_NAME = 60
_SAID_BY = re.compile(rf"\s*(?P<name>[^\W\d_][^:.!?;<>\n]{{0,{MOST_NAME - 1}}}?)\s?:\s+(?P<text>\S.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class DraftCue:
    """A cue of a file; `name` is whoever the file says speaks. `line` counts from 1, 0 where a file has no lines."""

    line: int
    start: float
    end: float
    text: str
    name: str = ""
    identifier: str = ""
    settings: str = ""
    url: str = ""


def find_names(texts: Iterable[str], known: Iterable[str] = ()) -> set[str]:
    """The names that stand before a colon at the beginning of texts and can be taken for voices: those known, those
    said at least twice, and those of two words or more that all have capitals; all where most texts have one."""
    found: Counter[str] = Counter()
    others = 0
    for text in texts:
        name, _said = split_name(text)
        if name and len(name.split()) <= 6:
            found[name] += 1
        else:
            others += 1
    if found.total() > others and found.total() > 1:
        return set(found)
    keys = {match_key(name) for name in known}
    return {name for name, times in found.items() if times > 1 or match_key(name) in keys or _has_capitals(name)}


def split_name(text: str) -> tuple[str, str]:
    """“Awa Diallo : La rivière est basse.” in two; the name is "" where nothing stands before a colon."""
    found = _SAID_BY.fullmatch(text)
    return (squeeze(found["name"]), found["text"]) if found else ("", text)


def name_voices(cues: Sequence[DraftCue], known: Iterable[str]) -> list[DraftCue]:
    """Cues whose text begins with a name become cues of that voice."""
    names = find_names((cue.text for cue in cues if not cue.name), known)
    named = []
    for cue in cues:
        name, said = split_name(cue.text)
        named.append(replace(cue, name=name, text=said) if not cue.name and name in names else cue)
    return named


def _has_capitals(name: str) -> bool:
    words = name.split()
    return 2 <= len(words) <= 4 and all(word[0].isupper() for word in words)
