"""What waits for somebody: steps of workflows, articles sent back, texts promised, comments without an answer."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Max, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Comment, Page, Revision, TaskState, WorkflowState

from magazine.assembly.drafts import read_drafts_of
from magazine.assembly.states import ArticleState, review_states, state_of
from magazine.models import ArticlePage, IssuePage
from magazine.querysets import ISSUE_PATH

MOST = 30
"""How many lines of a kind are shown."""
UNFINISHED = (ArticleState.MISSING, ArticleState.DRAFT)


@dataclass(frozen=True)
class Line:
    """One thing that waits: what it is, where it stands, why it waits, since when or for when."""

    title: str
    url: str
    why: str
    number: str = ""
    since: datetime | None = None
    due_on: date | None = None
    comment: str = ""


def what_waits(user: Any) -> list[Line]:
    """Everything that waits for somebody, in a fixed number of queries: sent back, steps, promised texts, comments."""
    return [*_sent_back(user), *_steps(user), *_promised(user), *_comments(user)]


def _steps(user: Any) -> list[Line]:
    """What is at a step of one of the user's groups, the oldest first; everything for a superuser."""
    going = TaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS, task__active=True)
    if not user.is_superuser:
        going = going.filter(task__groupapprovaltask__groups__in=user.groups.all()).distinct()
    states = list(
        going.select_related("workflow_state", "task").defer("revision__content").select_related("revision")
        .order_by("started_at", "pk")[:MOST]
    )  # fmt: skip
    numbers = numbers_of(state.workflow_state for state in states)
    return [
        Line(
            state.revision.object_str if state.revision else "",
            address_of(state.workflow_state),
            state.task.name,
            numbers.get(key_of(state.workflow_state), ""),
            since=state.started_at,
        )
        for state in states
    ]


def _sent_back(user: Any) -> list[Line]:
    """What somebody submitted, or owns, and that is to be changed."""
    pages = ContentType.objects.get_for_model(Page)
    own = [str(pk) for pk in ArticlePage.objects.filter(owner=user, live=False).values_list("pk", flat=True)]
    returned = WorkflowState.objects.filter(status=WorkflowState.STATUS_NEEDS_CHANGES).filter(
        Q(requested_by=user) | Q(base_content_type=pages, object_id__in=own)
    )
    states = list(
        returned.select_related("current_task_state__revision", "current_task_state__finished_by")
        .defer("current_task_state__revision__content")
        .order_by("current_task_state__finished_at", "pk")[:MOST]
    )
    numbers = numbers_of(states)
    return [
        Line(
            _revision_title(state.current_task_state.revision),
            address_of(state),
            _("à revoir"),
            numbers.get(key_of(state), ""),
            since=state.current_task_state.finished_at,
            comment=state.current_task_state.comment,
        )
        for state in states
        if state.current_task_state
    ]


def _revision_title(revision: Revision | None) -> str:
    return str(revision.object_str) if revision else ""


def _promised(user: Any) -> list[Line]:
    """Articles asked from somebody that are not handed in, the most urgent first."""
    mine = Q(owner=user)
    if user.email:
        mine |= Q(commission__author_email__iexact=user.email)
    asked = ArticlePage.objects.filter(mine, commission__isnull=False, live=False)
    articles = list(
        asked.select_related("latest_revision", "commission", "locale").order_by("commission__due_on", "path")[:MOST]
    )
    states = review_states(articles) if articles else {}
    numbers = issues_of(article.path for article in articles)
    return [
        Line(
            draft.title,
            edit_address(draft.article.pk),
            _("attendu de vous"),
            numbers.get(draft.article.path[:ISSUE_PATH], ""),
            due_on=draft.article.commission.due_on,
        )
        for draft in (read_drafts_of(articles) if articles else [])
        if state_of(draft, states) in UNFINISHED
    ]


def _comments(user: Any) -> list[Line]:
    """Pages of somebody, or that they follow, with comments of others that nobody has resolved."""
    followed = Q(page__owner=user) | Q(page__subscribers__in=user.page_subscriptions.filter(comment_notifications=True))
    rows = (
        Comment.objects.filter(followed, resolved_at=None).exclude(user=user)
        .values("page", "page__draft_title", "page__path")
        .annotate(count=Count("pk", distinct=True), last=Max("created_at")).order_by("-last", "page")[:MOST]
    )  # fmt: skip
    rows = list(rows)
    numbers = issues_of(row["page__path"] for row in rows)
    return [
        Line(
            row["page__draft_title"],
            edit_address(row["page"]) + "#comments",
            ngettext("%(count)s commentaire", "%(count)s commentaires", row["count"]) % {"count": row["count"]},
            numbers.get(row["page__path"][:ISSUE_PATH], ""),
            since=row["last"],
        )
        for row in rows
    ]


def edit_address(pk: Any) -> str:
    """The form of a page."""
    return reverse("wagtailadmin_pages:edit", args=[pk])


def key_of(state: WorkflowState) -> tuple[int, str]:
    """What a workflow is about, as a key."""
    return state.base_content_type_id, state.object_id


def address_of(state: WorkflowState) -> str:
    """The form of what a workflow is about."""
    model = ContentType.objects.get_for_id(state.content_type_id).model_class()
    if model is None or issubclass(model, Page):
        return edit_address(state.object_id)
    viewset = getattr(model, "snippet_viewset", None)
    return reverse(viewset.get_url_name("edit"), args=[state.object_id]) if viewset else ""


def numbers_of(states: Iterable[WorkflowState]) -> dict[tuple[int, str], str]:
    """The number each page in a workflow stands in; two queries."""
    pages = ContentType.objects.get_for_model(Page).pk
    wanted = [state.object_id for state in states if state.base_content_type_id == pages]
    paths = dict(Page.objects.filter(pk__in=wanted).values_list("pk", "path")) if wanted else {}
    issues = issues_of(paths.values())
    return {(pages, str(pk)): issues.get(path[:ISSUE_PATH], "") for pk, path in paths.items()}


def issues_of(paths: Iterable[str]) -> dict[str, str]:
    """The titles of the numbers some pages stand in, by the path of the number; one query."""
    wanted = set(_issue_paths(paths))
    return dict(IssuePage.objects.filter(path__in=wanted).values_list("path", "draft_title")) if wanted else {}


def _issue_paths(paths: Iterable[str]) -> Iterator[str]:
    return (path[:ISSUE_PATH] for path in paths if len(path) >= ISSUE_PATH)
