"""MARC 21, access: people, subjects, classes, links, copies."""

import re

from core.text import squeeze
from resources.imports.marc.builder import Builder, Table, address_of, iso_date, language_of
from resources.imports.marc.links import read_link
from resources.imports.marc.record import Field
from resources.imports.marc.roles import role_of_code, role_of_word
from resources.imports.marc.wording import clean, without_stop

_CLASSES = {"050": "LCC", "060": "NLM", "080": "CDU", "082": "Dewey"}
_LAST_COMMA = re.compile(r"[\s,;:]+$")
_SUBJECT_LANGUAGES = {"0": "en", "1": "en", "2": "en", "5": "en", "6": "fr"}
_VOCABULARIES = {
    "rameau": "fr",
    "ram": "fr",
    "rvm": "fr",
    "fast": "en",
    "lcsh": "en",
    "mesh": "en",
    "gtt": "nl",
    "aat": "en",
}


def heading(one: Field) -> str:
    """A person's name: “Burda, Michael C.”, with its number: “Jean-Paul II”."""
    name = _LAST_COMMA.sub("", clean(one.get("a")))
    number = _LAST_COMMA.sub("", clean(one.get("b")))
    name = name if re.search(r"\b\w\.$", name) else without_stop(name)
    return f"{name} {number}".strip()


def organisation(one: Field) -> str:
    """An organisation's or a meeting's name with its subdivisions."""
    codes = "ab" if one.tag[1:] == "10" else "ae"
    return ". ".join(words for value in one.all(codes) if (words := without_stop(value)))


def person(build: Builder, one: Field) -> None:
    """100 and 700: who did what; an added work is an added title."""
    if _is_work(build, one):
        return
    kind = "organisation" if one.first == "3" else "person"
    build.person(one, heading(one), kind, _roles(one, "e"), _LAST_COMMA.sub("", clean(one.get("d"))).rstrip("."))


def group(build: Builder, one: Field) -> None:
    """110, 111, 710, 711: organisations and meetings."""
    if not _is_work(build, one):
        build.person(one, organisation(one), "organisation", _roles(one, "e" if one.tag[1:] == "10" else "j"))


def _is_work(build: Builder, one: Field) -> bool:
    """A name with a title is a work: one of those inside (second indicator 2), or one it is related to."""
    text = without_stop(one.get("t"))
    if text and one.tag[0] == "7":
        build.title("variant", text)
    return bool(text and one.tag[0] == "7" and one.second != "2")


def _roles(one: Field, words: str) -> list[str]:
    """Roles by code or address, else by words, else that of the tag."""
    roles = [role for code in one.all("4") if (role := role_of_code(code))]
    roles = roles or [role for value in one.all(words) if (role := role_of_word(value))]
    if roles:
        return roles
    return ["oth"] if one.all("4" + words) else ["aut"]


def person_subject(build: Builder, one: Field) -> None:
    """600: people the document is about, as words."""
    dates = _LAST_COMMA.sub("", clean(one.get("d"))).rstrip(".")
    _keyword(build, one, f"{heading(one)} ({dates})" if dates else heading(one), "txyzv")


def group_subject(build: Builder, one: Field) -> None:
    """610, 611, 630: organisations, meetings and works the document is about."""
    name = without_stop(one.get("a")) if one.tag == "630" else organisation(one)
    _keyword(build, one, name, "npxyzv" if one.tag == "630" else "txyzv")


def _keyword(build: Builder, one: Field, name: str, codes: str) -> None:
    parts = [without_stop(value) for code, value in one.subfields if code in codes]
    build.keyword(" -- ".join(part for part in (name, *parts) if part))


def topic(build: Builder, one: Field) -> None:
    """648 to 655, 690, 691: subjects of a vocabulary, with their subdivisions."""
    parts = [value for code, value in one.subfields if code in "axyzv"]
    address = next((found for value in one.all("01") if (found := address_of(value))), "")
    for code, value in one.subfields:
        if code in "01" and not address_of(value):
            build.unread(one.tag, code)
    build.term(parts, address, _subject_language(build, one))


def _subject_language(build: Builder, one: Field) -> str:
    """By the vocabulary; else that of cataloguing, else that of the document, else French."""
    named = _VOCABULARIES.get(one.get("2").strip().lower()) or _SUBJECT_LANGUAGES.get(one.second, "")
    if named:
        return named
    written = language_of(build.record.first("040", "b")) or language_of(build.record.first("041", "a")[:3])
    return written if written in {"fr", "nl", "en"} else "fr"


def free_words(build: Builder, one: Field) -> None:
    """653: words of no vocabulary."""
    for value in one.all("a"):
        build.keyword(without_stop(value))


def class_mark(build: Builder, one: Field) -> None:
    """050, 060, 080, 082, 084: class marks."""
    name = _CLASSES.get(one.tag) or one.get("2").strip() or one.tag
    mark = (
        squeeze(" ".join(clean(value) for value in one.all("ab"))) if one.tag in {"050", "060"} else clean(one.get("a"))
    )
    if mark:
        build.classes.append(f"{name} {mark.replace('/', '')}" if name == "Dewey" else f"{name} {mark}")


def link(build: Builder, one: Field) -> None:
    """856: addresses on the web."""
    read_link(build, one, label_codes="yz3")


def copy(build: Builder, one: Field) -> None:
    """852: a copy as holdings records have it."""
    mark = [clean(value) for code, value in one.subfields if code in "khijm" and clean(value)]
    notes = [clean(value) for code, value in one.subfields if code in "zxt" and clean(value)]
    places = [clean(value) for code, value in one.subfields if code in "abc" and clean(value)]
    build.copy(
        site=", ".join(dict.fromkeys(places)), shelf_mark=" ".join(mark), inventory_number=clean(one.get("p")),
        note=" ; ".join(notes),
    )  # fmt: skip


def koha_copy(build: Builder, one: Field) -> None:
    """952: a copy as Koha has it: whose, where, shelf mark, barcode or inventory number, and what befell it."""
    barcode, sheet = clean(one.get("p")), clean(one.get("i"))
    notes = [clean(value) for code, value in one.subfields if code in "chtzx" and clean(value)]
    if barcode and sheet and sheet != barcode:
        notes.append(sheet)
    befallen = {"1": "lost", "7": "on_site"}
    status = next((word for code, word in befallen.items() if one.get(code).strip() not in {"", "0"}), "")
    build.copy(
        site=clean(one.get("a")) or clean(one.get("b")), shelf_mark=clean(one.get("o")),
        inventory_number=barcode or sheet, status=status, note=" ; ".join(notes),
        acquired_on=iso_date(one.get("d")), condition="damaged" if one.get("4").strip() not in {"", "0"} else "",
    )  # fmt: skip


TABLE: Table = {
    "100": ("abcd4et", person), "700": ("abcd4et", person), "110": ("ab4e", group), "710": ("ab4et", group),
    "111": ("ae4j", group), "711": ("ae4jt", group), "600": ("abcdtxyzv2", person_subject),
    "610": ("abtxyzv2", group_subject), "611": ("aetxyzv2", group_subject), "630": ("anpxyzv2", group_subject),
    **dict.fromkeys("648 650 651 655 690 691".split(), ("axyzv201", topic)), "653": ("a", free_words),
    "050": ("ab", class_mark), "060": ("ab", class_mark), "080": ("a", class_mark), "082": ("a", class_mark),
    "084": ("a2", class_mark), "856": ("uyz3q", link), "852": ("abckhijmpzxt", copy),
    "952": ("abochptizxd1472", koha_copy),
}  # fmt: skip
"""Each tag with the subfields that find a place."""
