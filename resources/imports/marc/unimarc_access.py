"""UNIMARC, blocks 6 to 9: subjects, classes, people and organisations, links, copies, and what this catalogue adds."""

from resources.imports.marc.builder import Builder, Table, address_of, iso_date, local_values
from resources.imports.marc.links import read_link
from resources.imports.marc.record import Field
from resources.imports.marc.roles import role_of_code
from resources.imports.marc.wording import bare, clean
from resources.models.choices import Condition, HoldingStatus, Origin

_STATUSES, _CONDITIONS, _ORIGINS = set(HoldingStatus.values), set(Condition.values), set(Origin.values)
_CLASSES = {"675": "CDU", "676": "Dewey", "680": "LCC"}
_NO_ROLE = {"700": "aut", "701": "aut", "710": "aut", "711": "aut", "720": "aut", "721": "aut"}
_LANGUAGES_OF_SUBJECTS = {"lc": "en", "lcsh": "en", "mesh": "en", "unescoen": "en", "gtt": "nl", "fast": "en"}


def person_subject(build: Builder, one: Field) -> None:
    """600, 602: people the document is about, as words: nobody is made known for having been written about."""
    build.keyword(_with_subdivisions(one, heading(one), "ftxyz", "j"))


def group_subject(build: Builder, one: Field) -> None:
    """601: organisations the document is about."""
    build.keyword(_with_subdivisions(one, organisation(one), "txyz", "j"))


def work_subject(build: Builder, one: Field) -> None:
    """604, 605, 616: works and names the document is about."""
    words = [bare(value) for code, value in one.subfields if code in "ahitxyz" and bare(value)]
    build.keyword(" -- ".join(words))


def _with_subdivisions(one: Field, name: str, codes: str, form: str) -> str:
    parts = [bare(value) for code, value in one.subfields if code in codes + form and code != "f" and bare(value)]
    dates = one.get("f").strip("() ") if "f" in codes else ""
    return " -- ".join([f"{name} ({dates})" if dates and name else name, *parts]).strip(" -")


def topic(build: Builder, one: Field) -> None:
    """606, 607, 608, 609: a subject of a vocabulary, with its subdivisions."""
    parts = [value for code, value in one.subfields if code in "axyzj"]
    for value in one.all("3"):
        if not address_of(value):
            build.unread(one.tag, "3")
    language = _LANGUAGES_OF_SUBJECTS.get(one.get("2").strip().lower(), "fr")
    build.term(parts, one.get("3"), language)


def free_words(build: Builder, one: Field) -> None:
    """610: words of no vocabulary."""
    for value in one.all("a"):
        build.keyword(value)


def class_mark(build: Builder, one: Field) -> None:
    """675, 676, 680, 686: class marks."""
    name = _CLASSES.get(one.tag) or one.get("2").strip() or "686"
    for value in one.all("a"):
        if mark := clean(value):
            build.classes.append(f"{name} {mark}")


def heading(one: Field) -> str:
    """A person's name as “Kenyon, Frederic George”; a name of one piece, with its number, as it is."""
    first, second = bare(one.get("a")).rstrip(", "), bare(one.get("b")).rstrip(", ")
    number = bare(one.get("d"))
    return ", ".join(part for part in (f"{first} {number}".strip(), second) if part)


def organisation(one: Field) -> str:
    """An organisation's name with its subdivisions: “Belgique. Ministère de la culture”."""
    return ". ".join(words for value in one.all("ab") if (words := bare(value)))


def person(build: Builder, one: Field) -> None:
    """700 to 703, 720 to 722: who did what; a family counts as an organisation."""
    kind = "person" if one.tag < "720" else "organisation"
    build.person(one, heading(one), kind, _roles(build, one), bare(one.get("f")))


def group(build: Builder, one: Field) -> None:
    """710 to 713: organisations and meetings."""
    build.person(one, organisation(one), "organisation", _roles(build, one), bare(one.get("f")))


def _roles(build: Builder, one: Field) -> list[str]:
    """The roles `$4` says; that of the tag without it."""
    roles = []
    for code in one.all("4"):
        role = role_of_code(code)
        if not role:
            build.unread(one.tag, "4")
        roles.append(role or "oth")
    return roles or [_NO_ROLE.get(one.tag, "ctb")]


def link(build: Builder, one: Field) -> None:
    """856: addresses on the web."""
    read_link(build, one, label_codes="2yz3")


def copy(build: Builder, one: Field) -> None:
    """995: a copy, as French-speaking libraries exchange them, and as this catalogue writes its own."""
    said = local_values(one)
    barcode = clean(one.get("f")) or clean("".join(one.all("ghi")))
    sheet = clean(one.get("j"))
    status = clean(one.get("o"))
    if status not in _STATUSES and status not in {"", "0"}:
        build.unread(one.tag, "o")
    notes = [clean(value) for value in one.all("eu") if clean(value)]
    if barcode and sheet and sheet != barcode:
        notes.append(sheet)
    build.copy(
        site=next((name for code in "cbda" if (name := clean(one.get(code)))), ""),
        shelf_mark=clean(one.get("k")),
        inventory_number=barcode or sheet,
        status=status if status in _STATUSES else "",
        note=" ; ".join(notes),
        acquired_on=iso_date(one.get("5")),
        condition=said.get("condition", "") if said.get("condition") in _CONDITIONS else "",
        origin=said.get("origin", "") if said.get("origin") in _ORIGINS else "",
        removed_on=iso_date(said.get("removed_on", "")),
    )


def shelf(build: Builder, one: Field) -> None:
    """930: a shelf mark and the library that has it, as the French union catalogue writes them."""
    site = clean(one.get("b")) or clean(one.get("c"))
    build.copy(site=site.rpartition(":")[0] or site, shelf_mark=clean(one.get("a")))


def exact(build: Builder, one: Field) -> None:
    """990: a field of a record of this catalogue, said exactly."""
    name, value = one.get("a"), one.get("b")
    build.exact.setdefault(name, []).append(value)


TABLE: Table = {
    "600": ("abdfgtxyzj", person_subject), "601": ("abtxyzj", group_subject), "602": ("abdfxyzj", person_subject),
    "604": ("ahitxyz", work_subject), "605": ("ahixyz", work_subject), "616": ("axyz", work_subject),
    "606": ("axyzj23", topic), "607": ("axyzj23", topic), "608": ("axyzj23", topic), "609": ("axyzj23", topic),
    "610": ("a", free_words), "675": ("a", class_mark), "676": ("a", class_mark), "680": ("a", class_mark),
    "686": ("a2", class_mark), "801": ("abcgh2", lambda build, one: None),
    **dict.fromkeys(("700", "701", "702", "703", "720", "721", "722"), ("abdf49", person)),
    **dict.fromkeys(("710", "711", "712", "713"), ("abf49", group)),
    "856": ("uyz23q9", link), "930": ("abc", shelf), "990": ("ab", exact), "995": ("abcdefghijkou59", copy),
}  # fmt: skip
"""Each tag with the subfields that find a place."""
