"""What the leader and the coded fields say: the type of the document, for whom it is, how long it lasts, its year."""

import re

from core.text import fold
from resources.imports.marc.record import MARC21, MarcRecord

_BY_MATERIAL = {
    "unimarc": {"g": "film", "i": "sound", "j": "sound", "k": "poster", "l": "web", "m": "kit", "r": "game"},
    "marc21": {"g": "film", "i": "sound", "j": "sound", "k": "poster", "m": "web", "o": "kit", "p": "kit", "r": "game"},
}
_MATERIAL_WORDS = (
    (r"images? animees|videorecording|videocassette|dvd|motion picture", "film"),
    (r"enregistrement sonore|sound recording|musique imprimee enregistree", "sound"),
    (r"ressource electronique|document electronique|electronic resource|en ligne", "web"),
    (r"multisupport|multimedia multisupport|kit", "kit"),
    (r"image fixe|affiche|graphic|picture|poster", "poster"),
    (r"\bjeux?\b|\bgame\b|objet", "game"),
)
_AUDIENCES = {
    "unimarc": {"a": "children", "b": "children", "c": "children", "d": "children", "e": "teenagers"},
    "marc21": {"a": "children", "b": "children", "c": "children", "j": "children", "d": "teenagers", "e": "adults",
               "g": "general"},
}  # fmt: skip
_AUDIENCE_WORDS = (
    (r"tout public|tous publics|general", "general"),
    (r"enseignant|formateur|formatrice|teacher|professeur|instituteur|animateur", "teachers"),
    (r"professionnel|professional|specialise|specialised|specialist", "professionals"),
    (r"adolescent|jeunes? adulte|\bado|teen|young adult", "teenagers"),
    (r"enfant|jeunesse|children|juvenile|maternel|kinderen", "children"),
    (r"adult|volwassen", "adults"),
)
_AGES = re.compile(
    r"(\d{1,2})\s*(?:-|–|à|a|to)\s*(\d{1,2})\s*(?:ans|years|jaar)|(?:des|partir de|from)\s*(\d{1,2})\s*(?:ans|years)"
)


def type_of(record: MarcRecord, *, in_serial: bool) -> str:
    """The type here of the document; `in_serial` says that its host is a periodical."""
    material, level = record.leader[6:7], record.leader[7:8]
    flavour = record.flavour
    if level == "s" and material in "a l":
        return "periodical"
    if level == "i":
        return "web"
    if level == "b" and flavour == MARC21:
        return "article"
    found = _BY_MATERIAL.get(flavour, {}).get(material, "")
    if level == "a" and not found:
        return "article" if in_serial else "chapter"
    return found or _by_words(record) or _by_contents(record)


def _by_words(record: MarcRecord) -> str:
    """By what is written in brackets after the title; “Texte imprimé” says nothing."""
    words = fold(record.first("245", "h") if record.flavour == MARC21 else record.first("200", "b"))
    if words and "imprime" not in words:
        for pattern, name in _MATERIAL_WORDS:
            if re.search(pattern, words):
                return name
    return ""


def _by_contents(record: MarcRecord) -> str:
    """By the codes for the contents of texts: theses and reports; else a book."""
    if record.flavour == MARC21:
        codes, thesis, report = record.first("008")[24:28], "m", "t"
        is_thesis = any(True for _one in record.each("502"))
    else:
        codes, thesis, report = record.first("105", "a")[4:8], "mv", "p"
        is_thesis = any(True for _one in record.each("328"))
    if is_thesis or any(code in thesis for code in codes if code.isalpha()):
        return "thesis"
    return "report" if report in codes else "book"


def audience_code(flavour: str, code: str) -> str:
    """For whom, by the letter of 100 $a (UNIMARC) or 008 (MARC 21); "" where it says nothing sure."""
    return _AUDIENCES.get(flavour, {}).get(code.lower(), "") if code else ""


def audience_words(text: str) -> str:
    """For whom, from words: “Tout public”, “Enseignants et formateurs”; "" when they don't say."""
    plain = fold(text)
    return next((name for pattern, name in _AUDIENCE_WORDS if re.search(pattern, plain)), "")


def ages(text: str) -> tuple[int | None, int | None]:
    """From and to what age, from words: “6-12 ans”, “dès 8 ans”."""
    found = _AGES.search(fold(text))
    if not found:
        return None, None
    low = int(found[1] or found[3])
    high = int(found[2]) if found[2] else None
    return (low, high) if high is None or low <= high else (high, low)


def coded_date(record: MarcRecord) -> str:
    """The date of publication from the coded years, when nothing else gives one."""
    if record.flavour == MARC21:
        kind, first, last = record.first("008")[6:7], record.first("008")[7:11], record.first("008")[11:15]
        several = kind in "dikmu"
    else:
        data = record.first("100", "a")
        kind, first, last = data[8:9], data[9:13], data[13:17]
        several = kind in "bfg"
    if not re.fullmatch(r"\d{2}[\d ?u.#]{2}", first):
        return ""
    first = re.sub(r"[ u.#]", "?", first)
    if several and re.fullmatch(r"\d{4}", last) and last not in {first, "9999"}:
        return f"{first}-{last}"
    return f"{first}-" if several and last == "9999" else first


def minutes(text: str) -> int | None:
    """A duration in minutes from “hhmmss”."""
    found = re.fullmatch(r"\s*(\d{2,3})(\d\d)(\d\d)\s*", text)
    total = int(found[1]) * 60 + int(found[2]) + (int(found[3]) >= 30) if found else 0
    return total or None
