"""A record that joins or leaves a public selection is dated anew: harvesters of the set must hear of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models.signals import post_delete, post_save
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import post_page_move

from core.models.outbox import touch_shown
from resources.models import Record, SelectionPage


@contextmanager
def following_members(page: SelectionPage) -> Iterator[None]:
    """Around anything that may change which records a selection shows, or whether it is shown."""
    with transaction.atomic():
        before = _members([page.pk])
        yield
        touch_shown(Record.index_kind(), before ^ _members([page.pk]))


def follow_privacy() -> None:
    """Connect to what hides or shows selections without saving them; called once the apps are ready."""
    for signal in (post_save, post_delete):
        signal.connect(_note_restriction, sender=PageViewRestriction, dispatch_uid=f"resources.oai.{id(signal)}")
    post_page_move.connect(_note_move, dispatch_uid="resources.oai.move")


def _members(pages: Any) -> set[UUID]:
    """The records public selections show."""
    shown = SelectionPage.objects.visible().order_by().filter(pk__in=pages)
    return set(Record.objects.selected_by(shown).order_by().values_list("uuid", flat=True))


def _note_restriction(instance: PageViewRestriction, **kwargs: Any) -> None:
    _date_branch(instance.page)


def _note_move(instance: Page, **kwargs: Any) -> None:
    _date_branch(instance)


def _date_branch(page: Page) -> None:
    """Date the records of every live selection under a page that appeared or disappeared with it."""
    pages = SelectionPage.objects.live().descendant_of(page, inclusive=True).order_by()
    records = Record.objects.selected_by(pages).order_by()
    touch_shown(Record.index_kind(), records.values_list("uuid", flat=True))
