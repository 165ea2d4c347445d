"""“Did you mean”: the nearest frequent word of the index for each word nothing answers to."""

import tantivy
from rapidfuzz import process
from rapidfuzz.distance import OSA

from core.text import squeeze
from search.analysis import STEM_MARK, is_stop_word, stems, words_of
from search.query_tree import ParsedQuery

MOST_TERMS = 20_000
SHORTEST = 4


def suggest(searcher: tantivy.Searcher, parsed: ParsedQuery) -> str:
    """What was typed with its unknown words replaced by near ones; empty when nothing better is known."""
    wanted = {word for clause in parsed.wanted if not clause.prefix for word in clause.words}
    replaced: dict[str, str] = {}
    for word in wanted:
        if len(word) >= SHORTEST and word.isalpha() and not is_stop_word(word) and not _known(searcher, word):
            near = _nearest(searcher, word)
            if near:
                replaced[word] = _surface(searcher, near)
    return _replace(parsed.text, replaced) if replaced else ""


def _known(searcher: tantivy.Searcher, word: str) -> bool:
    return any(searcher.doc_freq("all", term) for term in (word, *stems(word)))


def _nearest(searcher: tantivy.Searcher, word: str) -> str:
    """The word at the least distance; of several, the one in most documents."""
    reach = 1 if len(word) < 6 else 2
    for start in _beginnings(word):
        counts = {
            term: count
            for term, count in searcher.terms_with_prefix("all", start, limit=MOST_TERMS)
            if not term.startswith(STEM_MARK) and abs(len(term) - len(word)) <= reach and term.isalpha()
        }
        found = process.extract(word, list(counts), scorer=OSA.distance, score_cutoff=reach, limit=20)
        if found:
            return str(min(found, key=lambda match: (match[1], -counts[match[0]]))[0])
    return ""


def _beginnings(word: str) -> list[str]:
    """Where to look: words that begin alike, then with the first two letters swapped, then with the first letter."""
    return list(dict.fromkeys((word[:2], word[1] + word[0], word[0])))


def _surface(searcher: tantivy.Searcher, word: str) -> str:
    """The word as it is written in documents, accents included."""
    written = searcher.terms_with_prefix("surface", f"{word}\t", limit=20)
    best = max(written, key=lambda pair: pair[1], default=None)
    return best[0].split("\t", 1)[1] if best else word


def _replace(text: str, replaced: dict[str, str]) -> str:
    out, at = [], 0
    for word in words_of(text, "fr"):
        out.append(text[at : word.start])
        out.append(replaced.get(word.forms[0], text[word.start : word.end]))
        at = word.end
    return squeeze("".join(out) + text[at:])
