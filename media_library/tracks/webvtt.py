"""WebVTT as the specification reads it (https://www.w3.org/TR/webvtt1/, “Parsing”): what a browser would take, and
beside it everything it would pass over in silence.

`parse_webvtt` never fails. Its cues are exactly those of a browser, in their order in the file, with their raw text:
`media_library.tracks.webvtt_text` makes plain text of it.
"""

import re
from dataclasses import dataclass, field

from media_library.tracks.problems import Problems
from media_library.tracks.webvtt_settings import read_settings

_WHITESPACE = "\t\n\f\r "
_TIMESTAMP = re.compile(r"(\d+):(\d+)(?::(\d+))?\.(\d+)", re.ASCII)
_BLOCK_KIND = re.compile(r"(STYLE|REGION)[\t\n\f\r ]*")


@dataclass(slots=True)
class RawCue:
    """A cue as a browser has it. Times are in seconds; `line` is that of its times, counted from 1."""

    line: int
    start: float
    end: float
    identifier: str = ""
    settings: str = ""
    text: str = ""


@dataclass(slots=True)
class ParsedFile:
    """What was read; `is_webvtt` is False where a browser would refuse the whole file."""

    is_webvtt: bool = False
    cues: list[RawCue] = field(default_factory=list)
    problems: Problems = field(default_factory=Problems)


def parse_webvtt(text: str, problems: Problems | None = None) -> ParsedFile:
    """Read a decoded file; a byte order mark may still be there. What is wrong is added to `problems`."""
    parsed = ParsedFile(problems=Problems() if problems is None else problems)
    lines = _lines_of(text, parsed.problems)
    if not _has_signature(lines[0]):
        parsed.problems.add(1, "no-signature", lines[0])
        return parsed
    parsed.is_webvtt = True
    _Reader(lines, parsed).read()
    return parsed


def read_timestamp(text: str) -> tuple[float, str] | None:
    """A timestamp at the beginning of a text, in seconds, and what follows it; None where there is none.

    “Collect a WebVTT timestamp”: at least two units; where the first has not two digits, or is above 59, it is hours
    and three units are needed; three digits of a fraction.
    """
    found = _TIMESTAMP.match(text)
    if found is None:
        return None
    first, second, third, fraction = found.groups()
    if len(second) != 2 or len(fraction) != 3 or (third is not None and len(third) != 2):
        return None
    if third is None:
        if len(first) != 2 or int(first) > 59:
            return None
        hours, minutes, seconds = 0, int(first), int(second)
    else:
        hours, minutes, seconds = int(first[:15]), int(second), int(third)
    if minutes > 59 or seconds > 59:
        return None
    return hours * 3600 + minutes * 60 + seconds + int(fraction) / 1000, text[found.end() :]


def read_cue_times(line: str) -> tuple[float, float, str] | None:
    """Start, end and settings of a line with an arrow; None where a browser finds no times in it."""
    start = read_timestamp(line.lstrip(_WHITESPACE))
    if start is None:
        return None
    rest = start[1].lstrip(_WHITESPACE)
    if not rest.startswith("-->"):
        return None
    end = read_timestamp(rest[3:].lstrip(_WHITESPACE))
    return (start[0], end[0], end[1]) if end else None


def _lines_of(text: str, problems: Problems) -> list[str]:
    """The lines of a file once its ends of lines are one and null characters are replaced."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    lines = text.split("\n")
    for number, line in enumerate(lines, 1):
        if "\0" in line:
            problems.add(number, "nul", line.replace("\0", "\ufffd"))
            lines[number - 1] = line.replace("\0", "\ufffd")
    return lines


def _has_signature(line: str) -> bool:
    return line == "WEBVTT" or line.startswith(("WEBVTT ", "WEBVTT\t"))


def _joined(buffer: list[tuple[int, str]], glue: str = "\n") -> str:
    """The text of numbered lines."""
    return glue.join(line for _number, line in buffer)


class _Reader:
    """Goes through the blocks of a file, as “collect a WebVTT block” does, a line at a time."""

    def __init__(self, lines: list[str], parsed: ParsedFile) -> None:
        self.lines = lines
        self.parsed = parsed
        self.at = 1
        """The index of the next line; the signature is line 0."""
        self.seen_cue = False

    def read(self) -> None:
        """The header, then every block."""
        if len(self.lines[0]) > len("WEBVTT"):
            self.parsed.problems.add(1, "header-text", self.lines[0][7:])
        if self.at < len(self.lines) and self.lines[self.at]:
            self._block(in_header=True)
        self._skip_empty()
        while self.at < len(self.lines):
            self._block()
            self._skip_empty()

    def _skip_empty(self) -> None:
        while self.at < len(self.lines) and not self.lines[self.at]:
            self.at += 1

    def _block(self, *, in_header: bool = False) -> None:
        """One block: a cue, or what a browser passes over. It ends at an empty line, at the end, or before an arrow
        that begins another cue."""
        buffer: list[tuple[int, str]] = []
        first, count, seen_arrow = self.at, 0, False
        cue: RawCue | None = None
        while self.at < len(self.lines):
            line = self.lines[self.at]
            count += 1
            if "-->" in line:
                if in_header or not (count == 1 or (count == 2 and not seen_arrow)):
                    break
                seen_arrow = True
                cue = self._cue(line, buffer)
                buffer = [] if cue else buffer
            elif not line:
                break
            else:
                buffer.append((self.at + 1, line))
            self.at += 1
        self._end_block(cue, buffer, first, seen_arrow, in_header)

    def _cue(self, line: str, buffer: list[tuple[int, str]]) -> RawCue | None:
        """The cue a line of times begins; None where a browser finds no times."""
        times = read_cue_times(line)
        if times is None:
            self.parsed.problems.add(self.at + 1, "bad-times", line)
            return None
        self.seen_cue = True
        start, end, rest = times
        settings = read_settings(rest, self.at + 1, self.parsed.problems)
        return RawCue(self.at + 1, start, end, _joined(buffer), settings)

    def _end_block(
        self, cue: RawCue | None, buffer: list[tuple[int, str]], first: int, seen_arrow: bool, in_header: bool
    ) -> None:
        """Keep a cue, or say what is passed over."""
        if cue is not None:
            cue.text = _joined(buffer)
            self.parsed.cues.append(cue)
            if self.at < len(self.lines) and self.lines[self.at]:
                self.parsed.problems.add(self.at + 1, "arrow-in-text", self.lines[self.at])
        elif seen_arrow:
            for number, line in buffer:
                self.parsed.problems.add(number, "lost-text", line)
        elif buffer:
            self.parsed.problems.add(first + 1, self._kind_of(buffer, in_header), _joined(buffer[:20], " "))

    def _kind_of(self, buffer: list[tuple[int, str]], in_header: bool) -> str:
        """What a block without times is."""
        if in_header:
            return "header-text"
        opening = buffer[0][1]
        if opening == "NOTE" or opening.startswith(("NOTE ", "NOTE\t")):
            return "note"
        found = _BLOCK_KIND.fullmatch(opening)
        if found and len(buffer) > 1 and not self.seen_cue:
            return found[1].lower()
        return "no-times"
