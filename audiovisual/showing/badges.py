"""In which ways a programme can be followed: what its page, its card and machines say of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from media_library.models import RecordingVersion, Track

TRANSCRIPT, CAPTIONS, SUBTITLES, SIGNED, DESCRIBED = "transcript", "captions", "subtitles", "signed", "described"
NAMES: dict[str, str | Promise] = {
    TRANSCRIPT: _("Transcription"),
    CAPTIONS: _("Sous-titres pour sourds et malentendants"),
    SUBTITLES: _("Sous-titres de traduction"),
    SIGNED: _("Langue des signes"),
    DESCRIBED: _("Audiodescription"),
}
ICONS = {
    TRANSCRIPT: "article", CAPTIONS: "soustitres", SUBTITLES: "soustitres", SIGNED: "signes", DESCRIBED: "audiodesc",
}  # fmt: skip
FEATURES = {
    TRANSCRIPT: "transcript", CAPTIONS: "captions", SIGNED: "signLanguage", DESCRIBED: "audioDescription",
}  # fmt: skip
"""What schema.org calls them."""


@dataclass(frozen=True, slots=True)
class Badge:
    """One way, in words; `code` is one of `NAMES`."""

    code: str
    icon: str
    name: str


def badges_of(playback: Any) -> list[Badge]:
    """The ways a programme may be followed now; none while it may not be played."""
    if playback is None or playback.refusal:
        return []
    kinds = {track.kind for track in playback.tracks}
    versions = {version.kind: version.label for version in playback.versions}
    codes = {
        TRANSCRIPT: playback.transcript is not None,
        CAPTIONS: Track.Kind.CAPTIONS in kinds,
        SUBTITLES: Track.Kind.SUBTITLES in kinds,
        SIGNED: RecordingVersion.Kind.SIGNED in versions,
        DESCRIBED: RecordingVersion.Kind.DESCRIBED in versions or Track.Kind.DESCRIPTIONS in kinds,
    }
    badges = badges_for(code for code, is_there in codes.items() if is_there)
    signed = versions.get(RecordingVersion.Kind.SIGNED, "")
    return [Badge(one.code, one.icon, signed) if one.code == SIGNED and signed else one for one in badges]


def badges_for(codes: Iterable[str]) -> list[Badge]:
    """Badges in words, in the current language; codes nobody knows are left out."""
    return [Badge(code, ICONS[code], str(NAMES[code])) for code in codes if code in NAMES]
