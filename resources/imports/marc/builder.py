"""Putting what MARC fields say into a draft: the part that UNIMARC and MARC 21 share."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from core.text import sort_key, without_controls
from directory.responsibility import Name
from resources.exports.language_codes import LIBRARY_CODES
from resources.imports.marc.record import MARC21, UNIMARC, Field, MarcRecord
from resources.imports.marc.wording import bare, clean, without_stop
from resources.imports.rows import Copy, Draft, Imprint, Term, Title
from resources.languages import read_language

_check_address = URLValidator(schemes=["http", "https"])
_PLAIN_ADDRESS = re.compile(r"https?://[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+(?::\d+)?(?:[/?#][^\s<>\"]*)?")
_NOBODY = re.compile(r"^\[?s\.\s?[nl]\.?\]?$|^\[?(?:sine nomine|sine loco)\]?$", re.IGNORECASE)
_QUALIFIER = re.compile(r"\s*\(.*|\s+[:;].*")
_TWO_LETTERS = {three: two for two, three in LIBRARY_CODES.items()}
_DATE = re.compile(r"^(\d{4})-?(\d\d)-?(\d\d)$")
_BRACKETED = re.compile(r"^\(([^()]*)\)$")
_MAIN = {"700", "710", "720"}
SUBDIVISION = " -- "
CONTENTS_JOIN = " ; "

Handler = Callable[["Builder", Field], None]
Table = dict[str, tuple[str, Handler]]
"""For each tag, the subfields that are read and what reads them."""


@dataclass(slots=True)
class Builder:
    """A draft in the making, and what was found on the way that only makes sense once all fields are read."""

    record: MarcRecord
    draft: Draft = field(default_factory=Draft)
    dates: dict[str, str] = field(default_factory=dict)
    """Dates of several kinds: `published`, `copyright`, `coded`."""
    series: list[tuple[str, str]] = field(default_factory=list)
    numbering: dict[str, str] = field(default_factory=dict)
    """Parts of what says where the document stands in its host."""
    classes: list[str] = field(default_factory=list)
    country: str = ""
    mains: int = 0
    """How many names of main headings stand before the others."""
    exact: dict[str, list[str]] = field(default_factory=dict)
    """Fields of the record said exactly, as this catalogue writes them in its own exports."""
    remarks: list[str] = field(default_factory=list)

    def words(self, text: str) -> str:
        """Words without the punctuation of the card: MARC 21 ends fields with a full stop, UNIMARC does not."""
        return without_stop(text) if self.record.flavour == MARC21 else bare(text)

    def put(self, name: str, value: str, *, join: str = "") -> None:
        """Set a field of the record, or add to it; the first value stays where they can't be joined."""
        if not value:
            return
        known = self.draft.fields.get(name)
        if not known:
            self.draft.fields[name] = value
        elif join and value not in known.split(join):
            self.draft.fields[name] = f"{known}{join}{value}"

    def note(self, kind: str, text: str, language: str = "", source: str = "") -> None:
        """A text about the document, its paragraphs kept."""
        text = without_controls(text).strip()
        if text:
            self.draft.notes.append((kind, text, language, clean(source)))

    def number(self, kind: str, text: str) -> None:
        """A number of the document, without what stands in brackets after it."""
        value = _QUALIFIER.sub("", clean(text)) if kind != "other" else clean(text)
        if value and (kind, value) not in self.draft.numbers:
            self.draft.numbers.append((kind, value))

    def language(self, name: str, code: str) -> None:
        """A language added to a list of them. Old records run codes together: “engfre”."""
        code = code.strip().lower()
        codes = re.findall("...", code) if len(code) > 3 and len(code) % 3 == 0 and code.isalpha() else [code]
        known: list[str] = self.draft.fields.setdefault(name, [])
        known += [read for one in codes if (read := language_of(one)) and read not in known]

    def title(self, kind: str, text: str, language: str = "") -> None:
        """Another title, each once."""
        text = self.words(text)
        if text and all(one.text != text for one in self.draft.other_titles):
            self.draft.other_titles.append(Title(text, kind, language))

    def person(self, one: Field, name: str, kind: str, roles: list[str], dates: str = "") -> None:
        """Someone, once in each role. The main heading (700, 710 or 720 in UNIMARC) comes first whatever its tag."""
        if not name:
            return
        printed = local_values(one).get("printed", "")
        names = [Name(name, kind, role, dates, printed) for role in dict.fromkeys(roles)]
        if one.tag in _MAIN and self.record.flavour == UNIMARC:
            self.draft.people[self.mains : self.mains] = names
            self.mains += len(names)
        else:
            self.draft.people += names

    def imprint(self, place: str, name: str) -> None:
        """A publisher and the place that goes with it; “s.n.” is nobody and “S.l.” nowhere."""
        place, name = place_of(self.words(place)), self.words(name)
        if _NOBODY.match(name):
            name = ""
        if place or name:
            self.draft.imprints.append(Imprint(name, place))

    def term(self, parts: list[str], address: str = "", language: str = "fr") -> None:
        """A subject with its subdivisions; a person's or another that no vocabulary holds is a keyword."""
        words = [word for part in parts if (word := self.words(part))]
        if words:
            whole = SUBDIVISION.join(words)
            self.draft.subjects.append(
                Term(whole[:255], address_of(address), language, words[0][:255] if len(words) > 1 else "")
            )

    def keyword(self, text: str) -> None:
        """A free word, each once."""
        word = clean(text)
        if word and word not in self.draft.keywords:
            self.draft.keywords.append(word)

    def link(self, kind: str, address: str, label: str = "") -> bool:
        """An address on the web; False when it is none."""
        url = address.strip()
        if not _PLAIN_ADDRESS.fullmatch(url):
            try:
                _check_address(url)
            except ValidationError:
                return False
        if len(url) > 1000:
            return False
        if all(url != known for _kind, known, _label in self.draft.links):
            self.draft.links.append((kind, url, clean(label)))
        return True

    def copy(self, **said: str) -> None:
        """A copy, if anything is said of it."""
        said = {name: value for name, value in said.items() if value}
        if set(said) - {"status", "condition", "origin"}:
            self.draft.copies.append(Copy(**said))

    def host_key(self, text: str) -> None:
        """What may name the host's own record: “(FR-123)456” as “456”."""
        key = re.sub(r"^\([^)]*\)", "", clean(text))
        if key and key not in self.draft.host_keys:
            self.draft.host_keys.append(key)

    def add_series(self, name: str, number: str) -> None:
        """A series and the number in it, each series once; what knows the number replaces what does not."""
        name, number = _BRACKETED.sub(r"\1", bare(name)), bare(number)
        if not name:
            return
        key = sort_key(name)
        for index, (known, known_number) in enumerate(self.series):
            if sort_key(known) == key:
                self.series[index] = (known, known_number or number)
                return
        self.series.append((name, number))

    def unread(self, tag: str, code: str = "") -> None:
        """Count something that has no place here."""
        self.draft.unread[f"{tag}${code}" if code else tag] += 1


def language_of(code: str) -> str:
    """The code here of a language written with three letters, two, or its name; "" when it is none."""
    code = code.strip().lower()
    return _TWO_LETTERS.get(code) or read_language(code)


def place_of(text: str) -> str:
    """A place without brackets and punctuation; "" for “S.l.”."""
    place = text.strip("[]() ") if text.startswith(("[", "(")) or text.endswith(("]", ")")) else text
    return "" if _NOBODY.match(place) or place.lower().rstrip(".") in {"s.l", "s. l", "n.p"} else place


def address_of(text: str) -> str:
    """A web address, or nothing."""
    text = text.strip()
    return text if text.startswith(("http://", "https://")) else ""


def iso_date(text: str) -> str:
    """A day as ISO 8601 from “2026-11-21” or “20261121”; "" when it is none."""
    found = _DATE.match(text.strip())
    if not found or not ("01" <= found[2] <= "12" and "01" <= found[3] <= "31"):
        return ""
    from datetime import date

    try:
        return date(int(found[1]), int(found[2]), int(found[3])).isoformat()
    except ValueError:
        return ""


def local_values(one: Field) -> dict[str, str]:
    """What `$9 name:value` says in files this catalogue wrote."""
    pairs = [value.partition(":") for code, value in one.subfields if code == "9" and ":" in value]
    return {name.strip(): value.strip() for name, _mark, value in pairs}


def set_exact(build: Builder, names: dict[str, Any]) -> None:
    """Fields of the record from 990, once everything else is read: they have the last word."""
    for name, values in build.exact.items():
        reader = names.get(name)
        if reader is None:
            build.unread("990", "b")
            continue
        try:
            build.draft.fields[name] = reader(values)
        except ValueError:
            build.unread("990", "b")
