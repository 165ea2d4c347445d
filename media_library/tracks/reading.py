"""Reading a file of cues, whatever it is: format and encoding are found out and said, nothing is lost in silence."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import PurePath

from media_library.tracks.cues import Cue
from media_library.tracks.decoding import decode
from media_library.tracks.drafts import DraftCue, name_voices
from media_library.tracks.plain import read_plain
from media_library.tracks.problems import Problems
from media_library.tracks.settling import settle
from media_library.tracks.subrip import is_subrip, read_subrip
from media_library.tracks.webvtt_cues import read_webvtt
from media_library.tracks.whisper import read_transcript_json

MOST_BYTES = 5 * 1024 * 1024

FORMATS = {"vtt": "WebVTT", "srt": "SRT", "json": "JSON", "txt": "texte"}
"""What formats are called."""


@dataclass(frozen=True, slots=True)
class ReadTrack:
    """What a file holds. The `speaker` of its cues is a name as it stands in the file; `speakers` has each once.

    `detected_format` is a key of `FORMATS`, "" when it is none of them; `detected_encoding` is for people.
    """

    cues: list[Cue] = field(default_factory=list)
    speakers: list[str] = field(default_factory=list)
    problems: Problems = field(default_factory=Problems)
    detected_format: str = ""
    detected_encoding: str = ""


def read_track_file(data: bytes, filename: str, duration: float, known_names: Iterable[str] = ()) -> ReadTrack:
    """The cues of a file for a recording of `duration` seconds (0 when nobody knows).

    `known_names` are those of the voices of the recording: in texts that mark them by a colon alone they are
    recognised.
    """
    problems = Problems()
    text, encoding = read_letters(data, problems)
    if not text:
        return ReadTrack(problems=problems, detected_encoding=encoding)
    found = detect_format(text, filename)
    drafts = settle(_read(found, text, duration, list(known_names), problems), duration, problems)
    problems.sort(key=lambda problem: problem.line)
    return ReadTrack([cue_of(draft) for draft in drafts], _names(drafts), problems, found, encoding)


def read_letters(data: bytes, problems: Problems) -> tuple[str, str]:
    """The text of a file and its encoding; "" and a problem when it is too heavy, empty, or no text."""
    if len(data) > MOST_BYTES:
        problems.add(0, "too-big")
        return "", ""
    decoded = decode(data, problems)
    if decoded is not None and not decoded[0].strip("\ufeff\0 \t\r\n"):
        problems.add(0, "empty-file")
        return "", decoded[1]
    return decoded or ("", "")


def detect_format(text: str, filename: str) -> str:
    """What a text is, by what it says first and by its name after."""
    start = text.lstrip("\ufeff")
    suffix = PurePath(filename).suffix.lower()
    if start.startswith("WEBVTT"):
        return "vtt"
    if start.lstrip()[:1] in ("{", "[") and (suffix == ".json" or _looks_like_json(start)):
        return "json"
    if suffix == ".json":
        return "json"
    if is_subrip(start) and suffix != ".vtt":
        return "srt"
    if suffix == ".vtt":
        return "srt" if _has_commas(start) else "vtt"
    return "txt"


def cue_of(draft: DraftCue) -> Cue:
    """A cue of a file, its voice still a name."""
    return Cue(draft.start, draft.end, draft.text, draft.identifier, draft.name, draft.settings, draft.url)


def _read(found: str, text: str, duration: float, known: list[str], problems: Problems) -> list[DraftCue]:
    if found == "vtt":
        return read_webvtt(text, problems)
    if found == "json":
        return read_transcript_json(text, problems)
    if found == "srt":
        return name_voices(read_subrip(text, problems), known)
    return read_plain(text, duration, known, problems)


def _names(drafts: Iterable[DraftCue]) -> list[str]:
    """The names of voices, in the order they are heard."""
    return list(dict.fromkeys(draft.name for draft in drafts if draft.name))


def _looks_like_json(text: str) -> bool:
    """Whether a text that begins with a bracket is JSON rather than a line such as “[00:12] Awa”."""
    rest = text.lstrip()[1:].lstrip()[:1]
    return rest in ('"', "{", "}", "]")


def _has_commas(text: str) -> bool:
    """Whether its first times are those of SRT, under the name of a WebVTT file."""
    head = next((line for line in text.splitlines() if "-->" in line), "")
    return "," in head
