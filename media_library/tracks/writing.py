"""Tracks as files: WebVTT, SRT, the transcript JSON of Podcasting 2.0, plain text.

What is written is read back the same by the readers beside this module; a test holds them to it.
"""

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from core.text import squeeze
from media_library.tracks.cues import Cue
from media_library.tracks.sentences import split_sentences
from media_library.tracks.timecodes import write_time

PARAGRAPH = 600
"""Letters after which a new paragraph begins, at the next sentence."""

_BLANK_LINES = re.compile(r"\n\s*\n")
Names = Mapping[str, str]
"""Names of speakers by the UUID cues name them with."""


def write_webvtt(cues: Iterable[Cue], names: Names, notes: Iterable[str] = ()) -> str:
    """A WebVTT file; `notes` are comments at its head. What would end a cue early is escaped."""
    blocks = ["WEBVTT"]
    blocks += [f"NOTE\n{_one_block(note).replace('-->', '→')}" for note in notes if note.strip()]
    blocks += [_webvtt_cue(cue, names.get(cue.speaker, "")) for cue in cues]
    return "\n\n".join(blocks) + "\n"


def write_subrip(cues: Iterable[Cue], names: Names, notes: Iterable[str] = ()) -> str:
    """An SRT file, cues numbered from 1, who speaks said before each text. It has no place for notes."""
    return "\n".join(
        f"{number}\n{write_time(cue.start, ',')} --> {write_time(cue.end, ',')}\n{_said(cue, names)}\n"
        for number, cue in enumerate(cues, 1)
    )


def write_json(cues: Iterable[Cue], names: Names, notes: Iterable[str] = ()) -> str:
    """The transcript JSON of Podcasting 2.0; notes, of which it says nothing, are a member of their own."""
    segments = []
    for cue in cues:
        name = names.get(cue.speaker, "")
        said = {"speaker": name} if name else {}
        segments.append({**said, "startTime": _number(cue.start), "endTime": _number(cue.end), "body": cue.text})
    told = [note for note in notes if note.strip()]
    whole: dict[str, Any] = {"version": "1.0.0", **({"notes": told} if told else {}), "segments": segments}
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def write_text(cues: Iterable[Cue], names: Names, notes: Iterable[str] = ()) -> str:
    """Paragraphs, each beginning with who speaks; notes in brackets at the head."""
    paragraphs = [f"[{squeeze(note)}]" for note in notes if note.strip()]
    for name, text in _turns(cues, names):
        paragraphs += [f"{name} : {part}" if name else part for part in _paragraphs(text)]
    return "\n\n".join(paragraphs) + "\n" if paragraphs else ""


WRITERS = {"vtt": write_webvtt, "srt": write_subrip, "json": write_json, "txt": write_text}


def _webvtt_cue(cue: Cue, name: str) -> str:
    """One cue. An identifier that would be taken for times is left out."""
    lines = [squeeze(cue.identifier)] if cue.identifier.strip() and "-->" not in cue.identifier else []
    times = f"{write_time(cue.start)} --> {write_time(cue.end)}"
    lines.append(f"{times} {cue.settings}" if cue.settings else times)
    voice = f"<v {_escape(squeeze(name))}>" if name else ""
    lines.append(voice + _escape(_one_block(cue.text)))
    return "\n".join(lines)


def _escape(text: str) -> str:
    """A text in which nothing is a tag, a reference or an arrow."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _one_block(text: str) -> str:
    """A text without the empty lines that end a block."""
    return _BLANK_LINES.sub("\n", text.replace("\r", "\n").strip())


def _said(cue: Cue, names: Names) -> str:
    name, text = names.get(cue.speaker, ""), _one_block(cue.text)
    return f"{squeeze(name)} : {text}" if name else text


def _turns(cues: Iterable[Cue], names: Names) -> list[tuple[str, str]]:
    """What each says until another speaks."""
    turns: list[tuple[str, str]] = []
    for cue in cues:
        name, text = squeeze(names.get(cue.speaker, "")), squeeze(cue.text)
        if turns and turns[-1][0] == name:
            turns[-1] = (name, f"{turns[-1][1]} {text}")
        else:
            turns.append((name, text))
    return turns


def _paragraphs(text: str) -> list[str]:
    """A long turn in paragraphs, cut between sentences."""
    paragraphs = [""]
    for sentence in split_sentences(text):
        if len(paragraphs[-1]) >= PARAGRAPH:
            paragraphs.append("")
        paragraphs[-1] = f"{paragraphs[-1]} {sentence}".strip()
    return [paragraph for paragraph in paragraphs if paragraph]


def _number(seconds: float) -> float | int:
    """A time as JSON has it: 3 rather than 3.0."""
    rounded = round(seconds, 3)
    return int(rounded) if rounded == int(rounded) else rounded
