"""A still picture of a film that has none: one of its own frames."""

import logging
import tempfile
from io import BytesIO
from pathlib import Path
from typing import Any

from django.core.files.images import ImageFile
from django.db import transaction

from media_library.models import CreditedImage, Recording
from media_library.passages import WHOLE, hidden_passages
from media_library.probing.tools import SAFE_INPUT, Beat, ToolFailed, local_file, run_tool

logger = logging.getLogger(__name__)
FRAME_SECONDS = 120
PLACES = (0.15, 0.3, 0.5, 0.7, 0.85, 0.05)
"""Where in a film a frame is looked for, in order: the first place that is not hidden."""
MARGIN = 2.0
"""How far from a hidden passage a frame must be, in seconds."""
LONGEST_SIDE = 1920
WANTED = "poster_wanted"
"""Among the facts of a film whose picture had to go."""


def make_poster(recording: Recording, beat: Beat | None = None) -> bool:
    """Give a film a still picture when the editor chose none; returns whether one was made. One made before that shows
    what is hidden now goes first. Raises ToolMissing."""
    forget_hidden_poster(recording)
    _settle(recording)
    second = _second_shown(recording)
    if not recording.is_video or recording.poster_id or second is None:
        return False
    try:
        content = _frame(recording, second, beat)
    except (ToolFailed, OSError):
        logger.warning("Recording %s has no frame at %.1f s", recording.pk, second)
        return False
    with transaction.atomic():
        poster = CreditedImage(
            title=recording.title, file=ImageFile(BytesIO(content), f"{recording.uuid}.jpg"),
            collection=recording.collection, credit=recording.credit,
            rights_holder=recording.rights_holder, licence=recording.licence,
            uploaded_by_user_id=recording.uploaded_by_user_id,
        )  # fmt: skip
        poster.save()
        recording.refresh_from_db()
        recording.poster = poster
        recording.facts = {**recording.facts, "poster": [poster.pk, second]}
        recording.save(update_fields=["poster", "facts"])
    return True


def forget_hidden_poster(recording: Recording) -> bool:
    """Let go of a picture that was made of a passage nobody may see any more; returns whether there was one."""
    made = recording.facts.get("poster")
    if not made or recording.poster_id != made[0] or _may_be_shown(recording, made[1]):
        return False
    with transaction.atomic():
        recording.facts = {**_without(recording.facts, "poster"), WANTED: True}
        poster, recording.poster = recording.poster, None
        recording.save(update_fields=["poster", "facts"])
        if poster is not None:
            poster.delete()
    return True


def _settle(recording: Recording) -> None:
    """Whatever comes of it, the picture was asked for once."""
    if WANTED in recording.facts:
        recording.facts = _without(recording.facts, WANTED)
        recording.save(update_fields=["facts"])


def _without(facts: dict[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in facts.items() if key != name}


def _second_shown(recording: Recording) -> float | None:
    """A moment of a film that everybody may see; None when there is none."""
    seconds = [round(recording.duration * place, 3) for place in PLACES]
    return next((second for second in seconds if _may_be_shown(recording, second)), None)


def _may_be_shown(recording: Recording, second: float) -> bool:
    passages = hidden_passages(recording)
    inside = any(one.start - MARGIN <= second <= one.end + MARGIN for one in passages)
    return passages != WHOLE and not inside and second <= recording.duration


def _frame(recording: Recording, second: float, beat: Beat | None) -> bytes:
    """The most telling of the frames that follow a moment, as JPEG; its sides are square pixels."""
    with tempfile.TemporaryDirectory(prefix="poster-") as folder, local_file(recording.file) as source:
        target = Path(folder) / "frame.jpg"
        filters = f"thumbnail=24,scale='min({LONGEST_SIDE},iw*sar)':-2,setsar=1"
        begin = ["-v", "error", "-nostdin", "-y", *SAFE_INPUT, "-ss", f"{second:.3f}", "-i", str(source)]
        frame = ["-map", "0:v:0", "-map_metadata", "-1", "-vf", filters, "-frames:v", "1"]
        written = ["-q:v", "3", "-pix_fmt", "yuvj420p", str(target)]
        run_tool("ffmpeg", [*begin, *frame, *written], FRAME_SECONDS, beat)
        if not target.exists():
            raise ToolFailed("no frame")
        return target.read_bytes()
