"""The files of an episode in its feed: what is heard, in every quality, what is said in it, its chapters."""

from collections.abc import Iterator, Sequence
from typing import Any

from audiovisual.podcasts.channels import Given
from audiovisual.podcasts.texts import Texts
from audiovisual.podcasts.writing import Tag
from media_library.models import Track
from media_library.sources import PLAYED_EVERYWHERE, Source
from media_library.tracks.addresses import chapters_path, track_path

FORMS = (("vtt", "text/vtt"), ("srt", "application/x-subrip"), ("json", "application/json"))
"""The forms of a transcript, as the Podcasting 2.0 namespace names their types."""
SPOKEN = (Track.Kind.TRANSCRIPT, Track.Kind.CAPTIONS, Track.Kind.SUBTITLES)
CODECS = {"audio/mpeg": "mp3", "audio/mp4": "mp4a.40.2", "audio/ogg": "opus", "audio/opus": "opus"}
"""RFC 6381 names of what the types hold here; of a film only its file knows."""


def file_tags(one: Any, sources: Sequence[Source], texts: Texts, given: Given) -> Iterator[Tag]:
    """Enclosure, length, other qualities, transcripts, chapters and soundbites of an episode."""
    main = best_source(sources)
    yield Tag(
        "enclosure",
        attributes={"url": given.origin + main.path, "length": str(main.size), "type": main.mime_type},
    )
    yield Tag("itunes:duration", str(max(1, round(main.duration))))
    for source in sources:
        yield _alternate(source, source is main, one.recording.language, given)
    yield from _transcripts(texts.tracks, given)
    if texts.chapters:
        address = given.origin + chapters_path(one.recording)
        yield Tag("podcast:chapters", attributes={"url": address, "type": "application/json+chapters"})
    yield from _soundbites(one, main, texts)


def best_source(sources: Sequence[Source]) -> Source:
    """What every application plays: the best of those that are not light, if it can."""
    return next((one for one in sources if one.mime_type in PLAYED_EVERYWHERE), sources[0])


def _alternate(source: Source, is_main: bool, language: str, given: Given) -> Tag:
    attributes = {
        "type": source.mime_type,
        "length": str(source.size),
        "bitrate": str(source.bitrate or ""),
        "height": str(source.height or ""),
        "lang": language,
        "title": _title(source),
        "codecs": CODECS.get(source.mime_type, ""),
        "default": "true" if is_main else "false",
    }
    uri = Tag("podcast:source", attributes={"uri": given.origin + source.path})
    return Tag("podcast:alternateEnclosure", attributes=attributes, children=[uri])


def _title(source: Source) -> str:
    """Its quality: “720p”, “128 kbit/s”."""
    if source.height:
        return f"{source.height}p"
    return f"{round(source.bitrate / 1000)} kbit/s" if source.bitrate else ""


def _transcripts(tracks: Sequence[Track], given: Given) -> Iterator[Tag]:
    for track in tracks:
        if track.kind not in SPOKEN:
            continue
        for form, mime_type in FORMS:
            attributes = {
                "url": given.origin + track_path(track, form),
                "type": mime_type,
                "language": track.language,
                "rel": "captions" if track.kind != Track.Kind.TRANSCRIPT else "",
            }
            yield Tag("podcast:transcript", attributes=attributes)


def _soundbites(one: Any, main: Source, texts: Texts) -> Iterator[Tag]:
    """Those that lie within what is heard, and touch nothing that is hidden."""
    for bite in one.soundbites.all() if hasattr(one, "soundbites") else ():
        end = bite.start + bite.duration
        within = bite.start >= 0 and bite.duration > 0 and end <= main.duration + 1
        if within and not any(bite.start < passage.end and passage.start < end for passage in texts.hidden):
            times = {"startTime": f"{bite.start:g}", "duration": f"{bite.duration:g}"}
            yield Tag("podcast:soundbite", bite.title, times)
