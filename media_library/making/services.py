"""Plans renditions, makes them, and lets go of those that hold what nobody may hear or see any more."""

import logging
import tempfile
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core.models import IndexChange
from media_library.file_names import ascii_file_name
from media_library.making.plans import Wanted, arguments_for, can_be_copied, extension_of, mime_type_of, wanted_of
from media_library.models import ListedSource, ProbeState, Recording, RecordingRendition, RenditionState
from media_library.passages import hidden_passages
from media_library.probing.facts import read_facts
from media_library.probing.judging import disagree
from media_library.probing.tools import Beat, ToolFailed, local_file, run_tool
from media_library.sources import made_of_digest
from media_library.working import UNFINISHED, ask_for_work

logger = logging.getLogger(__name__)
LEAST_SECONDS, MOST_SECONDS, SECONDS_A_SECOND = 600, 6 * 3600, 10
"""How long a making may take: so many seconds for each second of the original, between two bounds."""
KEPT_ERROR = 1000


def plan_renditions(recording: Recording) -> None:
    """Have the renditions a recording should have: rows for those to make, none for those nobody wants. Those made of
    another original, or that hold what is hidden now, lose their files at once."""
    with transaction.atomic():
        recording = Recording.objects.with_all_parts().get(pk=recording.pk)
        passages = hidden_passages(recording)
        made_of = made_of_digest(recording, passages)
        there = {(one.kind, one.height): one for one in recording.renditions.all()}
        asked = any(kind == ListedSource.REMUX for kind, _height in there)
        is_read = recording.probe_state == ProbeState.READY
        wanted = wanted_of(recording, passages, remux=asked) if is_read else []
        for one in wanted:
            _want(recording, one, there.pop((one.kind, one.height), None), made_of)
        for left in there.values():
            left.delete()
        Recording.objects.filter(pk=recording.pk).update(followed_on=timezone.localdate())
        ask_for_work()


def ask_for_remux(recording: Recording) -> bool:
    """Have the original written again without loss, on an editor's word; returns whether it can be."""
    if recording.probe_state != ProbeState.READY or not can_be_copied(recording):
        return False
    RecordingRendition.objects.get_or_create(recording=recording, kind=ListedSource.REMUX, height=recording.height or 0)
    plan_renditions(recording)
    return RecordingRendition.objects.filter(recording=recording, kind=ListedSource.REMUX).exists()


def try_again(rendition: RecordingRendition) -> None:
    """Put a rendition that failed back among those to make."""
    rendition.state, rendition.error, rendition.attempts, rendition.taken_at = RenditionState.WAITING, "", 0, None
    rendition.save()
    transaction.on_commit(ask_for_work)


def _want(recording: Recording, wanted: Wanted, there: RecordingRendition | None, made_of: str) -> None:
    """See to it that one rendition is there, or waits to be made."""
    if there is not None and there.made_of == made_of:
        return
    rendition = there or RecordingRendition(recording=recording, kind=wanted.kind, height=wanted.height)
    if rendition.file:
        drop_file_on_commit(rendition.file)
    rendition.file, rendition.size, rendition.made_of = "", 0, made_of
    rendition.state, rendition.error, rendition.attempts, rendition.taken_at = RenditionState.WAITING, "", 0, None
    rendition.asked_at = timezone.now()
    rendition.save()


def drop_file_on_commit(file: Any) -> None:
    """Delete a file once the row that named it is gone for good."""
    transaction.on_commit(partial(file.storage.delete, str(file.name)), robust=True)


def make_rendition(rendition: RecordingRendition, beat: Beat | None = None) -> bool:
    """Make one rendition now; returns whether it is there. What goes wrong is written down for the editor. Raises
    ToolMissing."""
    recording = Recording.objects.with_all_parts().get(pk=rendition.recording_id)
    passages, wanted = hidden_passages(recording), Wanted(rendition.kind, rendition.height)
    made_of = made_of_digest(recording, passages)
    if rendition.made_of != made_of or wanted not in wanted_of(recording, passages, remux=True):
        plan_renditions(recording)
        return False
    extension = extension_of(recording, wanted)
    try:
        with tempfile.TemporaryDirectory(dir=_workshop(), prefix=UNFINISHED) as folder:
            target = Path(folder) / f"made.{extension}"
            with local_file(recording.file) as source:
                arguments = arguments_for(recording, wanted, passages, source, target)
                run_tool("ffmpeg", arguments, _seconds_for(recording), beat)
            return _keep(rendition, recording, target, beat)
    except (ToolFailed, OSError) as error:
        logger.warning("Rendition %s of recording %s failed: %s", wanted, recording.pk, error)
        fail_rendition(rendition, str(error))
        return False


def fail_rendition(rendition: RecordingRendition, error: str) -> None:
    """Write down why a rendition could not be made, for the editor to read."""
    RecordingRendition.objects.filter(pk=rendition.pk, made_of=rendition.made_of).update(
        state=RenditionState.FAILED, error=error[-KEPT_ERROR:], taken_at=None
    )


def make_renditions(recording: Recording) -> None:
    """Make now all that waits of one recording. Takes long: for commands, not for requests. Raises ToolMissing."""
    for rendition in RecordingRendition.objects.filter(recording=recording, state=RenditionState.WAITING):
        make_rendition(rendition)


def _workshop() -> Path:
    """Where renditions are made, on the disk where they will stay."""
    folder = Path(settings.RECORDINGS_DIR)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _seconds_for(recording: Recording) -> float:
    return min(max(LEAST_SECONDS, recording.duration * SECONDS_A_SECOND), MOST_SECONDS)


class _Moved(File):
    """A finished file that the storage moves instead of copying it."""

    def temporary_file_path(self) -> str:
        """Where it lies."""
        return str(self.name)


def _keep(rendition: RecordingRendition, recording: Recording, target: Path, beat: Beat | None) -> bool:
    """Put a finished file in its place, if it is what was wanted and is wanted still. Raises ToolFailed."""
    facts = read_facts(target, beat)
    if disagree(facts.duration, recording.duration):
        raise ToolFailed(
            _("Le résultat dure %(made)s s au lieu de %(wanted)s s.")
            % {"made": round(facts.duration, 1), "wanted": round(recording.duration, 1)}
        )
    wanted = Wanted(rendition.kind, rendition.height)
    stem = Path(str(recording.file.name)).stem
    words = [stem, str(rendition.kind), *([str(rendition.height)] if rendition.height else [])]
    size = target.stat().st_size
    with transaction.atomic():
        current = (
            RecordingRendition.objects.select_for_update().filter(pk=rendition.pk, made_of=rendition.made_of).first()
        )
        if current is None:
            return False
        with target.open("rb") as opened:
            current.file.save(ascii_file_name("-".join(words) + target.suffix), _Moved(opened), save=False)
        current.state, current.error, current.taken_at, current.made_at = RenditionState.READY, "", None, timezone.now()
        current.mime_type, current.size, current.duration = mime_type_of(recording, wanted), size, facts.duration
        current.bitrate = round(size * 8 / facts.duration)
        current.save()
        IndexChange.objects.note(Recording.index_kind(), [recording.uuid])
    return True
