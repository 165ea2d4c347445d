"""French typography, put on when a text is shown and never when it is kept; other languages are left as they are.

What is done, and nothing else:

- inside « » and before ; ! ? a narrow no-break space (U+202F), before : a no-break space (U+00A0). A mark glued to the
  word before gets its space when what follows ends the word too: “18:30”, “page?id=3” and “(?)” stay as they are;
- "straight quotes" that come in pairs become « », those inside others “ ”. One that has no partner stays, like the
  inches of 17";
- a straight apostrophe between two letters becomes ’, three dots become …;
- a space that must not end a line becomes a no-break one: in 1 000 000 (narrow), 42 %, 12 km, 18 h 30, 3 mars, n° 47,
  p. 12, XIXᵉ siècle, M. Dupont; after the first dash – and before the second – of words set apart. No other space is
  added, no hyphen becomes a dash.

Addresses of the web and of mailboxes stay as they are. In HTML, so do tags with their attributes, code, pre, kbd, samp,
script, style, and elements in another language; a quotation may begin in one inline element and end in another.
Time grows with the length of the text. What is typeset already is not changed.
"""

import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from core.text import NARROW_NBSP, NBSP

LINE_SPACES = " \t\u00a0\u202f\u2009"
HTML_SPACES = LINE_SPACES + "\r\n"
"""A line break of a plain text is meant; one of HTML is a space."""
OBJECT = "\ufffc"
"""Stands for what is in the line without being text of it: a picture, code, words of another language."""
BREAK = "\u2028"

_MARKS = re.compile(r"""&\#?\w{1,32};|["'«»;:]|[!?]+|\.{3,}|[–—]""")
_ADDRESSES = re.compile(r"(?:https?://|www\.)[^\s<>\"«»]+|[\w.+'-]{1,64}@[\w-]+(?:\.[\w-]+)+")
_TRAILING = ".,;:!?'’)"
_NOWHERE = (sys.maxsize, sys.maxsize)
_AFTER_NUMBER = re.compile(r"\d(?:er)?[ \u00a0\u202f](?=[\w%‰€$£°])")
_UNIT = re.compile(
    r"(?:[%‰€$£]|°[CF]?|(?:[kcm]?m[²³]?|km/h|[km]?g|t|[cm]?l|ha|h|min|s|[kKMGT]o|W|[kMG]Wh?|EUR|CHF|euros?|francs?|ans?"
    r"|millions?|milliards?)(?![\w’']))"
)
_MONTH = re.compile(
    r"(?:janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre)(?!\w)", re.I
)
_DAY = re.compile(r"(?<!\w)(?:[12]?\d|3[01]|1er)$")
_SHORT_GROUP = re.compile(r"(?<!\d)\d{1,3}$")
_GROUP = re.compile(r"\d{3}(?!\d)")
_MINUTES = re.compile(r"(?<=\d[ \u00a0\u202f]h)[ \u00a0\u202f](?=\d\d(?!\d))")
_AFTER_WORD = re.compile(r"[°º§.erᵉʳIVX][ \u00a0\u202f](?=[\dA-ZÀ-ÖØ-Þs])")
_BEFORE_DIGIT = re.compile(r"(?<!\w)(?:[nN][°º]s?|§|pp?\.|vol\.|t\.|chap\.|art\.|fig\.|éd\.)$")
_BEFORE_NAME = re.compile(r"(?<!\w)(?:MM?\.|M[mM]e|Mlle|[DP]r)$")
_ROMAN = re.compile(r"(?<!\w)[IVX]{1,6}(?:er?|ème|ᵉʳ?)?$")
_CENTURY = re.compile(r"siècles?(?!\w)")
_SENTENCE_END = re.compile(r"[.!?…][\s\u2028]")
_LONGEST_ASIDE = 600
_OPENERS = "([{«“‘–—/'’"
_CLOSERS = ")]}»”…,.;:!?–—*" + OBJECT


def typeset_text(text: str, language: str) -> str:
    """A plain text as it is printed in its language; only French has rules here."""
    return _set_text(text) if language[:2] == "fr" and text else text


@lru_cache(maxsize=2048)
def _set_text(text: str) -> str:
    changes = _Setting(text, LINE_SPACES).changes()
    return _changed(text, changes) if changes else text


@dataclass
class _Setting:
    """One line of reasoning about a text without tags: which stretches become what.

    `gaps` are stretches of space (perhaps empty) by the place of what follows them; `words` are other stretches by
    their first place. Neither can overlap.
    """

    text: str
    spaces: str
    gaps: dict[int, tuple[int, str]] = field(default_factory=dict)
    words: dict[int, tuple[int, str]] = field(default_factory=dict)
    quotes: list[tuple[int, int]] = field(default_factory=list)
    waiting: list[int] = field(default_factory=list)
    guillemets: list[tuple[int, int]] = field(default_factory=list)
    dash: int = -1

    def changes(self) -> list[tuple[int, int, str]]:
        """The changes (first place, place after the last, new text) in order."""
        addresses = self._addresses()
        first, last = next(addresses, _NOWHERE)
        for match in _MARKS.finditer(self.text):
            while match.start() >= last:
                first, last = next(addresses, _NOWHERE)
            if match.start() < first:
                self._mark(match[0], match.start(), match.end())
        self._set_quotes()
        self._bind_numbers()
        self._bind_words()
        found = [(start, end, new) for end, (start, new) in self.gaps.items() if self.text[start:end] != new]
        found += [(start, end, new) for start, (end, new) in self.words.items()]
        return sorted(found)

    def _addresses(self) -> Iterator[tuple[int, int]]:
        """Where addresses of the web and of mailboxes stand, without the mark that ends the sentence."""
        if "@" in self.text or "://" in self.text or "www." in self.text:
            for match in _ADDRESSES.finditer(self.text):
                yield match.start(), match.start() + len(match[0].rstrip(_TRAILING))

    def _mark(self, mark: str, start: int, end: int) -> None:
        """Set one mark of punctuation."""
        first = mark[0]
        if first in "!?;:":
            self._high_mark(mark, start, end)
        elif first == "'":
            self._apostrophe(start)
        elif first == '"':
            self._straight_quote(start)
        elif first in "«»":
            self._guillemet(first, start)
        elif mark == "...":
            self.words[start] = (end, "…")
        elif first in "–—":
            self._dash_mark(start)

    def _before(self, place: int) -> int:
        """Where the spaces before a place begin."""
        start = place
        while start and self.text[start - 1] in self.spaces:
            start -= 1
        return start

    def _after(self, place: int) -> int:
        """Where the spaces from a place on end."""
        end = place
        while end < len(self.text) and self.text[end] in self.spaces:
            end += 1
        return end

    def _ends_word(self, place: int) -> bool:
        """Whether nothing, a space or a closing mark stands at a place."""
        if place >= len(self.text):
            return True
        char = self.text[place]
        return char in self.spaces or char in _CLOSERS or char in '\n\u2028"'

    def _high_mark(self, mark: str, start: int, end: int) -> None:
        left = self._before(start)
        if not left or self.text[left - 1] in "([{«“–—\n\u2028;:!?¿¡" or not self._ends_word(end):
            return
        if mark == ":" and left == start and self.text[end : end + 1] in {")", "]", "}"}:
            return
        self.gaps.setdefault(start, (left, NBSP if mark == ":" else NARROW_NBSP))

    def _apostrophe(self, place: int) -> None:
        following = self.text[place + 1 : place + 2]
        if place and self.text[place - 1].isalpha() and (following.isalnum() or following in set('«“"' + OBJECT)):
            self.words[place] = (place + 1, "’")

    def _straight_quote(self, place: int) -> None:
        """Open or close; what is opened and never closed stays as it is."""
        before = self.text[place - 1] if place else " "
        after = self.text[place + 1] if place + 1 < len(self.text) else " "
        free = before in self.spaces or before in _OPENERS or before in '\n\u2028"'
        room = after in self.spaces or after in "\n\u2028;:!?»"
        if free and not (self.waiting and room):
            self.waiting.append(place)
        elif self.waiting:
            self.quotes.append((self.waiting.pop(), place))

    def _guillemet(self, mark: str, place: int) -> None:
        opens = mark == "«"
        self.guillemets.append((place, 1 if opens else -1))
        left, right = (place + 1, self._after(place + 1)) if opens else (self._before(place), place)
        self._hold(left, right, NARROW_NBSP)

    def _hold(self, left: int, right: int, space: str) -> None:
        """Put one space, or none, between two things of a line."""
        inside = 0 < left <= right < len(self.text) and BREAK not in (self.text[left - 1], self.text[right])
        if inside and (space or right not in self.gaps):
            self.gaps[right] = (left, space)

    def _dash_mark(self, place: int) -> None:
        """Bind the first dash of words set apart to what follows, the second to what comes before."""
        left, right = self._before(place), self._after(place + 1)
        if left == 0:
            self._dialogue(left, right, place)
        elif self.text[left - 1] in "([{«“":
            self.dash = -1
        elif self._closes_aside(left, place):
            self.gaps.setdefault(place, (left, NBSP))
            self.gaps.setdefault(self.dash, (self.dash - 1, NBSP))
            self.dash = -1
        else:
            opens = left < place and right == place + 2 and not self._ends_word(right)
            self.dash = right if opens else -1

    def _dialogue(self, left: int, right: int, place: int) -> None:
        if left == place and right > place + 1 and right < len(self.text):
            self.gaps.setdefault(right, (place + 1, NBSP))

    def _closes_aside(self, left: int, place: int) -> bool:
        if self.dash < 0 or left == place or not 0 < left - self.dash < _LONGEST_ASIDE:
            return False
        return self._ends_word(place + 1) and not _SENTENCE_END.search(self.text, self.dash, place)

    def _set_quotes(self) -> None:
        """Write the pairs of straight quotes: « » outside, “ ” inside others."""
        if not self.quotes:
            return
        steps = sorted(
            [*self.guillemets, *((place, 1) for place, _ in self.quotes), *((end, -1) for _, end in self.quotes)]
        )
        depth, depths = 0, {}
        for place, step in steps:
            depth = max(0, depth + min(step, 0))
            depths[place] = depth
            depth += max(step, 0)
        for first, last in self.quotes:
            inner = depths[first] > 0
            opened, closed, space = ("“", "”", "") if inner else ("«", "»", NARROW_NBSP)
            self.words[first], self.words[last] = (first + 1, opened), (last + 1, closed)
            self._hold(first + 1, self._after(first + 1), space)
            self._hold(self._before(last), last, space)

    def _bind_numbers(self) -> None:
        for match in _AFTER_NUMBER.finditer(self.text):
            gap, right = match.end() - 1, match.end()
            start = max(0, gap - 6)
            if _GROUP.match(self.text, right) and _SHORT_GROUP.search(self.text[start:gap]):
                self.gaps.setdefault(right, (gap, NARROW_NBSP))
            elif self._is_counted(right, match[0]) or (
                _MONTH.match(self.text, right) and _DAY.search(self.text[start:gap])
            ):
                self.gaps.setdefault(right, (gap, NBSP))
        for match in _MINUTES.finditer(self.text):
            self.gaps.setdefault(match.end(), (match.start(), NBSP))

    def _is_counted(self, place: int, number: str) -> bool:
        """Whether a unit stands at a place; “1er” counts nothing."""
        return number[-2] != "r" and _UNIT.match(self.text, place) is not None

    def _bind_words(self) -> None:
        for match in _AFTER_WORD.finditer(self.text):
            gap, right = match.end() - 1, match.end()
            before, following = self.text[max(0, gap - 9) : gap], self.text[right]
            if following == "s":
                bound = _ROMAN.search(before) and _CENTURY.match(self.text, right)
            else:
                bound = (_BEFORE_DIGIT if following.isdigit() else _BEFORE_NAME).search(before)
            if bound:
                self.gaps.setdefault(right, (gap, NBSP))


def _changed(text: str, changes: Sequence[tuple[int, int, str]]) -> str:
    """A text with its changes."""
    out: list[str] = []
    at = 0
    for first, last, new in changes:
        out += [text[at:first], new]
        at = last
    out.append(text[at:])
    return "".join(out)


# HTML ----------------------------------------------------------------------------------------------

_TAG = re.compile(r"""<!--.*?-->|<(/?)([a-zA-Z][^\s/<>]*+)((?:[^<>"']++|"[^"]*+"|'[^']*+')*+)>""", re.DOTALL)
_LANG = re.compile(r"""\slang\s*=\s*["']?([a-zA-Z]*)""")
_INLINE = frozenset(
    "a abbr b bdi bdo cite code data del dfn em font i img input ins kbd label mark picture q s samp small source span"
    " strong sub sup svg time u var wbr".split()
)
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_KEPT = frozenset("code kbd math pre samp script style svg template textarea title var".split())
_IN_LINE = frozenset("img input picture".split())
_WRITTEN_OUT = (("&#x27;", "'"), ("&#39;", "'"), ("&quot;", '"'), ("&nbsp;", NBSP), ("&laquo;", "«"), ("&raquo;", "»"))
"""Entities that are marks of French; in text they may stand as they are."""


def typeset_html(html: str, language: str) -> str:
    """Running HTML as it is printed in its language; only French has rules here, and elements in others stay."""
    return _set_html(html) if language[:2] == "fr" and html else html


@lru_cache(maxsize=128)
def _set_html(html: str) -> str:
    """What was set lately is kept: the same text is shown many times."""
    return _Page().set(html)


@dataclass
class _Page:
    """HTML read from left to right; text is set line by line, a line going through inline elements."""

    out: list[str] = field(default_factory=list)
    line: list[str] = field(default_factory=list)
    """What the line reads, in pieces; what is not its own text stands there as one character."""
    places: list[int] = field(default_factory=list)
    """Where in `out` each piece is printed; -1 for what only stands for something."""
    kept: str = ""
    depth: int = 0

    def set(self, html: str) -> str:
        """The whole, typeset."""
        at = 0
        for tag in _TAG.finditer(html):
            self._text(html[at : tag.start()])
            at = tag.end()
            name = (tag[2] or "").lower()
            if self.kept:
                self._inside_kept(name, tag)
            elif name:
                self._tag(name, tag)
            self.out.append(tag[0])
        self._text(html[at:])
        self._end_line()
        return "".join(self.out)

    def _text(self, text: str) -> None:
        if not text:
            return
        if not self.kept:
            if "&" in text:
                for entity, char in _WRITTEN_OUT:
                    text = text.replace(entity, char)
            self.line.append(text)
            self.places.append(len(self.out))
        self.out.append(text)

    def _inside_kept(self, name: str, tag: re.Match[str]) -> None:
        if name == self.kept and not tag[3].endswith("/"):
            self.depth += -1 if tag[1] else 1
            if not self.depth:
                self.kept = ""

    def _tag(self, name: str, tag: re.Match[str]) -> None:
        if name == "br":
            self._stand_in(BREAK)
        elif name not in _INLINE:
            self._end_line()
        if name in _IN_LINE or (not tag[1] and self._is_kept(name, tag)):
            self._stand_in(OBJECT)

    def _is_kept(self, name: str, tag: re.Match[str]) -> bool:
        """Whether an element that begins stays as it is, up to its end."""
        if name in _VOID or tag[3].endswith("/"):
            return False
        attributes = tag[3]
        language = _LANG.search(attributes) if "lang" in attributes else None
        foreign = language is not None and language[1].lower() not in ("fr", "")
        if name in _KEPT or foreign:
            self.kept, self.depth = name, 1
        return bool(self.kept)

    def _stand_in(self, char: str) -> None:
        self.line.append(char)
        self.places.append(-1)

    def _end_line(self) -> None:
        if self.line:
            text = "".join(self.line)
            if changes := _Setting(text, HTML_SPACES).changes():
                self._write(changes)
            self.line.clear()
            self.places.clear()

    def _write(self, changes: Sequence[tuple[int, int, str]]) -> None:
        """Print the changes of a line in the pieces they fall in.

        A space put in where two pieces meet stands with the mark it belongs to: after « with the first, else with
        the second.
        """
        start, waiting = 0, list(reversed(changes))
        for piece, place in zip(self.line, self.places, strict=True):
            end = start + len(piece)
            own: list[tuple[int, int, str]] = []
            while waiting and self._falls_in(waiting[-1], end, piece[-1]):
                first, last, new = waiting.pop()
                own.append((first - start, min(last, end) - start, new))
                if last > end:
                    waiting.append((end, last, ""))
            if own and place >= 0:
                self.out[place] = _changed(piece, own)
            start = end

    @staticmethod
    def _falls_in(change: tuple[int, int, str], end: int, last_char: str) -> bool:
        """Whether a change falls in a piece that ends at a place with a character."""
        return change[0] < end or (change[:2] == (end, end) and last_char in '«"')
