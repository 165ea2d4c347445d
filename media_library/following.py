"""Keeps files in step with their rows: what is new is read, what is replaced or deleted goes, after the commit."""

from typing import Any

from django.db.models.signals import post_delete, post_save, pre_save

from media_library.making.services import drop_file_on_commit
from media_library.models import (
    CreditedImage,
    ProbeState,
    Recording,
    RecordingRendition,
    Release,
    Speaker,
    Track,
)
from media_library.releases.services import follow_recording
from media_library.working import ask_for_work, check_tools, take_up_waiting

UID = "media_library.following"
OF_A_RECORDING = (Release, Speaker, Track)
"""What decides which passages are hidden."""


def register() -> None:
    """Listen, and give the clock and the probe of health their work."""
    from core.clock import register_due
    from core.health import register_warning
    from media_library.releases.services import follow_days

    pre_save.connect(recording_changes, sender=Recording, dispatch_uid=UID)
    post_save.connect(recording_saved, sender=Recording, dispatch_uid=UID)
    post_delete.connect(recording_deleted, sender=Recording, dispatch_uid=UID)
    post_delete.connect(rendition_deleted, sender=RecordingRendition, dispatch_uid=UID)
    for model in OF_A_RECORDING:
        post_save.connect(part_changed, sender=model, dispatch_uid=UID)
        post_delete.connect(part_deleted, sender=model, dispatch_uid=UID)
    register_due("recordings", take_up_waiting)
    register_due("releases", follow_days)
    register_warning("ffmpeg", check_tools)


def recording_changes(instance: Recording, update_fields: Any = None, raw: bool = False, **kwargs: Any) -> None:
    """Another file makes everything that was read in the one before untrue."""
    if raw or not instance.pk or (update_fields is not None and "file" not in update_fields):
        return
    before = Recording._base_manager.filter(pk=instance.pk).first()
    if before is None or (before.file.name == instance.file.name and getattr(instance.file, "_committed", True)):
        return
    made = before.facts.get("poster")
    if made and instance.poster_id == made[0]:
        instance.poster = None
        CreditedImage.objects.filter(pk=made[0]).delete()
    instance.probe_state, instance.attempts, instance.taken_at = ProbeState.WAITING, 0, None
    instance.duration, instance.size, instance.digest, instance.mime_type = 0.0, 0, "", ""
    instance.facts, instance.findings = {}, []
    if before.file:
        drop_file_on_commit(before.file)
    for rendition in before.renditions.all():
        rendition.delete()


def recording_saved(instance: Recording, raw: bool = False, **kwargs: Any) -> None:
    """What was not read yet is read; a still picture made of a film lies where the film does."""
    if raw:
        return
    if instance.probe_state == ProbeState.WAITING:
        ask_for_work()
    made = instance.facts.get("poster")
    if made:
        own = CreditedImage.objects.filter(pk=made[0]).exclude(collection=instance.collection_id)
        own.update(collection=instance.collection_id)


def recording_deleted(instance: Recording, **kwargs: Any) -> None:
    """Its file goes with it, and the still picture made of it."""
    if instance.file:
        drop_file_on_commit(instance.file)
    made = instance.facts.get("poster")
    if made:
        for image in CreditedImage.objects.filter(pk=made[0]):
            image.delete()


def rendition_deleted(instance: RecordingRendition, **kwargs: Any) -> None:
    """Its file goes with it."""
    if instance.file:
        drop_file_on_commit(instance.file)


def part_changed(instance: Any, raw: bool = False, **kwargs: Any) -> None:
    """An agreement, a voice or a text changed: other passages may be hidden now."""
    if raw or not (isinstance(instance, Release) or Release.objects.filter(recording=instance.recording_id).exists()):
        return
    recording = Recording.objects.filter(pk=instance.recording_id).first()
    if recording is not None:
        follow_recording(recording)


def part_deleted(instance: Any, origin: Any = None, **kwargs: Any) -> None:
    """The same, unless it goes with its recording, of which nothing must be made any more."""
    if issubclass(getattr(origin, "model", type(origin)), OF_A_RECORDING):
        part_changed(instance)
