"""Measures importing: a trial, the import, the same file again, and again with one record in a hundred changed.

`python -m tests.bench.imports 50000` for UNIMARC, `--csv` for a table. Prints figures as JSON.
"""

import argparse
import json
import os
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

ROOT = Path(__file__).resolve().parents[2]


def main() -> None:
    """Measure in a database of its own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("size", type=int, nargs="?", default=50_000)
    parser.add_argument("--csv", action="store_true", help="a table made from the corpus instead of UNIMARC")
    parser.add_argument("--profile", type=Path, help="write where the time of the import goes, for pstats")
    options = parser.parse_args()
    sys.path[:0] = [str(ROOT), str(ROOT / "site")]
    with TemporaryDirectory() as folder:
        os.environ["VAR_DIR"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.demo"
        os.environ["LOG_LEVEL"] = "ERROR"
        import django

        django.setup()
        print(json.dumps(measure(options.size, Path(folder), as_csv=options.csv, profile=options.profile)))


def measure(size: int, folder: Path, *, as_csv: bool, profile: Path | None = None) -> dict[str, Any]:
    """All figures of one size: records a second, also of processor time; the most memory so far, in megabytes."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    first, second = folder / "first", folder / "second"
    make_files(size, first, second, as_csv=as_csv)
    mapping = ROOT / "tests" / "bench" / "library.toml" if as_csv else None
    figures: dict[str, Any] = {"size": size, "file_mb": round(first.stat().st_size / 1e6, 1), "memory_before": peak()}
    figures |= one("trial", first, mapping, dry_run=True)
    if profile:
        import cProfile

        with cProfile.Profile() as taken:
            figures |= one("import", first, mapping)
        taken.dump_stats(profile)
    else:
        figures |= one("import", first, mapping)
    figures |= one("again", first, mapping)
    figures |= one("changed", second, mapping)
    figures |= undo_last()
    return figures


def make_files(size: int, first: Path, second: Path, *, as_csv: bool) -> None:
    """A library, and the same with one record in a hundred changed."""
    if as_csv:
        from tests.bench.library import write_library

        write_library(first, size, ["exil", "migration", "école", "langue"])
        lines = first.read_bytes().split(b"\n")
        for index in range(50, len(lines), 100):
            lines[index] = lines[index].replace(b"e", b"a", 1)
        second.write_bytes(b"\n".join(lines))
    else:
        from tests.bench.marc import write_unimarc

        write_unimarc(first, size)
        write_unimarc(second, size, changed_every=100)


def one(name: str, path: Path, mapping: Path | None, **options: Any) -> dict[str, Any]:
    """One import of a file."""
    from resources.imports.services import import_file
    from resources.imports.writer import WriteOptions

    started, busy = time.perf_counter(), time.process_time()
    report = import_file(path, mapping, source="bench", options=WriteOptions(**options), complete=True)
    took, worked = time.perf_counter() - started, time.process_time() - busy
    total = report.accepted + report.counts["errors"]
    return {
        f"{name}_per_s": round(total / took),
        f"{name}_per_cpu_s": round(total / worked),
        f"{name}_counts": dict(report.counts),
        f"{name}_memory": peak(),
    }


def undo_last() -> dict[str, Any]:
    """Undo the first import, which made everything."""
    from resources.imports.runs import ask_undo
    from resources.imports.undo import undo_run
    from resources.models import ImportRun

    run = ImportRun.objects.order_by("pk")[0]
    took = seconds(lambda: (ask_undo(run), undo_run(run)))
    return {"undo_per_s": round(run.counts["created"] / took), "undo_memory": peak()}


def seconds(work: Callable[[], Any]) -> float:
    """How long something takes."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def peak() -> int:
    """The most memory this process has used so far, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    main()
