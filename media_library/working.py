"""What waits to be done to recordings, one thing at a time: reading files first, then making renditions.

Who takes something gives signs of life while it works; what a machine that stopped had taken is taken again.
"""

import logging
import shutil
import time
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from media_library.models import ProbeState, Recording, RecordingRendition, RenditionState
from media_library.probing.tools import Beat, ToolMissing, have_tools

logger = logging.getLogger(__name__)
LEASE = timedelta(minutes=3)
"""Who has given no sign of life for so long has died."""
UNFINISHED = "making-"
"""Beginning of the names of folders where renditions are made."""
UNFINISHED_SECONDS = 24 * 3600
MOST_ATTEMPTS = 3
"""How often a file may bring down whoever works on it before it is left alone."""


def ask_for_work() -> None:
    """Have the worker come once the transaction is done."""
    if all(waiting[1] is not _ask for waiting in transaction.get_connection().run_on_commit):
        transaction.on_commit(_ask, robust=True)


def work_waits() -> bool:
    """Whether there is something to do that this machine can do."""
    return have_tools() and any(waiting.exists() for waiting in (_to_read(), _to_make(), _to_picture()))


def take_up_waiting() -> int:
    """For the clock: the worker asked for what waits, whatever became of whoever was asked before."""
    if not work_waits():
        _say_what_is_missing()
        return 0
    return int(_ask())


def do_next() -> bool:
    """Do what has waited longest; returns whether there was something to do."""
    sweep_workshop()
    return have_tools() and (_read_next() or _make_next() or _picture_next())


def sweep_workshop() -> None:
    """Throw away what a machine that stopped left unfinished: renditions, and uploads that arrived in part."""
    folders = Path(settings.RECORDINGS_DIR).glob(f"{UNFINISHED}*")
    uploads = Path(settings.FILE_UPLOAD_TEMP_DIR).glob("*.upload*")
    for path in (*folders, *uploads):
        with suppress(OSError):  # somebody else was quicker
            if time.time() - path.stat().st_mtime > UNFINISHED_SECONDS:
                shutil.rmtree(path) if path.is_dir() else path.unlink()


def _ask() -> bool:
    """Ask for the worker unless it is asked for already; the clock asks again if this fails."""
    from django_tasks_db.models import DBTaskResult

    from media_library.tasks import work_on_recordings

    if DBTaskResult.objects.ready().filter(task_path=work_on_recordings.module_path).exists():
        return False
    work_on_recordings.enqueue()
    return True


def _free(moment: datetime) -> Q:
    return Q(taken_at=None) | Q(taken_at__lt=moment - LEASE)


def _to_read() -> Any:
    return Recording.objects.filter(_free(timezone.now()), probe_state=ProbeState.WAITING).order_by("pk")


def _to_make() -> Any:
    return RecordingRendition.objects.filter(
        _free(timezone.now()), state=RenditionState.WAITING, recording__probe_state=ProbeState.READY
    ).order_by("asked_at", "pk")


def _to_picture() -> Any:
    return Recording.objects.filter(probe_state=ProbeState.READY, facts__poster_wanted=True).order_by("pk")


def _take(waiting: Any) -> Any:
    """The first of what waits, taken so that nobody else takes it; None when nothing does."""
    for one in waiting[:5]:
        if waiting.filter(pk=one.pk).order_by().update(taken_at=timezone.now(), attempts=F("attempts") + 1):
            one.refresh_from_db()
            return one
    return None


def _beat_of(one: Any) -> Beat:
    """Writes a sign of life for what was taken."""
    return lambda: type(one)._base_manager.filter(pk=one.pk).update(taken_at=timezone.now()) and None


def _read_next() -> bool:
    from media_library.probing.services import read_recording, refuse_recording

    recording = _take(_to_read())
    if recording is None:
        return False
    if recording.attempts > MOST_ATTEMPTS:
        refuse_recording(recording, "too_long_to_read")
    else:
        read_recording(recording, _beat_of(recording))
    return True


def _make_next() -> bool:
    from media_library.making.services import fail_rendition, make_rendition

    rendition = _take(_to_make())
    if rendition is None:
        return False
    if rendition.attempts > MOST_ATTEMPTS:
        fail_rendition(rendition, "…")
        return True
    try:
        make_rendition(rendition, _beat_of(rendition))
    except ToolMissing:
        type(rendition)._base_manager.filter(pk=rendition.pk).update(taken_at=None, attempts=0)
        return False
    return True


def _picture_next() -> bool:
    from media_library.making.posters import make_poster

    film = _to_picture().first()
    if film is not None:
        make_poster(film)
    return film is not None


def _say_what_is_missing() -> None:
    """Tell editors why nothing happens to what waits, when ffmpeg is not there."""
    if not have_tools():
        Recording.objects.filter(probe_state=ProbeState.WAITING, findings=[]).update(findings=[["tools_missing", {}]])


def check_tools() -> None:
    """For the probe of the site's health: raises when recordings can't be read or converted here."""
    if not have_tools():
        raise ToolMissing("ffmpeg")
