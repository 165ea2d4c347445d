"""Dates as libraries write them: kept as written, read as EDTF, sorted and filtered by year."""

import re
from dataclasses import dataclass
from functools import lru_cache

import edtf

from core.text import fold

EARLIEST, LATEST = -4000, 2200
_YEAR = r"-?\d{4}"
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

    Never raises: what can't be read is kept as written, without years.
    """
    written = written.strip()[:120]
    for form in (written, _to_edtf(written)):
        years = _years_of(form) if form else None
        if years:
            return ParsedDate(written, form, *years)
    return ParsedDate(written)


def _years_of(form: str) -> tuple[int | None, int | None] | None:
    """First and last year of an EDTF string, or None when it is not one."""
    if not re.match(r"^[\dXYu?~%\-/.\[\]{},T:Z+E]+$", form) or len(form) > 60:
        return None
    try:
        parsed = edtf.parse_edtf(form)
        first, last = parsed.lower_strict().tm_year, parsed.upper_strict().tm_year
    except Exception:  # the parser raises many types, struct_time among them overflows
        return None
    first, last = sorted((int(first), int(last)))
    if first < EARLIEST or first > LATEST:
        return None
    return first, min(last, LATEST)


def _to_edtf(written: str) -> str:
    """EDTF of the usual ways to write a date in a catalogue; empty when none fits."""
    text = fold(written).strip(" .;,")
    doubt = "?" in text
    about = bool(re.match(r"^\[?(ca|c|vers|env|environ|circa|omstreeks|rond|about)\b\.?", text))
    text = re.sub(r"^\[?(ca|c|vers|env|environ|circa|omstreeks|rond|about)\b\.?\s*", "", text)
    text = re.sub(r"[\[\]()?©]|\bcop\b\.?|\bimpr\b\.?|\bdl\b\.?|\bp(?=\d{4})", "", text).strip(" .,;")
    mark = "%" if about and doubt else "~" if about else "?" if doubt else ""
    form = _plain_form(text)
    return form + mark if form and "/" not in form else form


def _plain_form(text: str) -> str:
    """EDTF of a date without brackets or marks of doubt."""
    if re.fullmatch(_YEAR, text):
        return text
    if found := re.fullmatch(rf"({_YEAR})\s*[-–/]\s*({_YEAR})", text):
        return f"{found[1]}/{found[2]}"
    if found := re.fullmatch(r"(\d{3})[-.xu]", text):
        return f"{found[1]}X"
    if found := re.fullmatch(r"(\d{2})(--|\.\.|xx|uu)", text):
        return f"{found[1]}XX"
    if found := re.fullmatch(rf"(?:depuis|sinds|since|a partir de)?\s*({_YEAR})\s*[-–]?\.*", text):
        return found[1]
    if found := re.fullmatch(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})", text):
        return f"{found[3]}-{int(found[2]):02d}-{int(found[1]):02d}"
    return _worded_form(text)


def _worded_form(text: str) -> str:
    """EDTF of “6 mai 1868”, “printemps 2014”, “avril - mai - juin 2014”."""
    words = re.findall(r"[a-z]+|\d+", text)
    years = [word for word in words if len(word) == 4 and word.isdigit()]
    if len(years) != 1:
        return ""
    seasons = [_SEASONS[word] for word in words if word in _SEASONS]
    months = [_MONTHS[word] for word in words if word in _MONTHS]
    days = [word for word in words if word.isdigit() and len(word) < 3]
    if len(seasons) == 1 and not months:
        return f"{years[0]}-{seasons[0]}"
    if len(months) == 1 and len(days) <= 1:
        return f"{years[0]}-{months[0]}" + (f"-{int(days[0]):02d}" if days else "")
    if len(months) > 1 and not days:
        return f"{years[0]}-{months[0]}/{years[0]}-{months[-1]}"
    return ""
