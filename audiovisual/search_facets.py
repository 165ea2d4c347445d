"""What programmes are filtered by: how they can be followed, the language spoken, how long they last."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from media_library.models import RecordingVersion, Track
from media_library.sources import sources_of
from media_library.tracks.showing import public_tracks
from media_library.visibility import is_public_file
from search.facets import labels_of_languages
from search.registry import Facet

PROGRAMMES = (("type", "episode"), ("type", "capsule"))
ACCESS_LABELS = {
    "transcript": _("transcription"),
    "captions": _("sous-titres"),
    "signed": _("langue des signes"),
    "described": _("audiodescription"),
}
LENGTHS: tuple[tuple[str, float, Any], ...] = (
    ("0-5", 5 * 60, _("moins de 5 min")),
    ("5-15", 15 * 60, _("de 5 à 15 min")),
    ("15-30", 30 * 60, _("de 15 à 30 min")),
    ("30-60", 60 * 60 + 1, _("de 30 min à 1 h")),
    ("60+", float("inf"), _("plus d’une heure")),
)
"""Each ends before so many seconds: an hour to the second is no more than an hour."""
ACCESS_OF_TRACKS: dict[str, str] = {
    Track.Kind.TRANSCRIPT: "transcript",
    Track.Kind.CAPTIONS: "captions",
    Track.Kind.DESCRIPTIONS: "described",
}
ACCESS_OF_VERSIONS: dict[str, str] = {
    RecordingVersion.Kind.SIGNED: "signed",
    RecordingVersion.Kind.DESCRIBED: "described",
}


def length_band(seconds: float) -> list[str]:
    """The band of a duration; none while nobody knows it."""
    if seconds <= 0:
        return []
    return [next(name for name, end, _label in LENGTHS if seconds < end)]


def access_of(recording: Any, private: set[int]) -> list[str]:
    """How a recording can be followed by who does not hear or see it, as far as the public may have it."""
    found = {ACCESS_OF_TRACKS[track.kind] for track in public_tracks(recording) if track.kind in ACCESS_OF_TRACKS}
    if "captions" in found:
        found.add("transcript")  # the page prints them as one
    for row in recording.versions.all():
        if is_public_file(row.version, private) and sources_of(row.version):
            found.add(ACCESS_OF_VERSIONS[row.kind])
    return [name for name in ACCESS_LABELS if name in found]


def language_codes(text: str) -> list[str]:
    """The codes of languages of a field, each once: “fr, wo”, “fr-BE”."""
    codes = (code.strip().lower().split("-")[0] for code in text.replace(";", ",").split(","))
    return list(dict.fromkeys(code for code in codes if code.isalpha()))


def _named(labels: Mapping[str, str | Promise]) -> Callable[[Sequence[str]], dict[str, str]]:
    """A facet's way to name its values, from a closed list."""

    def name_values(values: Sequence[str]) -> dict[str, str]:
        return {value: capfirst(str(labels[value])) for value in values if value in labels}

    return name_values


FACETS = (
    Facet(
        "accessibility", "acces", pgettext_lazy("facette", "Accessibilité"), _named(ACCESS_LABELS), order=32,
        only_with=PROGRAMMES,
    ),
    Facet("spoken", "parle", _("Langue parlée"), labels_of_languages, order=33, only_with=PROGRAMMES),
    Facet(
        "length", "longueur", pgettext_lazy("facette", "Durée"),
        _named({name: label for name, _end, label in LENGTHS}), order=34, only_with=PROGRAMMES,
    ),
)  # fmt: skip
