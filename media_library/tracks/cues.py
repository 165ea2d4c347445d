"""One stretch of a track, as it is stored and as everything that shows it reads it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Cue:
    """From `start` to `end` (seconds), `text` is said, or is the title of a chapter; it is plain text, lines kept.

    `speaker` is the UUID of a Speaker of the recording, "" when nobody is named. `settings` are those of WebVTT.
    `url` and `image` (the key of a CreditedImage) are those of a chapter.
    """

    start: float
    end: float
    text: str
    identifier: str = ""
    speaker: str = ""
    settings: str = ""
    url: str = ""
    image: int | None = None


def stored_cues(cues: Iterable[Cue]) -> list[dict[str, Any]]:
    """Cues as a track keeps them, in order of time; what is empty is left out, times are to the millisecond."""
    return [_stored(cue) for cue in sorted(cues, key=lambda cue: (cue.start, cue.end))]


def _stored(cue: Cue) -> dict[str, Any]:
    row = {
        "id": cue.identifier, "start": round(cue.start, 3), "end": round(cue.end, 3), "text": cue.text,
        "speaker": cue.speaker, "settings": cue.settings, "url": cue.url, "image": cue.image,
    }  # fmt: skip
    return {name: value for name, value in row.items() if value not in ("", None)}


def read_cues(rows: Iterable[Mapping[str, Any]]) -> list[Cue]:
    """Cues of what a track keeps."""
    return [
        Cue(
            start=float(row["start"]),
            end=float(row["end"]),
            text=str(row.get("text", "")),
            identifier=str(row.get("id", "")),
            speaker=str(row.get("speaker", "")),
            settings=str(row.get("settings", "")),
            url=str(row.get("url", "")),
            image=row.get("image"),
        )
        for row in rows
    ]
