"""The letters of a file: which encoding it is in, and whether that was said or guessed."""

import codecs
import re

from media_library.tracks.problems import Problems

_MARKS = [
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8 (BOM)"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
]
_NOT_TEXT = (
    b"%PDF",
    b"PK\x03\x04",
    b"\xd0\xcf\x11\xe0",
    b"{\\rtf",
    b"ID3",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"\x1aE\xdf\xa3",
)
_CONTROLS = re.compile(rb"[\x01-\x08\x0e-\x1f]")


def decode(data: bytes, problems: Problems) -> tuple[str, str] | None:
    """The text of a file and the name of its encoding; None when it is no text."""
    for mark, encoding, name in _MARKS:
        if data.startswith(mark):
            return _told(data.decode(encoding, errors="replace"), problems), name
    if data.startswith(_NOT_TEXT) or _is_binary(data):
        problems.add(0, "not-text")
        return None
    if guessed := _utf16_without_mark(data):
        problems.add(0, "encoding-guessed", "UTF-16")
        return _told(data.decode(guessed, errors="replace"), problems), "UTF-16"
    try:
        return data.decode("utf-8"), "UTF-8"
    except UnicodeDecodeError:
        problems.add(0, "encoding-guessed", "Windows-1252")
        return _told(data.decode("cp1252", errors="replace"), problems), "Windows-1252"


def _told(text: str, problems: Problems) -> str:
    """A text, with word of the first line whose bytes could not be read."""
    at = text.find("\ufffd")
    if at >= 0:
        line_end = text.find("\n", at)
        line_start = text.rfind("\n", 0, at) + 1
        problems.add(
            text.count("\n", 0, at) + 1, "unreadable-bytes", text[line_start : line_end if line_end >= 0 else None]
        )
    return text


def _utf16_without_mark(data: bytes) -> str:
    """Half of the bytes of Western text in UTF-16 are null, always the same half."""
    sample = data[:2000]
    odd, even = sample[1::2].count(0), sample[0::2].count(0)
    if len(sample) < 8 or max(odd, even) < len(sample) // 2 * 0.6:
        return ""
    return "utf-16-le" if odd > even else "utf-16-be"


def _is_binary(data: bytes) -> bool:
    """Whether a file has more control characters than a text would."""
    sample = data[:4000]
    return len(_CONTROLS.findall(sample)) > max(len(sample) // 100, 4)
