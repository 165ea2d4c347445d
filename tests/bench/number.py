"""Measures the publication of a number of twenty articles: time, queries, and when search, feeds and sitemap show it.

`python -m tests.bench.number FOLDER`, a folder of data (`VAR_DIR`) whose database is migrated. Prints JSON; the number
is taken out again.
"""

import argparse
import json
import os
import time
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path
from typing import Any

WORD = "traversabilité"
PARAGRAPHS, WORDS = 60, 50


def main() -> None:
    """Measure in one folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--articles", type=int, default=20)
    options = parser.parse_args()
    os.environ.update(VAR_DIR=str(options.folder), DJANGO_SETTINGS_MODULE="config.settings.demo")

    import_site()
    print(json.dumps(measure(options.articles), indent=1))


def import_site() -> None:
    """Start Django with the address of the settings."""
    import sys

    sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "site"))
    import django

    django.setup()


@contextmanager
def counted() -> Any:
    """How many queries are sent within: one number in a list."""
    from django.db import connection

    sent = [0]

    def count(execute: Callable[..., Any], *arguments: Any) -> Any:
        sent[0] += 1
        return execute(*arguments)

    with connection.execute_wrapper(count):
        yield sent


def measure(articles: int) -> dict[str, Any]:
    """Publish a number and ask for it until it shows; take it offline; delete it."""
    from magazine.models import IssuePage
    from magazine.releases.composition import compose
    from magazine.releases.services import publish_issue, withdraw_issue

    issue = make_number(articles)
    started = time.monotonic()
    with counted() as composing:
        compose(issue)
    composed = time.monotonic() - started
    started, cpu = time.monotonic(), time.process_time()
    with counted() as publishing:
        publish_issue(issue, None)
    done, cpu = time.monotonic() - started, time.process_time() - cpu
    shown = {f"{name}_s": round(wait_for(ask) + time.monotonic() - started, 2) for name, ask in channels(issue)}
    started = time.monotonic()
    with counted() as withdrawing:
        withdraw_issue(issue, None)
    withdrawn = time.monotonic() - started
    hidden = {f"{name}_gone": not ask() for name, ask in channels(issue)}
    IssuePage.objects.get(pk=issue.pk).delete()
    return {
        "articles": articles, "check_s": round(composed, 2), "check_queries": composing[0],
        "publish_and_index_s": round(done, 2), "publish_and_index_cpu_s": round(cpu, 2),
        "publish_queries": publishing[0], **shown,
        "withdraw_s": round(withdrawn, 2), "withdraw_queries": withdrawing[0], **hidden,
    }  # fmt: skip


def make_number(articles: int) -> Any:
    """A number whose articles, of three thousand words each, are ready."""
    from magazine.assembly.readiness import mark_ready
    from tests.factories.home import stream
    from tests.factories.magazine import ArticleFactory, DossierFactory, IssueFactory, RubricFactory

    text = " ".join(["passage"] * (WORDS - 1) + [WORD])
    body = stream(*[("text", f"<p>{text}</p>")] * PARAGRAPHS)
    issue = IssueFactory(live=False, slug="mesure", title="Mesure", number="999")
    parts = [DossierFactory(parent=issue, live=False), RubricFactory(parent=issue, live=False)]
    for place in range(articles):
        article = ArticleFactory(
            parent=parts[place % 2], live=False, slug=f"mesure-{place}", title=f"Mesure {place}", body=body
        )
        article.save_revision()
        mark_ready(article, None, None)
    return issue


def channels(issue: Any) -> list[tuple[str, Callable[[], bool]]]:
    """How to ask each place whether it shows the number."""
    from django.core.cache import cache
    from django.test import Client

    client = Client(SERVER_NAME="127.0.0.1")

    def read(path: str) -> str:
        cache.clear()
        answer = client.get(path)
        return answer.content.decode() if answer.status_code == 200 else ""

    return [
        ("page", lambda: "Mesure 0" in read("/fr/magazine/mesure/")),
        ("search", lambda: "Mesure" in read(f"/fr/recherche/?q={WORD}")),
        ("feed", lambda: "Mesure 0" in read("/fr/magazine/atom/")),
        ("sitemap", lambda: any("/magazine/mesure/" in read(path) for path in _sitemaps(read))),
    ]


def _sitemaps(read: Callable[[str], str]) -> list[str]:
    """The files of the sitemap."""
    import re

    return [path or "/" for path in re.findall(r"<loc>https?://[^/<]+(/[^<]*)</loc>", read("/sitemap.xml"))]


def wait_for(ask: Callable[[], bool], most: float = 30.0) -> float:
    """Ask until the answer is yes; returns 0, and an infinite time when it never is."""
    stop = time.monotonic() + most
    while not ask():
        if time.monotonic() > stop:
            return float("inf")
        time.sleep(0.05)
    return 0.0


if __name__ == "__main__":
    main()
