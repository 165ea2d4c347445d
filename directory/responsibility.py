"""Reading statements of responsibility: who is named there, in which role, as a person or as an organisation."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from core.names import GIVEN_SIDE, PARTICLES, match_key
from core.text import fold, squeeze
from directory.given_names import ALSO_FAMILY_NAMES, GIVEN_NAMES


@dataclass(frozen=True, slots=True)
class Name:
    """Someone named in a row: “Gaston Leroux” or “Leroux, Gaston”, person or organisation, with a relator code.

    `dates` are those of a life as the source has them, “1868-1927”; `printed` is the name on the document, where it is
    another.
    """

    name: str
    kind: str = "person"
    role: str = "aut"
    dates: str = ""
    printed: str = ""


_LIFE_DATES = re.compile(r"[(\[]\s*\d{4}\s*-\s*(?:\d{4})?\s*[)\]]")
_OTHERS = re.compile(r"[\s,]*(?:\.{3}|…)?[\s,]*[(\[]?\bet al(?:ii)?\b\.?[)\]]?|[\s,]*(?:\.{3}|…)", re.IGNORECASE)
_SEGMENTS = re.compile(r"\s*[;|]\s*")
_COMMAS = re.compile(r"\s*,\s*")
_ANDS = re.compile(
    r"\s+(?:et|en|and|&)\s+(?!associés|son\s|sa\s|ses\s)|(?<=\w{3})/(?=(?-i:[A-ZÀ-Þ])\w{2})", re.IGNORECASE
)
_SHARED = re.compile(r"^([\w-]+)\s+(?:et|&)\s+([\w-]+)\s+([\w'’-]+(?:\s[\w'’-]+)?)$", re.IGNORECASE)
_MARK = re.compile(r"\s*\(([^()]*)\)\s*$")

_OPENINGS = [
    (re.compile(pattern, re.IGNORECASE), role)
    for pattern, role in (
        (r"^(?:[ée]d\.? et )?trad(?:\.|uit|uction)?(?: de l['’]\w+| du \w+| par| de(?= (?-i:[A-ZÀ-Þ])))*\s+", "trl"),
        (r"^(?:ouvrage )?(?:sous la |sous le )?dir(?:\.{1,3}|ection)?\s*(?:de\s|par\s|d['’])?\s*", "edt"),
        (r"^(?:dirigé|coordonné) par\s+|^(?:texte et photographies )?sous la coordination de\s+", "edt"),
        (r"^texte français de\s+", "trl"),
        (r"^(?:pr[ée]f(?:\.|ace|acé)?)(?: de| par)?\s+", "aui"),
        (r"^postf(?:\.|ace)(?: de)?\s+", "aft"),
        (r"^(?:ill(?:\.|ustr\.|ustrations?|ustré)?|dessins?(?: et couleurs)?|images)(?: de| par)?\s+", "ill"),
        (r"^photo(?:gr\.|graphies|s)?(?: de)?\s+", "pht"),
        (r"^adapt(?:é|ation|\.)(?: par| de)?\s+", "adp"),
        (r"^raconté(?:es)?(?: par)?\s+", "adp"),
        (r"^conception de\s+", "dsr"),
        (r"^scénario(?: de)?\s+|^text(?:e|es)?(?: et (?:ill\.|images|dessins|illustrations))?(?: de)?\s+", "aut"),
        (r"^éd\.\s+", "edt"),
    )
]
_MARKS = {
    "dir": "edt", "ed": "edt", "coord": "edt", "pref": "aui", "postf": "aft", "trad": "trl", "ill": "ill",
    "chant": "sng", "photogr": "pht", "scenario": "aut", "adapt": "adp", "coll": "",
}  # fmt: skip
_WHOLE_STATEMENT = {"edt"}
"""A mark after the last name that speaks of all: “A, B et C (dir.)”."""
_NOBODY = re.compile(
    r"^(?:collectif|collective|auteurs? divers|divers|anonyme|compilation\b.*|[\W\d_]*)$|^[«\"“]|^d['’]après un",
    re.IGNORECASE,
)
_GROUP_WORD = re.compile(
    r"^(?:l[ea]s?\s|l['’])?(?:ateliers?|association|asbl|caf|centre|cie|collectif|collège|comité|commission|compagnie|"
    r"conseil|école|éditions?|fédération|fondation|groupe|institut|ligue|lpo|ministère|mouvement|mus[ée]e|orchestre|"
    r"radio|service|société|studio|syndicat|théâtre|union|université|ville)\b",
    re.IGNORECASE,
)
_ORGANISATIONS = re.compile(
    r"\b(?:asbl|associés|collective|ensemble|orchestre?|quartet|trio)\b|\d|^\w+/\w+$", re.IGNORECASE
)
_PERHAPS_A_GROUP = re.compile(r"^(?:les?|la|the)\s", re.IGNORECASE)
_ARTICLE = re.compile(r"^(?:l[ea]s?\s|l['’])(?=[A-ZÀ-Þ])")
_AGE = re.compile(r"^(.+) (\S+) (aîné|jeune|père|fils|Jr\.?|I{2,3})$")
_INITIALS = re.compile(r"\b([A-Z])\.([A-Z])(?![\w.])")
_STUCK_INITIAL = re.compile(r"\b([A-Z])\.(?=[A-Z][a-z])")
_TITLES = re.compile(r"\b(?:docteur|dr|pr|prof)\.?\s+", re.IGNORECASE)


def read_people(text: str, role: str = "aut", kind: str = "person") -> list[Name]:
    """Everyone a statement names, in its order, each once in a role.

    Understands “sous la dir. de”, “(ill.)”, “Margret et Rolf Rettich”, “VAN CAUWELAERT Didier”, “Bloch Serge”,
    “Monfreid Henri de”; leaves out “et al.” and “Collectif”.
    """
    text = squeeze(_LIFE_DATES.sub("", squeeze(text))).lstrip("•-– ")
    text = _OTHERS.sub(" ", text).replace("[", "").replace("]", "")
    found: dict[tuple[str, str], Name] = {}
    for segment in _SEGMENTS.split(text):
        for name in _read_segment(segment.strip(" ,;"), role, kind):
            found.setdefault((match_key(name.name), name.role), name)
    return list(found.values())


def _read_segment(segment: str, role: str, kind: str) -> Iterator[Name]:
    """The names of one part of a statement, which has one role unless single names are marked."""
    segment, role = _opening(segment, role)
    parts = [part for part in _split_names(segment) if part]
    marked = [_take_mark(part) for part in parts]
    if marked and marked[-1][1] in _WHOLE_STATEMENT and not any(mark for _, mark in marked[:-1]):
        marked = [(name, mark or marked[-1][1]) for name, mark in marked]
    for index, (name, mark) in enumerate(marked):
        if mark == "sng" and not name:
            continue
        if fold(name).rstrip(".") in _MARKS:
            continue
        if name and not _NOBODY.match(name):
            following = fold(marked[index + 1][0]).rstrip(".") if index + 1 < len(marked) else ""
            yield _name(name, mark or _MARKS.get(following) or role, kind, first=index == 0)


def _opening(segment: str, role: str) -> tuple[str, str]:
    """The role a segment begins with, taken off it; several may follow each other."""
    for pattern, opened in _OPENINGS:
        if found := pattern.match(segment):
            rest = segment[found.end() :]
            if rest[:1].isupper() or rest[:2].lower() in {"l'", "l’", "la", "le"}:
                return rest, opened
    return segment, role


def _split_names(segment: str) -> Iterable[str]:
    """Single names; a family name shared by two given names goes to both. “Leroux, Gaston” is one name."""
    parts = [part for part in (_trim(part) for part in _COMMAS.split(segment)) if part]
    if len(parts) == 2 and all(len(part.split()) == 1 for part in parts) and _is_given(parts[1]):
        return parts if _is_given(parts[0]) else [", ".join(parts)]
    return [name for part in parts for name in _split_pair(part)]


def _split_pair(part: str) -> list[str]:
    """The names in what stands between two commas."""
    if _GROUP_WORD.match(part):
        return [part]
    if found := _SHARED.match(part):
        first, second, family = found.groups()
        if _is_given(first) and (_is_given(second) or len(family.split()) == 1):
            return [f"{first} {family}", f"{second} {family}"]
    return [_trim(name) for name in _ANDS.split(part)]


def _trim(part: str) -> str:
    """Without the full stop of a sentence; that of an initial or of a bracketed mark stays."""
    part = part.strip(" ,")
    return part.rstrip(" .") if re.search(r"\w{3}\s*\.+$", part) else part


def _take_mark(name: str) -> tuple[str, str]:
    """A name and the role in brackets after it: “Laura Genz (ill.)”; other brackets are dropped."""
    found = _MARK.search(name)
    if not found:
        return name, ""
    word = re.match(r"[a-z]*", fold(found[1]).strip())
    mark = next((role for key, role in _MARKS.items() if word and word[0].startswith(key)), "")
    return name[: found.start()].strip(), mark


def _name(name: str, role: str, kind: str, first: bool) -> Name:
    """One name in the shape the directory reads: “Serge Bloch” or “Bloch, Serge”."""
    if kind == "organisation" or is_organisation(name):
        return Name(_ARTICLE.sub("", name)[:255] if name[:1].islower() else name[:255], "organisation", role)
    name = squeeze(_TITLES.sub("", name)) or name
    if "," in name:
        return Name(name[:255], "person", role)
    if found := _AGE.match(name):
        return Name(f"{found[2]} {found[3]}, {found[1]}"[:255], "person", role)
    name = _STUCK_INITIAL.sub(r"\1. ", _INITIALS.sub(r"\1.\2.", name))
    words = _without_capitals(name.split(" "))
    return Name(_in_order(words, first)[:255], "person", role)


def is_organisation(name: str) -> bool:
    """Whether a name is a group's: by a word that says so, or an article with no given name after it."""
    if _GROUP_WORD.match(name) or _ORGANISATIONS.search(name):
        return True
    words = name.split(" ")
    return bool(_PERHAPS_A_GROUP.match(name)) and not name.isupper() and not any(map(_is_given, words[1:]))


def _without_capitals(words: list[str]) -> list[str]:
    """“JOHN BARNES” as “John Barnes”, “jacqueline” as “Jacqueline”; one short word in capitals is a stage name."""
    words = [word.capitalize() if word.islower() and _is_given(word) else word for word in words]
    if words[0].isupper() and _is_given(words[0]) and not words[-1].isupper():
        words[0] = words[0].capitalize()
    if not all(word.isupper() for word in words) or (len(words) == 1 and len(words[0]) < 4):
        return words
    return [_quiet(word) if index else _capitalise(word) for index, word in enumerate(words)]


def _quiet(word: str) -> str:
    """A word of a name written in capitals, without them; initials keep theirs."""
    if fold(word) in PARTICLES | GIVEN_SIDE:
        return word.lower()
    return word if len(word) < 3 or "." in word else _capitalise(word)


def _capitalise(word: str) -> str:
    if len(word) < 3 or "." in word:
        return word if "." in word or len(word) < 2 or fold(word) not in PARTICLES | GIVEN_SIDE else word.capitalize()
    return re.sub(r"\w+", lambda found: found[0].capitalize(), word)


def _in_order(words: list[str], first: bool) -> str:
    """A name whose order is settled: with a comma when the family name was found to come first."""
    if len(words) < 2:
        return " ".join(words)
    last = fold(words[-1])
    if last in {"de", "d'", "du"} and len(words) > 2:
        return _with_trailing_particle(words)
    if (start := _trailing_capitals(words)) and len(words) - start > 1:
        return f"{' '.join(_quiet(word) for word in words[start:])}, {' '.join(words[:start])}"
    if any(_in_capitals(word) for word in words) or words[0].endswith(".") or fold(words[0]) in PARTICLES:
        return " ".join(words)
    return f"{' '.join(words[:-1])}, {words[-1]}" if _is_turned(words, first) else " ".join(words)


def _is_turned(words: list[str], first: bool) -> bool:
    """Whether a name is “Bloch Serge”. The first of a statement rarely is, and then never “Tom Martin”."""
    if len(words) == 2 and re.fullmatch(r"[A-Z]\.?", words[-1]) and not _is_given(words[0]):
        return len(words[0]) > 2
    if not _is_given(words[-1]):
        return False
    if _is_given(words[0]):
        return not first and "-" in words[-1] and "-" not in words[0]
    return not (first and fold(words[-1]) in ALSO_FAMILY_NAMES)


def _in_capitals(word: str) -> bool:
    return len(word) > 1 and word.isupper() and "." not in word


def _trailing_capitals(words: list[str]) -> int:
    """Where a family name in capitals begins at the end of a name: “Paul MURRAY KENDALL”; 0 when it does not."""
    start = len(words)
    while start and _in_capitals(words[start - 1]):
        start -= 1
    return start if start < len(words) else 0


def _with_trailing_particle(words: list[str]) -> str:
    """“Monfreid Henri de” and “Anne Bartillat de”: the particle belongs to the family name, whichever side that is."""
    body, particle = words[:-1], words[-1]
    if _is_given(body[-1]) and not _is_given(body[0]):
        return f"{' '.join(body[:-1])}, {body[-1]} {particle}"
    return f"{' '.join(body[1:])}, {body[0]} {particle}"


def _is_given(word: str) -> bool:
    """Whether a word is a common given name; “Jean-Philippe” is, “Denis-Huot” is not."""
    return all(part in GIVEN_NAMES for part in fold(word).split("-"))
