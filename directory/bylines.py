"""Reading the byline of an article: who signs it, as what, and what is said of them.

“Par Henri Deleersnijder”, “Une chronique de Julien Dohet”, “Entretien avec A réalisé par B, C et D”, “Par A (ULB)”,
“Par A, rédacteur en chef”.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from core.names import GIVEN_SIDE, PARTICLES
from core.text import fold, squeeze
from directory.responsibility import is_organisation

_CALL = re.compile(r"\s*\\?\[\d{1,3}\\?\]\s*$|\s*\*+$")
_NOBODY = re.compile(r"(?:l[ae]s?\s)?(?:rédactions?|équipe|collectif|anonyme|auteurs?)(?:\s.*)?", re.IGNORECASE)
_INITIALS = re.compile(r"(?:[A-ZÀ-Þ]\.?[\s-]?){1,4}")
_BY = r"(?:,?\s+(?:réalisée?|menée?|recueillie?|propos recueillis)?\s*par\s+(?P<ivr>.+))"
_TALK = r"(?:une?\s+)?(?:entretien|interview|rencontre|conversation|propos)s?"
_FORMS: list[tuple[re.Pattern[str], dict[str, str]]] = [
    (re.compile(rf"{_TALK}\s+(?:avec|de)\s+(?P<ive>.+?){_BY}?", re.IGNORECASE), {"ive": "ive", "ivr": "ivr"}),
    (re.compile(rf"{_TALK}{_BY}", re.IGNORECASE), {"ivr": "ivr"}),
    (re.compile(r"(?:traduit|traduction)[^,;]*?\s(?:par|de)\s+(?P<who>.+)", re.IGNORECASE), {"who": "trl"}),
    (re.compile(r"(?:illustr\w+|dessins?)\s+(?:par|de)\s+(?P<who>.+)", re.IGNORECASE), {"who": "ill"}),
    (re.compile(r"photo\w*\s+(?:par|de)\s+(?P<who>.+)", re.IGNORECASE), {"who": "pht"}),
    (re.compile(r"(?:.{0,80}?[\s,])?par\s+(?P<who>.+)", re.IGNORECASE), {"who": "aut"}),
    (re.compile(r"(?:(?i:une?|le|la|l['’])\s?)[\w\s’'-]{2,40}?\s(?:de\s+|d['’])(?P<who>[A-ZÀ-Þ].+)"), {"who": "aut"}),
    (re.compile(r"(?P<who>.+)"), {"who": "aut"}),
]
"""How bylines are made, with the role of those who stand in each place."""
_FUNCTIONS = set(
    "maitre docteur docteure dr professeur professeure president presidente directeur directrice redacteur redactrice "
    "journaliste historien historienne chercheur chercheuse charge chargee membre bibliothecaire etudiant etudiante "
    "doctorant doctorante assistant assistante secretaire responsable coordinateur coordinatrice universite "
    "centre".split()
)


@dataclass(frozen=True)
class Signature:
    """Somebody named in a byline: the name as printed, the role (a relator code), and what is said of them."""

    name: str
    role: str = "aut"
    kind: str = "person"
    about: str = ""
    printed: str = ""
    """The name on the page, where a correction gave another."""


@dataclass
class Byline:
    """What a byline says; `unread` holds what could not be taken for somebody."""

    signatures: list[Signature] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)


Corrections = Mapping[str, tuple[str, str]]
"""Names as printed, folded, with the name and the kind of who is meant."""


def read_byline(text: str, corrections: Corrections | None = None) -> Byline:
    """Everyone a byline names, in its order.

    What names nobody (initials, “la rédaction”) is unread, unless the corrections say who is meant.
    """
    byline = Byline()
    known = corrections or {}
    for part in squeeze(text)[:1000].split(";"):
        part = _CALL.sub("", part.strip()).strip(" ,")
        if part:
            for names, role in _read_form(part):
                _read_names(byline, names, role, known)
    return byline


def _read_form(part: str) -> Iterator[tuple[str, str]]:
    """The names of a byline with their roles, by the first form it has."""
    for pattern, roles in _FORMS:
        if found := pattern.fullmatch(part):
            yield from ((found[group], role) for group, role in roles.items() if found[group])
            return


def _read_names(byline: Byline, text: str, role: str, known: Corrections) -> None:
    """Names between commas and “et”; what is no name says something of the one before."""
    for index, piece in enumerate(_pieces(text)):
        name, about = _take_brackets(piece)
        corrected = known.get(fold(name))
        if corrected:
            byline.signatures.append(Signature(corrected[0], role, corrected[1], about, name))
        elif _INITIALS.fullmatch(name) or _NOBODY.fullmatch(name):
            byline.unread.append(name)
        elif index == 0 or _looks_like_name(name):
            kind = "organisation" if is_organisation(name) else "person"
            byline.signatures.append(Signature(name, role, kind, about))
        elif byline.signatures:
            last = byline.signatures.pop()
            more = f"{last.about}, {piece}" if last.about else piece
            byline.signatures.append(Signature(last.name, last.role, last.kind, more, last.printed))


def _pieces(text: str) -> list[str]:
    """What stands between commas, brackets kept whole; “A et B” is two where both are names."""
    pieces: list[str] = []
    for piece in re.split(r"\s*,\s*(?![^()]*\))", text):
        both = re.split(r"\s+(?:et|&)\s+(?![^()]*\))", piece)
        pieces += both if all(_looks_like_name(_take_brackets(one)[0]) for one in both) else [piece]
    return [piece.strip() for piece in pieces if piece.strip()]


def _take_brackets(piece: str) -> tuple[str, str]:
    """A name, and what stands in brackets after it."""
    found = re.fullmatch(r"([^()]+?)\s*\(([^()]*)\)", piece)
    name, about = (found[1], found[2].strip()) if found else (piece, "")
    return (name if _INITIALS.fullmatch(name) else name.rstrip(" ."), about)


def _looks_like_name(text: str) -> bool:
    """Whether words can be a name: a few, with capitals but for particles, the first no function."""
    words = text.split()
    if not 1 <= len(words) <= 5 or fold(words[0]) in _FUNCTIONS:
        return False
    return all(word[0].isupper() or fold(word) in PARTICLES | GIVEN_SIDE or word[:2] in {"d'", "d’"} for word in words)
