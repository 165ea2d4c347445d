"""Brings the files of episodes that are taken over: sound, pictures, transcripts, chapters. What fails is said."""

import logging
import tempfile
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.utils.translation import gettext as _

from audiovisual.models import TakenEpisode, Takeover
from audiovisual.podcasts.takeover.fetching import PICTURE_LIMITS, TEXT_LIMITS, FetchRefused, download, fetch
from audiovisual.podcasts.takeover.services import digest_of
from media_library.imports import save_picture
from media_library.models import Recording, Track
from media_library.tracks.services import TrackFacts, keep_upload, take_upload

logger = logging.getLogger(__name__)
SUFFIXES = {
    "audio/mpeg": ".mp3", "audio/mp3": ".mp3", "audio/mp4": ".m4a", "audio/x-m4a": ".m4a", "audio/aac": ".aac",
    "audio/ogg": ".ogg", "audio/opus": ".opus", "audio/wav": ".wav", "audio/x-wav": ".wav", "audio/flac": ".flac",
    "video/mp4": ".mp4", "video/quicktime": ".mov", "video/webm": ".webm", "video/x-m4v": ".m4v",
}  # fmt: skip
VIDEO = {".mp4", ".mov", ".webm", ".m4v"}
TEXTS = {
    "text/vtt": "vtt", "application/srt": "srt", "application/x-subrip": "srt", "text/srt": "srt",
    "application/json": "json",
}  # fmt: skip
"""Transcripts that have times, in the order they are preferred."""


def bring_show(takeover: Takeover) -> str:
    """Bring the picture of a show that has none; returns what failed, "" when nothing did."""
    show: Any = takeover.show
    if show.artwork_id or not takeover.artwork_url:
        return ""
    try:
        show.artwork = _picture(takeover.artwork_url, show.title)
    except (FetchRefused, ValidationError) as error:
        return _("Pochette : %(problem)s") % {"problem": _said(error)}
    show.save_revision()
    show.save(update_fields=["artwork"])
    return ""


def bring_episode(row: TakenEpisode) -> None:
    """Bring the files of one episode, and publish it when that was asked; what is there is not asked again."""
    page: Any = row.episode
    if page is None or row.state == TakenEpisode.State.READY:
        return
    try:
        if page.recording_id is None:
            page.recording = _recording(row, page)
    except FetchRefused as error:
        row.state, row.message = TakenEpisode.State.FAILED, _said(error)
        row.save()
        return
    problems = list(_bring_others(row, page))
    row.state, row.message = TakenEpisode.State.READY, "\n".join(problems)
    revision = page.save_revision()
    if row.takeover.goes_live:
        revision.publish()
    else:
        page.save()
    row.digest = digest_of(page)
    row.save()


def _recording(row: TakenEpisode, page: Any) -> Recording:
    """The recording of an episode, its file streamed to the storage; another try finds the one that was made."""
    address = str(row.files["audio"])
    known: Recording | None = Recording.objects.filter(source_url=address[:200], episodepages=None).first()
    if known is not None:
        return known
    with tempfile.TemporaryFile() as file:
        found = download(address, file)
        name = _file_name(found.address, found.mime_type)
        file.seek(0)
        recording = Recording(
            title=page.title, type="video" if PurePosixPath(name).suffix in VIDEO else "audio", duration=0,
            language=row.takeover.show.spoken_language or page.locale.language_code, source_url=address[:200],
        )  # fmt: skip
        recording.file.save(name, File(file), save=False)
        recording.save()
    return recording


def _file_name(address: str, mime_type: str) -> str:
    """The name of a file: that of its address, with the extension of what it is. Raises FetchRefused for what is no
    sound."""
    path = PurePosixPath(unquote(urlsplit(address).path))
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES.values():
        suffix = SUFFIXES.get(mime_type, "")
    if not suffix or mime_type.startswith("text/"):
        raise FetchRefused(_("Le fichier n’est ni un son ni un film (%(type)s).") % {"type": mime_type or "?"})
    return f"{path.stem or 'episode'}{suffix}"


def _bring_others(row: TakenEpisode, page: Any) -> Any:
    """What goes with the sound; each that fails is said, and the others come all the same."""
    files = row.files
    if files.get("image") and page.image_id is None:
        try:
            page.image = _picture(files["image"], page.title)
        except (FetchRefused, ValidationError) as error:
            yield _("Image : %(problem)s") % {"problem": _said(error)}
    if files.get("chapters") and not _has(page, [Track.Kind.CHAPTERS], ""):
        yield from _text(page, files["chapters"], "chapitres.json", Track.Kind.CHAPTERS, page.recording.language)
    for one in _best_transcripts(files.get("transcripts") or (), page.recording.language):
        if not _has(page, [Track.Kind.TRANSCRIPT], one["language"]):
            name = f"transcription.{TEXTS[one['type']]}"
            yield from _text(page, one["url"], name, Track.Kind.TRANSCRIPT, one["language"])


def _best_transcripts(found: Any, spoken: str) -> list[dict[str, str]]:
    """One transcript with times for each language."""
    best: dict[str, dict[str, str]] = {}
    for kind in TEXTS:
        for one in found:
            if one["type"] == kind:
                best.setdefault(one["language"] or spoken, {**one, "language": one["language"] or spoken})
    return list(best.values())


def _has(page: Any, kinds: list[Track.Kind], language: str) -> bool:
    return any(track.kind in kinds and language in ("", track.language) for track in page.recording.tracks.all())


def _text(page: Any, address: str, name: str, kind: Track.Kind, language: str) -> Any:
    try:
        content = fetch(address, TEXT_LIMITS).content
    except FetchRefused as error:
        yield f"{kind.label} : {_said(error)}"
        return
    upload = keep_upload(page.recording, TrackFacts(kind, language), name, content)
    track = take_upload(upload, None)
    if not track.cues:
        track.delete()
        yield _("%(kind)s : rien n’a pu être lu dans le fichier.") % {"kind": kind.label}


def _picture(address: str, title: str) -> Any:
    found = fetch(address, PICTURE_LIMITS)
    name = PurePosixPath(unquote(urlsplit(found.address).path)).name or "image.jpg"
    return save_picture(name[-80:], found.content, title, source_url=address[:200])


def _said(error: Exception) -> str:
    return " ".join(error.messages) if isinstance(error, ValidationError) else str(error)
