"""Matched words marked in titles, and the stretch of text that holds most of them; safe HTML comes out."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from html import escape

from search.analysis import Word, words_of
from search.query_tree import ParsedQuery

SNIPPET_LENGTH = 230
"""Characters of a snippet, more or less a word."""
LONGEST_SEARCHED = 20_000


@dataclass(frozen=True, slots=True)
class Matcher:
    """Tells whether a word of a text is one of those asked for."""

    terms: frozenset[str]
    prefixes: tuple[str, ...]

    @classmethod
    def of(cls, query: ParsedQuery, fields: Collection[str] = ("", "title")) -> "Matcher":
        """What a query marks in a text that some fields are searched in; optional common words are not marked."""
        wanted = [clause for clause in query.wanted if not clause.optional and clause.field in fields]
        terms: frozenset[str] = frozenset().union(*(clause.matching_terms() for clause in wanted if not clause.prefix))
        return cls(terms, tuple(clause.words[-1] for clause in wanted if clause.prefix))

    def matches(self, word: Word) -> bool:
        """Whether one of the word's terms was asked for."""
        return not self.terms.isdisjoint(word.forms) or word.forms[0].startswith(self.prefixes or ("\0",))


def mark_all(text: str, language: str, matcher: Matcher) -> str:
    """The whole text, escaped, with each matched word in <mark>."""
    if not matcher.terms and not matcher.prefixes:
        return escape(text)
    return _mark(text, [word for word in words_of(text, language) if matcher.matches(word)], 0, len(text))


def best_snippet(parts: Sequence[tuple[str, str]], language: str, matcher: Matcher) -> tuple[str, str]:
    """The stretch with most different matches of (text, anchor) parts, as HTML, and its anchor.

    Without a match the beginning of the first part stands in.
    """
    best: tuple[int, str, str] | None = None
    for text, anchor in parts if matcher.terms or matcher.prefixes else ():
        searched = text[:LONGEST_SEARCHED]
        matched = [word for word in words_of(searched, language) if matcher.matches(word)]
        if matched:
            start, score = _densest_window(matched)
            if best is None or score > best[0]:
                best = (score, _cut(searched, matched, start), anchor)
    if best:
        return best[1], best[2]
    if not parts:
        return "", ""
    text, anchor = parts[0]
    return _cut(text, [], 0), anchor


def _densest_window(matched: list[Word]) -> tuple[int, int]:
    """Where the window with most different matched terms begins, and how many they are."""
    best_start, best_score = matched[0].start, 0
    for index, word in enumerate(matched[:60]):
        terms = {other.forms[1] for other in matched[index : index + 20] if other.end <= word.start + SNIPPET_LENGTH}
        if len(terms) > best_score:
            best_start, best_score = word.start, len(terms)
    return best_start, best_score


def _cut(text: str, matched: list[Word], start: int) -> str:
    """About SNIPPET_LENGTH characters around `start`, between words, marked."""
    if len(text) <= SNIPPET_LENGTH:
        return _mark(text, matched, 0, len(text))
    first = max(0, min(start - 60, len(text) - SNIPPET_LENGTH))
    if first:
        space = text.find(" ", first, start)
        first = space + 1 if space >= 0 else first
    last = first + SNIPPET_LENGTH
    if last < len(text):
        space = text.rfind(" ", first, last)
        last = space if space > first else last
    html = _mark(text, matched, first, min(last, len(text)))
    return ("… " if first else "") + html + (" …" if last < len(text) else "")


def _mark(text: str, matched: list[Word], first: int, last: int) -> str:
    out: list[str] = []
    at = first
    for word in matched:
        if word.start < at or word.end > last:
            continue
        out += (escape(text[at : word.start]), "<mark>", escape(text[word.start : word.end]), "</mark>")
        at = word.end
    out.append(escape(text[at:last]))
    return "".join(out).replace("</mark> <mark>", " ")
