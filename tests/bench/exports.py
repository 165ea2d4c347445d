"""Measures exports: the rate and the memory of each format over a whole library.

`python -m tests.bench.exports FOLDER`, a folder of data that `tests.bench.run --keep` or the demo left. Prints JSON.
"""

import argparse
import json
import os
import re
import sys
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]


def main() -> None:
    """Measure the library of a folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    options = parser.parse_args()
    sys.path[:0] = [str(ROOT), str(ROOT / "site")]
    os.environ["VAR_DIR"] = str(options.folder)
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.demo"
    import django

    django.setup()
    print(json.dumps(measure()))


def measure() -> dict[str, Any]:
    """Records a second of processor time, megabytes written, and the memory added at a tenth and at the end."""
    from resources.exports.formats import FORMATS
    from resources.exports.selection import find_keys
    from resources.models import Record
    from search.addresses import SearchAddress

    keys = list(Record.objects.visible().order_by("number").values_list("pk", flat=True))
    started = time.process_time()
    find_keys(SearchAddress(), "fr", most=len(keys))
    figures: dict[str, Any] = {"records": len(keys), "search_s": round(time.process_time() - started, 1)}
    for name in FORMATS:
        figures[name] = _one(name, keys)
    return figures


def _one(name: str, keys: list[int]) -> dict[str, Any]:
    from resources.exports.services import stream_export

    started, before, written, tenth = time.process_time(), _own_memory(), 0, 0
    for count, piece in enumerate(stream_export(keys, name)):
        written += len(piece)
        if count == len(keys) // 10:
            tenth = _own_memory() - before
    seconds = time.process_time() - started
    return {
        "rate": round(len(keys) / seconds), "mb": round(written / 1e6, 1), "memory_tenth_mb": tenth,
        "memory_mb": _own_memory() - before,
    }  # fmt: skip


def _own_memory() -> int:
    """Megabytes of this process that are not pages of files: SQLite maps the database."""
    found = re.search(r"RssAnon:\s+(\d+)", Path("/proc/self/status").read_text(encoding="ascii"))
    return int(found[1]) // 1024 if found else 0


if __name__ == "__main__":
    main()
