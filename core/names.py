"""Names of people and organisations: reading them, sorting them, telling whether two are one."""

import re
from dataclasses import dataclass

from core.text import fold, sort_key, squeeze

PARTICLES = {"du", "des", "von", "van", "der", "den", "ten", "ter", "la", "le", "di", "da", "del", "el", "al", "ben"}
GIVEN_SIDE = {"de", "d"}
"""Particles that stay with the given name in French sorting: “Balzac, Honoré de”."""
_SEPARATORS = re.compile(r"\s*(?:[,;/]|\s&\s|\set\s|\sen\s|\sand\s)\s*", re.IGNORECASE)
_ROLE_IN_BRACKETS = re.compile(r"\s*[(\[][^)\]]*[)\]]\s*$")


@dataclass(frozen=True)
class PersonName:
    """A person's name as displayed (“Gaston Leroux”) and as sorted (“Leroux, Gaston”)."""

    display: str
    sort: str


def parse_person(raw: str) -> PersonName:
    """Read “Gaston Leroux”, “Leroux, Gaston”, “LEROUX Gaston” or a single name."""
    raw = squeeze(_ROLE_IN_BRACKETS.sub("", raw)).strip(" ,;")
    if "," in raw:
        family, given = (squeeze(part) for part in raw.split(",", 1))
    else:
        family, given = _split_words(raw.split(" "))
    if not given:
        return PersonName(family, family)
    return PersonName(f"{given} {family}", f"{family}, {given}")


def _split_words(words: list[str]) -> tuple[str, str]:
    """Family and given name of words in either order; capitals mark the family name."""
    capitals = 0
    for word in words:
        if len(word) < 2 or not word.isupper() or word.endswith("."):
            break
        capitals += 1
    if 0 < capitals < len(words):
        return " ".join(_capitalise(word) for word in words[:capitals]), " ".join(words[capitals:])
    if len(words) == 1:
        return words[0], ""
    start = len(words) - 1
    while start > 1 and fold(words[start - 1]) in PARTICLES:
        start -= 1
    family = words[start:]
    if family[-1].isupper() and len(family[-1]) > 1:
        family = [_capitalise(word) for word in family]
    return " ".join(family), " ".join(words[:start])


def _capitalise(word: str) -> str:
    if fold(word) in PARTICLES:
        return word.capitalize()
    return re.sub(r"\w+", lambda found: found.group().capitalize(), word)


def split_people(raw: str) -> list[str]:
    """The names of a statement of authors, separated by commas, semicolons, “et” or “&”."""
    raw = squeeze(raw)
    parts = [part.strip(" .") for part in _SEPARATORS.split(raw) if part.strip(" .")]
    if len(parts) == 2 and raw.count(",") == 1 and len(parts[0].split()) == 1:
        return [raw]  # “Leroux, Gaston” is one person
    return parts


def match_key(name: str) -> str:
    """Equal for every order and spelling of one name: “Leroux Gaston” and “Gaston LEROUX”."""
    return " ".join(sorted(sort_key(name).split()))
