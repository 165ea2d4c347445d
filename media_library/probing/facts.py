"""What ffprobe and a second reader see in the head of a file."""

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tinytag import TinyTag
from tinytag.tinytag import TinyTagException

from media_library.probing.tools import SAFE_INPUT, Beat, run_tool

PROBE_SECONDS = 60
MIME_TYPES = {
    "mp3": "audio/mpeg", "wav": "audio/wav", "w64": "audio/wav", "flac": "audio/flac", "ogg": "audio/ogg",
    "aac": "audio/aac", "aiff": "audio/aiff", "amr": "audio/amr", "ac3": "audio/ac3", "caf": "audio/x-caf",
    "matroska": "video/x-matroska", "avi": "video/x-msvideo", "mpeg": "video/mpeg", "mpegvideo": "video/mpeg",
    "mpegts": "video/mp2t", "asf": "video/x-ms-wmv", "flv": "video/x-flv",
}  # fmt: skip
"""By the name ffprobe gives a container; MP4 and WebM are told from their kin further down."""
EXTENSIONS = {
    "audio/mpeg": {"mp3"}, "audio/wav": {"wav"}, "audio/flac": {"flac"}, "audio/ogg": {"ogg", "oga", "opus"},
    "audio/aac": {"aac"}, "audio/mp4": {"m4a", "mp4", "aac"}, "video/mp4": {"mp4", "m4v", "mov"},
    "video/quicktime": {"mov", "mp4", "m4v"}, "video/3gpp": {"3gp", "mp4"}, "video/webm": {"webm"},
    "audio/webm": {"weba", "webm"}, "video/x-matroska": {"mkv"}, "audio/x-matroska": {"mka", "mkv"},
    "video/ogg": {"ogv", "ogg"}, "video/x-msvideo": {"avi"}, "video/mpeg": {"mpg", "mpeg"},
}  # fmt: skip
"""The extensions a content may carry, the usual one first among equals."""


@dataclass(slots=True)
class Facts:
    """What the head of a file says. `duration` in seconds and `bitrate` in bits a second, 0 when it does not say."""

    container: str = ""
    duration: float = 0.0
    bitrate: int = 0
    audio: dict[str, Any] = field(default_factory=dict)
    video: dict[str, Any] = field(default_factory=dict)
    second_duration: float = 0.0
    has_place: bool = False
    """Whether a telephone wrote in it where it was."""

    @property
    def mime_type(self) -> str:
        """The type of the content, whatever its name says; "" when it is unknown."""
        kind = "video" if self.video else "audio"
        if self.container in ("mp4", "mov", "3gp"):
            names = {"mov": "quicktime", "3gp": "3gpp", "mp4": "mp4"}
            return f"video/{names[self.container]}" if self.video else "audio/mp4"
        if self.container in ("webm", "matroska"):
            return f"{kind}/{'webm' if self.container == 'webm' else 'x-matroska'}"
        if self.container == "ogg":
            return f"{kind}/ogg"
        return MIME_TYPES.get(self.container, "")


def read_facts(path: Path, beat: Beat | None = None) -> Facts:
    """The head of a file. Raises ToolFailed when it is no audio or video at all."""
    arguments = ["-v", "error", *SAFE_INPUT, "-of", "json", "-show_format", "-show_streams", str(path)]
    said = run_tool("ffprobe", arguments, PROBE_SECONDS, beat)
    read: dict[str, Any] = json.loads(said.output or "{}")
    form = read.get("format") or {}
    facts = Facts(
        container=_container(form),
        duration=_number(form.get("duration")),
        bitrate=int(_number(form.get("bit_rate"))),
        has_place=any("location" in name.lower() for name in form.get("tags") or {}),
    )
    for stream in read.get("streams") or []:
        if stream.get("codec_type") == "audio" and not facts.audio and stream.get("codec_name"):
            facts.audio = _audio(stream)
        if stream.get("codec_type") == "video" and not facts.video and _is_moving(stream):
            facts.video = _video(stream)
    facts.second_duration = second_duration(path)
    return facts


def second_duration(path: Path) -> float:
    """The duration a second reader finds; 0 for what it does not know."""
    try:
        with path.open("rb") as opened:  # told from its content: the name of a file may be wrong
            return max(TinyTag.get(file_obj=opened, tags=False).duration or 0.0, 0.0)
    except (TinyTagException, OSError, ValueError, ArithmeticError, LookupError, TypeError, AttributeError):
        return 0.0  # it was made for good files; of a broken one the first reader says enough


def _container(form: dict[str, Any]) -> str:
    """One name for a container that ffprobe calls by all it may be."""
    name = str(form.get("format_name") or "")
    brand = str((form.get("tags") or {}).get("major_brand") or "").strip().lower()
    if name.startswith("mov,"):
        return "mov" if brand == "qt" or not brand else "3gp" if brand.startswith("3g") else "mp4"
    if name.startswith("matroska"):
        return "webm" if _says_webm(form) else "matroska"
    return name.split(",")[0]


def _says_webm(form: dict[str, Any]) -> bool:
    """Whether the head of a Matroska file says it is of the kind browsers know; ffprobe does not tell."""
    with Path(str(form.get("filename"))).open("rb") as opened:
        return b"webm" in opened.read(128)


def _is_moving(stream: dict[str, Any]) -> bool:
    """Whether a stream of pictures is a film, not a cover."""
    return not (stream.get("disposition") or {}).get("attached_pic") and bool(stream.get("codec_name"))


def _audio(stream: dict[str, Any]) -> dict[str, Any]:
    return {
        "codec": str(stream["codec_name"]),
        "channels": int(_number(stream.get("channels"))),
        "rate": int(_number(stream.get("sample_rate"))),
        "bitrate": int(_number(stream.get("bit_rate"))),
    }


def _video(stream: dict[str, Any]) -> dict[str, Any]:
    width, height = int(_number(stream.get("width"))), int(_number(stream.get("height")))
    if _turned(stream):
        width, height = height, width
    return {
        "codec": str(stream["codec_name"]),
        "width": width,
        "height": height,
        "pixels": str(stream.get("pix_fmt") or ""),
        "bitrate": int(_number(stream.get("bit_rate"))),
    }


def _turned(stream: dict[str, Any]) -> bool:
    """Whether a telephone was held upright."""
    turns = [side.get("rotation") for side in stream.get("side_data_list") or []]
    turns.append((stream.get("tags") or {}).get("rotate"))
    return any(abs(int(_number(turn))) % 180 == 90 for turn in turns if turn)


def _number(value: Any) -> float:
    """A number ffprobe wrote as text; 0 for “N/A” and for what is missing."""
    try:
        return max(float(value), -1e9) if value is not None else 0.0
    except ValueError:
        return 0.0
