"""What machines that listen write: Whisper’s JSON and that of its many relatives, and the JSON of Podcasting 2.0.

Segments with `start`, `end` and `text` (Whisper, WhisperX, faster-whisper, the OpenAI service), `offsets` in
milliseconds (whisper.cpp), `startTime`, `endTime` and `body` (Podcasting 2.0), or only words with their times.
"""

import json
import math
from collections.abc import Iterator
from typing import Any

from media_library.tracks.drafts import DraftCue
from media_library.tracks.problems import Problems

PAUSE = 0.8
"""Seconds without a word that end a sentence, where only words have times."""

MOST_WORDS_LENGTH = 160
_ENDS = (".", "?", "!", "…")


def read_transcript_json(text: str, problems: Problems) -> list[DraftCue]:
    """Its cues. Lines of the report are the numbers of segments, counted from 1: lines of JSON mean nothing."""
    whole = _load(text)
    if whole is None:
        problems.add(0, "not-json", text[:80])
        return []
    segments = _segments(whole)
    if segments:
        return [cue for number, segment in enumerate(segments, 1) for cue in _cues_of(segment, number, problems)]
    words = _member(whole, "words") or _member(whole, "word_segments")
    if isinstance(words, list) and words:
        return _cues_of_words(words, 1, problems)
    problems.add(0, "not-a-transcript", text[:80])
    return []


def _load(text: str) -> Any:
    """The value of a JSON text; None when it is none."""
    try:
        return json.loads(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError):
        return None


def _member(whole: Any, name: str) -> Any:
    return whole.get(name) if isinstance(whole, dict) else None


def _segments(whole: Any) -> list[Any]:
    """The list of segments, whatever its place."""
    for found in (whole, _member(whole, "segments"), _member(whole, "transcription")):
        if isinstance(found, list):
            return found
    inner = _member(whole, "transcript")
    found = _member(inner, "segments")
    return found if isinstance(found, list) else []


def _cues_of(segment: Any, number: int, problems: Problems) -> Iterator[DraftCue]:
    """A segment as one cue or, where its words say that several speak, as one for each turn."""
    start, end = _times(segment)
    said = _text(segment)
    if start is None or end is None or said is None:
        problems.add(number, "bad-segment", json.dumps(segment, ensure_ascii=False)[:200])
        return
    words = _member(segment, "words")
    if isinstance(words, list) and len({_member(word, "speaker") for word in words} - {None, ""}) > 1:
        yield from _cues_of_words(words, number, problems, start, end)
        return
    yield DraftCue(number, start, end, said, _name(segment))


def _cues_of_words(
    words: list[Any], number: int, problems: Problems, first: float | None = None, last: float | None = None
) -> list[DraftCue]:
    """Cues of words: a new one where another speaks, after a pause, after a sentence, and before it grows too long."""
    cues: list[DraftCue] = []
    timed = list(_timed_words(words, number, problems, first or 0.0))
    for start, end, text, name in timed:
        if cues and not _breaks(cues[-1], start, text, name):
            before = cues[-1]
            glue = "" if text.startswith((" ", ",", ".", "…")) else " "
            cues[-1] = DraftCue(before.line, before.start, max(before.end, end), f"{before.text}{glue}{text}", name)
        else:
            cues.append(DraftCue(number, start, end, text.strip(), name))
    return cues


def _breaks(cue: DraftCue, start: float, text: str, name: str) -> bool:
    """Whether a word begins a cue of its own."""
    ended = cue.text.rstrip().endswith(_ENDS) and len(cue.text) > MOST_WORDS_LENGTH // 4
    too_long = len(cue.text) + len(text) > MOST_WORDS_LENGTH
    return name != cue.name or start - cue.end > PAUSE or ended or too_long


def _timed_words(
    words: list[Any], number: int, problems: Problems, first: float
) -> Iterator[tuple[float, float, str, str]]:
    """Words with times; one without takes those of the end of the word before."""
    told, last, name = False, first, ""
    for word in words:
        text = _member(word, "word") or _member(word, "text")
        if not isinstance(text, str) or not text.strip():
            continue
        start, end = _times(word)
        if (start is None or end is None) and not told:
            told = True
            problems.add(number, "words-without-times", text)
        start = last if start is None else start
        last = max(start, last if end is None else end)
        name = _name(word) or name
        yield start, last, text, name


def _times(segment: Any) -> tuple[float | None, float | None]:
    """Start and end in seconds, whatever they are called."""
    for start, end, scale in (("start", "end", 1), ("startTime", "endTime", 1)):
        found = _seconds(_member(segment, start), scale), _seconds(_member(segment, end), scale)
        if found[0] is not None:
            return found
    offsets = _member(segment, "offsets")
    if isinstance(offsets, dict):
        return _seconds(offsets.get("from"), 1000), _seconds(offsets.get("to"), 1000)
    pair = _member(segment, "timestamp")
    if isinstance(pair, list) and len(pair) == 2:
        return _seconds(pair[0], 1), _seconds(pair[1], 1)
    return None, None


def _seconds(value: Any, scale: int) -> float | None:
    """A number of seconds that can be one."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        seconds = float(value) / scale
    except OverflowError:
        return None
    return round(seconds, 3) if math.isfinite(seconds) and 0 <= seconds < 1e7 else None


def _text(segment: Any) -> str | None:
    for name in ("text", "body"):
        said = _member(segment, name)
        if isinstance(said, str):
            return said.strip()
    return None


def _name(segment: Any) -> str:
    name = _member(segment, "speaker")
    return name.strip() if isinstance(name, str) else ""
