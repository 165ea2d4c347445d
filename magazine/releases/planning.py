"""Decisions that wait for their time: planned, put off, given up, carried out by the clock."""

import logging
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.models import Page

from magazine.models import IssuePage, IssueRelease, ReleaseAction
from magazine.releases.refusals import AlreadyDone, ReleaseRefused, StepFailed
from magazine.releases.services import last_done, publish_issue, waiting_release, withdraw_issue

logger = logging.getLogger(__name__)


class SomeNotReleased(Exception):
    """A number that was due could not be published or taken offline, by a fault; it will be tried again."""


def plan_release(
    issue: IssuePage, action: str, due_at: datetime, by: Any, left_out: Iterable[UUID | str] = ()
) -> IssueRelease:
    """Set the time of a number, in place of what waited before; raises `ReleaseRefused`."""
    with transaction.atomic():
        Page.objects.select_for_update().get(pk=issue.pk)
        fresh = IssuePage.objects.get(pk=issue.pk)
        if fresh.live == (action == ReleaseAction.PUBLISH):
            raise AlreadyDone(last_done(fresh, action), action)
        if due_at <= timezone.now():
            raise ReleaseRefused(_("Cette heure est passée : choisissez-en une à venir, ou « maintenant »."))
        release = waiting_release(fresh) or IssueRelease(issue=fresh)
        release.action, release.due_at, release.asked_by = action, due_at, by
        release.left_out = sorted(str(name) for name in left_out)
        release.failed_at, release.failure, release.told_at = None, "", None
        release.save()
    return release


def cancel_release(issue: IssuePage, by: Any) -> IssueRelease:
    """Give up what waits; raises `ReleaseRefused` when nothing does any more."""
    with transaction.atomic():
        Page.objects.select_for_update().get(pk=issue.pk)
        release = waiting_release(issue)
        if release is None:
            raise ReleaseRefused(_("Rien n’est prévu pour ce numéro : c’est déjà fait, ou déjà annulé."))
        release.cancelled_at = timezone.now()
        release.save(update_fields=["cancelled_at"])
    logger.info("Release %s of %s cancelled by %s", release.uuid, issue.pk, by)
    return release


def carry_out_due() -> int:
    """A job of the clock: every number whose time has come; what can't be done is told, and tried again."""
    done, failed = 0, 0
    due = IssueRelease.objects.filter(done_at=None, cancelled_at=None, due_at__lte=timezone.now())
    for release in due.select_related("issue", "asked_by").order_by("due_at", "pk"):
        try:
            with override("fr"):
                done += _carry_out(release)
        except Exception as error:
            failed += not isinstance(error, ReleaseRefused) or isinstance(error, StepFailed)
            note_failure(release, error)
    if failed:
        raise SomeNotReleased(f"{failed} of {done + failed} due releases failed; see the log.")
    return done


def _carry_out(release: IssueRelease) -> int:
    """Do it as it was decided, unless it was given up or put off meanwhile."""
    current = IssueRelease.objects.filter(pk=release.pk, done_at=None, cancelled_at=None, due_at__lte=timezone.now())
    if not current.exists():
        return 0
    try:
        if release.action == ReleaseAction.PUBLISH:
            publish_issue(release.issue, None, release.left_out)
        else:
            withdraw_issue(release.issue, None)
    except AlreadyDone:
        current.update(cancelled_at=timezone.now())
        return 0
    return 1


def note_failure(release: IssueRelease, error: Exception) -> None:
    """Keep why it could not be done; a reason nobody was told yet is told."""
    reason = str(error) if isinstance(error, ReleaseRefused) else f"{type(error).__name__}: {error}"
    if not isinstance(error, ReleaseRefused):
        logger.error("Release %s failed", release.uuid, exc_info=error)
    changes: dict[str, Any] = {"failed_at": timezone.now(), "failure": reason[:4000]}
    if reason[:4000] != release.failure:
        changes["told_at"] = None
    IssueRelease.objects.filter(pk=release.pk).update(**changes)


def note_failed_attempt(issue: IssuePage, action: str, by: Any, error: ReleaseRefused) -> None:
    """Keep that somebody tried by hand and could not: they saw why, nobody else needs to be told."""
    now = timezone.now()
    IssueRelease.objects.create(
        issue=issue, action=action, due_at=now, asked_by=by, cancelled_at=now, failed_at=now, told_at=now,
        failure=str(error)[:4000],
    )  # fmt: skip
