"""Chapters of a file: WebVTT, JSON chapters, Podlove Simple Chapters, lines of a description, or the recording itself.

Chapters out of order are refused with their line, never sorted: an order that is wrong means that a time is.
"""

import json
import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element, ParseError

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException

from core.text import squeeze
from media_library.probing.tools import SAFE_INPUT, ToolFailed, ToolMissing, run_tool
from media_library.tracks.drafts import DraftCue
from media_library.tracks.problems import Problems
from media_library.tracks.reading import ReadTrack, cue_of, read_letters
from media_library.tracks.settling import SLACK
from media_library.tracks.timecodes import read_time
from media_library.tracks.webvtt_cues import read_webvtt

MOST_CHAPTERS = 500
LAST_WITHOUT_END = 1.0
"""Seconds of a last chapter whose end nobody knows."""

FORMATS = {
    "vtt": "WebVTT",
    "json": "JSON chapters",
    "psc": "Podlove Simple Chapters",
    "lines": "lignes",
    "file": "fichier",
}
_LINE = re.compile(
    r"\s*(?:[-*•]\s*)?[(\[]?\s*((?:\d{1,3}:)?\d{1,3}:\d\d(?:[.,]\d{1,3})?)[)\]]?\s*[-–—:|]?\s*(.*?)\s*", re.ASCII
)
_PSC = "{http://podlove.org/simple-chapters}"


def read_chapter_file(data: bytes, filename: str, duration: float) -> ReadTrack:
    """The chapters of a file for a recording of `duration` seconds (0 when nobody knows)."""
    problems = Problems()
    text, encoding = read_letters(data, problems)
    if not text:
        return ReadTrack(problems=problems, detected_encoding=encoding)
    found = _detect(text)
    drafts = _READERS[found](text, problems)
    chapters = settle_chapters(drafts, duration, problems)
    if not chapters:
        problems.add(0, "not-chapters")
    problems.sort(key=lambda problem: problem.line)
    return ReadTrack([cue_of(chapter) for chapter in chapters], [], problems, found, encoding)


def read_embedded_chapters(path: str, duration: float) -> ReadTrack:
    """The chapters an audio or video file carries itself (ID3, MP4, Matroska), by ffprobe; none when it has none or
    can’t be read."""
    problems = Problems()
    drafts = [
        DraftCue(number, _float(one.get("start_time")), _float(one.get("end_time")), _title_of(one))
        for number, one in enumerate(_probe(path), 1)
    ]
    chapters = settle_chapters(drafts, duration, problems)
    return ReadTrack([cue_of(chapter) for chapter in chapters], [], problems, "file", "")


def settle_chapters(drafts: Iterable[DraftCue], duration: float, problems: Problems) -> list[DraftCue]:
    """What is taken of chapters: with a title, in order, inside the recording. One without an end lasts until the next.

    A chapter that does not begin after the one before it is left out and said.
    """
    kept: list[DraftCue] = []
    for draft in drafts:
        refused = _refusal(draft, kept, duration)
        if refused:
            problems.add(draft.line, refused, squeeze(draft.text))
        else:
            kept.append(replace(draft, text=squeeze(draft.text), start=round(draft.start, 3)))
    starts = [chapter.start for chapter in kept[1:]]
    ends = [*starts, duration or (kept[-1].start + LAST_WITHOUT_END if kept else 0.0)]
    for chapter, end in zip(kept, ends, strict=False):
        if end and chapter.end > end + SLACK:
            problems.add(chapter.line, "chapter-end", chapter.text)
    return [_ended(chapter, end) for chapter, end in zip(kept, ends, strict=False)]


def _refusal(draft: DraftCue, kept: list[DraftCue], duration: float) -> str:
    """Why a chapter is not taken; "" when it is."""
    if not squeeze(draft.text):
        return "chapter-no-title"
    if kept and draft.start <= kept[-1].start:
        return "chapter-order"
    if duration and draft.start >= duration:
        return "chapter-after-the-end"
    return "too-many" if len(kept) >= MOST_CHAPTERS else ""


def _ended(chapter: DraftCue, limit: float) -> DraftCue:
    """A chapter with its end: its own where it has one before the next chapter begins."""
    end = chapter.end if chapter.start < chapter.end <= limit else max(limit, chapter.start + 0.001)
    return replace(chapter, end=round(end, 3))


def _detect(text: str) -> str:
    start = text.removeprefix("\ufeff").lstrip()
    if start.startswith("WEBVTT"):
        return "vtt"
    if start.startswith("<"):
        return "psc"
    return "json" if start.startswith("{") else "lines"


def _read_lines(text: str, problems: Problems) -> list[DraftCue]:
    """“3:12 Titre” or “00:03:12 - Titre”, a line a chapter."""
    chapters = []
    for number, line in enumerate(text.removeprefix("\ufeff").splitlines(), 1):
        found = _LINE.fullmatch(line)
        start = read_time(found[1]) if found else None
        if found and start is not None:
            chapters.append(DraftCue(number, start, 0.0, found[2]))
        elif line.strip():
            problems.add(number, "chapter-other", line)
    return chapters


def _read_json(text: str, problems: Problems) -> list[DraftCue]:
    """JSON chapters 1.x; the lines of the report are the numbers of chapters."""
    try:
        whole = json.loads(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError):
        problems.add(0, "not-json", text[:80])
        return []
    listed = whole.get("chapters") if isinstance(whole, dict) else None
    found = []
    for number, one in enumerate(listed if isinstance(listed, list) else [], 1):
        chapter = _json_chapter(one, number, problems) if isinstance(one, dict) else None
        if chapter is not None:
            found.append(chapter)
    return found


def _json_chapter(one: dict[str, Any], number: int, problems: Problems) -> DraftCue | None:
    title = one.get("title") if isinstance(one.get("title"), str) else ""
    start = _seconds(one.get("startTime"))
    if one.get("toc") is False or start is None:
        problems.add(number, "chapter-hidden" if start is not None else "bad-segment", str(title))
        return None
    if one.get("img"):
        problems.add(number, "chapter-picture", str(one["img"]))
    url = read_web_address(one.get("url"), number, problems)
    return DraftCue(number, start, _seconds(one.get("endTime")) or 0.0, str(title), url=url)


def _read_simple_chapters(text: str, problems: Problems) -> list[DraftCue]:
    """Podlove Simple Chapters, alone or inside a feed; the lines of the report are the numbers of chapters."""
    try:
        root: Element = ElementTree.fromstring(text.removeprefix("\ufeff").encode())
    except (ParseError, DefusedXmlException, ValueError):
        problems.add(0, "not-xml", text[:80])
        return []
    found = []
    for number, one in enumerate(root.iter(f"{_PSC}chapter"), 1):
        start = read_time(one.get("start", ""))
        if start is None:
            problems.add(number, "bad-times", one.get("start", ""))
            continue
        if one.get("image"):
            problems.add(number, "chapter-picture", one.get("image", ""))
        url = read_web_address(one.get("href"), number, problems)
        found.append(DraftCue(number, start, 0.0, one.get("title", ""), url=url))
    return found


_READERS = {"vtt": read_webvtt, "json": _read_json, "psc": _read_simple_chapters, "lines": _read_lines}


def read_web_address(value: Any, number: int, problems: Problems) -> str:
    """An address of the web; anything else is said and left out."""
    if not isinstance(value, str) or not value.strip():
        return ""
    try:
        parts = urlsplit(value.strip())
    except ValueError:
        parts = urlsplit("")
    if parts.scheme in ("http", "https") and parts.netloc:
        return value.strip()[:1000]
    problems.add(number, "chapter-url", value)
    return ""


def _seconds(value: Any) -> float | None:
    """A number of seconds, or the same as text."""
    if isinstance(value, str):
        return read_time(value) if ":" in value else _number(value)
    return _number(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _number(value: Any) -> float | None:
    try:
        number = float(value)
    except (ValueError, OverflowError):
        return None
    return round(number, 3) if 0 <= number < 1e7 else None


def _float(value: Any) -> float:
    return _number(value) or 0.0


def _title_of(one: dict[str, Any]) -> str:
    tags = one.get("tags")
    return str(tags.get("title", "")) if isinstance(tags, dict) else ""


def _probe(path: str) -> list[dict[str, Any]]:
    arguments = ["-v", "error", *SAFE_INPUT, "-of", "json", "-show_chapters", path]
    try:
        found = json.loads(run_tool("ffprobe", arguments, 30).output).get("chapters", [])
    except (ToolMissing, ToolFailed, ValueError, AttributeError):
        return []
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []
