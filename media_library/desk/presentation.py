"""What the page of a recording prints of it."""

from dataclasses import dataclass
from typing import Any

from django.template.defaultfilters import filesizeformat
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from media_library.making.plans import can_be_copied
from media_library.models import ListedSource, Recording, RenditionState
from media_library.passages import WHOLE, hidden_passages, is_over
from media_library.probing.findings import Finding, word_findings, write_seconds
from media_library.releases.writing import write_time
from media_library.sources import file_path


@dataclass(frozen=True, slots=True)
class ShownRendition:
    """A line of the list of files made of a recording. `state` is one of RenditionState."""

    pk: int
    name: str
    state: str
    state_label: str
    size: str
    error: str
    path: str


@dataclass(frozen=True, slots=True)
class ShownRecording:
    """What was read in a recording, what was made of it, what is hidden."""

    facts: list[tuple[str, str]]
    findings: list[Finding]
    renditions: list[ShownRendition]
    hidden: str
    can_remux: bool
    preview: list[tuple[str, str]]


def present_recording(recording: Recording) -> ShownRecording:
    """The recording as its page shows it; prefetch its parts (`with_all_parts`)."""
    findings = word_findings(recording.findings)
    made = [_rendition(recording, one) for one in recording.renditions.all()]
    remuxed = any(one.kind == ListedSource.REMUX for one in recording.renditions.all())
    return ShownRecording(
        facts=list(_facts(recording)),
        findings=findings,
        renditions=made,
        hidden=_hidden(recording),
        can_remux=recording.probe_state == "ready" and not remuxed and can_be_copied(recording),
        preview=_preview(recording),
    )


def _facts(recording: Recording) -> Any:
    """What was read, line by line."""
    yield _("État"), recording.get_probe_state_display()
    if recording.duration:
        yield _("Durée"), write_seconds(recording.duration)
    if recording.size:
        yield _("Taille"), filesizeformat(recording.size)
    if recording.mime_type:
        yield _("Type"), recording.mime_type
    yield from _read_facts(recording.facts)
    if recording.digest:
        yield "SHA-256", recording.digest


def _read_facts(facts: dict[str, Any]) -> Any:
    """What ffprobe and the decoder said."""
    if facts.get("bitrate"):
        yield _("Débit"), _("%(rate)s kbit/s") % {"rate": round(facts["bitrate"] / 1000)}
    if audio := facts.get("audio"):
        yield _("Son"), f"{audio['codec']}, {_channels(audio['channels'])}, {audio['rate']} Hz"
    if video := facts.get("video"):
        yield _("Image"), f"{video['codec']}, {video['width']} × {video['height']}"
    if "loudness" in facts:
        loudness = number_format(facts["loudness"], decimal_pos=1).replace("-", "−")
        yield _("Volume"), _("%(loudness)s LUFS") % {"loudness": loudness}


def _channels(count: int) -> str:
    """“mono”, “stéréo”, or how many there are."""
    names = {1: _("mono"), 2: _("stéréo")}
    return names.get(count) or _("%(count)d canaux") % {"count": count}


def _rendition(recording: Recording, one: Any) -> ShownRendition:
    ready = one.state == RenditionState.READY
    height = f" ({one.height} p)" if one.height else ""
    name = str(one.file.name).rsplit("/", 1)[-1]
    return ShownRendition(
        pk=one.pk, name=f"{one.get_kind_display()}{height}", state=one.state, state_label=one.get_state_display(),
        size=filesizeformat(one.size) if ready else "", error=one.error,
        path=file_path(recording, f"{one.kind}-{one.height}", name) if ready else "",
    )  # fmt: skip


def _hidden(recording: Recording) -> str:
    """Which passages nobody hears or sees; "" when there are none."""
    if not any(is_over(release) for release in recording.releases.all()):
        return ""
    passages = hidden_passages(recording)
    if passages == WHOLE:
        return _("tout l’enregistrement")
    return ", ".join(f"{write_time(round(one.start))}–{write_time(round(one.end))}" for one in passages)


def _preview(recording: Recording) -> list[tuple[str, str]]:
    """Sources of the player of the page, for editors: files made of it first, since browsers play those."""
    made = [
        (file_path(recording, f"{one.kind}-{one.height}", str(one.file.name)), one.mime_type)
        for one in recording.renditions.all()
        if one.state == RenditionState.READY and one.kind != ListedSource.LIGHT
    ]
    return [*made, (recording.url, recording.mime_type)] if recording.file else made
