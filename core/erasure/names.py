"""The forms in which a person's name may be written, and taking them out of a text."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from core.names import parse_person
from core.text import fold, sort_key, squeeze

ERASED = "[personne effacée]"
"""What takes the place of a name inside a longer text; where a field is the name alone, it is left empty."""
ERASED_SLUG = "personne-effacee"
SHORTEST = 4
"""A single word shorter than this is found in too many others."""
_APART = r"(?:[\W_]|\\u[0-9a-f]{4}){1,4}"
"""What stands between the words of a name: spaces, commas, hyphens of an address."""
_NEAR = r"(?:\W|\w){1,60}?"
"""What stands between them in a record of another system: its markup."""
_SUBFIELD = re.compile(r"(?:\x1f|\\u001f)[0-9A-Za-z]")
"""What opens a subfield of ISO 2709: its code touches the first word, and is no part of it."""


@dataclass(frozen=True)
class WantedPerson:
    """Somebody to be found: names as they are written anywhere, addresses of e-mail, and keys of agents."""

    names: frozenset[str]
    emails: frozenset[str] = frozenset()
    agents: frozenset[int] = frozenset()

    @classmethod
    def named(cls, names: Iterable[str], emails: Iterable[str] = (), agents: Iterable[int] = ()) -> "WantedPerson":
        """Somebody of these names, each read in both its orders."""
        found: set[str] = set()
        for name in names:
            text = squeeze(name)
            person = parse_person(text)
            found |= {text, person.display, person.sort.replace(",", " ")}
        kept = frozenset(squeeze(text) for text in found if _is_long_enough(text))
        return cls(kept, frozenset(one.strip().lower() for one in emails if "@" in one), frozenset(agents))

    def __bool__(self) -> bool:
        return bool(self.names or self.emails or self.agents)

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The person in a folded text."""
        return _pattern(self._orders, self.emails, _APART)

    @cached_property
    def loose_pattern(self) -> re.Pattern[str]:
        """The person in a folded record of another system, where markup stands between the words."""
        return _pattern(self._orders, self.emails, _NEAR)

    @property
    def _orders(self) -> set[tuple[str, ...]]:
        """The words of each name, in the orders they are written in, and sorted as keys have them."""
        words = {tuple(name.split()) for name in self.names}
        return words | {tuple(sorted(sort_key(name).split())) for name in self.names}

    @cached_property
    def traces(self) -> list[str]:
        """For each name and address, the longest run of plain letters, by which rows are looked up; "" finds all."""
        runs = []
        for text in (*self.names, *self.emails):
            found = re.findall(r"[A-Za-z0-9]{2,}", text)
            runs.append(max(found, key=len, default=""))
        return sorted(set(runs))

    def is_in(self, text: str) -> bool:
        """Whether a text names the person."""
        return bool(self.pattern.search(Folded(text).text))

    def is_in_record(self, text: str) -> bool:
        """Whether a record of another system names the person."""
        return bool(self.loose_pattern.search(Folded(_SUBFIELD.sub(" ", text)).text))

    def take_out(self, text: str, instead: str = ERASED) -> str:
        """A text without the person."""
        folded = Folded(text)
        parts, end = [], 0
        for found in self.pattern.finditer(folded.text):
            start = folded.origin(found.start())
            parts += [text[end:start], instead]
            end = folded.origin(found.end())
        return "".join([*parts, text[end:]]) if parts else text

    def take_out_of_data(self, data: Any) -> Any:
        """The same in every text of a JSON value, keys among them."""
        if isinstance(data, str):
            return self.take_out(data)
        if isinstance(data, list):
            return [self.take_out_of_data(one) for one in data]
        if isinstance(data, dict):
            return {self.take_out(key): self.take_out_of_data(value) for key, value in data.items()}
        return data


class Folded:
    """A folded text that remembers where each of its characters came from."""

    def __init__(self, text: str) -> None:
        pieces: list[str] = []
        self._origins: list[int] = []
        for index, char in enumerate(text):
            piece = fold(char)
            pieces.append(piece)
            self._origins += [index] * len(piece)
        self._origins.append(len(text))
        self.text = "".join(pieces)

    def origin(self, place: int) -> int:
        """Where in the text a place of the folded one is."""
        return self._origins[place]


def _is_long_enough(text: str) -> bool:
    return len(text.split()) > 1 or len(text) >= SHORTEST


def _pattern(names: set[tuple[str, ...]], emails: frozenset[str], apart: str) -> re.Pattern[str]:
    """One expression for every form; the longest first, so that nothing of a name is left."""
    forms = {apart.join(_word(word) for word in words if sort_key(word)) for words in names}
    orders = sorted((form for form in forms if form), key=len, reverse=True)
    bounded = [rf"(?<![^\W_]){form}(?![^\W_])" for form in orders]
    return re.compile("|".join([*(re.escape(one) for one in sorted(emails)), *bounded]) or r"(?!)")


def _word(word: str) -> str:
    """A word folded, its punctuation optional, its accents as JSON may have escaped them."""
    parts = []
    for char in word:
        plain = fold(char)
        if not plain.isalnum():
            parts.append(r"\W?")
        elif char.isascii():
            parts.append(re.escape(plain))
        else:
            codes = {f"\\\\u{ord(form):04x}" for form in (char.lower(), char.upper()) if len(form) == 1}
            parts.append(f"(?:{'|'.join([re.escape(plain), *sorted(codes)])})")
    return "".join(parts)
