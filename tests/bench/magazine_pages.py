"""What the pages of the magazine cost: a number, a dossier, the whole collection, the picture of a shared page.

`python -m tests.bench.magazine_pages` makes a magazine of its own.
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
TIMES = 30


def main() -> None:
    """Make the magazine grow, and say what its pages take."""
    sys.path[:0] = [str(ROOT), str(ROOT / "site")]
    with TemporaryDirectory() as folder:
        os.environ["VAR_DIR"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.demo"
        os.environ["LOG_LEVEL"] = "ERROR"
        import django

        django.setup()
        print(json.dumps(measure(), indent=1))


def measure() -> dict[str, Any]:
    """Milliseconds of CPU, queries and compressed kilobytes of each page."""
    from django.core.management import call_command

    from magazine.models import DossierPage
    from tests.magazine.numbers import many_issues, whole_issue

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    figures: dict[str, Any] = {}
    for count in (1, 20):
        issue = whole_issue(count, number=f"{count}", slug=f"numero-{count}", isbn="")
        figures[f"number of {count}"] = page_figures(issue.get_url())
        dossier = DossierPage.objects.descendant_of(issue).get()
        figures[f"dossier of {(count + 1) // 2}"] = page_figures(dossier.get_url())
    figures["magazine of 2"] = page_figures("/fr/magazine/")
    many_issues(98, first=100)
    figures["magazine of 100"] = page_figures("/fr/magazine/")
    figures["share picture"] = picture_figures(issue)
    return figures


def page_figures(path: str) -> dict[str, Any]:
    """What one page takes, uncached but warm."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(headers={"host": "localhost"})
    answer = client.get(path)
    with CaptureQueriesContext(connection) as queries:
        client.get(path)
    asked = len(queries)
    return {
        "cpu_ms": cpu(lambda: client.get(path)),
        "queries": asked,
        "html_kb": round(len(gzip.compress(answer.content)) / 1000, 1),
    }


def picture_figures(page: Any) -> dict[str, Any]:
    """What a picture takes to draw, and its size."""
    from core.share_pictures import woven_share_of
    from core.woven_pictures import woven_picture

    share = woven_share_of(page)

    def draw() -> bytes:
        return woven_picture(share.key, 1200, 630, share.title, caption=share.caption, kind=share.kind)

    return {"cpu_ms": cpu(draw), "kb": round(len(draw()) / 1000, 1)}


def cpu(ask: Callable[[], Any]) -> float:
    """The median of the processor's time, in milliseconds."""
    taken = []
    for _time in range(TIMES):
        start = time.process_time()
        ask()
        taken.append((time.process_time() - start) * 1000)
    return round(statistics.median(taken), 1)


if __name__ == "__main__":
    main()
