"""For the clock: what changed without anybody saying so, the worker asked for, what nobody needs thrown away."""

import os
import time
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.db.models import F, Max
from django.db.models.functions import Substr
from django.utils import timezone

from magazine.models import (
    ArticlePage,
    DossierItemPage,
    DossierPage,
    FileFormat,
    FileOrder,
    IssuePage,
    PublicationFile,
    RubricPage,
)
from magazine.publications.making import maker_digest
from magazine.publications.orders import ask_once, note_all, note_pages
from magazine.querysets import ISSUE_PATH

KEPT_PREVIEWS = timedelta(days=1)
ORPHAN_SECONDS = 3600
TIDIED = "magazine.publications.tidied"


def follow_changes() -> int:
    """Note what is out of date, ask the worker for it, and once an hour throw away what is left over."""
    articles, issues = _stale_articles(), _stale_issues()
    for each in FileFormat.values:
        for key, path in FileOrder.objects.made_by_others(each, maker_digest(each)).values_list(
            "page_id", "page__path"
        ):
            (issues if len(path) == ISSUE_PATH else articles).add(key)
    if articles or issues:
        with transaction.atomic():
            note_pages(articles, issues)
    waiting = FileOrder.objects.waiting().due(timezone.now()).exists()
    if waiting:
        from magazine.publications.tasks import make_files

        ask_once(make_files, timezone.now())
    if cache.add(TIDIED, True, 3600):
        tidy_files()
    return len(articles) + len(issues)


def _read() -> dict[int, datetime | None]:
    """When what each page's files show was read, the oldest of them; None while one was never made."""
    read: dict[int, datetime | None] = {}
    for key, read_at in FileOrder.objects.order_by().values_list("page_id", "read_at"):
        known = read.get(key, read_at)
        read[key] = min(known, read_at) if known and read_at else None
    return read


def _stale_articles() -> set[int]:
    """Readable articles that never had files, or that changed, or that may be read only since their files were made."""
    rows = ArticlePage.objects.readable().order_by().values_list("pk", "changed_at", "embargo_until")
    return _stale((key, max(changed, until or changed)) for key, changed, until in rows)


def _stale_issues() -> set[int]:
    """The same for numbers, with everything in them."""
    now = timezone.now()
    newest = dict(IssuePage.objects.visible().order_by().values_list("path", "changed_at"))
    keys = dict(IssuePage.objects.visible().order_by().values_list("path", "pk"))
    for model in (DossierPage, RubricPage, DossierItemPage, ArticlePage):
        parts = model.objects.visible().order_by().annotate(number=Substr("path", 1, ISSUE_PATH)).values("number")
        for path, changed in parts.annotate(newest=Max("changed_at")).values_list("number", "newest"):
            if path in newest:
                newest[path] = max(newest[path], changed)
    ended = ArticlePage.objects.visible().order_by().filter(embargo_until__lte=now)
    for path, until in ended.values_list("path", "embargo_until"):
        if path[:ISSUE_PATH] in newest:
            newest[path[:ISSUE_PATH]] = max(newest[path[:ISSUE_PATH]], until)
    return _stale((keys[path], changed) for path, changed in newest.items())


def _stale(rows: Iterable[tuple[int, datetime]]) -> set[int]:
    """Of pages with the date of what they show, those whose files are older; what waits already is passed over."""
    read = _read()
    waiting = set(FileOrder.objects.waiting().values_list("page_id", flat=True))
    stale = set()
    for key, changed in rows:
        read_at = read.get(key)
        if key not in read or (key not in waiting and (read_at is None or read_at < changed)):
            stale.add(key)
    return stale


def tidy_files() -> int:
    """Delete previews nobody has asked for since yesterday, and files on disk that no row names; returns how many."""
    old = PublicationFile.objects.filter(is_preview=True, made_at__lt=timezone.now() - KEPT_PREVIEWS)
    count = old.count()
    for file in old:
        file.delete()
    root = Path(settings.PUBLICATIONS_DIR)
    named = set(PublicationFile.objects.values_list("file", flat=True))
    for folder, _folders, names in os.walk(root):
        for name in names:
            path = Path(folder) / name
            left_over = path.relative_to(root).as_posix() not in named
            if left_over and time.time() - path.stat().st_mtime > ORPHAN_SECONDS:
                path.unlink(missing_ok=True)
                count += 1
    return count


def make_everything_again() -> None:
    """After a restoration: no backup holds these files."""
    with transaction.atomic():
        FileOrder.objects.update(file=None, taken_at=None, made=0, wanted=F("wanted") + 1)
        PublicationFile.objects.all().delete()
        note_all()
