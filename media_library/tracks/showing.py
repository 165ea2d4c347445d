"""What the public may read of the tracks of a recording: the only place everything that shows them asks."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from core.names import match_key
from core.visibility import shown
from directory.addresses import agent_path
from media_library.models import Recording, Speaker, Track
from media_library.passages import WHOLE, Passage, hidden_passages, is_over, without_hidden
from media_library.tracks.cues import Cue, read_cues


@dataclass(frozen=True, slots=True)
class ShownSpeaker:
    """Whoever speaks, as the public may know them; `path` is their page, "" when they have none."""

    name: str
    path: str = ""


def public_tracks(recording: Recording) -> list[Track]:
    """The tracks the public may read, in order of kind and language; [] when the whole recording is hidden.

    Reads what `with_all_parts` prefetches.
    """
    passages = hidden_passages(recording)
    if passages == WHOLE:
        return []
    return [track for track in recording.tracks.all() if track.is_shown and public_cues(track, passages)]


def public_cues(track: Track, passages: tuple[Passage, ...] | None = None) -> list[Cue]:
    """The cues of a track without those of hidden passages, in order.

    `passages` are those of its recording, where the caller knows them already.
    """
    hidden = hidden_passages(track.recording) if passages is None else passages
    return without_hidden(read_cues(track.cues), hidden)


def shown_speakers(recording: Recording) -> dict[str, ShownSpeaker]:
    """Who speaks in a recording, by the UUID its cues name them with.

    Somebody of the directory who is public has their name and page; anybody else, and whoever takes their agreement
    back, has the label.
    """
    return {str(speaker.uuid): _shown(recording, speaker) for speaker in recording.speakers.all()}


def chapters_of(recording: Recording, language: str = "") -> list[Cue]:
    """The chapters of a recording in a language, else in its own, else in any; [] when there are none."""
    track = _best(public_tracks(recording), [Track.Kind.CHAPTERS], [language, recording.language])
    return public_cues(track) if track else []


def transcript_of(recording: Recording, language: str = "") -> Track | None:
    """What is said, to be read: the transcript in a language, else in the one spoken, else in any; captions do where
    there is no transcript. None when nothing may be read."""
    kinds = [Track.Kind.TRANSCRIPT, Track.Kind.CAPTIONS, Track.Kind.SUBTITLES]
    return _best(public_tracks(recording), kinds, [language, recording.language])


def _best(tracks: Iterable[Track], kinds: list[Track.Kind], languages: list[str]) -> Track | None:
    """The track of one of these kinds in the first language that has some; of two, the kind named first."""
    found = [track for track in tracks if track.kind in kinds]
    wanted = [language for language in languages if language]
    order = {language: place for place, language in reversed(list(enumerate(wanted)))}
    found.sort(key=lambda track: (order.get(track.language, len(wanted)), kinds.index(Track.Kind(track.kind))))
    return found[0] if found else None


def _shown(recording: Recording, speaker: Speaker) -> ShownSpeaker:
    """One speaker. A label that is the name of somebody who is hidden is not given out either."""
    agent = shown(speaker.agent)
    gone = _agreement_is_over(recording, speaker)
    if agent and not gone:
        return ShownSpeaker(agent.name, agent_path(agent))
    hidden = speaker.agent if gone or getattr(speaker.agent, "withdrawn_at", None) else None
    if hidden is not None and match_key(hidden.name) == match_key(speaker.label):
        return ShownSpeaker(_("Une voix"))
    return ShownSpeaker(speaker.label)


def _agreement_is_over(recording: Recording, speaker: Speaker) -> bool:
    """Whether somebody no longer agrees to be heard in a recording, though some of it may be heard still."""
    return any(
        is_over(release)
        for release in recording.releases.all()
        if release.pk == speaker.release_id or (release.agent_id and release.agent_id == speaker.agent_id)
    )
