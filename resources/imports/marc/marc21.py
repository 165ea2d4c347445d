"""MARC 21, description: numbers, languages, titles, imprint, notes, hosts."""

import re

from django.utils.translation import gettext as _

from resources.imports.marc.builder import CONTENTS_JOIN, Builder, Table, language_of
from resources.imports.marc.coded import audience_code, minutes
from resources.imports.marc.imprints import read_imprint, read_no_publisher
from resources.imports.marc.record import Field
from resources.imports.marc.unimarc import users
from resources.imports.marc.wording import clean, read_sorting_marks, skipped, trimmed, without_stop

_NUMBER_KINDS = {"020": "isbn", "022": "issn"}
_STANDARD = {"2": "ismn", "3": "ean"}
_VARIANTS = {"1": "parallel", "4": "cover"}
_NOTE_KINDS = {"505": "contents", "508": "credits", "511": "credits", "520": "abstract", "586": "award"}
_IN = re.compile(r"^(?:in|dans)\s*:\s*", re.IGNORECASE)


def coded(build: Builder, one: Field) -> None:
    """008: language, audience, running time, as far as they are sure."""
    language = one.value[35:38].strip("|# ")
    if language and language not in {"zxx", "und", "mul"} and not build.record.first("041", "a"):
        build.language("languages", language)
    build.put("audience", audience_code("marc21", one.value[22:23]))
    if build.record.leader[6:7] == "g" and one.value[18:21].isdigit() and int(one.value[18:21]):
        build.draft.fields["duration_minutes"] = int(one.value[18:21])


def duration(build: Builder, one: Field) -> None:
    """306: hours, minutes, seconds."""
    if found := minutes(one.get("a")):
        build.draft.fields.setdefault("duration_minutes", found)


def number(build: Builder, one: Field) -> None:
    """020 and 022: right and wrong ones."""
    for code, value in one.subfields:
        if code in "az" or (code == "y" and one.tag == "022"):
            build.number(_NUMBER_KINDS[one.tag], value)


def standard_number(build: Builder, one: Field) -> None:
    """024 and 028: EAN, ISMN, DOI and others."""
    named = one.get("2").strip().lower()
    kind = "doi" if named == "doi" else _STANDARD.get(one.first, "other") if one.tag == "024" else "other"
    for value in one.all("az"):
        build.number(kind, f"{value} {one.get('b')}".strip() if one.tag == "028" else value)


def languages(build: Builder, one: Field) -> None:
    """041: of the text or the sound, and of the original."""
    for code, value in one.subfields:
        if code in "ad":
            build.language("languages", value)
        elif code == "h":
            build.language("original_languages", value)


def title(build: Builder, one: Field) -> None:
    """245: the title with its part; what follows “=” is parallel, what follows “:” the complement."""
    first, nonfiling = read_sorting_marks(one.get("a"))
    first, mark = without_stop(first), ""
    build.draft.fields["nonfiling"] = nonfiling or skipped(first, one.second)
    for code, value in one.subfields:
        if code in "np":
            first = f"{first}{', ' if code == 'p' and one.get('n') else '. ' if first else ''}{without_stop(value)}"
        elif code == "b":
            _after_title(build, mark, value)
        elif code == "c":
            build.put("responsibility", without_stop(value), join=CONTENTS_JOIN)
        mark = clean(value)[-1:]
    build.put("title", first)


def _after_title(build: Builder, mark: str, value: str) -> None:
    """245 $b: by the mark before it, and those inside."""
    for index, part in enumerate(re.split(r"\s+=\s+", clean(value))):
        if index or mark == "=":
            build.title("parallel", part)
        elif mark == ";":
            build.title("variant", part)
        else:
            build.put("subtitle", without_stop(part), join=" : ")


def other_title(build: Builder, one: Field) -> None:
    """246, 247, 730, 740: other titles, by their kind."""
    kind = "former" if one.tag == "247" else _VARIANTS.get(one.second, "variant") if one.tag == "246" else "variant"
    words = [trimmed(value) for code, value in one.subfields if code in "abnpt" and trimmed(value)]
    build.title(kind, " : ".join(words))


def uniform(build: Builder, one: Field) -> None:
    """130, 240, 765: the original's title for a translation, else one more title."""
    text = ". ".join(words for value in one.all("anpt") if (words := without_stop(value)))
    translated = one.tag == "765" or build.record.first("041", "h") or one.get("l")
    if translated:
        build.put("original_title", text)
    elif text != build.draft.fields.get("title"):
        build.title("variant", text)


def edition(build: Builder, one: Field) -> None:
    """250."""
    build.put("edition", ", ".join(words for value in one.all("ab") if (words := without_stop(value))), join=" ; ")


def imprint(build: Builder, one: Field) -> None:
    """260 and 264: places, publishers, date; who printed or distributed is no publisher."""
    if one.tag == "264" and one.second in "0234":
        read_no_publisher(build, one, "c")
        return
    read_imprint(build, one.subfields, "a", "b")
    for value in one.all("c"):
        if text := without_stop(value):
            build.dates.setdefault("published", text)


def extent(build: Builder, one: Field) -> None:
    """300: extent and other characteristics, format, what comes with it."""
    parts = [words.rstrip("+ ") for value in one.all("abf") if (words := trimmed(value))]
    build.put("extent", " : ".join(parts), join=" + ")
    build.put("dimensions", ", ".join(trimmed(value).rstrip("+. ") for value in one.all("c")), join=", ")
    build.put("accompanying", " + ".join(trimmed(value).lstrip("+ ").rstrip(".") for value in one.all("e")), join=" + ")


def series(build: Builder, one: Field) -> None:
    """440, 490, 800 to 830: the series and the number in it."""
    codes = "a" if one.tag in {"440", "490", "830"} else "t"
    names = [trimmed(value) for value in one.all(codes) if trimmed(value)]
    volume = without_stop(one.get("v"))
    parts = [trimmed(value) for code, value in one.subfields if code in ("np" if volume else "p") and trimmed(value)]
    if names:
        build.add_series(without_stop(". ".join([names[0], *parts])), volume or without_stop(one.get("n")))


def note(build: Builder, one: Field) -> None:
    """5XX: notes of the kind their tag says; 520 with first indicator 1 is a review."""
    kind = _NOTE_KINDS.get(one.tag, "note")
    if one.tag == "520" and one.first == "1":
        kind = "review"
    codes = "abcdgotr" if kind == "contents" else "abcdgotu" if one.tag in {"502", "586"} else "ab"
    joined = "\n" if kind == "contents" and not one.get("a") else " "
    words = [value.strip() for code, value in one.subfields if code in codes and value.strip()]
    source = one.get("c") if kind in {"abstract", "review"} else ""
    text = joined.join(words)
    if kind in {"abstract", "note"}:
        text = clean(text)
    build.note(kind, re.sub(r"[ \t]{3,}", "\n", text) if kind == "contents" else text, _language(build), source)


def _language(build: Builder) -> str:
    """The language the notes are in: that of cataloguing, where it is said."""
    return language_of(build.record.first("040", "b"))


def audience(build: Builder, one: Field) -> None:
    """521: for whom, when the words say so; else a note."""
    users(build, one)


def host(build: Builder, one: Field) -> None:
    """773: the whole this is a part of. Its relation says volume, number, date and pages in one."""
    build.put("host_title", _IN.sub("", without_stop(one.get("t") or one.get("s") or one.get("a"))))
    parts = [without_stop(value) for value in one.all("g")] or [trimmed(value) for value in one.all("q")]
    build.numbering.setdefault("v", ", ".join(part for part in parts if part))
    if not one.get("g") and trimmed(one.get("d")):
        build.numbering.setdefault("d", without_stop(one.get("d")))
    if one.get("x"):
        build.numbering["serial"] = "1"
    for value in one.all("wxz"):
        build.host_key(value)


def linked_title(build: Builder, one: Field) -> None:
    """780: what it was called before; 785: what it became, as a note."""
    text = without_stop(one.get("t") or one.get("a"))
    if one.tag == "780":
        build.title("former", text)
    elif text:
        build.note("note", _("Suite : %(text)s") % {"text": text})


TABLE: Table = {
    "003": ("", lambda build, one: None), "008": ("", coded), "020": ("az", number), "022": ("ayz", number),
    "024": ("az2", standard_number), "028": ("abz", standard_number), "040": ("b", lambda build, one: None),
    "041": ("adh", languages), "130": ("anp", uniform), "240": ("anpl", uniform), "765": ("t", uniform),
    "245": ("abcnph", title), "246": ("abnp", other_title), "247": ("abnp", other_title), "730": ("anp", other_title),
    "740": ("anp", other_title), "250": ("ab", edition), "260": ("abc", imprint), "264": ("abc", imprint),
    "300": ("abcef", extent), "306": ("a", duration), "440": ("anpv", series), "490": ("anpv", series),
    "800": ("tnpv", series), "810": ("tnpv", series), "811": ("tnpv", series), "830": ("anpv", series),
    "505": ("agtr", note), "520": ("abc", note), "502": ("abcdgo", note), "586": ("a", note), "521": ("a", audience),
    **dict.fromkeys("500 501 504 506 507 508 510 511 513 515 516 518 522 525 530 533 534 536 538 540 "
       "542 544 545 546 547 550 555 556 580 581 585 588".split(), ("ab", note)),
    "773": ("abtsgqdxzw", host), "780": ("ta", linked_title), "785": ("ta", linked_title),
}  # fmt: skip
"""Each tag with the subfields that find a place."""
