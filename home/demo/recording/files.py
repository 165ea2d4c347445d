"""The files of the recordings: encoded by ffmpeg, small enough to be kept with the texts."""

import hashlib
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from home.demo.recording.frames import HEIGHT, RATE, WIDTH, frames
from home.demo.recording.scripts import Script
from home.demo.recording.speech import Spoken, speak, write_wave
from media_library.probing.judging import judge_file

BITRATE = "40k"
FFMPEG = ["ffmpeg", "-hide_banner", "-loglevel", "error", "-y"]
LIMIT = 600
"""Seconds one file may take."""


class UnfitFile(Exception):
    """A file that was made has something an editor would be told of."""


def make_file(script: Script, folder: Path, signer: bool) -> dict[str, Any]:
    """Make the file of a script in a folder; returns its name, its digest and the times of its lines."""
    name = f"{script.key}.{'mp4' if script.is_film else 'mp3'}"
    with tempfile.TemporaryDirectory() as work:
        spoken = speak(script, Path(work))
        write_wave(spoken.samples, Path(work) / "voice.wav")
        if script.is_film:
            _encode_film(script, spoken, Path(work) / "voice.wav", folder / name, signer)
        else:
            _encode_sound(script, Path(work) / "voice.wav", folder / name)
    content = (folder / name).read_bytes()
    return {
        "file": name,
        "digest": hashlib.sha256(content).hexdigest(),
        "times": [[start, end] for start, end in spoken.times],
        "read": _read(folder / name),
    }


def _read(path: Path) -> dict[str, Any]:
    """What the library would read in a file, so that a machine without FFmpeg can show it."""
    judged = judge_file(path, path.suffix[1:])
    if judged.is_refused or judged.findings:
        raise UnfitFile(f"{path.name}: {judged.findings}")
    facts = {"container": judged.facts.container, "bitrate": judged.facts.bitrate, "loudness": judged.loudness}
    for name in ("audio", "video"):
        if part := getattr(judged.facts, name):
            facts[name] = part
    picture = judged.facts.video
    size = {"width": picture["width"], "height": picture["height"]} if picture else {}
    return {"duration": judged.duration, "facts": facts, **size}


def _encode_sound(script: Script, voice: Path, target: Path) -> None:
    tags = ["-metadata", f"title={script.facts['title']}", "-metadata", "artist=Passerelles"]
    sound = ["-af", "loudnorm=I=-16:TP=-1.5", "-ac", "1", "-ar", "22050", "-c:a", "libmp3lame", "-b:a", BITRATE]
    _run([*FFMPEG, "-i", str(voice), *sound, *tags, "-bitexact", str(target)], b"")


def _encode_film(script: Script, spoken: Spoken, voice: Path, target: Path, signer: bool) -> None:
    pictures = b"".join(frames(script, spoken.times, spoken.duration, signer))
    raw = ["-f", "rawvideo", "-pix_fmt", "rgb24", "-s", f"{WIDTH}x{HEIGHT}", "-r", str(RATE), "-i", "-"]
    video = ["-c:v", "libx264", "-profile:v", "main", "-pix_fmt", "yuv420p", "-crf", "30", "-preset", "veryslow"]
    sound = ["-af", "loudnorm=I=-16:TP=-1.5", "-ac", "1", "-ar", "22050", "-c:a", "aac", "-b:a", BITRATE]
    command = [*FFMPEG, *raw, "-i", str(voice), *video, *sound, "-movflags", "+faststart", "-bitexact", str(target)]
    _run(command, pictures)


def _run(command: list[str], given: bytes) -> None:
    subprocess.run(command, input=given, check=True, timeout=LIMIT)  # noqa: S603  our own command, no shell
