"""Changes to pages that save no page: a moved branch, a restriction put on or taken off."""

from typing import Any
from uuid import UUID

from django.db import transaction
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import page_slug_changed, post_page_move

from core.models import BasePage, IndexChange


def connect() -> None:
    """Listen to Wagtail's signals."""
    from django.db.models.signals import post_delete, post_save, pre_delete

    for signal in (post_save, post_delete):
        signal.connect(note_restriction, sender=PageViewRestriction, dispatch_uid=f"search.restriction.{id(signal)}")
    post_page_move.connect(note_branch_of, dispatch_uid="search.page_move")
    page_slug_changed.connect(note_branch_of, dispatch_uid="search.page_slug")
    for model in _page_models():
        pre_delete.connect(note_deleted, sender=model, dispatch_uid=f"search.page_delete.{model._meta.label}")


def note_restriction(instance: PageViewRestriction, **kwargs: Any) -> None:
    """A page and all below it appear or disappear."""
    note_branch(instance.page)


def note_deleted(instance: BasePage, **kwargs: Any) -> None:
    """A page goes, be it with the one it stands under: then nothing else is called for it."""
    IndexChange.objects.note_unseen(instance.index_kind(), [instance.uuid], derived=not instance.is_public)


def note_branch_of(instance: Page, **kwargs: Any) -> None:
    """A page and all below it have new addresses."""
    note_branch(instance)


def note_branch(page: Page) -> None:
    """Note a page and everything under it as changed."""
    with transaction.atomic():
        for kind, uuids in _branch(page).items():
            IndexChange.objects.note(kind, uuids)


def _branch(page: Page) -> dict[str, list[UUID]]:
    branch: dict[str, list[UUID]] = {}
    for model in _page_models():
        uuids = model.objects.filter(path__startswith=page.path).values_list("uuid", flat=True)
        branch[model.index_kind()] = list(uuids)
    return {kind: uuids for kind, uuids in branch.items() if uuids}


def _page_models() -> list[type[BasePage]]:
    from django.apps import apps

    return [model for model in apps.get_models() if issubclass(model, BasePage)]
