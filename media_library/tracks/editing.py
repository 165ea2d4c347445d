"""What the editor sends: rows of a table, or the whole track as WebVTT; checked, never dropped in silence."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from core.text import squeeze
from media_library.models import Recording, Track
from media_library.tracks.chapter_reading import read_web_address, settle_chapters
from media_library.tracks.cues import Cue, read_cues
from media_library.tracks.drafts import DraftCue
from media_library.tracks.problems import Problem, Problems, Weight
from media_library.tracks.reading import cue_of
from media_library.tracks.settling import settle
from media_library.tracks.timecodes import read_time, write_time
from media_library.tracks.voices import voice_names
from media_library.tracks.webvtt_cues import read_webvtt
from media_library.tracks.webvtt_settings import read_settings
from media_library.tracks.writing import write_webvtt

PASSED_OVER = {"note", "header-text"}
"""What a form may lose without anybody being asked: the comments at the head of a file."""


@dataclass(frozen=True, slots=True)
class Edited:
    """What came of a form. Voices of cues are names still. `problems` count rows, or lines of WebVTT, from 1."""

    cues: list[Cue]
    problems: Problems

    @property
    def blocking(self) -> list[Problem]:
        """What would be lost if it were saved."""
        return [each for each in self.problems if each.weight is Weight.LOST and each.code not in PASSED_OVER]


def read_form(track: Track, rows: str, webvtt: str) -> Edited:
    """What a form of a track holds: the rows of its table where there is a script, else the text."""
    problems = Problems()
    chapters = track.kind == Track.Kind.CHAPTERS
    drafts, images = _read_rows(rows, problems, chapters) if rows else (read_webvtt(webvtt, problems), {})
    duration = float(track.recording.duration or 0)
    settled = settle_chapters(drafts, duration, problems) if chapters else settle(drafts, duration, problems)
    problems.sort(key=lambda problem: problem.line)
    cues = [replace(cue_of(draft), image=images.get(draft.line)) for draft in settled]
    return Edited(_with_addresses(cues, read_cues(track.cues)) if not rows else cues, problems)


def rows_of(cues: Iterable[Cue], recording: Recording) -> list[dict[str, Any]]:
    """Cues as the table shows them."""
    names = voice_names(recording)
    return [
        {
            "start": write_time(cue.start), "end": write_time(cue.end), "text": cue.text, "id": cue.identifier,
            "name": names.get(cue.speaker, ""), "settings": cue.settings, "url": cue.url, "image": cue.image,
        }
        for cue in cues
    ]  # fmt: skip


def webvtt_of(track: Track) -> str:
    """A track as the text its form shows without a script."""
    return write_webvtt(read_cues(track.cues), voice_names(track.recording))


def sent_rows(rows: str) -> list[Any] | None:
    """The rows of the table as the script sends them; None where they are no list."""
    try:
        listed = json.loads(rows)
    except (ValueError, RecursionError):
        return None
    return listed if isinstance(listed, list) else None


def _read_rows(rows: str, problems: Problems, chapters: bool) -> tuple[list[DraftCue], dict[int, int]]:
    """The rows of the table as cues, and the pictures of chapters by row."""
    listed = sent_rows(rows)
    if listed is None:
        problems.add(0, "not-json", rows[:80])
        return [], {}
    drafts, images = [], {}
    for number, row in enumerate(listed, 1):
        if not isinstance(row, dict):
            problems.add(number, "bad-segment", str(row))
        elif (draft := _read_row(row, number, problems, chapters)) is not None:
            drafts.append(draft)
            if type(row.get("image")) is int:
                images[number] = row["image"]
    return drafts, images


def _read_row(row: dict[str, Any], number: int, problems: Problems, chapters: bool) -> DraftCue | None:
    """One row; the end of a chapter may be left to where the next one begins."""
    start, end = read_time(_text(row, "start")), read_time(_text(row, "end"))
    if chapters and not _text(row, "end").strip():
        end = 0.0
    if start is None or end is None:
        problems.add(number, "bad-times", f"{_text(row, 'start')} → {_text(row, 'end')}")
        return None
    settings = read_settings(_text(row, "settings"), number, problems)
    url = read_web_address(row.get("url"), number, problems)
    name, identifier = squeeze(_text(row, "name")), squeeze(_text(row, "id"))[:200]
    return DraftCue(number, start, end, _text(row, "text"), name, identifier, settings, url)


def _text(row: dict[str, Any], name: str) -> str:
    value = row.get(name)
    return value if isinstance(value, str) else ""


def _with_addresses(cues: Iterable[Cue], before: Iterable[Cue]) -> list[Cue]:
    """Chapters read from text, which has no place for addresses and pictures, with those they had."""
    earlier = list(before)
    by_start = {cue.start: cue for cue in earlier}
    by_text = {cue.text: cue for cue in earlier}
    found = ((cue, by_start.get(cue.start) or by_text.get(cue.text)) for cue in cues)
    return [replace(cue, url=old.url, image=old.image) if old else cue for cue, old in found]
