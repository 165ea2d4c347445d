"""How long a sound of an hour takes: to be read, and to become what browsers need. Prints; asserts nothing.

python -m tests.bench.recordings [minutes]
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path[:0] = [str(Path(__file__).resolve().parents[2]), str(Path(__file__).resolve().parents[2] / "site")]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")

WHO = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)


def main() -> None:
    """Make the sounds, and measure each step on each of them."""
    import django

    django.setup()
    from media_library.making.plans import Wanted, arguments_for, extension_of
    from media_library.models import Recording
    from media_library.probing.judging import judge_file
    from media_library.probing.services import digest_file
    from media_library.probing.tools import run_tool

    minutes = int(sys.argv[1]) if len(sys.argv) > 1 else 60
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for source in make_sounds(folder, minutes * 60):
            print(f"{source.name}: {minutes} min, {source.stat().st_size / 1e6:.1f} MB")
            judgement = measure("read to its end", lambda source=source: judge_file(source, source.suffix[1:]))
            measure("SHA-256", lambda source=source: digest_file(source))
            facts = {"container": judgement.facts.container, "audio": judgement.facts.audio}
            recording = Recording(type="audio", duration=judgement.duration, facts=facts)
            for kind in ("web", "light", "remux"):
                wanted = Wanted(kind)
                if kind == "remux" and judgement.facts.container == "wav":
                    continue
                target = folder / f"{kind}.{extension_of(recording, wanted)}"
                arguments = arguments_for(recording, wanted, (), source, target)
                measure(f"rendition {kind}", lambda arguments=arguments: run_tool("ffmpeg", arguments, 3600))
                print(f"    {target.stat().st_size / 1e6:.1f} MB")
    print(f"memory of this process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def make_sounds(folder: Path, seconds: int) -> list[Path]:
    """Noise that comes and goes, as MP3 and as WAV."""
    noise = f"aevalsrc='0.2*random(0)*(1+sin(t))':s=44100:d={seconds}"
    paths = [folder / "hour.mp3", folder / "hour.wav"]
    for path in paths:
        command = ["ffmpeg", "-v", "error", "-nostdin", "-y", "-f", "lavfi", "-i", noise, "-fs", "2G"]
        subprocess.run([*command, *(["-b:a", "128k"] if path.suffix == ".mp3" else []), str(path)], check=True)
    return paths


def measure(what: str, work: Callable[[], Any]) -> Any:
    """Do something and print how long it took."""
    start, before = time.perf_counter(), _cpu()
    result = work()
    print(f"  {what}: {time.perf_counter() - start:.1f} s, {_cpu() - before:.1f} s of processor", flush=True)
    return result


def _cpu() -> float:
    """Seconds of processor this process and its tools have taken."""
    return sum(usage.ru_utime + usage.ru_stime for usage in map(resource.getrusage, WHO))


if __name__ == "__main__":
    main()
