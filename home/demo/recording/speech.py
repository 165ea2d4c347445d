"""Speech made by espeak-ng, each line with the exact times it is said at."""

import array
import math
import subprocess
import wave
from dataclasses import dataclass
from pathlib import Path

from home.demo.recording.scripts import Script

RATE = 22_050
"""Samples a second, as espeak-ng gives them: one channel of 16 bits."""
PAUSE, LEAD, TAIL = 0.4, 0.5, 0.6
"""Seconds of silence between two lines, after the chime and at the end."""
CHIME = (392.0, 523.25, 659.25)
NOTE = 0.22


@dataclass(frozen=True, slots=True)
class Spoken:
    """The samples of a script, and from when to when each line is said, in seconds."""

    samples: "array.array[int]"
    times: tuple[tuple[float, float], ...]

    @property
    def duration(self) -> float:
        """In seconds."""
        return len(self.samples) / RATE


def speak(script: Script, folder: Path) -> Spoken:
    """Say a script, a chime before it."""
    samples = _chime()
    samples.extend(_silence(LEAD))
    times = []
    for place, line in enumerate(script.lines):
        voice = script.voices[line.voice]
        said = _say(line.text, str(voice["voice"]), int(voice["speed"]), folder / f"{place}.wav")
        start = len(samples) / RATE
        samples.extend(said)
        times.append((round(start, 3), round(len(samples) / RATE, 3)))
        samples.extend(_silence(PAUSE))
    samples.extend(_silence(TAIL))
    return Spoken(samples, tuple(times))


def write_wave(samples: "array.array[int]", path: Path) -> None:
    """A WAV file."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(samples.tobytes())


def _say(text: str, voice: str, speed: int, path: Path) -> "array.array[int]":
    """The samples of one line, without the silence around it."""
    command = ["espeak-ng", "-v", voice, "-s", str(speed), "-a", "90", "-w", str(path), text]
    subprocess.run(command, check=True, timeout=60)  # noqa: S603  our own texts, no shell
    with wave.open(str(path), "rb") as file:
        samples = array.array("h", file.readframes(file.getnframes()))
    loud = [place for place, value in enumerate(samples) if abs(value) > 200]
    return samples[loud[0] : loud[-1] + 1] if loud else samples


def _silence(seconds: float) -> "array.array[int]":
    return array.array("h", bytes(2 * int(seconds * RATE)))


def _chime() -> "array.array[int]":
    """Three notes of a doorbell, each dying away."""
    samples = array.array("h")
    for note in CHIME:
        for place in range(int(NOTE * RATE)):
            fade = math.exp(-6 * place / (NOTE * RATE))
            samples.append(int(9_000 * fade * math.sin(2 * math.pi * note * place / RATE)))
    return samples
