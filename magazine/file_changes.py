"""Articles follow the pictures and documents in their text: what is said of a private one is searched no more."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models.signals import post_delete, post_save, pre_delete
from wagtail.models import CollectionViewRestriction, ReferenceIndex

from core.models import IndexChange
from magazine.models import ArticlePage
from media_library.models import CreditedDocument, CreditedImage

FILES = (CreditedImage, CreditedDocument)


def connect() -> None:
    """Listen to files and to the privacy of collections."""
    for model in FILES:
        for signal in (post_save, pre_delete):
            signal.connect(note_file, sender=model, dispatch_uid=f"magazine.file.{model.__name__}")
    for signal in (post_save, post_delete):
        signal.connect(note_files, sender=CollectionViewRestriction, dispatch_uid="magazine.files")


def note_file(instance: Any, created: bool = False, **kwargs: Any) -> None:
    """Note the articles that show a file."""
    if not created:
        _note(ReferenceIndex.get_references_to(instance))


def note_files(**kwargs: Any) -> None:
    """Note the articles that show any file: some of them have just been hidden, or shown."""
    types = ContentType.objects.get_for_models(*FILES).values()
    _note(ReferenceIndex.objects.filter(to_content_type__in=types))


def _note(references: Any) -> None:
    """The articles among what refers to files; their own date stays, since their words did not change."""
    article = ContentType.objects.get_for_model(ArticlePage)
    keys = set(references.filter(content_type=article).values_list("object_id", flat=True))
    if keys:
        uuids = ArticlePage.objects.visible().order_by().filter(pk__in=keys).values_list("uuid", flat=True)
        IndexChange.objects.note_unseen(ArticlePage.index_kind(), list(uuids), derived=True)
