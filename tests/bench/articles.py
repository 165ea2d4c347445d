"""What the page of an article takes: `python -m tests.bench.articles`; prints figures, asserts none.

With `--profile`, where the time goes.
"""

import argparse
import cProfile
import gzip
import os
import pstats
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
TIMES = 40


def main() -> None:
    """Make the articles, ask for their pages, say what it took."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--profile", action="store_true")
    options = parser.parse_args()
    sys.path[:0] = [str(ROOT), str(ROOT / "site")]
    with TemporaryDirectory() as folder:
        os.environ.update(VAR_DIR=folder, DJANGO_SETTINGS_MODULE="config.settings.test", LOG_LEVEL="ERROR")
        import django

        django.setup()
        measure(options.profile)


def measure(profiled: bool) -> None:
    """An article of 3,000 words, then one of 500 blocks."""
    from django.core.management import call_command
    from django.test import Client

    from search.services import rebuild_search
    from tests.factories.magazine import ArticleFactory, DossierFactory, IssueFactory
    from tests.magazine.long_article import WORDS_OF_PARAGRAPH, long_article, surround

    call_command("migrate", verbosity=0)
    dossier = DossierFactory(parent=IssueFactory())
    for _ in range(19):
        surround(ArticleFactory(parent=dossier))
    article = long_article(dossier)
    longest = long_article(dossier, count=490 * WORDS_OF_PARAGRAPH, notes=200)
    rebuild_search()
    client = Client(headers={"host": "127.0.0.1"})
    for name, page in (("3,000 words", article), (f"{len(longest.body)} blocks", longest)):
        say(name, client, page.url)
    if profiled:
        profile(client, article.url)


def say(name: str, client: Any, url: str) -> None:
    """One line for one page."""
    from django.db import connection

    asked: list[str] = []

    def count(execute: Any, sql: str, *rest: Any) -> Any:
        asked.append(sql)
        return execute(sql, *rest)

    client.get(url)
    with connection.execute_wrapper(count):
        html = client.get(url).content
    times = []
    for _ in range(TIMES):
        start = time.process_time()
        client.get(url)
        times.append((time.process_time() - start) * 1000)
    times.sort()
    size = len(gzip.compress(html, 6)) / 1000
    print(f"{name}: {len(asked)} queries, {times[len(times) // 2]:.1f} ms of CPU, {size:.1f} kB compressed")


def profile(client: Any, url: str) -> None:
    """The functions most of the time is spent in."""
    profiler = cProfile.Profile()
    profiler.enable()
    for _ in range(TIMES):
        client.get(url)
    profiler.disable()
    pstats.Stats(profiler).sort_stats("cumulative").print_stats(70)


if __name__ == "__main__":
    main()
