"""What recordings hold of people: their voice, what they said, what they signed.

Erasing somebody withdraws what they agreed to, and puts nothing of them in its place: the passages where they are
heard stay hidden, in the files as in the texts, by their times alone. What they said is taken out of every track and
every version of it, and the signed document is deleted. When nobody knows where they are heard, the whole recording is
hidden. The file as it was uploaded still holds their voice: nobody is given it, and the report of the erasure names it,
so that an editor puts another in its place.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import ReferenceIndex

from core.erasure.names import ERASED, WantedPerson
from core.erasure.registry import Found, Holder
from core.models import IndexChange
from media_library.models import Recording, Release, Speaker, Track
from media_library.tracks.cues import read_cues
from media_library.tracks.uploads import forget_uploads


def _speakers(person: WantedPerson) -> list[Speaker]:
    """The voices that are the person: of an agent chosen, of their agreement, or labelled with their name."""
    agents = _agents(person)
    rows = Speaker.objects.select_related("recording", "release").order_by("pk")
    return [
        row
        for row in rows.filter(Q(agent__in=agents) | Q(release__agent__in=agents) | ~Q(label=""))
        if row.agent_id in agents or _is_release_of(person, agents, row.release) or person.is_in(row.label)
    ]


def _releases(person: WantedPerson) -> list[Release]:
    """What the person signed: under their agent, their name, or for a voice of theirs."""
    agents = _agents(person)
    voices = {speaker.release_id for speaker in _speakers(person)}
    rows = Release.objects.select_related("recording", "document").order_by("pk")
    wanted = rows.filter(Q(agent__in=agents) | Q(pk__in=voices) | ~Q(name=""))
    return [row for row in wanted if row.pk in voices or _is_release_of(person, agents, row)]


def _agents(person: WantedPerson) -> set[int]:
    """The agents chosen and those merged into them."""
    agent: Any = Release._meta.get_field("agent").related_model
    merged = agent._default_manager.filter(merged_into__in=person.agents).values_list("pk", flat=True)
    return {*person.agents, *merged}


def _is_release_of(person: WantedPerson, agents: set[int], release: Release | None) -> bool:
    return release is not None and (release.agent_id in agents or person.is_in(release.name))


def _find(person: WantedPerson) -> Iterator[Found]:
    for speaker in _speakers(person):
        said = {str(track): _said(track, {str(speaker.uuid)}) for track in speaker.recording.tracks.all()}
        yield Found(f"{speaker.label} — {speaker.recording.title}", {"label": speaker.label, "said": said})
    for release in _releases(person):
        data = {
            "name": release.name, "terms": release.terms, "signed_on": str(release.signed_on or ""),
            "document": release.document.title if release.document else "",
            "passages": release.passages, "file": str(release.recording.file.name),
        }  # fmt: skip
        yield Found(f"{release} — {release.recording.title}", data)


def _said(track: Track, voices: set[str]) -> list[str]:
    return [cue.text for cue in read_cues(track.cues) if cue.speaker in voices]


def _erase(person: WantedPerson) -> int:
    speakers, releases = _speakers(person), _releases(person)
    rows: list[Speaker | Release] = [*speakers, *releases]
    recordings = {row.recording_id: row.recording for row in rows}
    for pk, recording in recordings.items():
        voices = [row for row in speakers if row.recording_id == pk]
        _erase_in(recording, voices, [row for row in releases if row.recording_id == pk])
        IndexChange.objects.note(Recording.index_kind(), [recording.uuid])
    forget_uploads(recordings, person.is_in)
    return len(speakers) + len(releases)


def _erase_in(recording: Recording, voices: list[Speaker], releases: list[Release]) -> None:
    """One recording: where the person is heard is written down first, then all that is theirs goes."""
    uuids = {str(voice.uuid) for voice in voices}
    tracks = list(recording.tracks.all())
    heard = [[cue.start, cue.end] for track in tracks for cue in read_cues(track.cues) if cue.speaker in uuids]
    kept = releases[0] if releases else Release(recording=recording)
    passages = [*heard, *(passage for release in releases for passage in release.passages)]
    _empty(kept, sorted(passages) if all(release.passages or heard for release in releases) else [])
    for release in releases[1:]:
        _empty(release, kept.passages)
    for voice in voices:
        voice.label, voice.agent, voice.release = ERASED, None, kept
        voice.save()
    for track in tracks:
        _take_out_words(track, uuids, kept.passages)


def _empty(release: Release, passages: list[list[float]]) -> None:
    """A release withdrawn for good, with times and nothing else; the signed document goes with it."""
    document = release.document
    release.agent = release.document = release.signed_on = release.ends_on = None
    release.name = release.terms = ""
    release.withdrawn_on = timezone.localdate()
    release.passages = passages
    release.save()
    if document is not None and not ReferenceIndex.get_references_to(document).exists():
        transaction.on_commit(document.delete)


def _take_out_words(track: Track, voices: set[str], passages: Sequence[Sequence[float]]) -> None:
    """What these voices say, and what else tells their passages, out of a track and its versions; titles of chapters
    stay."""
    if track.kind == Track.Kind.CHAPTERS:
        return
    if rows := _without(track.cues, voices, passages):
        track.cues = rows[0]
        track.save(update_fields=["cues"])
    for revision in track.revisions.all():
        if rows := _without(_stored(revision.content), voices, passages):
            cues = json.dumps(rows[0]) if isinstance(revision.content["cues"], str) else rows[0]
            revision.content = {**revision.content, "cues": cues}
            revision.save(update_fields=["content"])


def _stored(content: Mapping[str, Any]) -> list[Any]:
    """The cues of a version of a track; a version may hold them written as text."""
    cues = content.get("cues") or []
    return list(json.loads(cues)) if isinstance(cues, str) else list(cues)


def _without(cues: Iterable[Any], voices: set[str], passages: Sequence[Sequence[float]]) -> list[list[Any]]:
    """The cues of none of these voices and in none of these passages, alone in a list; nothing when all are kept."""
    rows = list(cues)
    kept = [row for row in rows if row.get("speaker") not in voices and not _is_within(row, passages)]
    return [kept] if len(kept) < len(rows) else []


def _is_within(row: Mapping[str, Any], passages: Sequence[Sequence[float]]) -> bool:
    return any(row["start"] < end and start < row["end"] for start, end in passages)


HOLDER = Holder("media_library.voices", _("Voix et accords dans les enregistrements"), _find, _erase)
