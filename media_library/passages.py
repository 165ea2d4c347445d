"""The passages of recordings nobody may hear or see any more: those of people whose agreement is withdrawn or over.

Asked by everything that shows or gives out a recording, its tracks or its files. A recording is hidden whole when
nobody knows where the person is heard.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import inf
from typing import Any

from django.utils import timezone

from media_library.tracks.cues import Cue, read_cues


@dataclass(frozen=True, slots=True)
class Passage:
    """Some seconds of a recording."""

    start: float
    end: float


WHOLE = (Passage(0.0, inf),)


def hidden_passages(recording: Any) -> tuple[Passage, ...]:
    """What of a recording is hidden today, joined and in order; `WHOLE` when all of it is, () when nothing is.

    Reads its releases, speakers and tracks: prefetch them (`with_all_parts`) where there are several recordings.
    """
    over = [release for release in recording.releases.all() if is_over(release)]
    found: list[Passage] = []
    for release in over:
        passages = [Passage(float(start), float(end)) for start, end in release.passages]
        passages = passages or list(_passages_spoken(recording, release))
        if not passages:
            return WHOLE
        found += passages
    return _joined(found)


def is_over(release: Any) -> bool:
    """Whether what was agreed no longer holds."""
    today = timezone.localdate()
    withdrawn = release.withdrawn_on is not None and release.withdrawn_on <= today
    return withdrawn or (release.ends_on is not None and release.ends_on < today)


def unreleased_agents(recording: Any) -> set[int]:
    """The keys of the people of the directory who no longer agree to be heard or seen in a recording.

    Reads its releases and speakers.
    """
    over = {release.pk: release.agent_id for release in recording.releases.all() if is_over(release)}
    voices = {speaker.agent_id for speaker in recording.speakers.all() if speaker.release_id in over}
    return {agent for agent in (*over.values(), *voices) if agent}


def without_hidden(cues: Iterable[Cue], passages: tuple[Passage, ...]) -> list[Cue]:
    """The cues that no hidden passage touches."""
    return [cue for cue in cues if not any(cue.start < one.end and one.start < cue.end for one in passages)]


def _passages_spoken(recording: Any, release: Any) -> Iterable[Passage]:
    """Where the person of a release speaks, by the tracks of the recording."""
    voices = {
        str(speaker.uuid)
        for speaker in recording.speakers.all()
        if speaker.release_id == release.pk or (release.agent_id and speaker.agent_id == release.agent_id)
    }
    for track in recording.tracks.all():
        yield from (Passage(cue.start, cue.end) for cue in read_cues(track.cues) if cue.speaker in voices)


def _joined(passages: list[Passage]) -> tuple[Passage, ...]:
    """Passages in order, those that touch made one."""
    joined: list[Passage] = []
    for one in sorted(passages, key=lambda passage: passage.start):
        if joined and one.start <= joined[-1].end:
            joined[-1] = Passage(joined[-1].start, max(joined[-1].end, one.end))
        else:
            joined.append(one)
    return tuple(joined)
