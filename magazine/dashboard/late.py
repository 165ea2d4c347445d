"""What is late: texts past their date, articles that stay in a step."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page, TaskState
from wagtail.permissions import policy_registry

from magazine.assembly.drafts import read_drafts_of
from magazine.assembly.states import review_states, state_of
from magazine.dashboard.waiting import UNFINISHED, edit_address, issues_of
from magazine.models import ArticlePage
from magazine.querysets import ISSUE_PATH

PATIENCE = timedelta(days=5)
"""How long an article may stay in one step before it counts as late."""
MOST = 30


@dataclass(frozen=True)
class LateLine:
    """One thing that is late: what, where, whose it is, since when."""

    title: str
    url: str
    number: str
    why: str
    who: str
    days: int


def follows_others(user: Any) -> bool:
    """Whether somebody works on what others write."""
    policy: Any = policy_registry.get_by_type(Page)
    return bool(policy.user_has_any_permission(user, {"publish"}) or _may_change(policy, user))


def _may_change(policy: Any, user: Any) -> bool:
    """Whether somebody may change pages of others; who may only add changes their own."""
    return user.is_superuser or any(
        given.permission.codename == "change_page" for given in policy.get_cached_permissions_for_user(user)
    )


def what_is_late(user: Any) -> list[LateLine]:
    """What is late among the pages somebody may change, the latest first; a fixed number of queries."""
    policy: Any = policy_registry.get_by_type(Page)
    visible = policy.instances_user_has_permission_for(user, "change").values("pk")
    articles = ArticlePage.objects.filter(pk__in=visible)
    return sorted([*_late_texts(articles), *_slow_steps(articles)], key=lambda line: -line.days)[:MOST]


def _late_texts(articles: Any) -> list[LateLine]:
    today = timezone.localdate()
    late = articles.filter(live=False, commission__due_on__lt=today).order_by("commission__due_on", "path")
    found = list(
        late.select_related("latest_revision", "locale", "commission__agent", "commission__responsible")[:MOST]
    )
    states = review_states(found) if found else {}
    numbers = issues_of(article.path for article in found)
    return [
        LateLine(
            draft.title,
            edit_address(draft.article.pk),
            numbers.get(draft.article.path[:ISSUE_PATH], ""),
            _("texte attendu"),
            _author(draft.article.commission),
            _days(draft.article.commission.due_on or today, today),
        )
        for draft in (read_drafts_of(found) if found else [])
        if state_of(draft, states) in UNFINISHED
    ]


def _author(commission: Any) -> str:
    return str(commission.author_name or commission.agent or "")


def _days(since: date | datetime, today: date) -> int:
    return (today - (timezone.localtime(since).date() if isinstance(since, datetime) else since)).days


def _slow_steps(articles: Any) -> list[LateLine]:
    pages = ContentType.objects.get_for_model(Page)
    slow = TaskState.objects.filter(
        status=TaskState.STATUS_IN_PROGRESS, started_at__lt=timezone.now() - PATIENCE,
        workflow_state__base_content_type=pages,
    )  # fmt: skip
    states = {
        int(state.workflow_state.object_id): state
        for state in slow.select_related("workflow_state", "task").order_by("-started_at", "-pk")
    }
    rows = articles.filter(pk__in=states).values_list("pk", "draft_title", "path") if states else []
    found = list(rows)
    numbers = issues_of(path for _pk, _title, path in found)
    today = timezone.localdate()
    return [
        LateLine(
            title, edit_address(pk), numbers.get(path[:ISSUE_PATH], ""), _("en attente de relecture"),
            states[pk].task.name, _days(states[pk].started_at, today),
        )
        for pk, title, path in found
    ]  # fmt: skip
