"""What is only known once a file is decoded to its end: how long it truly is, and how loud."""

import re
from dataclasses import dataclass
from pathlib import Path

from media_library.probing.tools import SAFE_INPUT, Beat, run_tool

DECODE_SECONDS = 3600
_TIME = re.compile(r"^out_time_us=(\d+)$", re.MULTILINE)
_LOUDNESS = re.compile(r"^\s+I:\s+(-?[0-9.]+|-?inf|nan) LUFS$", re.MULTILINE)
_BROKEN = re.compile(r"error while decoding|invalid data found|partial file|truncat|overread", re.IGNORECASE)
QUIETEST = -70.0
"""What EBU R 128 says of silence, in LUFS."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """Seconds decoded, loudness in LUFS (None for a picture), and whether the decoder stumbled."""

    seconds: float
    loudness: float | None
    stumbled: bool


def decode_sound(path: Path, beat: Beat | None = None) -> Decoded:
    """Decode the sound to its end, measuring how loud it is (EBU R 128, integrated). Raises ToolFailed."""
    return _decode(path, ["-map", "0:a:0", "-vn", "-sn", "-dn", "-af", "ebur128=framelog=verbose"], beat)


def decode_picture(path: Path, beat: Beat | None = None) -> Decoded:
    """Decode the picture to its end. Raises ToolFailed."""
    return _decode(path, ["-map", "0:v:0", "-an", "-sn", "-dn"], beat)


def _decode(path: Path, what: list[str], beat: Beat | None) -> Decoded:
    progress = ["-hide_banner", "-nostdin", "-nostats", "-v", "info", "-progress", "pipe:1"]
    said = run_tool("ffmpeg", [*progress, *SAFE_INPUT, "-i", path, *what, "-f", "null", "-"], DECODE_SECONDS, beat)
    times, loudness = _TIME.findall(said.output), _LOUDNESS.findall(said.words)
    return Decoded(
        seconds=int(times[-1]) / 1_000_000 if times else 0.0,
        loudness=_lufs(loudness[-1]) if loudness else None,
        stumbled=bool(_BROKEN.search(said.words)),
    )


def _lufs(written: str) -> float:
    return max(float(written), QUIETEST) if written not in ("nan", "inf", "-inf") else QUIETEST
