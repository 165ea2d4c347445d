"""Measures backup and restore of a library with a gigabyte of files, and the report of duplicates over it.

`python -m tests.bench.keeping FOLDER`, a folder of data that `tests.bench.run --keep` left. Prints JSON.
"""

import argparse
import json
import os
import secrets
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
MEGABYTE = 1 << 20


def main() -> None:
    """Measure the library of a folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--files", type=int, default=1000)
    options = parser.parse_args()
    figures = measure_duplicates(options.folder)
    with TemporaryDirectory(dir=options.folder.parent) as work:
        figures |= measure_keeping(options.folder, Path(work), options.files)
    print(json.dumps(figures, indent=1))


def manage(folder: Path, *arguments: str) -> tuple[float, str]:
    """Run a command on the data of a folder; seconds and what it printed."""
    environment = {**os.environ, "VAR_DIR": str(folder), "DJANGO_SETTINGS_MODULE": "config.settings.demo"}
    started = time.monotonic()
    command = [sys.executable, "manage.py", *arguments]
    done = subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True, text=True)
    return round(time.monotonic() - started, 1), done.stdout.strip()


def measure_keeping(folder: Path, work: Path, megabytes: int) -> dict[str, Any]:
    """Seconds and size of an archive, and seconds of its restoration with and without the search index."""
    stuffing = folder / "media" / "bench"
    stuffing.mkdir(parents=True, exist_ok=True)
    for number in range(megabytes):
        path = stuffing / f"{number:05}.bin"
        if not path.exists():
            path.write_bytes(secrets.token_bytes(MEGABYTE))
    archive = work / "copy.tar"
    backup, _said = manage(folder, "backup", str(archive))
    restore, _said = manage(work / "restored", "restore", str(archive))
    rebuild, _said = manage(work / "restored", "rebuild_search")
    return {
        "backup_s": backup,
        "archive_mb": archive.stat().st_size // 1_000_000,
        "restore_s": restore,
        "of_which_index_s": rebuild,
    }


def measure_duplicates(folder: Path) -> dict[str, Any]:
    """Seconds of the report over records, and how many pairs it finds."""
    code = (
        "import time, json\n"
        "from core.duplicates import find_pairs\n"
        "from core.models import DuplicatePair\n"
        "started = time.monotonic()\n"
        "find_pairs('resources.record')\n"
        "seconds = round(time.monotonic() - started, 1)\n"
        "print(json.dumps({'duplicates_s': seconds, 'pairs': DuplicatePair.objects.count()}))\n"
    )
    _seconds, said = manage(folder, "shell", "--no-imports", "-c", code)
    figures: dict[str, Any] = json.loads(said.splitlines()[-1])
    return figures


if __name__ == "__main__":
    main()
