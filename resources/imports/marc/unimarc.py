"""UNIMARC, blocks 0 to 5: numbers, languages, the description, notes, titles and hosts."""

import re

from django.utils.translation import gettext as _

from resources.imports.marc.builder import CONTENTS_JOIN, Builder, Table, language_of, local_values
from resources.imports.marc.coded import ages, audience_code, audience_words, minutes
from resources.imports.marc.hosts import read_host, read_pieces
from resources.imports.marc.imprints import read_imprint, read_no_publisher
from resources.imports.marc.record import Field
from resources.imports.marc.wording import bare, clean, read_sorting_marks

_NUMBER_KINDS = {"010": "isbn", "011": "issn", "013": "ismn", "073": "ean"}
_TITLE_KINDS = {"510": "parallel", "512": "cover", "520": "former", "430": "former", "434": "former"}
_RUN_ON = re.compile(r"^(.{0,14}?\d{4}(?:-(?:\d{4})?)?\]?\)?(?:\. \d{1,2} [a-zéû]+(?=\.\)))?)[.,]\)?\s+(.{12,})$")
_PRINTED_PLACE = re.compile(r"^\(")
_NAME_AFTER_PLACE = re.compile(r"^([^,;:()]{2,40}), (?![A-Z][\w.]{0,5}\.?$)(.{4,})$")


def number(build: Builder, one: Field) -> None:
    """010, 011, 013, 073: numbers with a name; wrong ones too, which are kept and flagged."""
    kind = _NUMBER_KINDS[one.tag]
    for code, value in one.subfields:
        if code in "az" or (code == "y" and kind == "issn"):
            build.number(kind, value)


def other_number(build: Builder, one: Field) -> None:
    """017 and others: a DOI by its name or its look, or just a number."""
    named = one.get("2").strip().lower()
    for value in one.all("az"):
        is_doi = named == "doi" or re.match(r"\s*(?:doi:|https?://(?:dx\.)?doi\.org/)?\s*10\.\d{4,9}/", value)
        build.number("doi" if is_doi else "other", value)


def agency_number(build: Builder, one: Field) -> None:
    """020, 021, 071: a number others gave it, with who did."""
    value = " ".join(part for part in (one.get("a"), one.get("b")) if part.strip())
    build.number("other", value)


def address(build: Builder, one: Field) -> None:
    """003, or 009 in old files: the lasting address of the record at its source, unless it is one of ours."""
    if one.value.startswith(("http://", "https://")) and "/id/record/" not in one.value:
        build.link("about", one.value, _("Notice d’origine"))


def coded(build: Builder, one: Field) -> None:
    """100: for whom, as far as the code is sure; the years serve when 210 has none."""
    build.put("audience", audience_code("unimarc", one.get("a")[17:18]))


def languages(build: Builder, one: Field) -> None:
    """101: languages of the text, of the original, of the title."""
    for code, value in one.subfields:
        if code == "a":
            build.language("languages", value)
        elif code == "c":
            build.language("original_languages", value)
        elif code == "g":
            build.put("title_language", language_of(value))


def country(build: Builder, one: Field) -> None:
    """102: the country, which stands for the place when there is none."""
    build.country = build.country or one.get("a").strip().upper()


def duration(build: Builder, one: Field) -> None:
    """115 (films, in minutes) and 127 (hours, minutes, seconds)."""
    data = one.get("a")
    found = minutes(data) if one.tag == "127" else int(data[1:4]) if data[1:4].isdigit() else None
    if found:
        build.draft.fields.setdefault("duration_minutes", found)


def title(build: Builder, one: Field) -> None:
    """200: the title with its part, what follows it, other works, parallel titles, who is named there."""
    first, subtitles, responsible = "", [], []
    last_language = language_of(one.get("z"))
    for code, value in one.subfields:
        if code == "a" and not first:
            first, build.draft.fields["nonfiling"] = read_sorting_marks(value)
            first = bare(first)
        elif code in "ac":
            build.title("variant", value)
        elif code in "hi":
            first = (
                f"{first}{', ' if code == 'i' and _ended_by_number(one, value) else '. ' if first else ''}{bare(value)}"
            )
        elif code == "d":
            build.title("parallel", value, last_language)
        elif code == "e" and (words := bare(value)):
            subtitles.append(words)
        elif code in "fg" and (words := bare(value)):
            responsible.append(words)
    build.put("title", first)
    build.put("subtitle", " : ".join(subtitles))
    build.put("responsibility", CONTENTS_JOIN.join(responsible))


def _ended_by_number(one: Field, value: str) -> bool:
    """Whether a part's title comes after a part's number: “Histoire. 2, Le peuple”."""
    codes = [code for code, _value in one.subfields]
    return "h" in codes and codes.index("h") < one.subfields.index(("i", value))


def edition(build: Builder, one: Field) -> None:
    """205."""
    words = [words for value in one.all("abdfg") if (words := bare(value))]
    build.put("edition", ", ".join(words), join=" ; ")


def imprint(build: Builder, one: Field) -> None:
    """210 and 214: places, publishers, date; who printed or distributed is no publisher."""
    if one.tag == "214" and one.second in "1234":
        read_no_publisher(build, one, "d")
        return
    named = bool(one.get("c"))
    places = [(code, _place(build, value, named) if code == "a" else value) for code, value in one.subfields]
    read_imprint(build, places, "a", "c")
    for value in one.all("d"):
        _date(build, value)


def _place(build: Builder, value: str, named: bool) -> str:
    """A place. Old records write “Paris, Impr. nationale” there, and the printer in brackets after."""
    text = clean(value)
    if not named and _PRINTED_PLACE.match(text):
        build.note("note", _("Impression : %(text)s") % {"text": text.strip("() ")})
        return ""
    found = None if named else _NAME_AFTER_PLACE.match(text)
    if not found:
        return text
    for index, name in enumerate(found[2].split(" ; ")):
        build.imprint("" if index else found[1], name)
    return ""


def _date(build: Builder, value: str) -> None:
    """A date; old records let the extent run on after it."""
    text = bare(value)
    found = _RUN_ON.match(text) if len(text) > 20 else None
    if found:
        build.dates.setdefault("published", found[1])
        build.dates.setdefault("run_on", found[2])
    elif text:
        build.dates["published"] = "; ".join(part for part in (build.dates.get("published"), text) if part)


def extent(build: Builder, one: Field) -> None:
    """215: extent and other characteristics, format, what comes with it."""
    words = " : ".join(words for value in one.all("ac") if (words := bare(value)))
    build.put("extent", words, join=" + ")
    build.put("dimensions", ", ".join(words for value in one.all("d") if (words := bare(value))), join=", ")
    build.put("accompanying", " + ".join(bare(value).lstrip("+ ") for value in one.all("e")), join=" + ")


def series(build: Builder, one: Field) -> None:
    """225 and 410: the series and the number in it; a part of a series after its name."""
    subfields = unfold(one)
    name = next((value for code, value in subfields if code in ("a" if one.tag == "225" else "t")), "")
    parts = [bare(value) for code, value in subfields if code in "hi" and bare(value)]
    volume = next((value for code, value in subfields if code == "v"), "")
    build.add_series(". ".join([bare(name), *parts]) if name else "", volume)


def note(build: Builder, one: Field) -> None:
    """300 and its kin."""
    for value in one.all("a"):
        _put_note(build, one, "note", value)


def credits_note(build: Builder, one: Field) -> None:
    """322 and 323: who did what in a film or a recording."""
    for value in one.all("a"):
        _put_note(build, one, "credits", value)


def contents(build: Builder, one: Field) -> None:
    """327: contents, a line for each subfield that is a piece of it."""
    pieces = [value for code, value in one.subfields if code in "abcdefghipu" and value.strip()]
    _put_note(build, one, "contents", "\n".join(pieces))


def abstract(build: Builder, one: Field) -> None:
    """330."""
    for value in one.all("a"):
        _put_note(build, one, "abstract", value)


def award(build: Builder, one: Field) -> None:
    """334: prizes; the year and country after them."""
    words = [clean(value) for code, value in one.subfields if code in "abcd" and value.strip()]
    _put_note(build, one, "award", ", ".join(words))


def thesis(build: Builder, one: Field) -> None:
    """328: of what degree, discipline, institution and year."""
    words = [clean(value) for code, value in one.subfields if code in "abcdet" and value.strip()]
    _put_note(build, one, "note", ", ".join(words))


def _put_note(build: Builder, one: Field, kind: str, text: str) -> None:
    """A note, of the kind and from the source its local subfields name, in its language."""
    said = local_values(one)
    kind = said["kind"] if said.get("kind") in _KINDS else kind
    build.note(kind, text, language_of(one.get("z")), said.get("source", ""))


_KINDS = {"abstract", "review", "contents", "credits", "award", "note"}


def users(build: Builder, one: Field) -> None:
    """333: for whom, when the words say so; else a note."""
    for value in one.all("a"):
        found = audience_words(value)
        low, high = ages(value)
        if found:
            build.draft.fields["audience"] = found
        for name, age in (("age_min", low), ("age_max", high)):
            if age is not None:
                build.draft.fields.setdefault(name, age)
        if not found or (low is None and len(value) > 40):
            build.note("note", _("Public : %(text)s") % {"text": clean(value)})


def unfold(one: Field) -> list[tuple[str, str]]:
    """The subfields of a linking field; fields embedded in `$1` are read as the subfields they stand for."""
    if not any(code == "1" for code, _value in one.subfields):
        return one.subfields
    found: list[tuple[str, str]] = []
    tag = ""
    for code, value in one.subfields:
        if code == "1":
            tag = value[:3]
            if tag < "010":
                found.append(("3" if tag == "003" else "0", value[3:]))
        elif letter := _EMBEDDED.get(tag, {}).get(code, ""):
            found.append((letter, value))
    return found


_EMBEDDED = {
    "200": {"a": "t", "v": "v", "h": "h", "i": "i", "e": "o"}, "011": {"a": "x"}, "010": {"a": "y"},
    "210": {"d": "d", "c": "n", "a": "c"}, "214": {"d": "d"}, "215": {"a": "p"}, "225": {"v": "v"},
    "500": {"a": "t"}, "463": {"v": "v"},
}  # fmt: skip
"""What a subfield of an embedded field would be among the linking field's own."""


def linked_title(build: Builder, one: Field) -> None:
    """423, 488 and others: something it was published with, as a note."""
    words = [bare(value) for code, value in unfold(one) if code == "t" and bare(value)]
    label = {"423": _("Publié avec : %(text)s"), "440": _("Suite : %(text)s")}.get(one.tag, _("Voir aussi : %(text)s"))
    for text in words:
        build.note("note", label % {"text": text})


def original(build: Builder, one: Field) -> None:
    """454: the work it translates."""
    text = next((bare(value) for code, value in unfold(one) if code == "t"), "")
    build.put("original_title", text)


def uniform(build: Builder, one: Field) -> None:
    """500: the title of the work: the original's for a translation, else one more title."""
    text = ". ".join(words for value in one.all("ahi") if (words := bare(value)))
    if build.record.first("101", "c") and not build.record.first("454", "t1"):
        build.put("original_title", text)
    elif text != build.draft.fields.get("title"):
        build.title("variant", text)


def other_title(build: Builder, one: Field) -> None:
    """430, 434, 510 to 541: other titles, by their kind."""
    kind = _TITLE_KINDS.get(one.tag, "variant")
    pairs = unfold(one)
    words = [bare(value) for code, value in pairs if code in ("t" if one.tag < "500" else "aehi") and bare(value)]
    build.title(kind, " : ".join(words), language_of(one.get("z")))


def host(build: Builder, one: Field) -> None:
    """461 to 464: the whole this is a part of; or the pieces of it, when it is the whole."""
    pairs = unfold(one)
    is_part = build.record.leader[7:8] == "a"
    if one.tag == "464" and not is_part:
        read_pieces(build, pairs)
    else:
        read_host(build, one.tag, pairs)


TABLE: Table = {
    "003": ("", address), "009": ("", address), "010": ("az", number), "011": ("azy", number), "013": ("az", number),
    "073": ("az", number),
    "014": ("az2", other_number), "017": ("az2", other_number), "020": ("ab", agency_number),
    "021": ("ab", agency_number), "071": ("ab", agency_number), "100": ("a", coded), "101": ("acg", languages),
    "102": ("a", country), "105": ("a", lambda build, one: None), "115": ("a", duration), "127": ("a", duration),
    "200": ("abcdefghiz", title), "205": ("abdfg", edition), "210": ("acd", imprint), "214": ("acd", imprint),
    "215": ("acde", extent), "225": ("ahiv", series), "410": ("thiv1", series), "322": ("az9", credits_note),
    "323": ("az9", credits_note), "327": ("abcdefghipuz9", contents), "328": ("abcdet", thesis),
    "330": ("az9", abstract), "333": ("a", users), "334": ("abcd", award), "423": ("t1", linked_title),
    "440": ("t1", linked_title), "488": ("t1", linked_title), "430": ("t1", other_title), "434": ("t1", other_title),
    "454": ("t1", original), "500": ("ahi", uniform),
    **dict.fromkeys("300 301 302 303 304 305 306 307 308 310 311 312 313 314 315 316 317 318 320 321 "
       "324 325 326 332 336 337".split(), ("az9", note)),
    **dict.fromkeys("510 512 513 514 515 516 517 518 520 530 531 532 540 541".split(), ("aehiz", other_title)),
    **dict.fromkeys(("461", "462", "463", "464"), ("01tvxydpohi", host)),
}  # fmt: skip
"""Each tag with the subfields that find a place."""
