"""Cues of any file, or of the editor, made cues of a recording: in order, inside it, none empty; changes are said."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from media_library.tracks.drafts import DraftCue
from media_library.tracks.problems import Problems
from media_library.tracks.spreading import cut, spread

MOST_CUES = 20_000
LONGEST = 60.0
"""Seconds after which a cue is said to be long."""

MOST_LETTERS = 2_000
"""Of one cue."""

SLACK = 0.5
"""Seconds a cue may last beyond the end without anybody being told: readers of durations differ by less."""

_BLANKS = re.compile(r"[ \t\v\f]+")
_CONTROLS = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]")


def settle(drafts: Iterable[DraftCue], duration: float, problems: Problems) -> list[DraftCue]:
    """What is taken of cues as a file has them, in order of time. `duration` is 0 where nobody knows it."""
    kept = [cue for draft in drafts for cue in _taken(draft, duration, problems)]
    _report_order(kept, problems)
    kept.sort(key=lambda cue: (cue.start, cue.end))
    if len(kept) > MOST_CUES:
        problems.add(kept[MOST_CUES].line, "too-many", kept[MOST_CUES].text)
    kept = kept[:MOST_CUES]
    _report_overlaps(kept, problems)
    return kept


def tidy_text(text: str) -> str:
    """The text of a cue: no empty lines, no control characters, no spaces that say nothing."""
    plain = _CONTROLS.sub("", _BLANKS.sub(" ", text.replace("\r", "\n")))
    lines = (line.strip(" ") for line in plain.split("\n"))
    return "\n".join(line for line in lines if line)


def _taken(draft: DraftCue, duration: float, problems: Problems) -> Sequence[DraftCue]:
    """One cue as it is kept, in pieces when it is too long, or nothing."""
    text = tidy_text(draft.text)
    cue = replace(draft, text=text, start=round(draft.start, 3), end=round(draft.end, 3))
    if not text:
        problems.add(draft.line, "empty-cue", draft.identifier)
        return []
    if cue.end <= cue.start:
        problems.add(draft.line, "end-before-start", text)
        return []
    if duration and cue.start >= duration:
        problems.add(draft.line, "after-the-end", text)
        return []
    if duration and cue.end > duration + SLACK:
        problems.add(draft.line, "past-the-end", text)
        cue = replace(cue, end=round(duration, 3))
    if cue.end - cue.start > LONGEST:
        problems.add(draft.line, "long-cue", text)
    return _in_pieces(cue, problems) if len(text) > MOST_LETTERS else [cue]


def _in_pieces(cue: DraftCue, problems: Problems) -> list[DraftCue]:
    problems.add(cue.line, "too-long", cue.text)
    pieces = cut(cue.text)
    times = spread(pieces, cue.start, cue.end)
    return [
        replace(cue, start=start, end=end, text=piece)
        for piece, (start, end) in zip(pieces, times, strict=True)
        if end > start
    ]


def _report_order(cues: Sequence[DraftCue], problems: Problems) -> None:
    latest = 0.0
    for cue in cues:
        if cue.start < latest:
            problems.add(cue.line, "out-of-order", cue.text)
        latest = max(latest, cue.start)


def _report_overlaps(cues: Sequence[DraftCue], problems: Problems) -> None:
    end = 0.0
    for cue in cues:
        if cue.start < end - 0.0005:
            problems.add(cue.line, "overlap", cue.text)
        end = max(end, cue.end)
