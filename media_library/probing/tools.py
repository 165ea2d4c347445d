"""Runs ffmpeg and ffprobe: never through a shell, never without end, never further than the file they are given."""

import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

BEAT_SECONDS = 20
"""How often whoever waits for a tool gives a sign of life."""
KEPT_WORDS = 4000
"""How much of what a tool says is kept, in characters, from its end."""
CONTAINERS = (
    "mp3", "mov", "mp4", "m4a", "3gp", "wav", "w64", "flac", "ogg", "aac", "matroska", "webm", "avi", "mpeg",
    "mpegvideo", "mpegts", "aiff", "asf", "flv", "ac3", "caf", "amr",
)  # fmt: skip
"""What is opened: no play list or script of ffmpeg's is among them, which could name other files or other machines."""
SAFE_INPUT = ("-protocol_whitelist", "file", "-format_whitelist", ",".join(CONTAINERS))

Beat = Callable[[], None]


class ToolMissing(Exception):
    """ffmpeg or ffprobe is not installed here."""


class ToolFailed(Exception):
    """A tool ended with an error, or did not end in time; its last words are the message."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a tool wrote."""

    output: str
    words: str


def have_tools() -> bool:
    """Whether this machine can read and convert recordings."""
    return all(shutil.which(name) for name in ("ffprobe", "ffmpeg"))


def run_tool(name: str, arguments: Sequence[str | Path], seconds: float, beat: Beat | None = None) -> Said:
    """Run a tool for so many seconds at most, calling `beat` meanwhile. Raises ToolMissing and ToolFailed."""
    path = shutil.which(name)
    if path is None:
        raise ToolMissing(name)
    command = [*_politely(), path, *map(str, arguments)]
    with (
        tempfile.TemporaryFile() as words,
        subprocess.Popen(  # noqa: S603  a list, no shell; the file's name is no option since it is an absolute path
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=words, text=True, errors="replace"
        ) as process,
    ):
        try:
            output = _wait(process, seconds, beat)
        finally:
            _end(process)
        said = Said(output, _last_words(words))
    if process.returncode:
        raise ToolFailed(said.words or f"{name}: {process.returncode}")
    return said


def _politely() -> list[str]:
    """What comes before a command so that visitors are answered first."""
    nice = shutil.which("nice")
    return [nice, "-n", "10"] if nice else []


def _wait(process: "subprocess.Popen[str]", seconds: float, beat: Beat | None) -> str:
    """All a process writes, until it ends or its time is over."""
    end = time.monotonic() + seconds
    while True:
        left = end - time.monotonic()
        try:
            return process.communicate(timeout=max(min(left, BEAT_SECONDS), 0.01))[0]
        except subprocess.TimeoutExpired as error:
            if left <= BEAT_SECONDS:
                raise ToolFailed(f"{Path(process.args[-1]).name}: {seconds:.0f} s") from error  # type: ignore[index,arg-type]  # `args` is the list above
        if beat:
            beat()


def _end(process: "subprocess.Popen[str]") -> None:
    """Leave nothing running, whatever happened."""
    if process.poll() is None:
        process.kill()
        with suppress(subprocess.TimeoutExpired):
            process.communicate(timeout=10)


def _last_words(words: Any) -> str:
    """The end of what was written to the error stream."""
    size = words.seek(0, 2)
    words.seek(max(size - 4 * KEPT_WORDS, 0))
    return str(words.read().decode("utf-8", "replace")[-KEPT_WORDS:]).strip()


@contextmanager
def local_file(file: Any) -> Iterator[Path]:
    """A stored file as a path of this machine; what lies in an object store is fetched for as long as needed."""
    try:
        yield Path(file.storage.path(file.name))
    except NotImplementedError:
        with tempfile.TemporaryDirectory(prefix="recording-") as folder:
            path = Path(folder) / Path(file.name).name
            with file.storage.open(file.name, "rb") as source, path.open("wb") as target:
                shutil.copyfileobj(source, target, 1 << 20)
            yield path
