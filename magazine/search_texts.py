"""The running text of an article as it is searched: a stretch for each section, so that a hit leads to its place."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from core.stream_text import texts_of_block, words_of_html
from magazine.reading.notes import called_in
from magazine.reading.stored import stored_texts
from media_library.models import CreditedDocument, CreditedImage
from media_library.visibility import private_collections
from search.contract import TextPart

HiddenFiles = Mapping[str, set[int]]
"""Keys of private files, by the name blocks give such a file: “image”, “document”."""


def files_in(articles: Iterable[Any]) -> HiddenFiles:
    """Which of the pictures and documents of some bodies are private; at most three queries."""
    named: dict[str, set[int]] = {"image": set(), "document": set()}
    for article in articles:
        for container in _containers(list(article.body.raw_data)):
            for kind in named:
                if isinstance(container.get(kind), int):
                    named[kind].add(container[kind])
    private = private_collections() if any(named.values()) else set()
    if not private:
        return {}
    models: dict[str, Any] = {"image": CreditedImage, "document": CreditedDocument}
    return {
        kind: set(models[kind].objects.filter(pk__in=keys, collection__in=private).values_list("pk", flat=True))
        for kind, keys in named.items()
    }


def parts_of_body(article: Any, hidden: HiddenFiles) -> Iterator[TextPart]:
    """The sections of a body under the anchors its page prints, then its notes; read from what is stored.

    What is said of a hidden picture or document is left out with it.
    """
    anchor = ""
    texts: list[str] = []
    for item in article.body.raw_data:
        block = article.body.stream_block.child_blocks.get(item["type"])
        if block is None:
            continue
        if item["type"] == "heading" and item.get("id"):
            yield from _part(texts, anchor)
            anchor, texts = f"#s-{item['id'][:8]}", []
        texts += texts_of_block(block, _without(item["value"], hidden))
    yield from _part(texts, anchor)
    yield from _notes(article)


def _containers(raw: Any) -> Iterator[dict[str, Any]]:
    """Every struct of a stored body."""
    if isinstance(raw, dict):
        yield raw
        raw = list(raw.values())
    if isinstance(raw, list):
        for value in raw:
            yield from _containers(value)


def _without(raw: Any, hidden: HiddenFiles) -> Any:
    """A stored block without the structs that show a hidden file; None when it is one itself."""
    if isinstance(raw, list):
        return [value for one in raw if (value := _without(one, hidden)) is not None]
    if not isinstance(raw, dict) or not hidden:
        return raw
    picture = raw.get("picture")
    shown = picture if isinstance(picture, dict) else raw
    if any(shown.get(kind) in keys for kind, keys in hidden.items()):
        return None
    if raw.get("type") == "item" and _without(raw.get("value"), hidden) is None:
        return None
    return {name: _without(value, hidden) for name, value in raw.items()}


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
