"""What a player needs to play a programme, and what is read in its place: asked by pages, embeds and oEmbed.

It gives out nothing the public may not have: files, tracks and voices are those the library gives to anybody.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from audiovisual.transcript import Line, lines_of
from audiovisual.wording import say_size
from core.languages import language_name
from media_library.models import ProbeState, RecordingVersion, Track
from media_library.passages import hidden_passages
from media_library.sources import Source, sources_of
from media_library.tracks.addresses import track_path
from media_library.tracks.showing import chapters_of, public_cues, public_tracks, shown_speakers, transcript_of
from media_library.tracks.timecodes import write_short_time
from media_library.visibility import is_public_file, private_collections

POSTER_FILTER = "width-1280|format-webp|webpquality-75"
TEXT_FORMS = ("vtt", "srt", "txt")
SHOWN_BY_BROWSERS = (Track.Kind.CAPTIONS, Track.Kind.SUBTITLES, Track.Kind.DESCRIPTIONS, Track.Kind.CHAPTERS)


@dataclass(frozen=True, slots=True)
class TextTrack:
    """A `<track>` of the player; `kind` is HTML’s word for it."""

    path: str
    kind: str
    language: str
    label: str


@dataclass(frozen=True, slots=True)
class Chapter:
    """A part of a programme. `anchor` is the line of the transcript it begins with, "" without one; `file` opens the
    file at its time."""

    seconds: int
    clock: str
    title: str
    anchor: str
    file: str
    url: str


@dataclass(frozen=True, slots=True)
class Transcript:
    """What is said, in one language; `is_unreviewed` when a machine wrote it and nobody has read it since."""

    language: str
    lines: list[Line]
    is_unreviewed: bool


@dataclass(frozen=True, slots=True)
class Version:
    """The same programme in sign language, or with what is seen told aloud."""

    kind: str
    label: str
    is_video: bool
    sources: list[Source]
    tracks: list[TextTrack]


@dataclass(frozen=True, slots=True)
class Download:
    """A file to take away; `words` say what it is and how big."""

    path: str
    words: str
    mime_type: str


@dataclass(frozen=True, slots=True)
class Playback:
    """One programme to play. `refusal` says why nothing can be, and is "" otherwise; `light_words` is the size of the
    light version."""

    uuid: str
    title: str
    path: str
    language: str
    is_video: bool
    duration: float
    clock: str
    poster: Any
    sources: list[Source]
    light: list[Source]
    light_words: str
    tracks: list[TextTrack]
    chapters: list[Chapter]
    transcript: Transcript | None
    versions: list[Version]
    downloads: list[Download]
    refusal: str

    @property
    def file(self) -> str:
        """The best file, which a link can open where there is no player; "" when nothing can be played."""
        return self.sources[0].path if self.sources else ""


def playback_of(programme: Any, request: HttpRequest) -> Playback | None:
    """How an episode or a capsule is played; None when it has no recording of ours.

    Reads what `with_all_parts` brought: give it a programme asked with it, for a fixed number of queries.
    """
    recording = programme.recording
    if recording is None:
        return None
    refusal = _refusal(recording, request)
    found = [] if refusal else sources_of(recording)
    refusal = refusal or ("" if found else _("Cet enregistrement ne peut pas être écouté pour le moment."))
    tracks = [] if refusal else public_tracks(recording)
    best = [one for one in found if not one.is_light] or found
    light = [one for one in found if one.is_light and one not in best]
    transcript = None if refusal else _transcript(recording)
    lines = transcript.lines if transcript else []
    return Playback(
        uuid=str(programme.uuid),
        title=programme.title,
        path=programme.get_url(request) or "",
        language=recording.language or programme.locale.language_code,
        is_video=recording.is_video,
        duration=recording.duration,
        clock=write_short_time(recording.duration),
        poster=_poster(programme, recording),
        sources=best,
        light=light,
        light_words=_("version légère, %(size)s") % {"size": say_size(light[0].size)} if light else "",
        tracks=[_text_track(track) for track in tracks if track.kind in SHOWN_BY_BROWSERS],
        chapters=[] if refusal else _chapters(recording, lines, best[0].path),
        transcript=transcript,
        versions=[] if refusal else _versions(recording, request),
        downloads=_downloads(found, tracks),
        refusal=refusal,
    )


def _refusal(recording: Any, request: HttpRequest) -> str:
    """Why nothing of a recording may be played; editors may try out what is in a private collection."""
    if recording.probe_state == ProbeState.WAITING:
        return _("Cet enregistrement est en préparation. Il pourra bientôt être écouté.")
    if recording.probe_state != ProbeState.READY:
        return _("Cet enregistrement ne peut pas être lu.")
    if getattr(request, "is_preview", False) or is_public_file(recording, private_collections()):
        return ""
    return _("Cet enregistrement n’est pas public.")


def _transcript(recording: Any) -> Transcript | None:
    track = transcript_of(recording)
    if track is None:
        return None
    cues = public_cues(track, hidden_passages(recording))
    return Transcript(track.language, lines_of(cues, shown_speakers(recording)), track.is_unreviewed)


def _chapters(recording: Any, lines: list[Line], file: str) -> list[Chapter]:
    return [
        Chapter(
            int(cue.start),
            write_short_time(cue.start),
            cue.text,
            _anchor_at(lines, int(cue.start)),
            f"{file}#t={int(cue.start)}",
            cue.url,
        )
        for cue in chapters_of(recording)
    ]


def _anchor_at(lines: list[Line], seconds: int) -> str:
    """The first line that begins at a moment or after it; the last one when none does."""
    later: Iterable[str] = (line.anchor for line in lines if line.seconds >= seconds)
    return next(iter(later), lines[-1].anchor if lines else "")


def _text_track(track: Any) -> TextTrack:
    label = track.label or language_name(track.language).capitalize()
    if track.is_unreviewed:
        label = _("%(label)s (automatique)") % {"label": label}
    return TextTrack(track_path(track, "vtt"), track.kind, track.language, label)


def _versions(recording: Any, request: HttpRequest) -> list[Version]:
    """The other versions the public may have now."""
    found = []
    for row in recording.versions.all():
        sources = [] if _refusal(row.version, request) else sources_of(row.version)
        if sources:
            found.append(Version(row.kind, _version_label(row), row.version.is_video, sources, []))
    return found


def _version_label(row: RecordingVersion) -> str:
    if row.kind == RecordingVersion.Kind.DESCRIBED:
        return _("Audiodescription")
    words: Callable[[], str] = row.get_sign_language_display
    return words().capitalize() if row.sign_language else _("Langue des signes")


def _downloads(sources: list[Source], tracks: list[Any]) -> list[Download]:
    found = [Download(one.path, _file_words(one), one.mime_type) for one in sources]
    for track in tracks:
        if track.kind in (Track.Kind.TRANSCRIPT, Track.Kind.CAPTIONS, Track.Kind.SUBTITLES):
            found += [
                Download(track_path(track, form), _track_words(track, form), "") for form in ("vtt", "srt", "txt")
            ]
    return found


def _file_words(source: Source) -> str:
    form = source.path.rsplit(".", 1)[-1].upper()
    said = f"{form}, {source.height}p" if source.height else form
    size = say_size(source.size)
    return (
        _("%(form)s, version légère, %(size)s") % {"form": said, "size": size} if source.is_light else f"{said}, {size}"
    )


def _track_words(track: Any, form: str) -> str:
    named = {"vtt": "WebVTT", "srt": "SRT", "txt": pgettext("format", "texte seul")}[form]
    return f"{track.get_kind_display().capitalize()} ({language_name(track.language)}), {named}"


def _poster(programme: Any, recording: Any) -> Any:
    """The picture shown before it plays, None when there is none or it cannot be read."""
    private = private_collections()
    for image in (recording.poster, programme.image):
        if is_public_file(image, private):
            try:
                return image.get_rendition(POSTER_FILTER)
            except (OSError, ValueError):  # the file is gone or is no picture
                continue
    return None
