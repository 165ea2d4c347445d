"""An episode or a film for machines, in the words of schema.org; only what the page shows, and only what may be played.

Nothing of a hidden passage is told: files, cues and chapters are those of the player.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.safestring import SafeString

from audiovisual.playback import Playback
from audiovisual.showing.around import Around
from audiovisual.showing.badges import FEATURES, badges_of
from audiovisual.showing.hosted import Hosted
from audiovisual.showing.names import Credit
from audiovisual.showing.pictures import Cover
from audiovisual.showing.structured_data import SCHEMA, address_of, filled, person_node, series_node, thumbnail_of
from core.dates import parse_date
from core.identifiers import identifier_address
from core.share_pictures import FILE_NAME
from core.structured_data import as_script
from media_library.durations import iso_duration
from media_library.licences import LICENCE_ADDRESSES
from media_library.tracks.showing import chapters_of
from search.references import Subject

LONGEST_TRANSCRIPT = 20_000
"""Characters of a transcript told in the data block; a longer one, which the page has already, is told by its file."""
AUTHORS = ("aut", "hst", "nrt", "drt", "fmk")
ROLES = {"drt": "director", "fmk": "director", "act": "actor", "mus": "musicBy", "cmp": "musicBy", "pro": "producer"}
"""schema.org’s names of some roles."""


@dataclass(frozen=True, slots=True)
class Described:
    """What a programme is told from."""

    page: Any
    request: HttpRequest
    playback: Playback | None
    around: Around
    cover: Cover
    people: Sequence[Credit]
    subjects: Sequence[Subject]
    seconds: float
    spoken: Sequence[str]
    hosted: Hosted | None = None

    @property
    def address(self) -> str:
        """The whole address of the page."""
        return address_of(self.page, self.request)

    @property
    def is_played(self) -> bool:
        """Whether there is a file of ours to play now."""
        return self.playback is not None and not self.playback.refusal and bool(self.playback.sources)


def describe_episode(told: Described) -> SafeString:
    """An episode, the show it is of, and its sound."""
    page, around = told.page, told.around
    return as_script(
        {
            "@context": SCHEMA,
            "@type": "PodcastEpisode",
            **_of_both(told),
            "datePublished": page.published_at.isoformat(),
            "episodeNumber": page.number,
            "image": _image(told),
            "partOfSeries": series_node(around.whole, told.request) if around.whole_url else "",
            "partOfSeason": _season(told),
            "associatedMedia": _media(told) if told.is_played else "",
        }
    )


def describe_capsule(told: Described) -> SafeString:
    """A film: its file or the player that shows it, its chapters as clips, who can follow it."""
    page = told.page
    features = [FEATURES[one.code] for one in badges_of(told.playback) if one.code in FEATURES]
    shot = parse_date(page.shot_on).edtf if page.shot_on else ""
    return as_script(
        {
            "@context": SCHEMA,
            "@type": "VideoObject",
            **_of_both(told),
            **(_file(told) if told.is_played else {}),
            "embedUrl": told.hosted.player_url if told.hosted else "",
            "uploadDate": page.published_at.isoformat(),
            "dateCreated": shot,
            "thumbnailUrl": thumbnail_of(page, told.cover, told.request),
            "locationCreated": {"@type": "Place", "name": page.shot_in} if page.shot_in else "",
            "accessibilityFeature": features,
            "hasPart": _clips(told),
            "isPartOf": _series(told),
        }
    )


def _of_both(told: Described) -> dict[str, Any]:
    page = told.page
    spoken = list(told.spoken)
    return {
        "@id": told.address,
        "url": told.address,
        "name": page.title,
        "description": page.summary,
        "inLanguage": spoken[0] if len(spoken) == 1 else spoken,
        "duration": iso_duration(told.seconds),
        "license": LICENCE_ADDRESSES.get(page.licence, ""),
        "isAccessibleForFree": True if told.is_played or told.hosted else "",
        "about": [
            {"@type": "DefinedTerm", "@id": identifier_address("concept", UUID(one.uuid)), "name": one.text}
            for one in told.subjects
        ],
        **_people(told.people),
    }


def _people(people: Sequence[Credit]) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for person in people:
        role = ROLES.get(person.code) or ("author" if person.code in AUTHORS else "contributor")
        found.setdefault(role, []).append(person_node(person))
    return found


def _image(told: Described) -> str:
    if told.cover.picture:
        return told.request.build_absolute_uri(told.cover.picture.url)
    return told.address + FILE_NAME


def _season(told: Described) -> dict[str, Any] | str:
    season = told.around.season
    if season is None:
        return ""
    return {"@type": "PodcastSeason", "@id": address_of(season, told.request), "seasonNumber": season.number}


def _series(told: Described) -> dict[str, Any] | str:
    around = told.around
    if not around.whole_url:
        return ""
    return {"@type": "CreativeWorkSeries", "@id": address_of(around.whole, told.request), "name": around.whole.title}


def _media(told: Described) -> dict[str, Any]:
    is_video = bool(told.playback and told.playback.is_video)
    return {"@type": "VideoObject" if is_video else "AudioObject", **_file(told)}


def _file(told: Described) -> dict[str, Any]:
    """The best file, and what is said in it."""
    playback = told.playback
    if playback is None:
        return {}
    best = playback.sources[0]
    lines = playback.transcript.lines if playback.transcript else []
    text = "\n".join(line.text for line in lines)
    return filled(
        {
            "contentUrl": told.request.build_absolute_uri(best.path),
            "encodingFormat": best.mime_type,
            "contentSize": str(best.size),
            "duration": iso_duration(best.duration),
            "transcript": text if len(text) <= LONGEST_TRANSCRIPT else "",
            "caption": [
                {
                    "@type": "MediaObject",
                    "contentUrl": told.request.build_absolute_uri(track.path),
                    "encodingFormat": "text/vtt",
                    "inLanguage": track.language,
                }
                for track in playback.tracks
                if track.kind in ("captions", "subtitles")
            ],
        }
    )


def _clips(told: Described) -> list[dict[str, Any]]:
    """The chapters that may be heard, each with the address that begins there."""
    if not told.is_played:
        return []
    return [
        {
            "@type": "Clip",
            "name": cue.text,
            "startOffset": _number(cue.start),
            "endOffset": _number(cue.end),
            "url": f"{told.address}#t={int(cue.start)}",
        }
        for cue in chapters_of(told.page.recording)
    ]


def _number(seconds: float) -> float | int:
    return int(seconds) if seconds == int(seconds) else seconds
