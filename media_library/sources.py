"""The files of a recording the public is given, best first: what players, feeds and JSON-LD offer."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from media_library.models import ListedSource, Recording, RecordingRendition, RenditionState
from media_library.passages import WHOLE, Passage, hidden_passages

PLAYED_EVERYWHERE = {"audio/mpeg": {"mp3"}, "audio/mp4": {"aac"}, "video/mp4": {"h264", "aac", "mp3"}}
"""What every browser and every podcast application plays: for each type of file, the codecs that may be in it."""
PLAIN_PICTURE = {"yuv420p", "yuvj420p"}
"""The pixels every decoder of H.264 knows."""


@dataclass(frozen=True, slots=True)
class Source:
    """One file of a programme. `path` is its address on this site; `bitrate` in bits a second, `duration` in seconds;
    `height` in pixels, 0 for sound."""

    path: str
    mime_type: str
    size: int
    bitrate: int
    duration: float
    height: int
    is_light: bool


def sources_of(recording: Recording) -> list[Source]:
    """What may be played or taken away of a recording, the best for all browsers first; [] while nothing may.

    The original is among them while it plays everywhere and nothing of it is hidden. Reads renditions and what
    `hidden_passages` reads.
    """
    if recording.probe_state != "ready":
        return []
    passages = hidden_passages(recording)
    if passages == WHOLE:
        return []
    made_of = made_of_digest(recording, passages)
    found = [_of_rendition(recording, one) for one in recording.renditions.all() if is_current(one, made_of)]
    remuxed = any(one.kind == ListedSource.REMUX and is_current(one, made_of) for one in recording.renditions.all())
    if not passages and not remuxed and plays_everywhere(recording):
        found.append(_of_original(recording))
    return sorted(found, key=lambda source: (source.is_light, -source.height, -source.bitrate))


def plays_everywhere(recording: Recording) -> bool:
    """Whether the original may be given to any browser and application as it is."""
    known = PLAYED_EVERYWHERE.get(recording.mime_type)
    streams = [recording.facts.get("audio") or {}, recording.facts.get("video") or {}]
    codecs = {stream["codec"] for stream in streams if stream.get("codec")}
    return known is not None and codecs <= known and streams[1].get("pixels", "yuv420p") in PLAIN_PICTURE


def made_of_digest(recording: Recording, passages: Sequence[Passage]) -> str:
    """What a rendition is made of: the original, and the passages left out."""
    parts = [recording.digest, *(f"{one.start:.3f}-{one.end:.3f}" for one in passages)]
    return hashlib.sha256(" ".join(parts).encode()).hexdigest()


def is_current(rendition: RecordingRendition, made_of: str) -> bool:
    """Whether a rendition is there and made of what the recording is today."""
    return rendition.state == RenditionState.READY and rendition.made_of == made_of


def _of_original(recording: Recording) -> Source:
    return Source(
        path=file_path(recording, "original", str(recording.file.name)),
        mime_type=recording.mime_type,
        size=recording.size,
        bitrate=int(recording.facts.get("bitrate") or 0),
        duration=recording.duration,
        height=recording.height or 0,
        is_light=False,
    )


def _of_rendition(recording: Recording, rendition: RecordingRendition) -> Source:
    return Source(
        path=file_path(recording, f"{rendition.kind}-{rendition.height}", str(rendition.file.name)),
        mime_type=rendition.mime_type,
        size=rendition.size,
        bitrate=rendition.bitrate,
        duration=rendition.duration,
        height=rendition.height,
        is_light=rendition.kind == ListedSource.LIGHT,
    )


def file_path(recording: Any, which: str, name: str) -> str:
    """The address of one file of a recording; it does not change when the file is made again."""
    return reverse("recording-file", args=[recording.uuid, which, name.rsplit("/", 1)[-1]])
