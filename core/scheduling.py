"""Scheduled publication: what is due goes live or expires, each thing in a transaction of its own."""

import logging
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from typing import Any

from django.apps import apps
from django.db import models, transaction
from django.utils import timezone
from wagtail.models import DraftStateMixin, Page, Revision

logger = logging.getLogger(__name__)


class SomeNotPublished(Exception):
    """Some of what was due could not be published or taken down; it will be tried again."""


def publish_due() -> int:
    """Publish scheduled revisions that are due, then take down what has expired; returns how many things changed.

    Each is done in its own transaction, so that one that fails is logged, left as it was, and stops no other.
    Publication comes first: taking a thing down forgets its scheduled revisions, the one that prolongs it included.
    """
    now = timezone.now()
    done, failed = 0, 0
    for name, step in _due_steps(now):
        try:
            with transaction.atomic():
                done += step()
        except Exception:
            logger.exception("Could not do what is due: %s", name)
            failed += 1
    if failed:
        raise SomeNotPublished(f"{failed} of {done + failed} due changes failed; see the log.")
    return done


def _due_steps(now: datetime) -> Iterator[tuple[str, Callable[[], int]]]:
    """What is due, one named step for each thing; the list of what has expired is read after the publications."""
    due = Revision.objects.filter(approved_go_live_at__lte=now).order_by("approved_go_live_at", "pk")
    for pk in list(due.values_list("pk", flat=True)):
        yield f"publish revision {pk}", partial(_publish_revision, pk, now)
    for model in _scheduled_models():
        expired = model._default_manager.filter(live=True, expire_at__lte=now).order_by("expire_at", "pk")
        for pk in list(expired.values_list("pk", flat=True)):
            yield f"expire {model._meta.label} {pk}", partial(_expire, model, pk, now)


def _scheduled_models() -> list[type[models.Model]]:
    """Pages, and every snippet that can be published."""
    snippets = [
        model for model in apps.get_models() if issubclass(model, DraftStateMixin) and not issubclass(model, Page)
    ]
    return [Page, *snippets]


def _publish_revision(pk: int, now: datetime) -> int:
    """Publish one revision, unless another process just did."""
    revision = Revision.objects.select_for_update().filter(pk=pk, approved_go_live_at__lte=now).first()
    if revision is None:
        return 0
    if getattr(revision.content_object, "goes_live_with_others", False):
        return _forget_date(revision)
    revision.publish(log_action="wagtail.publish.scheduled")
    return 1


def _expire(model: type[models.Model], pk: int, now: datetime) -> int:
    """Take one thing down, as the type it really is so that the search index hears of it."""
    found = model._default_manager.select_for_update().filter(pk=pk, live=True, expire_at__lte=now).first()
    if found is None:
        return 0
    thing: Any = found.specific if isinstance(found, Page) else found
    if getattr(thing, "goes_live_with_others", False):
        model._default_manager.filter(pk=pk).update(expire_at=None)
        return 0
    thing.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
    return 1


def _forget_date(revision: Revision) -> int:
    """What goes live with others alone has no date of its own: one that slipped in is dropped, and said."""
    logger.warning("Revision %s was dated by itself; its date is dropped", revision.pk)
    Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=None)
    return 0
