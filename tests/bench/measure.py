"""Measures one size of library, in a process of its own, and prints the figures as JSON."""

import argparse
import gzip
import json
import os
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

ROOT = Path(__file__).resolve().parents[2]


def main() -> None:
    """Build the library, ask it, say what it took."""
    parser = argparse.ArgumentParser()
    parser.add_argument("size", type=int)
    parser.add_argument("--keep", type=Path, help="keep the library in this folder, and use the one that is there")
    options = parser.parse_args()
    sys.path[:0] = [str(ROOT), str(ROOT / "site")]
    with TemporaryDirectory() as folder:
        os.environ["VAR_DIR"] = str(options.keep or folder)
        os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.demo"
        os.environ["LOG_LEVEL"] = "ERROR"
        import django

        django.setup()
        print(json.dumps(measure(options.size)))


def measure(size: int) -> dict[str, Any]:
    """All figures of one size; times in milliseconds unless they say seconds."""
    from django.conf import settings

    from resources.models import Record
    from tests.bench.completion import completion_figures

    figures: dict[str, Any] = {"size": size}
    if not Path(settings.DATABASES["default"]["NAME"]).exists() or Record.objects.count() < size:
        figures |= build(size)
    figures |= search_figures()
    figures |= completion_figures()
    figures |= page_figures()
    figures["memory_mb"] = memory()
    return figures


def build(size: int) -> dict[str, Any]:
    """Import the thesaurus and the library, index them."""
    from django.core.management import call_command

    from search.services import rebuild_search, sync_held_back
    from tests.bench.library import MAPPING, THESAURUS, write_library
    from thesaurus.models import ConceptLabel

    figures: dict[str, Any] = {}
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    with sync_held_back():
        figures["thesaurus_s"] = seconds(lambda: call_command("import_thesaurus", str(THESAURUS), stdout=devnull()))
        labels = ConceptLabel.objects.filter(language="fr", kind="pref").order_by("pk")
        with TemporaryDirectory() as folder:
            path = Path(folder) / "library.csv"
            write_library(path, size, [label for label in labels.values_list("text", flat=True) if ";" not in label])
            took = seconds(lambda: call_command("import_records", str(path), mapping=MAPPING, stdout=devnull()))
    figures["import_per_s"] = round(size / took)
    before = memory()
    figures["rebuild_s"] = seconds(rebuild_search)
    figures["rebuild_memory_mb"] = memory() - before
    return figures


def search_figures() -> dict[str, Any]:
    """Faceted and highlighted searches in the engine."""
    from search import registry
    from search.contract import SearchRequest
    from search.services import engine
    from tests.bench.library import make_queries

    facets = tuple(facet.name for facet in registry.ordered_facets() if not facet.only_with)
    requests = [
        SearchRequest(
            query=query,
            facets=facets,
            histogram=True,
            filters={"type": ("book",)} if index % 3 == 0 else {},
            years=(1990, None) if index % 5 == 0 else (None, None),
        )
        for index, query in enumerate(make_queries(300))
    ]
    for request in requests[:20]:
        engine().search(request)
    times = [milliseconds(lambda request=request: engine().search(request)) for request in requests]
    everything = SearchRequest(facets=facets, histogram=True)
    return {
        "search_p50": percentile(times, 50),
        "search_p95": percentile(times, 95),
        "browse_ms": percentile([milliseconds(lambda: engine().search(everything)) for _ in range(20)], 50),
    }


def page_figures() -> dict[str, Any]:
    """Whole pages through Django, in CPU time; their queries and bytes; the admin's list."""
    from django.test import Client

    from accounts.models import User
    from resources.models import Record
    from tests.bench.library import make_queries

    client = Client(headers={"host": "127.0.0.1"})
    queries = [query for query in make_queries(60) if query]
    get = lambda url, **data: client.get(url, data, headers={"accept-encoding": ""})  # noqa: E731  shorter here
    for query in queries[:10]:
        get("/fr/ressources/", q=query)
    times = [cpu(lambda query=query: get("/fr/ressources/", q=query)) for query in queries]
    few = count_queries(lambda: get("/fr/ressources/", q=queries[0], par="10"))
    many = count_queries(lambda: get("/fr/ressources/", q=queries[0], par="50"))
    response = get("/fr/ressources/")
    numbers = Record.objects.visible().order_by("pk").values_list("number", flat=True)[:60]
    paths = [get(f"/fr/ressources/notice/{number}/").headers["location"] for number in numbers]
    records = [cpu(lambda path=path: get(path)) for path in paths]
    record_queries = count_queries(lambda: get(paths[0]))
    record_page = get(paths[0])
    User.objects.filter(username="bench").delete()
    client.force_login(User.objects.create_superuser("bench", "bench@example.org", "bench"))
    listing = "/admin/snippets/resources/record/"
    get(listing)
    return {
        "page_cpu_p50": percentile(times, 50),
        "page_cpu_p95": percentile(times, 95),
        "page_queries_10": few,
        "page_queries_50": many,
        "page_kb": round(len(gzip.compress(response.content)) / 1024, 1),
        "record_cpu_p50": percentile(records, 50),
        "record_queries": record_queries,
        "record_kb": round(len(gzip.compress(record_page.content)) / 1024, 1),
        "admin_list_ms": percentile([milliseconds(lambda: get(listing)) for _ in range(5)], 50),
        "admin_search_ms": percentile([milliseconds(lambda q=q: get(listing, q=q)) for q in queries[:10]], 50),
    }


def count_queries(work: Callable[[], Any]) -> int:
    """How many database queries something makes."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    connection.queries_log.clear()
    with CaptureQueriesContext(connection) as captured:
        work()
    return len(captured)


def devnull() -> Any:
    """Somewhere to print."""
    return Path(os.devnull).open("w")


def seconds(work: Callable[[], Any]) -> float:
    """How long something takes."""
    started = time.perf_counter()
    work()
    return round(time.perf_counter() - started, 1)


def milliseconds(work: Callable[[], Any]) -> float:
    """How long something takes."""
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1000


def cpu(work: Callable[[], Any]) -> float:
    """How much processor time something takes, in milliseconds."""
    started = time.process_time()
    work()
    return (time.process_time() - started) * 1000


def percentile(values: list[float], rank: int) -> float:
    """A percentile, to a tenth."""
    return round(statistics.quantiles(values, n=100, method="inclusive")[rank - 1], 1)


def memory() -> int:
    """Resident memory of this process, in megabytes."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return round(int(line.split()[1]) / 1024)
    return 0


if __name__ == "__main__":
    main()
