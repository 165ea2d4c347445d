"""HTML to blocks, notes and remarks."""

from collections import Counter
from collections.abc import Callable

from django.utils.translation import gettext as _

from core.conversion.levels import level_headings
from core.conversion.notes import FoundNotes, take_notes
from core.conversion.reading import clean_html, read_clean
from core.conversion.result import Converted, Note
from core.conversion.runs import PLAIN, Runs
from core.conversion.walking import Walker
from core.conversion.word import tidy_word
from core.conversion.wordcount import uncounted, words_of, words_of_html

Pictures = Callable[[str, str], int | None]
"""The key of the image of the library for an address and a description; None when the picture isn't there."""


def convert_html(html: str, *, pictures: Pictures | None = None, base: str = "", seed: str = "") -> Converted:
    """The blocks of an HTML text. Raises ConversionRefused for what is too large or too deep.

    `base` is the address of the site the text comes from, for its relative links. With a `seed`, the same text gives
    notes the same identities each time.
    """
    clean = clean_html(html)
    root = read_clean(clean)
    converted = Converted()
    tidy_word(root)
    found = take_notes(root, converted, seed)
    walker = Walker(converted, pictures or (lambda src, alt: None), base)
    walker.walk(root)
    _keep_uncalled(walker, found)
    walker.finish()
    _write_notes(walker, found)
    converted.blocks = level_headings(converted.blocks)
    _say_lost(clean, converted)
    return converted


def _keep_uncalled(walker: Walker, found: FoundNotes) -> None:
    """Notes nothing calls stay in the text, at its end."""
    for number, item in found.uncalled:
        runs = Runs()
        runs.add(f"[{number}] ", PLAIN)
        runs.pieces += walker.read(item).pieces
        walker.paragraph(runs)
        walker.converted.remark(
            "note", _("La note %(number)d n’est appelée nulle part : mise à la fin du texte.") % {"number": number}
        )


def _write_notes(walker: Walker, found: FoundNotes) -> None:
    """The notes in the order of their first calls."""
    for key, uuid in found.called.items():
        parts = [walker.read(part).html() for part in found.definitions[key]]
        walker.converted.notes.append(Note(uuid, "".join(f"<p>{part}</p>" for part in parts if part)))


def _say_lost(clean: str, converted: Converted) -> None:
    """Words that were there and are not any more: there should be none, and if there are a person is told."""
    lost = Counter(words_of_html(clean)) - Counter(words_of(converted))
    words = [word for word in lost if not uncounted(word)]
    if words:
        shown = " ".join(words[:40])
        converted.remark("lost", _("Mots qui n’ont pas été repris : %(words)s") % {"words": shown})
