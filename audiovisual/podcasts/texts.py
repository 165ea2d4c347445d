"""What is said in episodes, as far as feeds tell of it: read without loading a transcript."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from media_library.models import Track
from media_library.passages import Passage, hidden_passages, is_over, without_hidden
from media_library.tracks.cues import Cue, read_cues
from media_library.tracks.showing import chapters_of, public_tracks


@dataclass(frozen=True)
class Texts:
    """The tracks and the chapters the public may have of a recording, and the passages that are hidden."""

    tracks: Sequence[Track] = ()
    chapters: Sequence[Cue] = ()
    hidden: Sequence[Passage] = field(default=())


def texts_of(programmes: Sequence[Any]) -> dict[int, Texts]:
    """The texts of the recordings of programmes, by the key of the recording; one query.

    What is said is only read where somebody took their agreement back: elsewhere the names of the tracks are enough.
    """
    recordings = {one.recording_id: one.recording for one in programmes}
    watched = {key for key, one in recordings.items() if any(is_over(release) for release in one.releases.all())}
    tracks = {track.pk: track for one in recordings.values() for track in one.tracks.all()}
    wanted = [
        key for key, track in tracks.items() if track.kind == Track.Kind.CHAPTERS or track.recording_id in watched
    ]
    for key, cues in Track.objects.filter(pk__in=wanted).values_list("pk", "cues"):
        tracks[key].cues = cues
    return {key: _of_watched(one) if key in watched else _of_other(one) for key, one in recordings.items()}


def _of_watched(recording: Any) -> Texts:
    """Where passages are hidden: what is left of each track decides."""
    return Texts(public_tracks(recording), chapters_of(recording), hidden_passages(recording))


def _of_other(recording: Any) -> Texts:
    """Where none is: every track that is shown and holds something."""
    shown = [track for track in recording.tracks.all() if track.is_shown]
    chapters = [track for track in shown if track.kind == Track.Kind.CHAPTERS]
    chapters.sort(key=lambda track: track.language != recording.language)
    return Texts(shown, without_hidden(read_cues(chapters[0].cues), ()) if chapters else ())
