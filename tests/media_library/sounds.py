"""Sounds and films made by ffmpeg for tests, once a session; without ffmpeg the tests are skipped, except in CI."""

import os
import shutil
import subprocess
import tempfile
from functools import cache, lru_cache
from pathlib import Path

import pytest
from django.core.files.base import ContentFile

from media_library.models import ProbeState, Recording

SINE = ["-f", "lavfi", "-i", "sine=440:duration=12"]
SPEECH = ["-f", "lavfi", "-i", "aevalsrc='if(lt(t,6),0.0001*random(0),0.4*random(0))':d=16"]
SHORT = ["-f", "lavfi", "-i", "sine=440:duration=2"]
FILM = ["-f", "lavfi", "-i", "testsrc=s=480x360:r=10:d=6"]
H264 = ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p"]
MADE = {
    "voix.mp3": [*SINE, "-b:a", "64k"],
    "sans-entete.mp3": [*SPEECH, "-q:a", "9", "-write_xing", "0"],
    "voix.wav": SINE,
    "voix.flac": SINE,
    "voix.ogg": [*SINE, "-c:a", "libvorbis"],
    "voix.m4a": SINE,
    "silence.wav": ["-f", "lavfi", "-i", "anullsrc", "-t", "2"],
    "fort.wav": ["-f", "lavfi", "-i", "aevalsrc='0.99*sgn(sin(2764*t))':d=3"],
    "faible.wav": ["-f", "lavfi", "-i", "aevalsrc='0.004*sin(2764*t)':d=3"],
    "zero.wav": [*SHORT, "-t", "0"],
    "film.mp4": [*FILM, "-f", "lavfi", "-i", "sine=440:duration=6", *H264, "-c:a", "aac", "-movflags", "faststart"],
    "muet.mp4": [*FILM, *H264],
    "telephone.mov": [*FILM, "-f", "lavfi", "-i", "sine=440:duration=6", "-c:v", "libx265", "-preset", "ultrafast",
                      "-pix_fmt", "yuv420p", "-c:a", "aac", "-x265-params", "log-level=none",
                      "-movflags", "use_metadata_tags", "-metadata", "location=+50.85+004.35/"],
    "film.webm": [*FILM, "-f", "lavfi", "-i", "sine=440:duration=6", "-c:v", "libvpx-vp9", "-deadline", "realtime",
                  "-cpu-used", "8", "-pix_fmt", "yuv420p", "-c:a", "libopus"],
    "son.mp4": SHORT,
}  # fmt: skip
CUT = {"coupe.mp3": "voix.mp3", "coupe.mp4": "film.mp4"}
COPIED = {"wav-nomme.mp3": "voix.wav"}
WRITTEN = {
    "texte.mp3": b"Bonjour, ceci n'est pas un son.\n" * 40,
    "vide.mp3": b"",
    "liste.mp3": b"#EXTM3U\n#EXT-X-TARGETDURATION:5\n#EXTINF:5,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n",
}


def need_ffmpeg() -> None:
    """Skip the test where ffmpeg is missing; in CI it must be there."""
    if shutil.which("ffmpeg") and shutil.which("ffprobe"):
        return
    if os.environ.get("CI") == "true":
        pytest.fail("ffmpeg is missing: install Debian’s ffmpeg.")
    pytest.skip("ffmpeg is missing: install Debian’s ffmpeg to run this test.")


@lru_cache(maxsize=1)
def _folder() -> Path:
    return Path(tempfile.mkdtemp(prefix="passerelles-sounds-"))


@cache
def media_file(name: str) -> Path:
    """One of the files of this module, by its name."""
    need_ffmpeg()
    path = _folder() / name
    if name in WRITTEN:
        path.write_bytes(WRITTEN[name])
    elif name in CUT:
        whole = media_file(CUT[name]).read_bytes()
        path.write_bytes(whole[: len(whole) // 2])
    elif name in COPIED:
        shutil.copy(media_file(COPIED[name]), path)
    else:
        command = ["ffmpeg", "-v", "error", "-nostdin", "-y", *MADE[name], "-fs", "20M", str(path)]
        subprocess.run(command, check=True, timeout=120, stderr=subprocess.DEVNULL)
    return path


def recording_of(name: str, **fields: object) -> Recording:
    """A recording of one of the files, not read yet."""
    kind = "video" if name.rsplit(".", 1)[-1] in ("mp4", "mov", "webm") else "audio"
    recording = Recording(**{"title": name, "type": kind, "probe_state": ProbeState.WAITING, **fields})
    recording.file.save(name, ContentFile(media_file(name).read_bytes()), save=False)
    recording.save()
    return recording
