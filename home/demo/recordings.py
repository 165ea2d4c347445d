"""The recordings of the demonstration, with their voices, transcripts, subtitles and chapters."""

import mimetypes
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from home.demo.files import save_picture
from home.demo.recording.frames import still
from home.demo.recording.scripts import Chapter, Line, Script, described, signed
from home.demo.sources import demo_folder, identity, read_yaml
from media_library.models import Licence, ProbeState, Recording, RecordingVersion, Speaker, Track
from media_library.tracks.cues import Cue, stored_cues

CREDIT = "Voix de synthèse, dessins tracés par programme, 2026"


class RecordingWriter:
    """Puts the files of the demonstration into the library, with what is known of each: when each line is said."""

    def __init__(self, agents: dict[str, Any]) -> None:
        self.agents = agents
        self.made = read_yaml("audiovisual/files/times.yaml")

    def write(self, script: Script) -> Recording:
        """The recording of a script with all its texts, and its other versions."""
        recording = self._recording(script, str(script.facts["title"]))
        voices = self._voices(recording, script)
        self._texts(recording, script, voices)
        if script.facts.get("signed"):
            version = self._version(recording, signed(script), "en langue des signes")
            RecordingVersion.objects.create(
                recording=recording, version=version, kind=RecordingVersion.Kind.SIGNED,
                sign_language=script.facts["signed"],
            )  # fmt: skip
        if script.facts.get("described"):
            version = self._version(recording, described(script), "avec audiodescription")
            RecordingVersion.objects.create(recording=recording, version=version, kind=RecordingVersion.Kind.DESCRIBED)
        return recording

    def starts(self, script: Script) -> list[float]:
        """When each line begins, in seconds."""
        return [start for start, _end in self.made[script.key]["times"]]

    def _recording(self, script: Script, title: str) -> Recording:
        """The file, with what was read in it when it was made."""
        facts = self.made[script.key]
        content = (demo_folder() / "audiovisual" / "files" / facts["file"]).read_bytes()
        read = facts["read"]
        recording = Recording(
            uuid=identity("recording", script.key), title=title, type="video" if script.is_film else "audio",
            file=ContentFile(content, name=facts["file"]), language="fr", credit=CREDIT, rights_holder="Passerelles",
            licence=Licence.CC_BY, probe_state=ProbeState.READY, probed_at=timezone.now(), size=len(content),
            mime_type=mimetypes.guess_type(facts["file"])[0] or "", digest=facts["digest"],
            duration=read["duration"], width=read.get("width"), height=read.get("height"), facts=read["facts"],
        )  # fmt: skip
        if script.is_film:
            words = f"Image du film « {script.facts['title']} »"
            recording.poster = save_picture(f"image-{script.key}", words, still(script), words, CREDIT)
        recording.save()
        return recording

    def _version(self, recording: Recording, script: Script, what: str) -> Recording:
        """Another recording of the same programme."""
        return self._recording(script, f"{recording.title}, {what}")

    def _voices(self, recording: Recording, script: Script) -> dict[str, str]:
        """The voices of a recording; their UUIDs by their key."""
        found = {}
        for key in dict.fromkeys(line.voice for line in script.lines):
            facts = script.voices[key]
            speaker = Speaker.objects.create(
                recording=recording, label=facts["label"], agent=self.agents.get(facts.get("agent", ""))
            )
            found[key] = str(speaker.uuid)
        return found

    def _texts(self, recording: Recording, script: Script, voices: dict[str, str]) -> None:
        times = self.made[script.key]["times"]
        kinds = [Track.Kind.TRANSCRIPT, *([Track.Kind.CAPTIONS] if script.is_film else [])]
        said = [self._cue(line, line.text, time, voices) for line, time in zip(script.lines, times, strict=True)]
        for kind in kinds:
            Track.objects.create(recording=recording, kind=kind, language="fr", cues=stored_cues(said))
        for language in script.facts.get("subtitles", ()):
            cues = [
                self._cue(line, line.translations[language], time, voices)
                for line, time in zip(script.lines, times, strict=True)
            ]
            Track.objects.create(
                recording=recording, kind=Track.Kind.SUBTITLES, language=language, cues=stored_cues(cues)
            )
        self._chapters(recording, script, times)

    def _cue(self, line: Line, text: str, time: list[float], voices: dict[str, str]) -> Cue:
        return Cue(start=time[0], end=time[1], text=text, speaker=voices[line.voice])

    def _chapters(self, recording: Recording, script: Script, times: list[list[float]]) -> None:
        """Each chapter goes on to the next one; the first begins with the recording."""
        if not script.chapters:
            return
        starts = [0.0, *(times[one.place][0] for one in script.chapters[1:])]
        ends = [*starts[1:], recording.duration]
        for language in ("fr", *script.facts.get("subtitles", ())):
            cues = [
                Cue(start, end, _title(one, language))
                for one, start, end in zip(script.chapters, starts, ends, strict=True)
            ]
            Track.objects.create(
                recording=recording, kind=Track.Kind.CHAPTERS, language=language, cues=stored_cues(cues)
            )


def _title(chapter: Chapter, language: str) -> str:
    return chapter.translations.get(language, chapter.title)
