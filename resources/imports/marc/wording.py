"""Texts of MARC subfields: without marks and punctuation that belong to the card, not to the words."""

import re

from core.text import squeeze

_MARKED = re.compile("[\x88\x98](.{0,20}?)[\x89\x9c]|¬(.{0,20}?)¬|<<(.{0,20}?)>>")
_SPACED_PUNCTUATION = re.compile(r"(?:\s+[/:;,=])+\s*$")
_LAST_PUNCTUATION = re.compile(r"[\s/:;,=]+$")
_FIRST_PUNCTUATION = re.compile(r"^(?:[/:;,=]\s+)+")
_FULL_STOP = re.compile(r"(?<=[^\W\d_]{3})\.$|(?<=[\d)\]])\.$")


def clean(text: str) -> str:
    """Words on one line, without controls and sorting marks."""
    if "¬" in text or "<<" in text:
        text = _MARKED.sub(lambda found: found[1] or found[2] or found[3] or "", text)
    return text.strip() if text.isprintable() and "  " not in text else squeeze(text)


def bare(text: str) -> str:
    """Clean words without the spaced punctuation that led to the next subfield or came from the one before."""
    text = clean(text)
    if text[-1:] in "/:;,=":
        text = _SPACED_PUNCTUATION.sub("", text)
    return _FIRST_PUNCTUATION.sub("", text) if text[:1] in "/:;,=" else text


def trimmed(text: str) -> str:
    """Bare words without any punctuation at their end, spaced or not, as MARC 21 is written."""
    return _LAST_PUNCTUATION.sub("", bare(text))


def without_stop(text: str) -> str:
    """Trimmed words without the full stop a card ends with; those of initials and abbreviations stay."""
    return _FULL_STOP.sub("", trimmed(text))


def read_sorting_marks(text: str) -> tuple[str, int]:
    """A title without its marks, and how many of its first characters sorting passes over.

    Understands the marks of ISO 6630, in Unicode or not, “¬Le ¬papier” and “<<Le >>papier”.
    """
    found = _MARKED.match(text.lstrip())
    if not found:
        return clean(text), 0
    article = squeeze(found[1] or found[2] or found[3] or "")
    rest = clean(text.lstrip()[found.end() :])
    if not article or not rest:
        return clean(article + " " + rest), 0
    glue = "" if article.endswith(("'", "’", "-")) else " "
    return f"{article}{glue}{rest}", len(article) + len(glue)


def skipped(title: str, count: str) -> int:
    """How many characters sorting passes over by MARC 21's indicator; 0 when that would cut a word."""
    length = int(count) if count.isdigit() else 0
    return length if 0 < length < len(title) and title[length - 1] in " '’-" else 0
