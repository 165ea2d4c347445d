"""Writing of tracks: taking files, saving what was edited, reading again, going back. Every version is kept."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import Revision

from media_library.models import Recording, Track, TrackUpload
from media_library.tracks.chapter_reading import read_chapter_file
from media_library.tracks.cues import Cue, read_cues, stored_cues
from media_library.tracks.reading import ReadTrack, read_track_file
from media_library.tracks.voices import known_names, make_voices, with_voices


class EditedMeanwhile(Exception):
    """Somebody saved another version since the one that was edited was opened."""


@dataclass(frozen=True, slots=True)
class TrackFacts:
    """What is said of a track beside its cues."""

    kind: str
    language: str
    label: str = ""
    is_automatic: bool = False


def keep_upload(
    recording: Recording, facts: TrackFacts, file_name: str, content: bytes, track: Track | None = None
) -> TrackUpload:
    """Keep a file until somebody has read what is wrong in it. `track` is the one it replaces."""
    return TrackUpload.objects.create(
        recording=recording, track=track, kind=facts.kind, language=facts.language, label=facts.label,
        is_automatic=facts.is_automatic, file_name=file_name[:255], content=content,
    )  # fmt: skip


def read_upload(upload: TrackUpload) -> ReadTrack:
    """What a file that waits holds."""
    content, duration = bytes(upload.content), float(upload.recording.duration or 0)
    if upload.kind == Track.Kind.CHAPTERS:
        return read_chapter_file(content, upload.file_name, duration)
    return read_track_file(content, upload.file_name, duration, known_names(upload.recording))


@transaction.atomic
def take_upload(upload: TrackUpload, user: Any, not_voices: Iterable[str] = ()) -> Track:
    """Make a track, or a new version of one, of what is valid in a file. `not_voices` are names that are only words."""
    read = read_upload(upload)
    refused = set(not_voices)
    voices = make_voices(upload.recording, [name for name in read.speakers if name not in refused])
    cues = with_voices(read.cues, voices)
    track = upload.track or Track(recording=upload.recording)
    track.kind, track.language, track.label = upload.kind, upload.language, upload.label
    track.is_automatic = upload.is_automatic
    track.reviewed_at = track.reviewed_by = None
    write_cues(track, cues, user)
    upload.delete()
    return track


def make_track(recording: Recording, facts: TrackFacts, user: Any) -> Track:
    """An empty track, to be written in the editor; it is not shown before somebody says so."""
    track = Track(
        recording=recording, kind=facts.kind, language=facts.language, label=facts.label,
        is_automatic=facts.is_automatic,
    )  # fmt: skip
    return write_cues(track, [], user)


@transaction.atomic
def write_cues(track: Track, cues: Sequence[Cue], user: Any) -> Track:
    """Write the cues of a track as a new version; what was there before stays in its history."""
    if track.pk and track.latest_revision_id is None:
        Track.objects.get(pk=track.pk).save_revision(changed=False)
        track.refresh_from_db(fields=["latest_revision"])
    track.cues = stored_cues(cues)
    is_new = track.pk is None
    track.save()
    track.save_revision(user=user)
    log(instance=track, action="wagtail.create" if is_new else "wagtail.edit", user=user)
    return track


def version_of(track: Track) -> str:
    """What tells whether a track was written since: the form sends it back."""
    return str(track.latest_revision_id or 0)


@transaction.atomic
def save_edited(track: Track, cues: Sequence[Cue], user: Any, version: str) -> Track:
    """Write what was edited; voices of the cues are names, new ones are made. Raises EditedMeanwhile when `version` is
    not the latest any more."""
    latest = Track.objects.select_for_update().get(pk=track.pk)
    if version_of(latest) != version:
        raise EditedMeanwhile
    voiced = with_voices(cues, make_voices(latest.recording, [cue.speaker for cue in cues]))
    return latest if stored_cues(voiced) == latest.cues else write_cues(latest, voiced, user)


def mark_reviewed(track: Track, user: Any, *, reviewed: bool = True) -> None:
    """Note that somebody has read a track against the recording, or that it is to be read again."""
    track.reviewed_at = timezone.now() if reviewed else None
    track.reviewed_by = user if reviewed else None
    track.save(update_fields=["reviewed_at", "reviewed_by"])
    log(instance=track, action="passerelles.review" if reviewed else "passerelles.unreview", user=user)


def restore_version(track: Track, revision: Revision, user: Any) -> Track:
    """Write the cues of an earlier version again, as a new one."""
    earlier = revision.as_object()
    return write_cues(track, read_cues(earlier.cues), user)
