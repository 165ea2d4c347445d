"""What feeds cost: the whole of a real magazine, and asking again for nothing; how long a search takes in long texts.

`python -m tests.bench.feeds` imports the corpus into a magazine of its own.
"""

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
TIMES = 20


def main() -> None:
    """Publish the corpus and print the figures."""
    sys.path[:0] = [str(ROOT), str(ROOT / "site")]
    with TemporaryDirectory() as folder:
        os.environ["VAR_DIR"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.demo"
        os.environ["LOG_LEVEL"] = "ERROR"
        import django

        django.setup()
        print(json.dumps(measure(), indent=1, ensure_ascii=False))


def measure() -> dict[str, Any]:
    """Milliseconds of CPU, queries and bytes of each feed, whole and asked again; of a search in the texts."""
    from django.core.management import call_command

    from magazine.models import IssuePage
    from search.services import rebuild_search
    from tests.magazine.corpus_magazine import import_corpus

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    import_corpus(publish=True)
    before = time.process_time()
    documents = rebuild_search()
    figures: dict[str, Any] = {"index": {"documents": documents, "cpu_s": round(time.process_time() - before, 2)}}
    number = IssuePage.objects.visible().newest_first().first()
    for path in ("/fr/magazine/atom/", "/fr/magazine/rss/", f"{number.url}atom/"):
        figures[path] = answer_figures(path)
        figures[f"{path} again"] = answer_figures(path, again=True)
    figures["search in texts"] = answer_figures("/fr/recherche/?q=résistance")
    return figures


def answer_figures(path: str, *, again: bool = False) -> dict[str, Any]:
    """What one answer takes, uncached but warm."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(SERVER_NAME="localhost")
    first = client.get(path)
    headers = {"if-none-match": first.headers["ETag"]} if again else {}
    milliseconds = timed(lambda: client.get(path, headers=headers))
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(path, headers=headers)
    return {
        "status": answer.status_code,
        "cpu_ms": round(milliseconds, 1),
        "queries": len(queries),
        "kB": round(len(answer.content) / 1000, 1),
        "kB_compressed": round(len(gzip.compress(answer.content)) / 1000, 1),
    }


def timed(ask: Callable[[], Any]) -> float:
    """The median of some times, in milliseconds of CPU."""
    taken = []
    for _ in range(TIMES):
        start = time.process_time()
        ask()
        taken.append((time.process_time() - start) * 1000)
    return statistics.median(taken)


if __name__ == "__main__":
    main()
