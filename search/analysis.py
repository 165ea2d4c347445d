"""From text to terms, for documents and for queries alike, whatever the engine.

Each word gives its folded form and, marked with “~”, its stem. Folding comes before stemming: a stemmer that sees the
accent first keeps `sorcière` and `sorciere` apart. Elided articles go (`l'exil` is `exil`); a hyphenated word gives
its parts and, at the place of the first, the parts joined.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

import Stemmer

from core.text import fold

LANGUAGES = ("fr", "nl", "en")
STEM_MARK = "~"
LONGEST_WORD = 60
SHORT_TEXT = 100

_ALGORITHMS = {"fr": "french", "nl": "dutch", "en": "english", "de": "german", "es": "spanish", "it": "italian"}
_WORD = re.compile(r"[^\W_]+(?:[-‐‑–'’ʼ‘´`·.]?[^\W_]+)*")
_JOINERS = re.compile(r"[-‐‑–'’ʼ‘´`·.]")
_HYPHENS = re.compile(r"[-‐‑–·.]")
_APOSTROPHES = re.compile(r"['’ʼ‘´`]")
_ELIDED = frozenset("l d j m t s n c qu jusqu lorsqu puisqu quoiqu presqu quelqu".split())
_STOP_WORDS = frozenset(
    (
        "a au aux avec ce ces cet cette dans de des du elle en et il ils je la le les leur leurs lui ma mais me mes"
        " mon ne nos notre nous on ou par pas pour qu que qui sa sans se ses son sont sur ta te tes toi ton tu un une"
        " vos votre vous y est"
        " het een van in op te met voor niet aan er om dan zijn of uit bij ook als der den"
        " the and to is it for with as at by an be this that from or"
    ).split()
)


class Word(NamedTuple):
    """One word of a text: where it stands, in characters, and the terms it is found by, folded form first."""

    start: int
    end: int
    forms: tuple[str, ...]


def is_stop_word(folded: str) -> bool:
    """Too common to be required of an answer."""
    return folded in _STOP_WORDS


def fold_word(word: str) -> str:
    """The folded form of one word; a final sigma is a sigma."""
    return fold(word).replace("ς", "σ")[:LONGEST_WORD]


@lru_cache(maxsize=8)
def _stemmer(algorithm: str) -> Stemmer.Stemmer:
    return Stemmer.Stemmer(algorithm)


@lru_cache(maxsize=200_000)
def stem(folded: str, language: str) -> str:
    """The marked stem of a folded word in a language; French where the language has no stemmer here."""
    if len(folded) < 3 or not folded.isalpha():
        return STEM_MARK + folded
    return STEM_MARK + str(_stemmer(_ALGORITHMS.get(language, "french")).stemWord(folded))


def stems(folded: str) -> tuple[str, ...]:
    """The marked stems of a query's word in every language of the site, without repeats."""
    return tuple(dict.fromkeys(stem(folded, language) for language in LANGUAGES))


@lru_cache(maxsize=200_000)
def _analyse_word(word: str, language: str) -> tuple[tuple[int, int, tuple[str, ...]], ...]:
    """The parts of one word with their offsets in it."""
    parts = []
    start = 0
    for piece in _JOINERS.split(word):
        folded = fold_word(piece)
        parts.append((start, start + len(piece), folded))
        start += len(piece) + 1
    kept = [part for index, part in enumerate(parts) if index == len(parts) - 1 or not _is_elided(word, part)]
    result: list[tuple[int, int, tuple[str, ...]]] = [
        (first, last, (folded, stem(folded, language))) for first, last, folded in kept if folded
    ]
    if len(result) > 1 and _HYPHENS.search(word):
        joined = "".join(forms[0] for _, _, forms in result)[:LONGEST_WORD]
        first, last, forms = result[0]
        result[0] = (first, last, (*forms, joined, stem(joined, language)))
    return tuple(result)


def _is_elided(word: str, part: tuple[int, int, str]) -> bool:
    """Whether a part is an elided article or pronoun: followed by an apostrophe, and one of the few."""
    return part[2] in _ELIDED and bool(_APOSTROPHES.match(word, part[1]))


def words_of(text: str, language: str) -> Iterable[Word]:
    """The words of a text in order, with the terms each is found by."""
    if len(text) <= SHORT_TEXT:  # titles, names and subjects come back again and again
        return _words_of_short(text, language)
    return _words(text, language)


@lru_cache(maxsize=50_000)
def _words_of_short(text: str, language: str) -> tuple[Word, ...]:
    return tuple(_words(text, language))


def _words(text: str, language: str) -> Iterator[Word]:
    for found in _WORD.finditer(text):
        offset = found.start()
        for first, last, forms in _analyse_word(found.group(), language):
            yield Word(offset + first, offset + last, forms)


def bare_identifier(text: str) -> str:
    """The form in which numbers of documents are compared: no spaces, no hyphens, capitals."""
    return re.sub(r"[\s\-‐‑–.]", "", text).upper()
