"""Keeps the index and the dates of records in step with what they print and does not save them: pictures, files, the
privacy of collections, places of copies."""

from typing import Any

from django.db.models.signals import post_save, pre_delete
from wagtail.models import CollectionViewRestriction

from core.models import IndexChange
from media_library.models import CreditedDocument, CreditedImage
from resources.models import HoldingSite, Record


def follow_files() -> None:
    """Connect the signals; called once the apps are ready."""
    for model, handler in (
        (CollectionViewRestriction, note_collection),
        (CreditedImage, note_image),
        (CreditedDocument, note_document),
        (HoldingSite, note_place),
    ):
        for signal in (post_save, pre_delete):
            signal.connect(handler, sender=model, dispatch_uid=f"resources.{handler.__name__}.{id(signal)}")


def note_collection(instance: Any, **kwargs: Any) -> None:
    """Records with a picture or a file in a collection whose privacy changed."""
    _note(Record.objects.with_files_under(instance.collection.path))


def note_image(instance: Any, **kwargs: Any) -> None:
    """Records whose cover changed."""
    if not kwargs.get("created"):
        _note(Record.objects.order_by().covered_by(instance))


def note_document(instance: Any, **kwargs: Any) -> None:
    """Records one of whose files changed."""
    if not kwargs.get("created"):
        _note(Record.objects.order_by().holding_file(instance))


def note_place(instance: Any, **kwargs: Any) -> None:
    """Records with a copy in a place that is called otherwise now."""
    if not kwargs.get("created"):
        _note(Record.objects.order_by().held_at(instance))


def _note(records: Any) -> None:
    IndexChange.objects.note(Record.index_kind(), list(records.visible().values_list("uuid", flat=True)))
