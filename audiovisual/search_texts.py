"""What is said in a programme, as it is searched: a part for each cue, so that a hit leads to its second."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from core.text import squeeze
from media_library.models import Track
from media_library.passages import Passage, hidden_passages
from media_library.tracks.cues import Cue
from media_library.tracks.showing import (
    ShownSpeaker,
    chapters_of,
    public_cues,
    public_tracks,
    shown_speakers,
    transcript_of,
)
from media_library.tracks.timecodes import write_short_time
from media_library.visibility import is_public_file, private_collections
from search.contract import SearchHit, TextPart

SAID = (Track.Kind.TRANSCRIPT, Track.Kind.CAPTIONS, Track.Kind.SUBTITLES)
"""What tells the words of a programme, the fullest first."""


def parts_of_recording(recording: Any, language: str) -> Iterator[TextPart]:
    """The cues of what is said, in the language spoken and then in others, and the titles of the chapters.

    Nothing of a hidden passage is among them. `language` is that of the page, in which chapters are preferred.
    """
    passages = hidden_passages(recording)
    speakers = shown_speakers(recording)
    for track in _read_tracks(recording):
        cues = public_cues(track, passages)
        for cue, following in zip(cues, [*cues[1:], None], strict=True):
            yield from _part(cue, track.language, speakers, goes_on=_goes_on(cue, following, passages))
    for cue in chapters_of(recording, language):
        yield from _part(cue, language, {}, goes_on=False)


def voices_of(recording: Any) -> list[Any]:
    """The speakers (rows) who are heard in what may be read, in the order they come in."""
    passages = hidden_passages(recording)
    heard = [cue.speaker for track in _read_tracks(recording) for cue in public_cues(track, passages)]
    rows = {str(speaker.uuid): speaker for speaker in recording.speakers.all()}
    return [rows[uuid] for uuid in dict.fromkeys(heard) if uuid in rows]


def heard_state(recording: Any, private: set[int]) -> str:
    """What tells whether the public may read the same of a recording as when it was indexed; "" when nothing."""
    if not is_heard(recording, private):
        return ""
    passages = ",".join(f"{one.start:g}-{one.end:g}" for one in hidden_passages(recording))
    return f"heard {recording.uuid} {passages}"


def is_heard(recording: Any, private: set[int]) -> bool:
    """Whether the public may have a recording that a public page plays: read, and in no private collection."""
    return recording is not None and recording.probe_state == "ready" and is_public_file(recording, private)


def still_said(model: Any) -> Callable[[Sequence[SearchHit]], set[UUID]]:
    """What tells of hits on programmes of a model whether their sentences may be shown; two queries."""

    def ask(hits: Sequence[SearchHit]) -> set[UUID]:
        indexed = {hit.uuid: hit.card.get("heard", "") for hit in hits}
        private = private_collections()
        return {
            page.uuid
            for page in model.objects.with_agreements(indexed)
            if indexed[page.uuid] == heard_state(page.recording, private)
        }

    return ask


def _read_tracks(recording: Any) -> list[Track]:
    """The transcript the page prints, then for each other language the fullest text there is."""
    first = transcript_of(recording)
    if first is None:
        return []
    found = {first.language: first}
    others = [track for track in public_tracks(recording) if track.kind in SAID]
    for track in sorted(others, key=lambda track: SAID.index(Track.Kind(track.kind))):
        found.setdefault(track.language, track)
    return list(found.values())


def _goes_on(cue: Cue, following: Cue | None, passages: Sequence[Passage]) -> bool:
    """Whether the same person goes on in the next cue, with nothing hidden between the two."""
    if following is None or following.speaker != cue.speaker:
        return False
    return not any(one.start < following.start and cue.end < one.end for one in passages)


def _part(cue: Cue, language: str, speakers: Mapping[str, ShownSpeaker], *, goes_on: bool) -> Iterator[TextPart]:
    """A cue under its second; its label says who speaks and when."""
    text = squeeze(cue.text)
    if not text:
        return
    second = int(cue.start)
    speaker = speakers.get(cue.speaker)
    label = f"{speaker.name}, {write_short_time(second)}" if speaker else write_short_time(second)
    yield TextPart(text, f"#t={second}", label, language[:2].lower(), goes_on)
