"""How long an article is: the words of its body and of the notes it calls, read from what is stored."""

import math
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from core.stream_text import texts_of_block, words_of_html
from magazine.reading.notes import called_in
from magazine.reading.stored import stored_texts

WORDS_A_MINUTE = 220
_WORD = re.compile(r"\w[\w’'\-]*")


def count_words(article: Any) -> int:
    """The words of an article, saved or not; “aujourd’hui” is one."""
    return count_stored_words(
        article.body.stream_block,
        article.body.raw_data,
        lambda: {str(note.uuid): str(note.text) for note in article.footnotes.all()},
    )


def count_stored_words(stream: Any, raw: Iterable[Any], notes: Callable[[], Mapping[str, str]]) -> int:
    """The words of a body as it is stored, and of the notes it calls; these are asked for only when there are calls."""
    raw = list(raw)
    blocks = stream.child_blocks
    texts = [
        text for item in raw if item["type"] in blocks for text in texts_of_block(blocks[item["type"]], item["value"])
    ]
    if called := set(called_in(stored_texts(raw))):
        texts += [words_of_html(text) for uuid, text in notes().items() if uuid.lower() in called]
    return sum(len(_WORD.findall(text)) for text in texts)


def reading_minutes(words: int) -> int:
    """How long a text takes to read, in whole minutes, never less than one; 0 without a text."""
    return max(1, math.ceil(words / WORDS_A_MINUTE)) if words else 0
