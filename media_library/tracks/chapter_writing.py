"""Chapters as files: JSON chapters 1.2, Podlove Simple Chapters, WebVTT for `<track>`, lines of a description."""

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any
from xml.sax.saxutils import quoteattr

from core.text import squeeze
from media_library.tracks.cues import Cue
from media_library.tracks.timecodes import write_time
from media_library.tracks.writing import write_webvtt

Pictures = Mapping[int, str]
"""Addresses of pictures, whole, by key."""

ChapterWriter = Callable[[Iterable[Cue], Pictures, str], str]


def write_json_chapters(chapters: Iterable[Cue], pictures: Pictures, title: str = "") -> str:
    """JSON chapters 1.2, fractions of seconds kept."""
    listed = [_json_chapter(chapter, pictures) for chapter in chapters]
    whole: dict[str, Any] = {"version": "1.2.0", **({"title": title} if title else {}), "chapters": listed}
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def write_simple_chapters(chapters: Iterable[Cue], pictures: Pictures, title: str = "") -> str:
    """Podlove Simple Chapters 1.2, a document of its own."""
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f"<{PSC}chapters {PSC_HEAD}>"]
    for chapter in chapters:
        facts = {"start": write_time(chapter.start), "title": squeeze(chapter.text), "href": chapter.url}
        facts["image"] = _picture(chapter, pictures)
        written = " ".join(f"{name}={quoteattr(value)}" for name, value in facts.items() if value)
        lines.append(f"  <{PSC}chapter {written}/>")
    return "\n".join([*lines, f"</{PSC}chapters>"]) + "\n"


def write_webvtt_chapters(chapters: Iterable[Cue], pictures: Pictures, title: str = "") -> str:
    """WebVTT whose cues are titles."""
    return write_webvtt(chapters, {}, [title])


def write_description_lines(chapters: Iterable[Cue], pictures: Pictures, title: str = "") -> str:
    """“00:03:12 Titre”, a line a chapter, as descriptions have them."""
    return "".join(f"{write_time(chapter.start)[:8]} {squeeze(chapter.text)}\n" for chapter in chapters)


PSC = "psc:"
PSC_HEAD = 'xmlns:psc="http://podlove.org/simple-chapters" version="1.2"'

CHAPTER_WRITERS: dict[str, ChapterWriter] = {
    "json": write_json_chapters,
    "psc.xml": write_simple_chapters,
    "vtt": write_webvtt_chapters,
    "txt": write_description_lines,
}


def _json_chapter(chapter: Cue, pictures: Pictures) -> dict[str, Any]:
    facts: dict[str, Any] = {"startTime": round(chapter.start, 3)}
    if chapter.end > chapter.start:
        facts["endTime"] = round(chapter.end, 3)
    facts["title"] = squeeze(chapter.text)
    facts |= {"url": chapter.url} if chapter.url else {}
    picture = _picture(chapter, pictures)
    facts |= {"img": picture} if picture else {}
    return facts if facts["title"] else {**facts, "toc": False}


def _picture(chapter: Cue, pictures: Pictures) -> str:
    return pictures.get(chapter.image, "") if chapter.image is not None else ""
