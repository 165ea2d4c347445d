"""The body of an article as HTML: one renderer for the page, the feeds, the PDF, the e-book and the preview.

Whether the text may be read (an embargo) is for the caller to ask.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from wagtail.rich_text import expand_db_html

from core.typography import typeset_html, typeset_text
from magazine.contents import Contents
from magazine.reading.context import block_context
from magazine.reading.dossier import dossier_of
from magazine.reading.notes import Note, NotesReport, WriteCall, called_in, number_calls, sources_of, write_link
from magazine.reading.stored import stored_texts
from media_library.rich_text import links_asked_once


@dataclass(frozen=True)
class Heading:
    """A heading of the body, by which contents lead to it; `level` is 2 or 3."""

    text: str
    anchor: str
    level: int


@dataclass(frozen=True)
class RenderedBody:
    """A body ready to print; `notes` are those it calls, in order, for the end of the page or the foot of a sheet."""

    html: SafeString
    headings: tuple[Heading, ...]
    notes: tuple[Note, ...]


def render_body(
    article: Any,
    context: Mapping[str, Any] | None = None,
    write_call: WriteCall = write_link,
    contents: Contents | None = None,
    notes: Mapping[str, str] | None = None,
) -> RenderedBody:
    """The body of an article, saved or not, in a fixed number of queries whatever its blocks.

    `context` is added to what the blocks are given; `write_call` writes the calls of the notes; `contents` are those
    of its number and `notes` the texts of its notes, where they were read already.
    """
    language = article.locale.language_code
    stored = list(stored_texts(article.body.raw_data))
    if notes is None:
        notes = sources_of(article) if any("<footnote" in text for text in stored) else {}
    given = {**block_context(article, lambda: dossier_of(article, contents)), **(context or {})}
    with links_asked_once([*stored, *notes.values()]):
        rendered = "\n".join(block.render(context={**given, "anchor": str(block.id or "")}) for block in article.body)
        html, called = number_calls(rendered, notes, write_call)
        for note in called:
            note.html = mark_safe(typeset_html(expand_db_html(note.source), language))  # noqa: S308  cleaned when saved
    return RenderedBody(
        mark_safe(typeset_html(html, language)),  # noqa: S308  made by the blocks' templates
        tuple(headings_of(article)),
        tuple(called),
    )


def headings_of(article: Any) -> Iterator[Heading]:
    """The headings of a body with their anchors, in order: what contents and the search link to."""
    language = article.locale.language_code
    for block in article.body:
        if block.block_type == "heading" and block.id:
            yield Heading(typeset_text(block.value["text"], language), anchor_of(block), int(block.value["level"]))


def anchor_of(block: Any) -> str:
    """Where the heading of a block stands in the page."""
    return f"s-{str(block.id)[:8]}"


def unresolved_notes(article: Any) -> NotesReport:
    """The calls without a note and the notes without a call, of a page or of a version of it."""
    notes = list(article.footnotes.all())
    known = {str(note.uuid).lower() for note in notes}
    called = list(dict.fromkeys(called_in(stored_texts(article.body.raw_data))))
    return NotesReport(
        tuple(uuid for uuid in called if uuid not in known),
        tuple(note for note in notes if str(note.uuid).lower() not in called),
    )
