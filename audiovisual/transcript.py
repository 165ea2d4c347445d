"""What is said in a programme, as its page prints it: lines with a time, a place to link to, and who speaks."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from media_library.tracks.cues import Cue
from media_library.tracks.timecodes import write_short_time


@dataclass(frozen=True, slots=True)
class Line:
    """One cue. `anchor` is its place in the page (`t-754`); `speaker` is "" while the same person goes on."""

    anchor: str
    seconds: int
    clock: str
    text: str
    speaker: str = ""
    speaker_path: str = ""


def lines_of(cues: Iterable[Cue], speakers: Mapping[str, Any]) -> list[Line]:
    """The lines of some cues; `speakers` gives, by UUID, something with `name` and `path`."""
    lines: list[Line] = []
    taken: dict[int, int] = {}
    voice = ""
    for cue in cues:
        second = int(cue.start)
        taken[second] = nth = taken.get(second, 0) + 1
        named = speakers.get(cue.speaker) if cue.speaker != voice else None
        voice = cue.speaker
        lines.append(
            Line(
                f"t-{second}" if nth == 1 else f"t-{second}-{nth}",
                second,
                write_short_time(second),
                cue.text,
                named.name if named else "",
                named.path if named else "",
            )
        )
    return lines
