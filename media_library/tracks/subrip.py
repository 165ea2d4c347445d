"""SRT, which nobody has specified: read as its many writers mean it.

A cue begins at each line of times; its text goes on to the next one, empty lines in it or not, with the number that
stands before that line taken off.
"""

import re

from media_library.tracks.drafts import DraftCue
from media_library.tracks.problems import Problems

_TIME = r"(?:(\d{1,3}):)?(\d{1,2}):(\d{1,2})(?:[,.](\d{1,9}))?"
_TIMES = re.compile(rf"\s*{_TIME}\s*(-{{1,3}}>|–>|—>|→)\s*{_TIME}(?:\s+(.*))?\s*", re.ASCII)
_EXACT = re.compile(r"\d{2,3}:\d\d:\d\d,\d{3} --> \d{2,3}:\d\d:\d\d,\d{3}(?:\s.*)?", re.ASCII)
_NUMBER = re.compile(r"\s*\d{1,9}\s*", re.ASCII)
_TAG = re.compile(
    r"</?(?:[ibusp]|font|em|strong|span|br|div|a)(?:\s[^<>\n]{0,200})?/?>|\{\\?/?[a-zA-Z][^{}\n]{0,100}\}"
)


def read_subrip(text: str, problems: Problems) -> list[DraftCue]:
    """Its cues, in their order in the file."""
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd").split("\n")
    heads = [index for index, line in enumerate(lines) if "-->" in line or _TIMES.fullmatch(line)]
    _report_before(lines, heads, problems)
    cues = []
    for place, head in enumerate(heads):
        last = place + 1 == len(heads)
        end = len(lines) if last else heads[place + 1]
        body = _without_number(lines[head + 1 : end], last=last)
        cue = _cue(lines[head], head + 1, body, problems)
        if cue is not None:
            cues.append(cue)
            if head == 0 or not _NUMBER.fullmatch(lines[head - 1]):
                problems.add(head + 1, "number-missing", lines[head])
    return cues


def is_subrip(text: str) -> bool:
    """Whether a text has lines of times."""
    return any(_TIMES.fullmatch(line) for line in text.splitlines()[:200])


def strip_tags(text: str, line: int, problems: Problems) -> str:
    """A text without the tags and the codes in braces its writers put there."""
    found = _TAG.findall(text)
    if found:
        problems.add(line, "markup", " ".join(found))
    return _TAG.sub("", text)


def _report_before(lines: list[str], heads: list[int], problems: Problems) -> None:
    """Say what stands before the first cue."""
    before = lines[: heads[0]] if heads else lines
    if before and heads and _NUMBER.fullmatch(before[-1]):
        before = before[:-1]
    for index, line in enumerate(before):
        if line.strip():
            problems.add(index + 1, "no-times", line)


def _without_number(body: list[str], *, last: bool) -> list[str]:
    """The text of a cue without the number of the next one."""
    if not last and body and _NUMBER.fullmatch(body[-1]):
        body = body[:-1]
    return body


def _cue(head: str, line: int, body: list[str], problems: Problems) -> DraftCue | None:
    """A cue, or None where its times can't be read; then its text is said to be lost."""
    found = _TIMES.fullmatch(head)
    if found is None:
        problems.add(line, "bad-times", head)
        for index, text in enumerate(body):
            if text.strip():
                problems.add(line + 1 + index, "lost-text", text)
        return None
    if not _EXACT.fullmatch(head.strip()):
        problems.add(line, "odd-times", head)
    if found[10]:
        problems.add(line, "position", found[10])
    text = strip_tags("\n".join(part.strip() for part in body if part.strip()), line, problems)
    return DraftCue(line, _seconds(*found.group(1, 2, 3, 4)), _seconds(*found.group(6, 7, 8, 9)), text)


def _seconds(hours: str | None, minutes: str, seconds: str, fraction: str | None) -> float:
    whole = int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds)
    return round(whole + (int(fraction) / 10 ** len(fraction) if fraction else 0.0), 3)
