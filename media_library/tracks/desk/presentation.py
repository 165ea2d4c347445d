"""What the pages of tracks print."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from media_library.models import Recording, RenditionState, Track
from media_library.sources import file_path
from media_library.tracks.addresses import TRACK_FORMS, chapters_path, track_path
from media_library.tracks.problems import Problem, Problems, Weight
from media_library.tracks.timecodes import write_short_time

MOST_OF_A_KIND = 50
"""Problems of one kind that are listed one by one; the others are counted."""


def present_tracks(recording: Recording) -> list[dict[str, Any]]:
    """The tracks of a recording, a line each."""
    tracks = recording.tracks.select_related("reviewed_by").all()
    return [{"track": track, "count": len(track.cues), "files": files_of(track)} for track in tracks]


def files_of(track: Track) -> list[tuple[str, str]]:
    """The forms a track is given out in, with their addresses."""
    if track.kind == Track.Kind.CHAPTERS:
        return [(form.upper(), chapters_path(track.recording, form)) for form in ("json", "psc.xml", "vtt", "txt")]
    return [(form.upper(), track_path(track, form)) for form in TRACK_FORMS]


def group_problems(problems: Problems) -> list[dict[str, Any]]:
    """Problems by what became of what they are about, the worst first; those there are hundreds of are cut short."""
    groups = []
    for weight in Weight:
        seen: Counter[str] = Counter()
        listed: list[Problem] = []
        for problem in problems:
            if problem.weight is weight:
                seen[problem.code] += 1
                if seen[problem.code] <= MOST_OF_A_KIND:
                    listed.append(problem)
        if listed:
            more = sum(problems.counts[code] for code in seen) - len(listed)
            groups.append({"weight": weight.value, "problems": listed, "more": more})
    return groups


def editor_sources(recording: Recording) -> list[tuple[str, str]]:
    """The addresses and types an editor’s player tries: what was made for browsers first, then the original."""
    made = [
        (file_path(recording, f"{one.kind}-{one.height}", str(one.file.name)), one.mime_type)
        for one in recording.renditions.all()
        if one.state == RenditionState.READY
    ]
    original = (
        (file_path(recording, "original", str(recording.file.name)), recording.mime_type) if recording.file else None
    )
    return [*made, original] if original else made


def first_words(track: Track, most: int = 3) -> list[dict[str, str]]:
    """The beginning of a track, to be recognised by."""
    return [{"time": write_short_time(row["start"]), "text": row["text"]} for row in track.cues[:most]]


def present_revisions(revisions: Iterable[Any]) -> list[dict[str, Any]]:
    """Versions of a track, a line each."""
    return [
        {"revision": revision, "user": revision.user, "count": len(revision.content.get("cues") or [])}
        for revision in revisions
    ]
