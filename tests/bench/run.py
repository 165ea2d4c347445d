"""Prints the table of figures at several sizes: `make bench`, or `python -m tests.bench.run --sizes 5000`."""

import argparse
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
ROWS = (
    ("search_p50", "Search in the engine, all facets and highlights, p50 (ms)"),
    ("search_p95", "the same, p95 (ms)"),
    ("browse_ms", "Everything, all facets, no query (ms)"),
    ("complete_p50", "Names completed in the engine, p50 (ms)"),
    ("complete_p95", "the same, p95 (ms)"),
    ("names_p50", "Names completed, whole answer, p50 (ms)"),
    ("names_p95", "the same, p95 (ms)"),
    ("page_cpu_p50", "Whole search page, CPU p50 (ms)"),
    ("page_cpu_p95", "the same, p95 (ms)"),
    ("page_queries_10", "Database queries of a page of 10"),
    ("page_queries_50", "Database queries of a page of 50"),
    ("page_kb", "Search page HTML, gzip (kB)"),
    ("record_cpu_p50", "Record page, CPU p50 (ms)"),
    ("record_queries", "Database queries of a record page"),
    ("record_kb", "Record page HTML, gzip (kB)"),
    ("import_per_s", "Import (records a second)"),
    ("rebuild_s", "Rebuild of the index (s)"),
    ("rebuild_memory_mb", "Memory added by the rebuild (MB)"),
    ("memory_mb", "Memory of the process that asked (MB)"),
    ("admin_list_ms", "Admin list (ms)"),
    ("admin_search_ms", "Admin search (ms)"),
    ("thesaurus_s", "Import of the UNESCO thesaurus (s)"),
)


def main() -> None:
    """Measure each size in a process of its own and print one table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="5000,50000,200000")
    parser.add_argument("--keep", type=Path, help="keep the libraries in this folder")
    options = parser.parse_args()
    columns = [measure(int(size), options.keep) for size in options.sizes.split(",")]
    print("| | " + " | ".join(f"{column['size']:,}" for column in columns) + " |")
    print("|---|" + "---:|" * len(columns))
    for key, label in ROWS:
        print(f"| {label} | " + " | ".join(str(column.get(key, "")) for column in columns) + " |")


def measure(size: int, keep: Path | None) -> dict[str, Any]:
    """The figures of one size."""
    command = [sys.executable, "-m", "tests.bench.measure", str(size)]
    if keep:
        command += ["--keep", str(keep / str(size))]
    done = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True)
    figures: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    return figures


if __name__ == "__main__":
    main()
