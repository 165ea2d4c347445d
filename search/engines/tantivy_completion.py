"""Names completed while one types: the beginnings of each word are terms, so that a few letters are one quick lookup.

A name's words give their first letters, two to six of them, and the whole of a longer word after “=”; the first word
that is no article gives the same after “^”, for names that begin as what is typed.
"""

import json
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any
from uuid import UUID

import tantivy
from tantivy import Occur, Order, Query

from search.analysis import is_stop_word, words_of
from search.contract import TITLES, Completion, Name

EDGE_GROUPS = ("agent", "concept", TITLES)
SHORTEST, LONGEST = 2, 6
"""Letters of the beginnings kept as terms; what is longer is looked up among whole words."""
MOST_WORDS = 8
MOST_WORDS_OF_NAME = 40


def edge_field(group: str) -> str:
    """The field that holds the beginnings of the names of a group."""
    return f"edge_{group}"


def edges_of(names: Iterable[str]) -> str:
    """The beginnings some names are completed from, between spaces."""
    terms: dict[str, None] = {}
    for name in names:
        words = _words(name)[:MOST_WORDS_OF_NAME]
        for word in words:
            terms.update(dict.fromkeys(_beginnings(word)))
        first = next((word for word in words if not is_stop_word(word)), words[0] if words else "")
        terms.update(dict.fromkeys(f"^{edge}" for edge in _beginnings(first)))
    return " ".join(terms)


@lru_cache(maxsize=200_000)
def _beginnings(word: str) -> tuple[str, ...]:
    edges = [word[:length] for length in range(SHORTEST, min(len(word), LONGEST) + 1)]
    return (*edges, f"={word}") if len(word) > LONGEST else tuple(edges)


def _words(text: str) -> list[str]:
    return [word.forms[0] for word in words_of(text, "fr")]


def complete(
    searcher: tantivy.Searcher, schema: tantivy.Schema, typed: str, groups: Sequence[str], size: int
) -> list[Completion]:
    """For each group the names that begin as what was typed, then those with such words anywhere."""
    words = [word for word in _words(typed) if len(word) >= SHORTEST][:MOST_WORDS]
    if not words:
        return []
    return [one for group in groups for one in _complete_group(searcher, schema, words, group, size)]


def _complete_group(
    searcher: tantivy.Searcher, schema: tantivy.Schema, words: list[str], group: str, size: int
) -> list[Completion]:
    field = edge_field(group)
    anywhere = [(Occur.Must, _beginning(schema, field, word)) for word in words]
    first = next((word for word in words if not is_stop_word(word)), words[0])
    at_start = [*anywhere, (Occur.Must, _beginning(schema, field, first, "^"))]
    found: dict[UUID, Completion] = {}
    for clauses in (at_start, anywhere):
        if len(found) < size:
            answer: Any = searcher.search(
                Query.boolean_query(clauses), limit=size + len(found), order_by_field="rank", order=Order.Desc
            )
            for _score, address in answer.hits:
                completion = _completion(searcher, address, group)
                found.setdefault(completion.uuid, completion)
    return list(found.values())[:size]


def _beginning(schema: tantivy.Schema, field: str, word: str, mark: str = "") -> Query:
    """What has a word beginning like this one."""
    if len(word) <= LONGEST:
        return Query.term_query(schema, field, mark + word)
    return Query.regex_query(schema, field, re.escape(f"{mark}={word}") + ".*")


def _completion(searcher: tantivy.Searcher, address: Any, group: str) -> Completion:
    kept: Any = searcher.doc(address).get_first("stored")
    stored = json.loads(bytes(kept))
    if group == TITLES:
        names = [Name(stored["title"], stored["language"]), *(Name(title) for title in stored["other"])]
    else:
        names = [Name(*name) for name in stored["names"]]
    return Completion(group, stored["kind"], UUID(stored["uuid"]), names, stored.get("path", ""), stored["card"])
