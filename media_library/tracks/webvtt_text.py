"""The text of a WebVTT cue (“WebVTT cue text parsing rules”): plain text, and who says which part of it."""

import html
import re
from dataclasses import dataclass, field

_TAG = re.compile(r"<([^>]*)(?:>|$)", re.DOTALL)
_START = re.compile(r"([^\t\n\f .]*)((?:\.[^\t\n\f .]*)*)(.*)", re.DOTALL)
_SPANS = {"c", "i", "b", "u", "ruby", "rt", "v", "lang"}


@dataclass(slots=True)
class PlainText:
    """What a cue says: stretches of (name of the voice or "", text). `markup` and `foreign` are the tags left out,
    WebVTT's own and others; `has_times` where there are times inside."""

    parts: list[tuple[str, str]] = field(default_factory=list)
    markup: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)
    has_times: bool = False

    @property
    def text(self) -> str:
        """The whole text, whoever speaks."""
        return "".join(text for _voice, text in self.parts)


def read_cue_text(raw: str) -> PlainText:
    """Take the tags off a cue: voices become names, references become letters, words set above others stand in
    brackets after them, anything else leaves its text."""
    plain = PlainText()
    open_tags: list[tuple[str, str]] = []
    at = 0
    for found in _TAG.finditer(raw):
        _add(plain, open_tags, raw[at : found.start()])
        _take_tag(plain, open_tags, found[1])
        at = found.end()
    _add(plain, open_tags, raw[at:])
    if any(tag == "rt" for tag, _name in open_tags):
        _add(plain, open_tags, ")")
    return plain


def _add(plain: PlainText, open_tags: list[tuple[str, str]], raw: str) -> None:
    """A stretch of text, said by the innermost voice."""
    if raw:
        voice = next((name for tag, name in reversed(open_tags) if tag == "v"), "")
        _append(plain, voice, html.unescape(raw))


def _append(plain: PlainText, voice: str, text: str) -> None:
    if plain.parts and plain.parts[-1][0] == voice:
        plain.parts[-1] = (voice, plain.parts[-1][1] + text)
    else:
        plain.parts.append((voice, text))


def _take_tag(plain: PlainText, open_tags: list[tuple[str, str]], inside: str) -> None:
    """What a tag does; `inside` stands between its brackets."""
    if inside[:1].isdigit() and inside[:1].isascii():
        plain.has_times = True
    elif inside.startswith("/"):
        _close(plain, open_tags, inside[1:])
    else:
        _open(plain, open_tags, inside)


def _open(plain: PlainText, open_tags: list[tuple[str, str]], inside: str) -> None:
    found = _START.match(inside)
    name, annotation = (found[1], found[3]) if found else ("", "")
    if name not in _SPANS or (name == "rt" and not (open_tags and open_tags[-1][0] == "ruby")):
        plain.foreign.append(f"<{inside}>")
        return
    if name == "v":
        open_tags.append((name, " ".join(html.unescape(annotation).split())))
        return
    plain.markup.append(f"<{inside}>")
    if name == "rt":
        _add(plain, open_tags, " (")
    open_tags.append((name, ""))


def _close(plain: PlainText, open_tags: list[tuple[str, str]], name: str) -> None:
    """An end tag closes the span it names when that is the innermost; “/ruby” closes what is above it too."""
    current = open_tags[-1][0] if open_tags else ""
    if name == "ruby" and current == "rt":
        _add(plain, open_tags, ")")
        del open_tags[-2:]
    elif name and name == current:
        if name == "rt":
            _add(plain, open_tags, ")")
        open_tags.pop()
    elif name not in _SPANS:
        plain.foreign.append(f"</{name}>")
