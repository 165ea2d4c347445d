"""Plain text: paragraphs, “Nom : texte”, with times in some lines or none at all."""

import re

from core.text import squeeze
from media_library.tracks.drafts import DraftCue, find_names, split_name
from media_library.tracks.problems import Problems
from media_library.tracks.spreading import cut, spread, time_needed
from media_library.tracks.timecodes import read_time

_TIMED = re.compile(
    r"\s*[\[(]?((?:\d{1,3}:)?\d{1,2}:\d\d(?:[.,]\d{1,3})?)[\])]?\s*[-–—:]?\s*(.*)", re.ASCII | re.DOTALL
)


def read_plain(text: str, duration: float, known: list[str], problems: Problems) -> list[DraftCue]:
    """Its cues. Where lines begin with times those are taken; else they are spread over the duration, which is said."""
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd").split("\n")
    paragraphs = _paragraphs(lines)
    timed = [(line, found[1], found[2]) for line, said in paragraphs if (found := _TIMED.fullmatch(said))]
    if len(timed) > 1 and len(timed) * 2 >= len(paragraphs):
        return _timed_cues(paragraphs, duration, known, problems)
    return _spread_cues(paragraphs, duration, known, problems)


def _paragraphs(lines: list[str]) -> list[tuple[int, str]]:
    """Paragraphs with the number of their first line: what empty lines separate or, where none does, each line."""
    if not any(not line.strip() for line in "\n".join(lines).strip().split("\n")):
        return [(number, line.strip()) for number, line in enumerate(lines, 1) if line.strip()]
    found: list[tuple[int, str]] = []
    before_empty = True
    for number, line in enumerate(lines, 1):
        said = line.strip()
        if said and (before_empty or _TIMED.fullmatch(said)):
            found.append((number, said))
        elif said:
            found[-1] = (found[-1][0], f"{found[-1][1]}\n{said}")
        before_empty = not said
    return found


def _voices(paragraphs: list[tuple[int, str]], known: list[str], problems: Problems) -> list[tuple[int, str, str]]:
    """Line, voice and text of each paragraph; a paragraph in square brackets, such as the head of our own files, is a
    comment."""
    names = find_names((said for _line, said in paragraphs), known)
    voices: list[tuple[int, str, str]] = []
    for line, said in paragraphs:
        name, rest = split_name(said)
        if said.startswith("[") and said.endswith("]") and not voices:
            problems.add(line, "note", said)
        else:
            voices.append((line, name, rest) if name in names else (line, "", said))
    return voices


def _spread_cues(
    paragraphs: list[tuple[int, str]], duration: float, known: list[str], problems: Problems
) -> list[DraftCue]:
    pieces = [
        (line, name, piece) for line, name, said in _voices(paragraphs, known, problems) for piece in cut(squeeze(said))
    ]
    if not pieces:
        return []
    problems.add(pieces[0][0], "times-spread", pieces[0][2])
    if not duration:
        problems.add(0, "no-duration")
    texts = [piece for _line, _name, piece in pieces]
    times = spread(texts, 0.0, duration or time_needed(texts))
    return [
        DraftCue(line, start, end, piece, name) for (line, name, piece), (start, end) in zip(pieces, times, strict=True)
    ]


def _timed_cues(
    paragraphs: list[tuple[int, str]], duration: float, known: list[str], problems: Problems
) -> list[DraftCue]:
    """Paragraphs that begin with a time last until the next one does; those without go on with what was said."""
    starts: list[tuple[int, float, str]] = []
    for line, said in paragraphs:
        found = _TIMED.fullmatch(said)
        at = read_time(found[1]) if found else None
        if found and at is not None:
            starts.append((line, at, found[2].strip()))
        elif starts:
            starts[-1] = (*starts[-1][:2], f"{starts[-1][2]}\n{said}".strip())
        else:
            problems.add(line, "no-times", said)
    voices = _voices([(line, said) for line, _at, said in starts], known, problems)
    times = {line: at for line, at, _said in starts}
    ends = [times[line] for line, _name, _said in voices[1:]]
    if voices:
        line, _name, said = voices[-1]
        problems.add(line, "end-guessed", said)
        last = times[line] + max(time_needed([said]), 1.0)
        ends.append(max(duration, times[line]) if duration > times[line] else last)
    return [DraftCue(line, times[line], end, said, name) for (line, name, said), end in zip(voices, ends, strict=True)]
