"""Names of people and organisations: reading them, sorting them, telling whether two are one."""

import re
from dataclasses import dataclass

from core.text import fold, sort_key, squeeze

PARTICLES = {"du", "des", "von", "van", "der", "den", "ten", "ter", "la", "le", "di", "da", "del", "el", "al", "ben"}
GIVEN_SIDE = {"de", "d"}
"""Particles that stay with the given name in French sorting: “Balzac, Honoré de”."""
_ROLE_IN_BRACKETS = re.compile(r"\s*[(\[][^)\]]*[)\]]\s*$")
_ELIDED = re.compile(r"^(d['’])(\w.*)$")
_NUMERAL = re.compile(r"[IVX]{2,5}|I(?:er|re)")
_YOUNGER = re.compile(r"^(.*?),?\s+([JS]r\.?)$")


@dataclass(frozen=True)
class PersonName:
    """A person's name as displayed (“Gaston Leroux”) and as sorted (“Leroux, Gaston”)."""

    display: str
    sort: str


def parse_person(raw: str) -> PersonName:
    """Read “Gaston Leroux”, “Leroux, Gaston”, “LEROUX Gaston” or a single name.

    Where the French particle goes: “Balzac, Honoré de”, “Ormesson, Jean d’”, but “La Fontaine, Jean de” and, with the
    capital Belgian names have, “De Coster, Charles”.
    """
    raw = squeeze(_ROLE_IN_BRACKETS.sub("", squeeze(raw))).strip(" ,;") or squeeze(raw)
    younger = _YOUNGER.match(raw)
    raw, suffix = (younger[1], younger[2]) if younger else (raw, "")
    if "," in raw:
        family, given = (squeeze(part) for part in raw.split(",", 1))
    else:
        family, given = _split_words(raw.split(" "))
    if not given:
        return PersonName(f"{family} {suffix}".strip(), f"{family} {suffix}".strip())
    glue = "" if given.endswith(("'", "’")) else " "
    return PersonName(
        f"{given}{glue}{family} {suffix}".rstrip(), ", ".join(part for part in (family, given, suffix) if part)
    )


def _split_words(words: list[str]) -> tuple[str, str]:
    """Family and given name of words in either order; capitals mark the family name, a numeral one who has none."""
    capitals = _count_capitals(words)
    if 0 < capitals < len(words):
        return " ".join(_capitalise(word) for word in words[:capitals]), " ".join(words[capitals:])
    if len(words) == 1 or _NUMERAL.fullmatch(words[-1]):
        return " ".join(words), ""
    if elided := _ELIDED.match(words[-1]):
        return elided[2], f"{' '.join(words[:-1])} {elided[1]}"
    start = len(words) - 1
    while start > 1 and _belongs_to_family(words[start - 1]):
        start -= 1
    family = words[start:]
    if family[-1].isupper() and len(family[-1]) > 1:
        family = [_capitalise(word) for word in family]
    return " ".join(family), " ".join(words[:start])


def _count_capitals(words: list[str]) -> int:
    """How many words in capitals a name begins with, initials and a single short word (“MC Solaar”) apart."""
    count = 0
    for word in words:
        if len(word) < 2 or not word.isupper() or word.endswith("."):
            break
        count += 1
    return count if sum(len(word) for word in words[:count]) > 2 else 0


def _belongs_to_family(word: str) -> bool:
    """Whether a word before the family name is part of it."""
    return fold(word) in PARTICLES or (fold(word) in GIVEN_SIDE and word[0].isupper())


def _capitalise(word: str) -> str:
    if fold(word) in PARTICLES:
        return word.capitalize()
    return re.sub(r"\w+", lambda found: found.group().capitalize(), word)


def match_key(name: str) -> str:
    """Equal for every order and spelling of one name: “Leroux Gaston” and “Gaston LEROUX”."""
    return " ".join(sorted(sort_key(name).split()))
