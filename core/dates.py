"""Dates as libraries write them: kept as written, read as EDTF, sorted and filtered by year."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import edtf

from core.text import fold

EARLIEST, LATEST = -4000, 2200
WIDEST = 999
"""The most years a date may cover and still say something."""
_YEAR = r"-?\d{4}"
_MENTIONED_YEAR = re.compile(r"(?<!\d)(?:1\d{3}|20\d\d|21\d\d)(?!\d)")
_ABOUT = re.compile(r"^\[?(?:(?:ca|vers|env|environ|circa|omstreeks|rond|about)(?=[\s.\d])|c(?=[\s.]))\.?\s*")
_NOISE = re.compile(r"[\[\]()?©℗]|\b(?:cop|impr|dl|ed)\b\.?|\b[cp](?=\d{4})")
_CENTURY = re.compile(r"\b(\d{1,2}|[ivx]{1,5})(?:er|e|eme|de|ste|th|st|nd|rd)? (?:siecle|s|eeuw|century)\b")
_ROMAN = {"i": 1, "v": 5, "x": 10}
_SEASONS = {"printemps": "21", "lente": "21", "spring": "21", "ete": "22", "zomer": "22", "summer": "22",
            "automne": "23", "herfst": "23", "autumn": "23", "hiver": "24", "winter": "24"}  # fmt: skip
_MONTHS = {
    name: f"{number:02d}"
    for number, names in enumerate(
        (
            "janvier januari january jan janv", "fevrier februari february fev febr feb", "mars maart march mrt",
            "avril april avr apr", "mai mei may", "juin juni june", "juillet juli july juil", "aout augustus august",
            "septembre september sept sep", "octobre oktober october oct okt", "novembre november nov",
            "decembre december dec",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip


@dataclass(frozen=True)
class ParsedDate:
    """A written date, its EDTF form ("" when none could be read) and the years it may cover (None when unknown)."""

    written: str
    edtf: str = ""
    first_year: int | None = None
    last_year: int | None = None


@lru_cache(maxsize=4096)
def parse_date(written: str) -> ParsedDate:
    """Read “2018”, “[1998?]”, “ca 2005”, “2011-2013”, “printemps 2014”, “199-”, “6 mai 1868” or EDTF itself.

    Never raises: what can't be read is kept as written, without years. What is only half understood
    (“1998 [i.e. 1989]”, “hiver 2014-2015, réédité”) keeps the years it mentions.
    """
    written = written.strip()[:120]
    digits = "".join(str(unicodedata.decimal(char)) if char.isdecimal() else char for char in written)
    text = fold(digits).strip(" .;,")
    for form in (digits, _to_edtf(text), _decade_or_century(text), _mentioned_years(text)):
        years = _years_of(form) if form else None
        if years:
            return ParsedDate(written, form, *years)
    return ParsedDate(written)


def first_day(written: str) -> date | None:
    """The first day a written date covers, by which things are put in order: 1 April for “avril - mai - juin 2014”.

    A season begins with the month it begins in, that of the first year for “hiver 2014-2015”. None when no date could
    be read, or one before our era.
    """
    if stamp := re.match(r"\s*(\d{4}-\d\d-\d\d)T", written):
        written = stamp[1]
    form = re.sub(r"^\.\./|/\.\.$", "", parse_date(written).edtf)
    seasons = [_SEASONS[word] for word in re.findall(r"[a-z]+", fold(written)) if word in _SEASONS]
    if seasons and re.fullmatch(r"\d{4}/\d{4}", form):
        form = f"{form[:4]}-{seasons[0]}"
    if not form:
        return None
    first = edtf.parse_edtf(form).lower_strict()
    return date(*first[:3]) if first.tm_year > 0 else None


def _years_of(form: str) -> tuple[int, int] | None:
    """First and last year of an EDTF string, or None when it is not one. An open interval covers its known end."""
    if re.fullmatch(r"\d{4}[?~%]?", form):
        year = int(form[:4])
        return (year, year) if year <= LATEST else None
    open_ended = re.fullmatch(r"(?:\.\./)?([^/]+?)(?:/\.\.)?", form)
    if open_ended and open_ended[1] != form:
        return _years_of(open_ended[1])
    # No long years (“Y17E8”): the parser computes the power, whatever the exponent. No long sets: it tries every split.
    if not re.fullmatch(r"[\dXu?~%\-/.\[\]{},T:Z+]{1,60}", form) or form.count(",") > 3:
        return None
    try:
        parsed = edtf.parse_edtf(form)
        bounds = int(parsed.lower_strict().tm_year), int(parsed.upper_strict().tm_year)
    except Exception:  # the parser raises many types, struct_time among them overflows
        return None
    first, last = min(bounds), max(bounds)
    if first < EARLIEST or first > LATEST or last - first > WIDEST:
        return None
    return first, min(last, LATEST)


def _to_edtf(text: str) -> str:
    """EDTF of the usual ways to write a date in a catalogue, from folded text; empty when none fits."""
    doubt, about = "?" in text, bool(_ABOUT.match(text))
    plain = re.sub(r"\s+", " ", _NOISE.sub("", _ABOUT.sub("", text))).strip(" .,;")
    mark = "%" if about and doubt else "~" if about else "?" if doubt else ""
    form = _plain_form(plain)
    return form + mark if form and "/" not in form else form


_FORMS: list[tuple[re.Pattern[str], Callable[[re.Match[str]], str]]] = [
    (re.compile(rf"{_YEAR}"), lambda found: found[0]),
    (re.compile(rf"({_YEAR})\s*[-–/]\s*({_YEAR})"), lambda found: "/".join(sorted(found.groups(), key=int))),
    (re.compile(r"(\d\d)(\d\d)\s*[-–/]\s*(\d\d)"), lambda found: _shortened_range(*found.groups())),
    (re.compile(r"(\d{3})[-.xu]"), lambda found: f"{found[1]}X"),
    (re.compile(r"(\d\d)(?:--|\.\.|xx|uu)"), lambda found: f"{found[1]}XX"),
    (re.compile(rf"(?:depuis|sinds|since|a partir de)\s*({_YEAR})"), lambda found: f"{found[1]}/.."),
    (re.compile(rf"({_YEAR})\s*[-–][\s.]*"), lambda found: f"{found[1]}/.."),
    (
        re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})"),
        lambda found: f"{found[3]}-{int(found[2]):02d}-{int(found[1]):02d}",
    ),
    (re.compile(r"(\d{4})[/.]?(\d\d)[/.]?(\d\d)"), lambda found: "-".join(found.groups())),
]


def _plain_form(text: str) -> str:
    """EDTF of a date without brackets or marks of doubt."""
    for pattern, form in _FORMS:
        if found := pattern.fullmatch(text):
            return form(found)
    return _worded_form(text)


def _shortened_range(century: str, first: str, last: str) -> str:
    """EDTF of “1914-18”; empty when it can't be a range."""
    return f"{century}{first}/{century}{last}" if int(first) < int(last) <= int(first) + 60 else ""


def _worded_form(text: str) -> str:
    """EDTF of “6 mai 1868”, “printemps 2014”, “avril - mai - juin 2014”, “décembre 2014 - février 2015”."""
    words = re.findall(r"[a-z]+|\d+", text)
    years = [word for word in words if len(word) == 4 and word.isdigit()]
    months = [_MONTHS[word] for word in words if word in _MONTHS]
    if (
        len(years) == len(months) == 2
        and years[0] <= years[1]
        and not any(len(word) < 3 for word in words if word.isdigit())
    ):
        return f"{years[0]}-{months[0]}/{years[1]}-{months[1]}"
    if len(years) != 1:
        return ""
    seasons = [_SEASONS[word] for word in words if word in _SEASONS]
    days = [word for word in words if word.isdigit() and len(word) < 3]
    if len(seasons) == 1 and not months:
        return f"{years[0]}-{seasons[0]}"
    if len(months) == 1 and len(days) <= 1:
        return f"{years[0]}-{months[0]}" + (f"-{int(days[0]):02d}" if days else "")
    return _months_form(years[0], months) if len(months) > 1 and not days else ""


def _months_form(year: str, months: list[str]) -> str:
    """EDTF of some months of a year; “décembre-janvier 2015” begins the year before."""
    first = int(year) - 1 if months[-1] < months[0] else int(year)
    return f"{first:04d}-{months[0]}/{year}-{months[-1]}"


def _decade_or_century(text: str) -> str:
    """EDTF of “années 1990”, “1990s”, “196?”, “19??”, “XXe siècle”, “19de eeuw”; empty when it is none of them."""
    if found := re.fullmatch(r"\[?(\d{3})\?\]?|(?:annees|jaren|the) ?(\d{3})0'?s?|(\d{3})0'?s", text):
        return f"{found[1] or found[2] or found[3]}X"
    if found := re.fullmatch(r"\[?(\d{2})\?\?\]?", text):
        return f"{found[1]}XX"
    if found := _CENTURY.search(text):
        century = int(found[1]) if found[1].isdigit() else _roman(found[1])
        return f"{century - 1:02d}XX" if 1 <= century <= 22 else ""
    return ""


def _roman(text: str) -> int:
    """The value of a small Roman number in lower case."""
    values = [_ROMAN[char] for char in text]
    following = [*values[1:], 0]
    return sum(-value if value < after else value for value, after in zip(values, following, strict=True))


def _mentioned_years(text: str) -> str:
    """EDTF of the years a text mentions, from the first to the last; the corrected one after “i.e.”."""
    corrected = re.search(r"\bi\. ?e\.(.*)", text)
    years = sorted(_MENTIONED_YEAR.findall(corrected[1] if corrected else text))
    if not years:
        return ""
    return years[0] if years[0] == years[-1] else f"{years[0]}/{years[-1]}"
