"""How long an article is: the words of its body and of the notes it calls, read from what is stored."""

import math
import re
from typing import Any

from core.stream_text import texts_of_block, words_of_html
from magazine.reading.notes import called_in
from magazine.reading.stored import stored_texts

WORDS_A_MINUTE = 220
_WORD = re.compile(r"\w[\w’'\-]*")


def count_words(article: Any) -> int:
    """The words of an article, saved or not; “aujourd’hui” is one."""
    children = article.body.stream_block.child_blocks
    texts = [
        text
        for item in article.body.raw_data
        if item["type"] in children
        for text in texts_of_block(children[item["type"]], item["value"])
    ]
    called = set(called_in(stored_texts(article.body.raw_data)))
    if called:
        texts += [words_of_html(str(note.text)) for note in article.footnotes.all() if str(note.uuid).lower() in called]
    return sum(len(_WORD.findall(text)) for text in texts)


def reading_minutes(words: int) -> int:
    """How long a text takes to read, in whole minutes, never less than one; 0 without a text."""
    return max(1, math.ceil(words / WORDS_A_MINUTE)) if words else 0
