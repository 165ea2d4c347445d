"""Publishing a number and taking it offline: all of it or nothing, in one transaction, in the contents’ order."""

import logging
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import Page

from magazine.models import ArticleCommission, ArticlePage, IssuePage, IssueRelease, ReleaseAction
from magazine.releases.composition import compose
from magazine.releases.guards import releasing
from magazine.releases.refusals import AlreadyDone, NotReady, StepFailed
from magazine.signals import issue_released

logger = logging.getLogger(__name__)


def publish_issue(
    issue: IssuePage, by: Any, left_out: Iterable[UUID | str] = (), *, even_unready: bool = False
) -> IssueRelease:
    """Publish a number with the latest version of everything in it, except the articles left out.

    An article without text, or that nobody found ready, must be left out (`even_unready` takes the latter, for
    imports). Raises `ReleaseRefused`, with everything as before, when it can't be done.
    """
    names = sorted(str(name) for name in left_out)
    return _carry_out(issue, ReleaseAction.PUBLISH, by, names, partial(_publish_pages, even_unready=even_unready))


def withdraw_issue(issue: IssuePage, by: Any) -> IssueRelease:
    """Take a number offline with everything in it. Raises `ReleaseRefused`, with everything as before."""
    return _carry_out(issue, ReleaseAction.WITHDRAW, by, [], _unpublish_pages)


def _carry_out(
    issue: IssuePage, action: ReleaseAction, by: Any, left_out: list[str],
    change: Callable[[IssuePage, IssueRelease], None],
) -> IssueRelease:  # fmt: skip
    """Do one decision now, in one transaction; who comes second is told who was first."""
    with transaction.atomic():
        Page.objects.select_for_update().get(pk=issue.pk)
        fresh = IssuePage.objects.get(pk=issue.pk)
        if fresh.live == (action == ReleaseAction.PUBLISH):
            raise AlreadyDone(last_done(fresh, action), action)
        release = _decision(fresh, action, by, left_out)
        with releasing(fresh):
            change(fresh, release)
        release.done_at, release.failed_at, release.failure, release.told_at = timezone.now(), None, "", None
        release.save()
        transaction.on_commit(partial(_announce, fresh.pk, release.pk), robust=True)
    issue.refresh_from_db()
    return release


def _decision(issue: IssuePage, action: ReleaseAction, by: Any, left_out: list[str]) -> IssueRelease:
    """The decision that is carried out: the one that waited, or a new one. One that says the contrary is cancelled."""
    waiting = waiting_release(issue)
    if waiting is not None and waiting.action != action:
        IssueRelease.objects.filter(pk=waiting.pk).update(cancelled_at=timezone.now())
        waiting = None
    release = waiting or IssueRelease(issue=issue, action=action, due_at=timezone.now(), asked_by=by)
    release.left_out = left_out
    if by is not None:
        release.asked_by = by
    release.save()
    return release


def waiting_release(issue: Page) -> IssueRelease | None:
    """What is planned for a number and not done yet."""
    waiting = IssueRelease.objects.filter(issue=issue.pk, done_at=None, cancelled_at=None)
    return waiting.select_related("asked_by").first()


def last_done(issue: Page, action: str) -> IssueRelease | None:
    """The last time it was done to a number."""
    done = IssueRelease.objects.filter(issue=issue.pk, action=action, done_at__isnull=False)
    return done.select_related("asked_by").order_by("done_at").last()


def _publish_pages(issue: IssuePage, release: IssueRelease, *, even_unready: bool) -> None:
    composition = compose(issue, release.left_out)
    if reasons := composition.obstacles(even_unready=even_unready):
        raise NotReady(reasons)
    for page in composition.going_out:
        _step(page, partial(_publish_page, page, release.asked_by))


def _publish_page(page: Any, by: Any) -> None:
    """Publish the latest version of one page."""
    revision = page.latest_revision or page.save_revision(user=by, log_action=False)
    revision.publish(user=by, skip_permission_checks=True)


def _unpublish_pages(issue: IssuePage, release: IssueRelease) -> None:
    """The number first, so that nothing of it shows while the rest follows. What had no newer draft stays ready."""
    live = Page.objects.order_by("path").filter(path__startswith=issue.path, live=True).specific()
    for page in list(live):
        if isinstance(page, ArticlePage) and not page.has_unpublished_changes:
            _keep_ready(page, release.asked_by)
        action = UnpublishPageAction(page, user=release.asked_by)
        _step(page, partial(action.execute, skip_permission_checks=True))


def _keep_ready(article: ArticlePage, by: Any) -> None:
    """What everybody read is ready to go out again as it is."""
    if article.latest_revision_id is not None:
        found = {"ready_revision": article.latest_revision, "ready_at": timezone.now(), "ready_by": by}
        ArticleCommission.objects.update_or_create(article=article, defaults=found)


def _step(page: Page, step: Callable[[], object]) -> None:
    """One page of the whole; the page that fails is named."""
    try:
        step()
    except Exception as error:
        logger.exception("Could not change page %s with its number", page.pk)
        raise StepFailed(page.title, error) from error


def _announce(issue_pk: int, release_pk: int) -> None:
    """After commit: tell those who make files and keep caches."""
    issue, release = IssuePage.objects.get(pk=issue_pk), IssueRelease.objects.get(pk=release_pk)
    for receiver, error in issue_released.send_robust(sender=IssuePage, issue=issue, release=release):
        if isinstance(error, Exception):
            logger.error("%s did not follow the release of %s", receiver, issue_pk, exc_info=error)
