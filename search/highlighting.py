"""Matched words marked in titles and texts; safe HTML comes out."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from html import escape

from search.analysis import Word, words_of
from search.query_tree import ParsedQuery


@dataclass(frozen=True, slots=True)
class Found:
    """The matched words of a text, in order, and where the phrases that were asked for begin, in characters."""

    words: list[Word]
    phrases: list[int]


@dataclass(frozen=True, slots=True)
class Matcher:
    """Tells whether a word of a text is one of those asked for. `words` are the terms of each word."""

    terms: frozenset[str]
    prefixes: tuple[str, ...]
    phrases: tuple[tuple[str, ...], ...] = ()
    words: tuple[frozenset[str], ...] = ()

    @classmethod
    def of(cls, query: ParsedQuery, fields: Collection[str] = ("", "title")) -> "Matcher":
        """What a query marks in a text that some fields are searched in; optional common words are not marked."""
        wanted = [clause for clause in query.wanted if not clause.optional and clause.field in fields]
        whole = [clause for clause in wanted if not clause.prefix]
        return cls(
            terms=frozenset().union(*(clause.matching_terms() for clause in whole)),
            prefixes=tuple(clause.words[-1] for clause in wanted if clause.prefix),
            phrases=tuple(clause.words for clause in whole if clause.phrase and len(clause.words) > 1),
            words=tuple(dict.fromkeys(word for clause in whole for word in clause.terms_of_words())),
        )

    def __bool__(self) -> bool:
        return bool(self.terms or self.prefixes)

    def matches(self, word: Word) -> bool:
        """Whether one of the word's terms was asked for."""
        return not self.terms.isdisjoint(word.forms) or word.forms[0].startswith(self.prefixes or ("\0",))

    def find(self, text: str, language: str) -> Found:
        """What of a text was asked for."""
        words = words_of(text, language)
        if not self.phrases:
            return Found([word for word in words if self.matches(word)], [])
        every = list(words)
        starts = [
            word.start
            for index, word in enumerate(every)
            for phrase in self.phrases
            if phrase[0] in word.forms and _goes_on(every[index : index + len(phrase)], phrase)
        ]
        return Found([word for word in every if self.matches(word)], starts)


def _goes_on(words: Sequence[Word], phrase: Sequence[str]) -> bool:
    """Whether words that follow each other are those of a phrase."""
    return len(words) == len(phrase) and all(wanted in word.forms for word, wanted in zip(words, phrase, strict=True))


def mark_all(text: str, language: str, matcher: Matcher) -> str:
    """The whole text, escaped, with each matched word in <mark>."""
    if not matcher:
        return escape(text)
    return mark(text, matcher.find(text, language).words, 0, len(text))


def mark(text: str, matched: Sequence[Word], first: int, last: int) -> str:
    """A text from one character to another, escaped, with these words of it in <mark>."""
    out: list[str] = []
    at = first
    for word in matched:
        if word.start < at or word.end > last:
            continue
        out += (escape(text[at : word.start]), "<mark>", escape(text[word.start : word.end]), "</mark>")
        at = word.end
    out.append(escape(text[at:last]))
    return "".join(out).replace("</mark> <mark>", " ")
