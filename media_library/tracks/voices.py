"""The voices of a recording: names of files are matched to them, new names become new voices."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace

from core.names import match_key
from core.text import squeeze
from media_library.models import Recording, Speaker
from media_library.tracks.cues import Cue

MOST_LABEL = 120


def voice_names(recording: Recording) -> dict[str, str]:
    """What editors call each voice, by UUID; two of one name are told apart by a number."""
    names: dict[str, str] = {}
    taken: Counter[str] = Counter()
    for speaker in recording.speakers.all():
        taken[speaker.label] += 1
        again = taken[speaker.label]
        names[str(speaker.uuid)] = f"{speaker.label} ({again})" if again > 1 else speaker.label
    return names


def known_names(recording: Recording) -> list[str]:
    """Every name a voice of a recording may be given in a file: what it is called, and that of its agent."""
    agents = [speaker.agent.name for speaker in recording.speakers.select_related("agent") if speaker.agent]
    return [*voice_names(recording).values(), *agents]


def find_voices(recording: Recording, names: Iterable[str]) -> dict[str, str]:
    """The UUIDs of the voices that names already stand for."""
    known = {match_key(name): uuid for uuid, name in reversed(voice_names(recording).items())}
    agents = {
        match_key(speaker.agent.name): str(speaker.uuid)
        for speaker in recording.speakers.select_related("agent")
        if speaker.agent
    }
    every = {**agents, **known}
    return {name: every[match_key(name)] for name in names if match_key(name) in every}


def make_voices(recording: Recording, names: Iterable[str]) -> dict[str, str]:
    """The UUIDs of the voices of names; those nobody knows are made."""
    wanted = list(dict.fromkeys(name for name in names if name))
    found = find_voices(recording, wanted)
    for name in wanted:
        if name not in found:
            speaker = Speaker.objects.create(recording=recording, label=squeeze(name)[:MOST_LABEL])
            found[name] = str(speaker.uuid)
    return found


def with_voices(cues: Iterable[Cue], voices: Mapping[str, str]) -> list[Cue]:
    """Cues whose voices are names, with their UUIDs; a name without a voice stays in the text."""
    return [_with_voice(cue, voices) for cue in cues]


def count_spoken(recording: Recording) -> Counter[str]:
    """How many cues each voice says, in all tracks, by UUID."""
    return Counter(row["speaker"] for track in recording.tracks.all() for row in track.cues if row.get("speaker"))


def _with_voice(cue: Cue, voices: Mapping[str, str]) -> Cue:
    if not cue.speaker or cue.speaker in voices:
        return replace(cue, speaker=voices.get(cue.speaker, ""))
    return replace(cue, speaker="", text=f"{cue.speaker} : {cue.text}")
