"""The running text of an article as it is searched: a stretch for each section, so that a hit leads to its place."""

from collections.abc import Iterable, Iterator
from typing import Any

from core.stream_text import texts_of_block, words_of_html
from magazine.reading.stored import stored_texts
from magazine.reading.notes import called_in
from search.contract import TextPart


def parts_of_body(article: Any) -> Iterator[TextPart]:
    """The sections of a body under the anchors its page prints, then its notes; read from what is stored."""
    anchor = ""
    texts: list[str] = []
    for item in article.body.raw_data:
        block = article.body.stream_block.child_blocks.get(item["type"])
        if block is None:
            continue
        if item["type"] == "heading" and item.get("id"):
            yield from _part(texts, anchor)
            anchor, texts = f"#s-{item['id'][:8]}", []
        texts += texts_of_block(block, item["value"])
    yield from _part(texts, anchor)
    yield from _notes(article)


def _notes(article: Any) -> Iterator[TextPart]:
    """Each note that is called, under its own anchor."""
    notes = {str(note.uuid).lower(): words_of_html(str(note.text)) for note in article.footnotes.all()}
    if not notes:
        return
    called = [uuid for uuid in dict.fromkeys(called_in(stored_texts(article.body.raw_data))) if uuid in notes]
    for number, uuid in enumerate(called, start=1):
        yield from _part([notes[uuid]], f"#note-{number}")


def _part(texts: Iterable[str], anchor: str) -> Iterator[TextPart]:
    if text := " ".join(texts).strip():
        yield TextPart(text, anchor)
