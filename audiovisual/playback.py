"""What a player needs to play a programme, and what is read in its place: asked by pages, embeds and oEmbed.

It gives out nothing the public may not have: files, tracks and voices are those the library gives to anybody.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, ClassVar

from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from audiovisual.embedding.addresses import embed_code, embed_path, embed_size
from audiovisual.transcript import Line, lines_of
from audiovisual.wording import say_size
from core.languages import language_name
from core.routing import ancestors_of
from media_library.durations import written_duration
from media_library.models import ProbeState, RecordingVersion, Track
from media_library.passages import hidden_passages
from media_library.sources import Source, sources_of
from media_library.tracks.addresses import track_path
from media_library.tracks.showing import chapters_of, public_cues, public_tracks, shown_speakers, transcript_of
from media_library.tracks.timecodes import write_short_time
from media_library.visibility import is_public_file, private_collections

POSTER_FILTER = "width-1280|format-webp|webpquality-75"
TEXT_FORMS = ("vtt", "srt", "txt")
READ = (Track.Kind.TRANSCRIPT, Track.Kind.CAPTIONS, Track.Kind.SUBTITLES)
SHOWN_BY_BROWSERS = (Track.Kind.CAPTIONS, Track.Kind.SUBTITLES, Track.Kind.DESCRIPTIONS, Track.Kind.CHAPTERS)


@dataclass(frozen=True, slots=True)
class TextTrack:
    """A `<track>` of the player; `kind` is HTML’s word for it."""

    path: str
    kind: str
    language: str
    label: str
    is_default: bool = False


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
    text_path: str


@dataclass(frozen=True, slots=True)
class Version:
    """The same programme in sign language, or with what is seen told aloud. `is_window` when the picture is that of the
    interpreter alone, to be shown in a corner of the film and not in its place."""

    kind: str
    label: str
    is_video: bool
    is_window: bool
    sources: list[Source]

    @property
    def best(self) -> Source:
        """Its best file."""
        return self.sources[0]

    @property
    def light_path(self) -> str:
        """Its light file; "" when it has none."""
        return next((one.path for one in self.sources if one.is_light), "")


@dataclass(frozen=True, slots=True)
class Quality:
    """One choice between the files of a programme."""

    path: str
    words: str
    is_light: bool


@dataclass(frozen=True, slots=True)
class Download:
    """A file to take away; `words` say what it is and how big."""

    path: str
    words: str
    mime_type: str


@dataclass(frozen=True, slots=True)
class Playback:
    """One programme to play. `refusal` says why nothing can be, and is "" otherwise; `light_words` is the size of the
    light version, `show` what it belongs to, `language` the one spoken."""

    uuid: str
    title: str
    show: str
    path: str
    address: str
    embed_path: str
    embed_address: str
    language: str
    is_video: bool
    duration: float
    poster: Any
    sources: list[Source]
    light: list[Source]
    tracks: list[TextTrack]
    chapters: list[Chapter]
    transcript: Transcript | None
    versions: list[Version]
    downloads: list[Download]
    refusal: str

    speeds: ClassVar[tuple[float, ...]] = (0.75, 1, 1.25, 1.5, 1.75, 2)

    @property
    def file(self) -> str:
        """The best file, which a link can open where there is no player; "" when nothing can be played."""
        return self.sources[0].path if self.sources else ""

    @property
    def clock(self) -> str:
        """How long it is, as players print it."""
        return write_short_time(self.duration)

    @property
    def length_words(self) -> str:
        """How long it is, in words."""
        return written_duration(self.duration)

    @property
    def seconds(self) -> int:
        """The last second a slider goes to."""
        return int(self.duration)

    @property
    def light_words(self) -> str:
        """What the light version weighs, in words; "" without one."""
        return _("version légère, %(size)s") % {"size": say_size(self.light[0].size)} if self.light else ""

    @property
    def captions(self) -> list[TextTrack]:
        """What can be read over the picture."""
        shown = (Track.Kind.CAPTIONS, Track.Kind.SUBTITLES)
        return [track for track in self.tracks if track.kind in shown] if self.is_video else []

    @property
    def has_default(self) -> bool:
        """Whether some captions are on from the start."""
        return any(track.is_default for track in self.captions)

    @property
    def descriptions(self) -> bool:
        """Whether what is seen is told in a text a screen reader can say."""
        return self.is_video and any(track.kind == Track.Kind.DESCRIPTIONS for track in self.tracks)

    @property
    def qualities(self) -> list[Quality]:
        """The files a listener may choose between, the best first."""
        return [Quality(one.path, _quality_words(one), one.is_light) for one in (*self.sources, *self.light)]

    @property
    def embed_code(self) -> str:
        """What somebody pastes into their own page to have the player there."""
        return embed_code(self.embed_address, self.title, *embed_size(self.is_video))


def playback_of(programme: Any, request: HttpRequest) -> Playback | None:
    """How an episode or a capsule is played; None when it has no recording of ours.

    Reads what `with_all_parts` brought: give it a programme asked with it, for a fixed number of queries.
    """
    recording = programme.recording
    if recording is None:
        return None
    private = set() if getattr(request, "is_preview", False) else private_collections()
    refusal = _refusal(recording, private)
    found = [] if refusal else sources_of(recording)
    refusal = refusal or ("" if found else _("Cet enregistrement ne peut pas être écouté pour le moment."))
    tracks = [] if refusal else public_tracks(recording)
    best = [one for one in found if not one.is_light] or found
    transcript = None if refusal else _transcript(recording)
    versions = [] if refusal else _versions(recording, private)
    embed = embed_path(programme)
    path = programme.get_url(request) or ""
    return Playback(
        uuid=str(programme.uuid),
        title=programme.title,
        show=_show_title(programme, request),
        path=path,
        address=request.build_absolute_uri(path),
        embed_path=embed,
        embed_address=request.build_absolute_uri(embed),
        language=recording.language or programme.locale.language_code,
        is_video=recording.is_video,
        duration=recording.duration,
        poster=_poster(programme, recording, private),
        sources=best,
        light=[one for one in found if one.is_light and one not in best],
        tracks=[_text_track(track, recording) for track in tracks if track.kind in SHOWN_BY_BROWSERS],
        chapters=[] if refusal else _chapters(recording, transcript.lines if transcript else [], best[0].path),
        transcript=transcript,
        versions=versions,
        downloads=_downloads(found, versions, tracks),
        refusal=refusal,
    )


def _show_title(programme: Any, request: HttpRequest) -> str:
    """The show or the series something belongs to; "" for what stands alone."""
    above = [
        page
        for page in ancestors_of(request, programme)
        if page.cached_content_type.model in ("showpage", "seriespage")
    ]
    return str(above[-1].title) if above else ""


def _refusal(recording: Any, private: set[int]) -> str:
    """Why nothing of a recording may be played; `private` are the collections nobody sees, none in a preview."""
    if recording.probe_state == ProbeState.WAITING:
        return _("Cet enregistrement est en préparation. Il pourra bientôt être écouté.")
    if recording.probe_state != ProbeState.READY:
        return _("Cet enregistrement ne peut pas être lu.")
    return "" if is_public_file(recording, private) else _("Cet enregistrement n’est pas public.")


def _transcript(recording: Any) -> Transcript | None:
    track = transcript_of(recording)
    if track is None:
        return None
    cues = public_cues(track, hidden_passages(recording))
    lines = lines_of(cues, shown_speakers(recording))
    return Transcript(track.language, lines, track.is_unreviewed, track_path(track, "txt"))


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


def _text_track(track: Any, recording: Any) -> TextTrack:
    label = track.label or str(capfirst(language_name(track.language)))
    if track.is_unreviewed:
        label = _("%(label)s (automatique)") % {"label": label}
    own = track.kind == Track.Kind.CAPTIONS and track.language == recording.language
    return TextTrack(track_path(track, "vtt"), track.kind, track.language, label, own)


def _versions(recording: Any, private: set[int]) -> list[Version]:
    """The other versions the public may have now."""
    found = []
    for row in recording.versions.all():
        sources = [] if _refusal(row.version, private) else sources_of(row.version)
        if sources:
            is_window = recording.is_video and _shows_interpreter_alone(row)
            found.append(Version(row.kind, _version_label(row), row.version.is_video, is_window, sources))
    return found


def _shows_interpreter_alone(row: RecordingVersion) -> bool:
    """Whether a version in sign language shows nothing but who signs: its picture is no wider than high, which films
    never are."""
    wide, high = row.version.width or 0, row.version.height or 0
    return row.kind == RecordingVersion.Kind.SIGNED and 0 < wide <= high


def _version_label(row: RecordingVersion) -> str:
    if row.kind == RecordingVersion.Kind.DESCRIBED:
        return _("Audiodescription")
    words: Callable[[], str] = row.get_sign_language_display
    return str(capfirst(words())) if row.sign_language else _("Langue des signes")


def _downloads(sources: list[Source], versions: list[Version], tracks: list[Any]) -> list[Download]:
    found = [Download(one.path, _file_words(one), one.mime_type) for one in sources]
    found += [
        Download(one.path, f"{version.label}, {_file_words(one)}", one.mime_type)
        for version in versions
        for one in version.sources
    ]
    for track in tracks:
        if track.kind in READ:
            found += [Download(track_path(track, form), _track_words(track, form), "") for form in TEXT_FORMS]
    return found


def _file_words(source: Source) -> str:
    form = source.path.rsplit(".", 1)[-1].upper()
    return f"{form}, {_quality_words(source)}"


def _quality_words(source: Source) -> str:
    size = say_size(source.size)
    if source.is_light:
        return _("version légère, %(size)s") % {"size": size}
    return f"{source.height}p, {size}" if source.height else size


def _track_words(track: Any, form: str) -> str:
    named = {"vtt": "WebVTT", "srt": "SRT", "txt": pgettext("format", "texte seul")}[form]
    return f"{capfirst(track.get_kind_display())} ({language_name(track.language)}), {named}"


def _poster(programme: Any, recording: Any, private: set[int]) -> Any:
    """The picture shown before it plays, None when there is none or it cannot be read."""
    for image in (recording.poster, programme.image):
        if is_public_file(image, private):
            try:
                return image.get_rendition(POSTER_FILTER)
            except (OSError, ValueError):  # the file is gone or is no picture
                continue
    return None
