"""The stretch of a document's text that holds most of what was asked, and the place it leads to; safe HTML comes out.

A document may have a thousand short parts, a programme its spoken sentences: where each term stands among them is kept
beside them, so that only the parts with matched words are read.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from search.analysis import Word, words_of
from search.contract import TextPart
from search.highlighting import Matcher, mark

SNIPPET_LENGTH = 230
"""Characters of a snippet, more or less a word."""
LEAD = 60
"""Characters shown before the first matched word, at most."""
LONGEST_SEARCHED = 20_000
MANY_PARTS = 20
"""From so many parts on, where terms stand is kept."""
MOST_READ = 6
MOST_READ_FOR_PHRASES = 15
"""How many places of a long text are read for the best of them."""
MOST_WINDOWS = 60
Row = Sequence[Any]
"""A stored part: its text and its anchor, then what it has of label, language and whether it goes on."""


@dataclass(frozen=True, slots=True)
class Snippet:
    """What a hit shows of its text, where it leads, what that place is called, and the language of the text."""

    html: str = ""
    anchor: str = ""
    label: str = ""
    language: str = ""


# What is kept -------------------------------------------------------------------------------------


def stored_parts(parts: Iterable[TextPart]) -> list[list[Any]]:
    """Parts as an index keeps them."""
    return [_row(part) for part in parts]


def _row(part: TextPart) -> list[Any]:
    row: list[Any] = [part.text, part.anchor, part.label, part.language, part.goes_on]
    while len(row) > 2 and not row[-1]:
        row.pop()
    return row


def places_of_terms(parts: Sequence[TextPart], language: str) -> str:
    """Where each term stands among many parts: each with the numbers of the parts, between bars; "" for few."""
    if len(parts) < MANY_PARTS:
        return ""
    places: dict[str, dict[int, None]] = {}
    for number, part in enumerate(parts):
        for word in words_of(part.text[:LONGEST_SEARCHED], part.language or language):
            for form in word.forms:
                places.setdefault(form, {})[number] = None
    return "|".join(["", *(f"{term} {' '.join(map(str, numbers))}" for term, numbers in places.items()), ""])


# What is shown ------------------------------------------------------------------------------------


def best_snippet(rows: Sequence[Row], language: str, matcher: Matcher, places: str = "") -> Snippet:
    """The stretch with the phrases asked for, then with most different matches; a place with a name goes before.

    Without a match the beginning of the first part stands in, unless it is only one place of many.
    """
    best: tuple[tuple[int, ...], _Stretch, list[Word], int] | None = None
    for stretch in _stretches(rows, language, matcher, places):
        found = matcher.find(stretch.text, stretch.language)
        if found.words:
            window = _best_window(found.words, found.phrases)
            score = (window[1], window[2], int(bool(stretch.label_at(window[0]))), -window[3])
            if best is None or score > best[0]:
                best = (score, stretch, found.words, window[0])
            if matcher.phrases and window[1] == len(matcher.phrases):
                break
    if best:
        return best[1].cut(best[2], best[3])
    return _Stretch(rows, 0, 1, language).cut([], 0) if rows and not _at(rows[0], 2) else Snippet()


def _best_window(matched: list[Word], phrases: Sequence[int]) -> tuple[int, int, int, int]:
    """Of the window with most phrases, then most different terms, then the closest together: where it begins, how many
    of both it has, and how many characters they take."""
    best = (matched[0].start, -1, 0, 0)
    for index, word in enumerate(matched[:MOST_WINDOWS]):
        within = [one for one in matched[index : index + 20] if one.end <= word.start + SNIPPET_LENGTH] or [word]
        seen: dict[str, int] = {}
        for one in within:
            seen.setdefault(one.forms[1], one.start)
        whole = sum(1 for start in phrases if start == word.start)
        found = (word.start, whole, len(seen), max(seen.values()) - word.start)
        if (found[1], found[2], -found[3]) > (best[1], best[2], -best[3]):
            best = found
    return best


class _Stretch:
    """Some parts read as one text: one, or several that go on into each other."""

    def __init__(self, rows: Sequence[Row], first: int, end: int, language: str) -> None:
        self.rows = rows[first:end]
        self.language = _at(self.rows[0], 3) or language
        texts = [str(row[0]) for row in self.rows]
        self.text = " ".join(texts)[:LONGEST_SEARCHED]
        self.starts: list[int] = []
        start = 0
        for text in texts:
            self.starts.append(start)
            start += len(text) + 1

    def row_at(self, place: int) -> Row:
        """The part a character stands in."""
        return self.rows[bisect_right(self.starts, place) - 1]

    def label_at(self, place: int) -> str:
        """What the place of a character is called."""
        return str(_at(self.row_at(place), 2))

    def cut(self, matched: list[Word], start: int) -> Snippet:
        """About SNIPPET_LENGTH characters around `start`, marked, and where they lead."""
        row = self.row_at(start)
        return Snippet(_cut(self.text, matched, start), str(row[1]), str(_at(row, 2)), self.language)


def _at(row: Row, index: int) -> Any:
    return row[index] if len(row) > index else ""


def _stretches(rows: Sequence[Row], language: str, matcher: Matcher, places: str) -> Iterator[_Stretch]:
    """What may hold matches: each part with what is around it where the text goes on; of many, the most promising."""
    if not matcher:
        return
    numbers: Iterable[int] = _promising(rows, matcher, places) if places else range(len(rows))
    for number in numbers:
        yield _around(rows, number, language)


def _promising(rows: Sequence[Row], matcher: Matcher, places: str) -> list[int]:
    """The parts from which on most of the different words asked for stand together, the first of them first."""
    found: dict[int, set[int]] = {}
    for index, word in enumerate(matcher.words):
        for line in (line for term in word for line in _lines(places, f"|{term} ")):
            _note(found, line, index)
    for index, prefix in enumerate(matcher.prefixes, start=len(matcher.words)):
        for line in _lines(places, f"|{prefix}"):
            _note(found, line, index)
    together = {number: len(set().union(*_within(rows, number, found))) for number in found}
    first = {index for index, word in enumerate(matcher.words) if any(phrase[0] in word for phrase in matcher.phrases)}
    order = sorted(found, key=lambda number: (-together[number], found[number].isdisjoint(first), number))
    return sorted(order[: MOST_READ_FOR_PHRASES if matcher.phrases else MOST_READ])


def _note(found: dict[int, set[int]], line: str, word: int) -> None:
    for number in line.split(" ")[1:]:
        found.setdefault(int(number), set()).add(word)


def _within(rows: Sequence[Row], number: int, found: dict[int, set[int]]) -> Iterator[set[int]]:
    """The words asked for in each part of a snippet that begins in one."""
    left = SNIPPET_LENGTH
    while number < len(rows):
        yield found.get(number, set())
        left -= len(rows[number][0])
        if left <= 0 or not _at(rows[number], 4):
            return
        number += 1


def _lines(places: str, beginning: str) -> Iterator[str]:
    """The lines that begin so."""
    at = places.find(beginning)
    while at >= 0:
        end = places.index("|", at + 1)
        yield places[at + 1 : end]
        at = places.find(beginning, end)


def _around(rows: Sequence[Row], number: int, language: str) -> _Stretch:
    """A part with as much before and after it as a snippet shows, where the text goes on."""
    first = last = number
    before = after = 0
    while first and _at(rows[first - 1], 4) and before < SNIPPET_LENGTH:
        first -= 1
        before += len(rows[first][0])
    while last + 1 < len(rows) and _at(rows[last], 4) and after < SNIPPET_LENGTH:
        after += len(rows[last + 1][0])
        last += 1
    return _Stretch(rows, first, last + 1, language)


def _cut(text: str, matched: list[Word], start: int) -> str:
    """About SNIPPET_LENGTH characters around `start`, between words, marked."""
    if len(text) <= SNIPPET_LENGTH:
        return mark(text, matched, 0, len(text))
    first = max(0, min(start - LEAD, len(text) - SNIPPET_LENGTH))
    if first:
        space = text.find(" ", first, start)
        first = space + 1 if space >= 0 else first
    last = first + SNIPPET_LENGTH
    if last < len(text):
        space = text.rfind(" ", first, last)
        last = space if space > first else last
    html = mark(text, matched, first, min(last, len(text)))
    return ("… " if first else "") + html + (" …" if last < len(text) else "")
