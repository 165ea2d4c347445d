"""What is to be made again: written in the transaction of the change, so that no file outlives what it shows."""

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import F, Q
from django.utils import timezone

from magazine.models import ArticlePage, FileFormat, FileOrder, IssuePage
from magazine.querysets import ISSUE_PATH

SETTLE_ARTICLE, SETTLE_ISSUE = timedelta(seconds=3), timedelta(seconds=20)
"""For so long nothing more must change before a file is made: twenty articles published one by one are one file."""

logger = logging.getLogger(__name__)


def note_pages(articles: Iterable[int] = (), issues: Iterable[int] = ()) -> None:
    """The files of these pages (by key) show something that changed, or may not be shown any more."""
    noted = False
    for keys, settle in ((list(articles), SETTLE_ARTICLE), (list(issues), SETTLE_ISSUE)):
        if keys:
            _note(keys, timezone.now() + settle)
            noted = True
    if noted and all(waiting[1] is not ask_for_making for waiting in connection.run_on_commit):
        transaction.on_commit(ask_for_making, robust=True)


def _note(keys: list[int], due_at: datetime) -> None:
    changed = FileOrder.objects.of_pages(keys).update(wanted=F("wanted") + 1, due_at=due_at, attempts=0)
    if changed < len(keys) * len(FileFormat.values):
        rows = [FileOrder(page_id=key, format=each, due_at=due_at) for key in keys for each in FileFormat.values]
        FileOrder.objects.bulk_create(rows, ignore_conflicts=True)


def note_under(paths: Iterable[str]) -> None:
    """Everything public that stands at these places of the tree, under them, or in a number above them."""
    paths = set(paths)
    above = Q(path__in={path[:ISSUE_PATH] for path in paths})
    below = Q(pk=None)
    for path in paths:
        below |= Q(path__startswith=path)
    once_public = Q(live=True) | Q(first_published_at__isnull=False)
    issues = IssuePage.objects.order_by().filter(above | below).values_list("pk", flat=True)
    articles = ArticlePage.objects.order_by().filter(below, once_public).values_list("pk", flat=True)
    note_pages(articles, issues)


def note_all() -> None:
    """Every file there is or should be: something changed that any of them may show."""
    note_pages(
        ArticlePage.objects.visible().order_by().values_list("pk", flat=True),
        IssuePage.objects.visible().order_by().values_list("pk", flat=True),
    )


def ask_for_making() -> None:
    """See to it that the worker comes; the clock asks again if this fails."""
    from magazine.publications.tasks import make_files

    try:
        ask_once(make_files, timezone.now() + SETTLE_ARTICLE)
    except Exception:
        logger.exception("The worker could not be asked for files")


def ask_once(task: Any, run_after: datetime) -> bool:
    """Ask for a task unless it waits already; returns whether it was asked for."""
    from django_tasks_db.models import DBTaskResult

    waiting = DBTaskResult.objects.ready().filter(task_path=task.module_path)
    if waiting.exists():
        return False
    (task.using(run_after=run_after) if task.get_backend().supports_defer else task).enqueue()
    return True
