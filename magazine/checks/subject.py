"""What is checked: an article as it is stored, as it is being typed, or as a page, always in the stored form."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from html import unescape
from typing import Any

from django.utils.html import strip_tags

from magazine.reading.notes import called_in

_PARAGRAPH_END = re.compile(r"</(?:p|li|h[1-6]|blockquote|td|th)>|<br[^>]*>|\n", re.IGNORECASE)
_SPACES = re.compile(r"[ \t\r\u00a0\u202f]+")
_NOT_PROSE = frozenset(
    "id type level tone url source_url email page link picture image records concepts document columns figure".split()
)


@dataclass(frozen=True)
class PictureUse:
    """A picture in an article, and what the article says for those who do not see it."""

    image: int | None
    description: str
    is_decorative: bool
    field: str = ""
    block: str = ""


@dataclass(frozen=True)
class Subject:
    """An article to check; `content` holds what a saved version would."""

    content: Mapping[str, Any]
    language: str

    @cached_property
    def blocks(self) -> list[dict[str, Any]]:
        """The blocks of the body, as they are stored."""
        body = self.content.get("body") or []
        return json.loads(body) if isinstance(body, str) else list(body)

    @cached_property
    def notes(self) -> dict[str, str]:
        """The text of each note by its identity."""
        rows = self.content.get("footnotes") or ()
        return {str(row["uuid"]).lower(): row.get("text") or "" for row in rows}

    def text(self, field: str) -> str:
        """A field of text, without the spaces around it."""
        return str(self.content.get(field) or "").strip()

    def of_type(self, *types: str) -> Iterator[tuple[str, Any]]:
        """The blocks of these types: identity and value."""
        for block in self.blocks:
            if block.get("type") in types:
                yield str(block.get("id") or ""), block.get("value")

    def markup(self) -> Iterator[tuple[str, str]]:
        """Every text of the body and of its notes with its markup, and the block it stands in."""
        for block in self.blocks:
            for text in stored_prose(block.get("value")):
                yield str(block.get("id") or ""), text
        for text in self.notes.values():
            yield "", text

    def calls(self) -> Iterator[tuple[str, str]]:
        """The calls of notes in reading order: block and identity of the note."""
        for block, text in self.markup():
            for uuid in called_in([text]):
                yield block, uuid

    def pictures(self) -> Iterator[PictureUse]:
        """The opening picture, then those of the body."""
        if self.content.get("image"):
            yield PictureUse(int(self.content["image"]), self.text("image_alt"), False, field="image")
        for block in self.blocks:
            yield from _pictures_in(block.get("value"), str(block.get("id") or ""))

    @cached_property
    def images(self) -> set[int]:
        """The files its pictures are of."""
        return {use.image for use in self.pictures() if use.image is not None}


def stored_prose(value: Any) -> Iterator[str]:
    """Every text a reader reads in a stored value, with its markup."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for key, each in value.items():
            if key not in _NOT_PROSE:
                yield from stored_prose(each)
    elif isinstance(value, (list, tuple)):
        for each in value:
            yield from stored_prose(each)


def plain(markup: str) -> str:
    """A text without its markup, on one line."""
    return " ".join(paragraphs_of(markup))


def paragraphs_of(markup: str) -> Iterator[str]:
    """The paragraphs of a text, without their markup."""
    for part in _PARAGRAPH_END.split(markup):
        if text := _SPACES.sub(" ", unescape(strip_tags(part))).strip():
            yield text


def items_of(value: Any) -> Iterator[Any]:
    """The values of a stored list of blocks, in either of the forms Wagtail stores."""
    for item in value or ():
        yield item["value"] if isinstance(item, Mapping) and item.get("type") == "item" else item


def _pictures_in(value: Any, block: str) -> Iterator[PictureUse]:
    if isinstance(value, Mapping):
        if "picture" in value:
            yield _use(value["picture"], block)
        for key, each in value.items():
            if key != "picture":
                yield from _pictures_in(each, block)
    elif isinstance(value, (list, tuple)):
        for each in value:
            yield from _pictures_in(each, block)


def _use(stored: Any, block: str) -> PictureUse:
    """A picture of a block; older bodies hold the key of the image alone."""
    if not isinstance(stored, Mapping):
        return PictureUse(int(stored) if stored else None, "", False, block=block)
    description, image = str(stored.get("alt_text") or "").strip(), stored.get("image")
    return PictureUse(int(image) if image else None, description, bool(stored.get("decorative")), block=block)


def subject_of_article(article: Any) -> Subject:
    """An article as its page holds it, saved or not; its latest version is `get_latest_revision_as_object()`."""
    return Subject(article.serializable_data(), article.locale.language_code)


def subject_of_form(form: Any) -> Subject:
    """An article as it has just been typed, in a form found valid."""
    typed = form.cleaned_data
    body = typed.get("body")
    return Subject(
        {
            **{name: typed.get(name) for name in ("title", "standfirst", "image_alt", "is_plain_language")},
            "image": getattr(typed.get("image"), "pk", None),
            "body": body.get_prep_value() if body else [],
            **{name: list(_rows(form, name)) for name in ("contributors", "concepts", "footnotes")},
        },
        form.instance.locale.language_code,
    )


def _rows(form: Any, name: str) -> Iterable[Mapping[str, Any]]:
    """The rows of a part that stay."""
    for row in form.formsets[name].forms if name in form.formsets else ():
        typed = getattr(row, "cleaned_data", {})
        if typed and not typed.get("DELETE"):
            yield typed
