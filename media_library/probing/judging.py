"""Compares what two readers and the decoder say of a file, and writes down what an editor should know."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from media_library.probing.decoding import Decoded, decode_picture, decode_sound
from media_library.probing.facts import EXTENSIONS, Facts, read_facts
from media_library.probing.tools import Beat, ToolFailed

LOUDEST, QUIETEST, SILENCE = -9.0, -30.0, -69.0
"""Beyond these, in LUFS, an editor is told. Podcasts aim at -16, television at -23."""
SECONDS_APART, SHARE_APART, LEAST_APART = 1.0, 0.01, 0.2
"""Two durations disagree when they are further apart than a second, or than a hundredth and this many seconds."""
SHORTEST = 0.1
"""What is shorter, in seconds, is nothing."""

Codes = list[list[Any]]


@dataclass(slots=True)
class Judgement:
    """What a file is. `duration` in seconds is true; 0 when the file is refused."""

    facts: Facts
    duration: float = 0.0
    loudness: float | None = None
    findings: Codes = field(default_factory=list)

    @property
    def is_refused(self) -> bool:
        """Whether nothing of it can be heard or seen."""
        return self.duration == 0


def judge_file(path: Path, extension: str, beat: Beat | None = None) -> Judgement:
    """Read a file to its end. Raises ToolMissing; whatever the file is, it is judged and not an error."""
    try:
        facts = read_facts(path, beat)
    except ToolFailed:
        return Judgement(Facts(), findings=[["not_media", {}]])
    if not facts.audio and not facts.video:
        return Judgement(facts, findings=[["not_media", {}]])
    judgement = Judgement(facts)
    _decode(judgement, path, beat)
    if judgement.duration < SHORTEST:
        return Judgement(facts, findings=[["no_duration", {}]])
    _judge_content(judgement, extension)
    return judgement


def disagree(one: float, other: float) -> bool:
    """Whether two durations in seconds are too far apart to be the same."""
    apart = abs(one - other)
    return apart > SECONDS_APART or apart > max(SHARE_APART * max(one, other), LEAST_APART)


def _decode(judgement: Judgement, path: Path, beat: Beat | None) -> None:
    """Decode the sound always, since its loudness is wanted; the picture where the sound does not settle the matter."""
    facts = judgement.facts
    declared = [one for one in (facts.duration, facts.second_duration) if one > 0]
    decoded = []
    if facts.audio:
        decoded.append(_try(decode_sound, path, beat))
        judgement.loudness = decoded[0].loudness
    settled = bool(decoded and declared) and not any(disagree(one, decoded[0].seconds) for one in declared)
    if facts.video and not settled:
        decoded.append(_try(decode_picture, path, beat))
    judgement.duration = round(facts.duration if settled else max(one.seconds for one in decoded), 3)
    if settled and any(one.stumbled for one in decoded):
        judgement.findings.append(["damaged", {}])
    _compare(judgement, declared)


def _try(decode: Callable[[Path, Beat | None], Decoded], path: Path, beat: Beat | None) -> Decoded:
    """What can be decoded; nothing of a stream that cannot."""
    try:
        return decode(path, beat)
    except ToolFailed:
        return Decoded(0.0, None, stumbled=True)


def _compare(judgement: Judgement, declared: list[float]) -> None:
    """Say when the file promises another duration than it has."""
    wrong = [one for one in declared if disagree(one, judgement.duration)]
    if not wrong or judgement.duration < SHORTEST:
        return
    worst = max(wrong, key=lambda one: abs(one - judgement.duration))
    guessed = judgement.facts.container in ("mp3", "aac")  # no index: readers guess from the first frames
    has_index = guessed and _has_index(judgement, declared)
    code = "truncated" if worst > judgement.duration and (not guessed or has_index) else "duration_guessed"
    judgement.findings.append([code, {"declared": round(worst, 3), "measured": judgement.duration}])


def _has_index(judgement: Judgement, declared: list[float]) -> bool:
    """Whether an MP3 says itself how long it is: both readers then say the same to the millisecond or so."""
    return len(declared) == 2 and abs(declared[0] - declared[1]) < 0.06


def _judge_content(judgement: Judgement, extension: str) -> None:
    """What else an editor should know."""
    facts, findings = judgement.facts, judgement.findings
    known = EXTENSIONS.get(facts.mime_type)
    if known and extension not in known:
        findings.append(["wrong_extension", {"extension": extension, "mime_type": facts.mime_type}])
    if facts.video and not facts.audio:
        findings.append(["no_sound", {}])
    if not facts.video and extension in ("mov", "mp4", "m4v", "mkv", "avi", "mpg", "mpeg", "ogv", "3gp"):
        findings.append(["no_picture", {}])
    if facts.has_place:
        findings.append(["has_place", {}])
    _judge_loudness(judgement)


def _judge_loudness(judgement: Judgement) -> None:
    loudness = judgement.loudness
    if loudness is None:
        return
    if loudness <= SILENCE:
        judgement.findings.append(["silent", {}])
    elif loudness > LOUDEST or loudness < QUIETEST:
        code = "too_loud" if loudness > LOUDEST else "too_quiet"
        judgement.findings.append([code, {"loudness": loudness}])
