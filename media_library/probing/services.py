"""Reads the files of recordings and writes down what they are."""

import hashlib
import logging
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from media_library.making.posters import make_poster
from media_library.making.services import plan_renditions
from media_library.models import ProbeState, Recording
from media_library.probing.judging import Judgement, judge_file
from media_library.probing.tools import Beat, ToolMissing, local_file
from media_library.sources import plays_everywhere

logger = logging.getLogger(__name__)
CHUNK = 1 << 20
KEPT_FACTS = ("poster",)
"""What of the facts was not read in the file."""


def read_recording(recording: Recording, beat: Beat | None = None) -> bool:
    """Read the file of a recording, and plan what must be made of it. Returns whether it was read: without ffmpeg it
    waits, and a finding says so. Takes as long as decoding the whole sound: not for a request."""
    name = str(recording.file.name)
    try:
        with local_file(recording.file) as path:
            judgement = judge_file(path, Path(name).suffix.lstrip(".").lower(), beat)
            digest, size = digest_file(path, beat), path.stat().st_size
    except ToolMissing:
        Recording.objects.filter(pk=recording.pk).update(findings=[["tools_missing", {}]], taken_at=None, attempts=0)
        recording.refresh_from_db()
        return False
    except FileNotFoundError:
        refuse_recording(recording, "not_found")
        return True
    with transaction.atomic():
        if not Recording.objects.select_for_update().filter(pk=recording.pk, file=name).exists():
            return True  # deleted or given another file meanwhile, which waits for its own turn
        recording.refresh_from_db()
        _write(recording, judgement, digest, size)
        if recording.probe_state == ProbeState.READY:
            plan_renditions(recording)
    if recording.probe_state == ProbeState.READY:
        make_poster(recording, beat)
    return True


def refuse_recording(recording: Recording, code: str) -> None:
    """Give up reading a recording; its file stays where it is."""
    recording.refresh_from_db()
    recording.findings = [[code, {}]]
    recording.probe_state, recording.taken_at = ProbeState.REFUSED, None
    recording.save(update_fields=["findings", "probe_state", "taken_at"])


def read_again(recording: Recording) -> None:
    """Put a recording back among those to read; nothing of it is public until it is."""
    recording.probe_state, recording.attempts, recording.taken_at = ProbeState.WAITING, 0, None
    recording.save(update_fields=["probe_state", "attempts", "taken_at"])


def digest_file(path: Path, beat: Beat | None = None) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    digest = hashlib.sha256()
    with path.open("rb") as opened:
        for number, chunk in enumerate(iter(lambda: opened.read(CHUNK), b"")):
            digest.update(chunk)
            if beat and number % 1000 == 999:
                beat()
    return digest.hexdigest()


def _write(recording: Recording, judgement: Judgement, digest: str, size: int) -> None:
    """Write what was read in the fields of a recording, and save it."""
    facts = judgement.facts
    recording.size, recording.digest, recording.mime_type = size, digest, facts.mime_type
    recording.duration, recording.findings = judgement.duration, judgement.findings
    recording.facts = {
        **{name: recording.facts[name] for name in KEPT_FACTS if name in recording.facts},
        **_told(judgement, size),
    }
    recording.probed_at, recording.taken_at, recording.attempts = timezone.now(), None, 0
    recording.followed_on = timezone.localdate()
    recording.probe_state = ProbeState.REFUSED if judgement.is_refused else ProbeState.READY
    if not judgement.is_refused:
        recording.type = "video" if facts.video else "audio"
        recording.width, recording.height = facts.video.get("width"), facts.video.get("height")
        if not plays_everywhere(recording):
            codecs = [stream["codec"] for stream in (facts.video, facts.audio) if stream]
            recording.findings.append(["converted", {"codecs": ", ".join([facts.container, *codecs])}])
    recording.save()


def _told(judgement: Judgement, size: int) -> dict[str, Any]:
    """What is kept of the facts: `bitrate` in bits a second over the true duration, `loudness` in LUFS."""
    facts = judgement.facts
    told: dict[str, Any] = {"container": facts.container, "audio": facts.audio, "video": facts.video}
    if judgement.duration:
        told["bitrate"] = round(size * 8 / judgement.duration)
    if judgement.loudness is not None:
        told["loudness"] = judgement.loudness
    return {name: value for name, value in told.items() if value}
