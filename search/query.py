"""What a visitor typed, read without ever failing: words that all must match, "phrases", prefix*, -without."""

import re
from dataclasses import dataclass, field

from core.text import squeeze
from search.analysis import bare_identifier, fold_word, is_stop_word, stems, words_of

LONGEST_QUERY = 400
MOST_CLAUSES = 24
SHORTEST_PREFIX = 2
LONGEST_NUMBER = 40
_BRACKETS = dict.fromkeys(map(ord, "[]"))
_PIECE = re.compile(r'(?P<minus>(?<!\S)-)?(?:["“”«](?P<phrase>[^"“”»]*)["“”»]?|(?P<word>[^\s"“”«»]+))')
_IDENTIFIER = re.compile(r"^(?=(?:.*\d){6})[\dXx\-‐‑–. ]{8,24}$")


@dataclass(frozen=True, slots=True)
class Clause:
    """One thing asked for: its folded words, all of them (one after the other in a phrase), or the words joined
    (`porte-monnaie`, `portemonnaie`), or a document's number."""

    words: tuple[str, ...]
    joined: str = ""
    phrase: bool = False
    prefix: bool = False
    excluded: bool = False
    optional: bool = False
    identifier: str = ""

    def matching_terms(self) -> frozenset[str]:
        """Every term that makes a word of a text count as matched, for highlighting (prefixes apart)."""
        if self.phrase:
            return frozenset(self.words)
        words = (*self.words, self.joined) if self.joined else self.words
        return frozenset(term for word in words for term in (word, *stems(word)))


@dataclass(frozen=True, slots=True)
class ParsedQuery:
    """A query as clauses; empty when there was nothing to look for.

    `number` is the whole text as a document's number, when it has a digit: catalogues hold stranger ones than ISBNs.
    """

    text: str = ""
    clauses: tuple[Clause, ...] = field(default=())
    number: str = ""

    @property
    def wanted(self) -> tuple[Clause, ...]:
        """The clauses that are not exclusions."""
        return tuple(clause for clause in self.clauses if not clause.excluded)

    def words(self) -> list[str]:
        """The folded words wanted, in order, phrases included."""
        return [word for clause in self.wanted for word in clause.words]


def parse_query(text: str) -> ParsedQuery:
    """Read what was typed; never raises, never takes long: the text is cut, clauses are counted."""
    text = squeeze(text[: LONGEST_QUERY * 2])[:LONGEST_QUERY]
    number = bare_identifier(text) if len(text) <= LONGEST_NUMBER and any(char.isdecimal() for char in text) else ""
    if _identifier_of(text):
        return ParsedQuery(text, (_compound(text, excluded=False),), number)
    clauses: list[Clause] = []
    for found in _PIECE.finditer(text.translate(_BRACKETS)):
        clauses.extend(_read_piece(found))
        if len(clauses) >= MOST_CLAUSES:
            break
    return ParsedQuery(text, _relax(tuple(clauses[:MOST_CLAUSES])), number)


def _identifier_of(text: str) -> str:
    """The bare form of an ISBN, ISSN or EAN with or without hyphens; empty for anything else."""
    return bare_identifier(text) if _IDENTIFIER.match(text) else ""


def _read_piece(found: re.Match[str]) -> list[Clause]:
    """The clauses of one piece between spaces or quotation marks."""
    excluded = bool(found["minus"])
    if found["phrase"] is not None:
        words = tuple(word.forms[0] for word in words_of(found["phrase"], "fr"))
        return [Clause(words, phrase=len(words) > 1, excluded=excluded)] if words else []
    raw = found["word"]
    if _identifier_of(raw):
        return [_compound(raw, excluded=excluded)]
    words = tuple(word.forms[0] for word in words_of(raw, "fr"))
    if not words:
        return []
    if raw.endswith("*") and len(words[-1]) >= SHORTEST_PREFIX:
        return [Clause((word,), excluded=excluded) for word in words[:-1]] + [
            Clause((words[-1],), prefix=True, excluded=excluded)
        ]
    if len(words) > 1 and "-" in raw.strip("-"):
        return [_compound(raw, excluded=excluded)]
    if excluded:
        return [Clause(words, phrase=len(words) > 1, excluded=True)]
    return [Clause((word,)) for word in words]


def _compound(raw: str, *, excluded: bool) -> Clause:
    """Words held together by hyphens, or digits that may be a document's number."""
    words = tuple(word.forms[0] for word in words_of(raw, "fr"))
    joined = fold_word("".join(words)) if len(words) > 1 else ""
    return Clause(words, joined=joined, identifier=_identifier_of(raw), excluded=excluded)


def _relax(clauses: tuple[Clause, ...]) -> tuple[Clause, ...]:
    """Common words are wished for, not required, as soon as another word is wanted."""
    telling = [clause for clause in clauses if not clause.excluded and (clause.phrase or not _all_stop_words(clause))]
    if not telling:
        return clauses
    return tuple(
        Clause(clause.words, optional=True)
        if not clause.phrase and not clause.excluded and not clause.prefix and _all_stop_words(clause)
        else clause
        for clause in clauses
    )


def _all_stop_words(clause: Clause) -> bool:
    return not clause.identifier and not clause.prefix and all(is_stop_word(word) for word in clause.words)
