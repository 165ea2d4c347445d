"""Articles found ready: the version that was, by whom, and when. A newer version has to be found ready anew."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import Revision, WorkflowState

from magazine.models import ArticleCommission, ArticlePage

READY_ACTION = "passerelles.ready"
NOT_READY_ACTION = "passerelles.not_ready"
"""How the history of an article names the two decisions."""


def mark_ready(article: ArticlePage, revision: Revision | None, user: Any) -> ArticleCommission:
    """Note that a version of an article (the latest when None) is ready to go out with its number.

    A review that is still going on ends: somebody who may publish has decided.
    """
    with transaction.atomic():
        revision = revision or article.latest_revision or article.save_revision(user=user, log_action=False)
        commission, _created = ArticleCommission.objects.get_or_create(article=article)
        commission.ready_revision, commission.ready_at, commission.ready_by = revision, timezone.now(), user
        commission.save(update_fields=["ready_revision", "ready_at", "ready_by"])
        _end_review(article, user)
        log(instance=article, action=READY_ACTION, user=user, revision=revision)
    article.commission = commission
    return commission


def mark_not_ready(article: ArticlePage, user: Any) -> None:
    """Take the decision back."""
    ArticleCommission.objects.filter(article=article).update(ready_revision=None, ready_at=None, ready_by=None)
    log(instance=article, action=NOT_READY_ACTION, user=user)


def is_ready(article: ArticlePage) -> bool:
    """Whether the latest version is the one found ready; autosave writes over a version, so its date counts."""
    commission: ArticleCommission | None = getattr(article, "commission", None)
    if commission is None or commission.ready_at is None or commission.ready_revision_id is None:
        return False
    newest = article.latest_revision_created_at
    return commission.ready_revision_id == article.latest_revision_id and (
        newest is None or newest <= commission.ready_at
    )


def _end_review(article: ArticlePage, user: Any) -> None:
    state = article.current_workflow_state
    if state is not None and state.status in (WorkflowState.STATUS_IN_PROGRESS, WorkflowState.STATUS_NEEDS_CHANGES):
        state.cancel(user=user)
