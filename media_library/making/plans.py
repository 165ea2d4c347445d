"""Which files are wanted of a recording, and how ffmpeg is asked for each."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isinf
from pathlib import Path
from typing import Any

from media_library.models import ListedSource, Recording
from media_library.passages import WHOLE, Passage
from media_library.probing.tools import SAFE_INPUT
from media_library.sources import plays_everywhere

HEIGHTS = (720, 360)
LIGHT_HEIGHT = 240
LIGHT_SOUND, WEB_SOUND = 32_000, 128_000
"""In bits a second. Speech at 32 kbit/s sounds better in AAC than in MP3, and both play everywhere."""
LIGHT_ENOUGH = 48_000
"""An original of no more bits a second needs no light rendition."""
MOST_BITS = {720: 2_500_000, 360: 800_000, LIGHT_HEIGHT: 250_000}
"""For the picture, by height."""
LARGEST = 4 * 1024**3
"""No rendition is larger, in bytes, whatever the original says of itself."""
COPIED = {"mp3": "mp3", "mp4": "mp4", "mov": "mp4", "aac": "m4a"}
"""Containers that can be written again without loss, and the extension of the result."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """One file to make. `height` is that of the picture, 0 for sound."""

    kind: str
    height: int = 0


def wanted_of(recording: Recording, passages: Sequence[Passage], *, remux: bool) -> list[Wanted]:
    """What should be there of a recording that was read, when these passages are hidden; `remux` when an editor asked
    for the original to be written again, which is possible while nothing is hidden."""
    if tuple(passages) == WHOLE:
        return []
    must = bool(passages) or not plays_everywhere(recording)
    wanted = _films(recording, must=must) if recording.is_video else _sounds(recording, must=must)
    if remux and not passages and can_be_copied(recording):
        wanted.append(Wanted(ListedSource.REMUX, recording.height or 0))
    return wanted


def can_be_copied(recording: Recording) -> bool:
    """Whether the original can be written again without loss."""
    return recording.facts.get("container") in COPIED


def _sounds(recording: Recording, *, must: bool) -> list[Wanted]:
    wanted = [Wanted(ListedSource.WEB)] if must else []
    if must or int(recording.facts.get("bitrate") or 0) > LIGHT_ENOUGH:
        wanted.append(Wanted(ListedSource.LIGHT))
    return wanted


def _films(recording: Recording, *, must: bool) -> list[Wanted]:
    """One for each height the original has, at least one where the original itself cannot be given."""
    height = _even(recording.height or 0)
    heights = [each for each in HEIGHTS if each <= height] if must else [each for each in HEIGHTS if each < height]
    if must and not heights and height:
        heights = [height]
    wanted = [Wanted(ListedSource.WEB, each) for each in heights]
    if height > LIGHT_HEIGHT:
        wanted.append(Wanted(ListedSource.LIGHT, LIGHT_HEIGHT))
    return wanted


def extension_of(recording: Recording, wanted: Wanted) -> str:
    """The extension of a rendition, which says its type."""
    if wanted.kind == ListedSource.REMUX:
        return COPIED[str(recording.facts["container"])] if recording.is_video or _is_mp3(recording) else "m4a"
    if recording.is_video:
        return "mp4"
    return "mp3" if wanted.kind == ListedSource.WEB else "m4a"


def _is_mp3(recording: Recording) -> bool:
    return bool(recording.facts.get("container") == "mp3")


def mime_type_of(recording: Recording, wanted: Wanted) -> str:
    """The type of a rendition."""
    return {"mp3": "audio/mpeg", "m4a": "audio/mp4", "mp4": "video/mp4"}[extension_of(recording, wanted)]


def arguments_for(
    recording: Recording, wanted: Wanted, passages: Sequence[Passage], source: Path, target: Path
) -> list[Any]:
    """What ffmpeg is told. Nothing the original says of itself is taken along: a telephone writes where it was."""
    before = ["-v", "error", "-hide_banner", "-nostdin", "-y", *SAFE_INPUT, "-i", source, "-map_metadata", "-1"]
    after = ["-map_chapters", "-1", "-fs", str(LARGEST), *_container(target), target]
    if wanted.kind == ListedSource.REMUX:
        streams = ["-map", "0:v:0?"] if recording.is_video else []
        return [*before, *streams, "-map", "0:a:0?", "-c", "copy", *after]
    picture = _picture(wanted, passages) if recording.is_video else ["-vn"]
    return [*before, *picture, *_sound(recording, wanted, passages), *after]


def _container(target: Path) -> list[str]:
    if target.suffix == ".mp3":
        return ["-f", "mp3", "-write_xing", "1", "-id3v2_version", "3"]
    return ["-f", "mp4", "-movflags", "+faststart"]


def _sound(recording: Recording, wanted: Wanted, passages: Sequence[Passage]) -> list[str]:
    audio = recording.facts.get("audio")
    if not audio:
        return ["-an"]
    filters = [f"volume=volume=0:enable='{_when(passages)}'"] if passages else []
    if wanted.kind == ListedSource.LIGHT:
        how = ["-c:a", "aac", "-b:a", str(LIGHT_SOUND), "-ac", "1", "-ar", "24000"]
    else:
        channels, codec = min(int(audio.get("channels") or 1), 2), "aac" if recording.is_video else "libmp3lame"
        how = ["-c:a", codec, "-b:a", str(WEB_SOUND), "-ac", str(channels), "-ar", "44100"]
    return ["-map", "0:a:0", *(["-af", ",".join(filters)] if filters else []), *how]


def _picture(wanted: Wanted, passages: Sequence[Passage]) -> list[str]:
    """H.264 in a frame whose sides are even; the passages nobody may see are black before anything is scaled."""
    filters = [f"drawbox=x=0:y=0:w=iw:h=ih:color=black:t=fill:enable='{_when(passages)}'"] if passages else []
    filters += [f"scale=-2:{wanted.height}", "format=yuv420p"]
    most = MOST_BITS.get(wanted.height, MOST_BITS[360])
    quality = [
        "-crf",
        "30" if wanted.kind == ListedSource.LIGHT else "24",
        "-maxrate",
        str(most),
        "-bufsize",
        str(2 * most),
    ]
    return ["-map", "0:v:0", "-sn", "-dn", "-vf", ",".join(filters), "-c:v", "libx264", "-preset", "veryfast", *quality]


def _when(passages: Sequence[Passage]) -> str:
    """The seconds of passages, as the filters of ffmpeg read them."""
    return "+".join(
        f"gte(t,{one.start:.3f})" if isinf(one.end) else f"between(t,{one.start:.3f},{one.end:.3f})" for one in passages
    )


def _even(height: int) -> int:
    return height - height % 2
