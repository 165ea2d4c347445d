"""A track or the chapters of a recording as a file: what it is made of is known before it is written."""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from media_library.models import CreditedImage, Recording, Track
from media_library.passages import hidden_passages
from media_library.tracks.chapter_writing import CHAPTER_WRITERS
from media_library.tracks.cues import Cue
from media_library.tracks.showing import chapters_of, public_cues, shown_speakers
from media_library.tracks.writing import WRITERS
from media_library.visibility import is_public_file, private_collections

FORMAT = "1"
"""Changed with what files say, so that they are fetched again."""


@dataclass(frozen=True, slots=True)
class TrackFile:
    """A file not written yet, and the digest of all it is made of."""

    digest: str
    write: Callable[[], str]


def track_file(track: Track, form: str, *, to_editor: bool = False) -> TrackFile | None:
    """A track in a form, without hidden passages; None when nothing of it may be read.

    Editors get tracks that are not shown yet; nobody gets hidden passages.
    """
    if not (track.is_shown or to_editor):
        return None
    cues = public_cues(track, hidden_passages(track.recording))
    if not cues:
        return None
    names = {uuid: speaker.name for uuid, speaker in shown_speakers(track.recording).items()}
    notes = track_notes(track)
    digest = _digest([form, names, notes, cues])
    return TrackFile(digest, lambda: WRITERS[form](cues, names, notes))


def track_notes(track: Track) -> list[str]:
    """What a file says of itself, in its own language where the site speaks it: its title, and whether a machine made
    it that nobody has read again."""
    with _in_language(track.language):
        said = [f"{track.recording.title} — {track.get_kind_display()} ({track.language})"]
        if track.is_unreviewed:
            said.append(_("Texte fait par une machine, pas encore relu."))
    return said


def chapters_file(recording: Recording, form: str, origin: str) -> TrackFile | None:
    """The chapters of a recording in a form; None when there are none. `origin` makes addresses whole."""
    chapters = chapters_of(recording)
    if not chapters:
        return None
    pictures = _pictures(chapters, origin)
    digest = _digest([form, recording.title, sorted(pictures.items()), chapters])
    return TrackFile(digest, lambda: CHAPTER_WRITERS[form](chapters, pictures, recording.title))


def _pictures(chapters: Iterable[Cue], origin: str) -> dict[int, str]:
    """The addresses of the pictures of chapters the public may see."""
    wanted = {chapter.image for chapter in chapters if chapter.image is not None}
    if not wanted:
        return {}
    private = private_collections()
    images = CreditedImage.objects.filter(pk__in=wanted).prefetch_renditions("max-1400x1400")
    return {
        image.pk: origin + image.get_rendition("max-1400x1400").url
        for image in images
        if is_public_file(image, private)
    }


def _in_language(language: str) -> translation.override:
    """The messages of a language, of French where the site has none."""
    known = language[:2] if language[:2] in dict(settings.LANGUAGES) else "fr"
    return translation.override(known)


def _digest(parts: Iterable[object]) -> str:
    return hashlib.sha256(repr([FORMAT, *parts]).encode()).hexdigest()[:32]
