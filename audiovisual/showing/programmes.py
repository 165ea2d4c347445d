"""The page of an episode, of a capsule: prepared here so that templates ask nothing of the database.

Works on a page, on a version of it and on one that is being written.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import prefetch_related_objects
from django.http import HttpRequest
from django.utils.text import Truncator

from audiovisual.models import CapsulePage, EpisodePage
from audiovisual.playback import Playback, playback_of
from audiovisual.podcasts.addresses import feed_path
from audiovisual.showing.around import Around, around_capsule, around_episode
from audiovisual.showing.badges import badges_of
from audiovisual.showing.hosted import Hosted, hosted_of
from audiovisual.showing.names import people_of
from audiovisual.showing.pictures import SQUARE, WIDE, Cover, cover_of
from audiovisual.showing.podcasts import DESCRIPTION
from audiovisual.showing.programme_data import Described, describe_capsule, describe_episode
from audiovisual.showing.rows import place_of, seconds_of
from audiovisual.wording import say_size
from core.dates import parse_date
from core.languages import language_name
from core.other_languages import translations_of
from core.spelled_dates import spell_date
from core.typography import typeset_text
from media_library.durations import written_duration
from media_library.licences import LICENCE_ADDRESSES
from media_library.models import Recording
from media_library.passages import Passage, hidden_passages
from media_library.tracks.timecodes import write_short_time
from media_library.visibility import is_public_file, private_collections
from search.references import related_to, subjects_of, things_of_records


@dataclass(frozen=True, slots=True)
class Extract:
    """A passage to share; `file` opens the recording at its time, `address` the page."""

    title: str
    clock: str
    duration: str
    file: str
    address: str


def present_episode(page: EpisodePage, request: HttpRequest) -> dict[str, Any]:
    """What is heard, by whom, what is said in it, and what stands around it."""
    recording = _with_recording(page)
    playback = playback_of(page, request)
    around = around_episode(page, request)
    artwork = around.whole.artwork if around.whole else None
    private = private_collections()
    cover = cover_of(page, "audio", [page.image, artwork], private, SQUARE)
    spoken = recording.language if recording else ""
    spoken = spoken or (around.whole.spoken_language if around.whole else "") or page.locale.language_code
    found = _of_both(page, request, playback, around, [spoken])
    return {
        **found,
        "cover": cover,
        "place": place_of(page, around.season),
        "is_explicit": is_explicit(page, around.whole),
        "extracts": _extracts(page, recording, playback, request),
        "feed": feed_path(around.whole) if around.whole_url else "",
        "structured_data": _data_of(page, request, found, cover, describe_episode),
    }


def present_capsule(page: CapsulePage, request: HttpRequest) -> dict[str, Any]:
    """What is seen, who is in it, what is said, and the paper that goes with it."""
    recording = _with_recording(page)
    playback = playback_of(page, request)
    around = around_capsule(page, request)
    private = private_collections()
    poster = recording.poster if recording and is_public_file(recording, private) else None
    cover = cover_of(page, "video", [page.image, poster], private, WIDE)
    hosted = hosted_of(page)
    spoken = [code.strip() for code in page.spoken_languages.split(",") if code.strip()]
    if not spoken and recording and recording.language:
        spoken = [recording.language]
    found = _of_both(page, request, playback, around, spoken)
    place = page.get_parent() if around.whole is None else around.whole
    return {
        **found,
        "cover": cover,
        "hosted": hosted,
        "badges": badges_of(playback),
        "shot_on": written_date(page.shot_on),
        "worksheet": _worksheet(page, private),
        "feed": feed_path(place) if place else "",
        "structured_data": _data_of(page, request, found, cover, describe_capsule, hosted),
    }


def is_explicit(page: EpisodePage, show: Any) -> bool:
    """Whether an episode is not for everybody, by itself or by its show."""
    if page.explicit == EpisodePage.Explicit.SHOW:
        return bool(show and show.is_explicit)
    return bool(page.explicit == EpisodePage.Explicit.YES)


def _of_both(
    page: Any, request: HttpRequest, playback: Playback | None, around: Around, spoken: list[str]
) -> dict[str, Any]:
    """What episodes and capsules print alike."""
    language = page.locale.language_code
    rows = _with(page.concepts.all(), "concept__merged_into")
    subjects = list(dict.fromkeys(subjects_of([row.concept for row in rows]).values()))
    records = _with(page.records.all(), "record")
    known = {page.get_url(request) or "", *(row.url for row in around.beside)}
    known |= {row.url for row in (around.previous, around.next) if row}
    seconds = playback.duration if playback and not playback.refusal else _hosted_seconds(page)
    return {
        "title": typeset_text(page.title, language),
        "playback": playback,
        "around": around,
        "people": people_of(page),
        "subjects": subjects,
        "records": things_of_records(row.record for row in records),
        "related": related_to([one.number for one in subjects], known),
        "translations": translations_of(page, request),
        "seconds": seconds,
        "duration": written_duration(seconds),
        "spoken_codes": spoken,
        "spoken": _sentence(", ".join(language_name(code) for code in spoken)),
        "licence_url": LICENCE_ADDRESSES.get(page.licence, ""),
        "description": typeset_text(Truncator(page.summary).chars(DESCRIPTION), language),
        "is_preview": bool(getattr(request, "is_preview", False)),
    }


def _sentence(text: str) -> str:
    """A text with a capital to begin with, the others kept."""
    return text[:1].upper() + text[1:]


def _hosted_seconds(page: Any) -> float:
    return seconds_of(page, set()) if page.recording_id is None else 0.0


def _data_of(
    page: Any, request: HttpRequest, found: dict[str, Any], cover: Cover, describe: Any, hosted: Hosted | None = None
) -> Any:
    """The JSON-LD of a page; none while it is only previewed."""
    if found["is_preview"]:
        return ""
    told = Described(
        page,
        request,
        found["playback"],
        found["around"],
        cover,
        found["people"],
        found["subjects"],
        found["seconds"],
        found["spoken_codes"],
        hosted,
    )
    return describe(told)


def _with_recording(page: Any) -> Recording | None:
    """The recording of a page with all that is printed of it, read in a fixed number of queries."""
    if page.recording_id is None:
        return None
    page.recording = Recording.objects.with_all_parts().filter(pk=page.recording_id).first()
    found: Recording | None = page.recording
    return found


def _with(rows: Iterable[Any], relation: str) -> list[Any]:
    found = list(rows)
    prefetch_related_objects(found, relation)
    return found


def _extracts(
    page: EpisodePage, recording: Recording | None, playback: Playback | None, request: HttpRequest
) -> list[Extract]:
    """The passages to share that may be heard; one that is over the end or touches a hidden passage is left out."""
    if recording is None or playback is None or playback.refusal:
        return []
    hidden = hidden_passages(recording)
    address = request.build_absolute_uri(page.get_url(request) or "")
    return [
        Extract(
            typeset_text(one.title, page.locale.language_code) or page.title,
            write_short_time(one.start),
            written_duration(one.duration),
            f"{playback.file}#t={one.start:g},{one.start + one.duration:g}",
            f"{address}#t={one.start:g}",
        )
        for one in page.soundbites.all()
        if one.start < recording.duration and not _touches(one, hidden)
    ]


def _touches(bite: Any, hidden: tuple[Passage, ...]) -> bool:
    return any(bite.start < one.end and one.start < bite.start + bite.duration for one in hidden)


def _worksheet(page: CapsulePage, private: set[int]) -> dict[str, str] | None:
    """The paper that goes with a film, with its form and size; None where there is none to give."""
    document = page.worksheet
    if document is None or not is_public_file(document, private):
        return None
    return {"url": document.url, "form": str(document.file_extension).upper(), "size": _size_of(document)}


def _size_of(document: Any) -> str:
    """The size of a file in words; "" when it is gone."""
    try:
        return say_size(document.file_size or document.file.size)
    except OSError:
        return ""


def written_date(written: str) -> str:
    """A date as the reader’s language writes it where it could be read whole (“juin 2025”), else as it was written."""
    form = parse_date(written).edtf
    if not re.fullmatch(r"\d{4}-(?:0[1-9]|1[0-2])(?:-\d\d)?", form):
        return written
    year, month, day = (int(part) for part in f"{form}-01".split("-")[:3])
    return spell_date(date(year, month, day), "j F Y" if form.count("-") == 2 else "F Y")
