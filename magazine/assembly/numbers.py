"""The list of numbers, as the editors see it."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page as ListPage
from django.core.paginator import Paginator
from django.db.models import BooleanField, Case, F, Q, Value, When
from wagtail.models import Page
from wagtail.permissions import policy_registry

from magazine.models import ArticlePage, IssuePage, IssueRelease, MagazinePage
from magazine.querysets import ISSUE_PATH

PER_PAGE = 30


@dataclass
class Number:
    """A number and how far it is."""

    issue: IssuePage
    articles: int = 0
    settled: int = 0
    waiting: IssueRelease | None = None

    @property
    def percent(self) -> int:
        """How much of it is ready or published."""
        return round(100 * self.settled / self.articles) if self.articles else 0


def works_anywhere(user: Any) -> bool:
    """Whether somebody works on a magazine."""
    return any(_has_rights(user, path) for path in MagazinePage.objects.values_list("path", flat=True))


def _has_rights(user: Any, path: str) -> bool:
    if not user.is_active or user.is_superuser:
        return bool(user.is_active)
    policy: Any = policy_registry.get_by_type(Page)
    return any(path.startswith(given.page.path) for given in policy.get_cached_permissions_for_user(user))


def list_numbers(user: Any, number: Any) -> "ListPage[Number]":
    """A page of the numbers somebody works on, those not out yet first; a fixed number of queries."""
    paths = [path for path in MagazinePage.objects.values_list("path", flat=True) if _has_rights(user, path)]
    inside = Q()
    for path in paths:
        inside |= Q(path__startswith=path)
    issues = IssuePage.objects.filter(inside) if paths else IssuePage.objects.none()
    page = Paginator(issues.order_by("live", "-issued_on", "-path"), PER_PAGE).get_page(number)
    page.object_list = _with_progress(list(page.object_list))
    return page


def _with_progress(issues: list[IssuePage]) -> list[Number]:
    ready = Q(
        commission__ready_revision=F("latest_revision"), commission__ready_at__gte=F("latest_revision_created_at")
    )
    settled = Case(When(Q(live=True) | ready, then=Value(True)), default=Value(False), output_field=BooleanField())
    counts: dict[str, Number] = {issue.path: Number(issue) for issue in issues}
    inside = Q()
    for issue in issues:
        inside |= Q(path__startswith=issue.path)
    if issues:
        rows = ArticlePage.objects.order_by().filter(inside).annotate(settled=settled).values_list("path", "settled")
        for path, is_settled in rows:
            counts[path[:ISSUE_PATH]].articles += 1
            counts[path[:ISSUE_PATH]].settled += bool(is_settled)
    for release in IssueRelease.objects.filter(issue__in=issues, done_at=None, cancelled_at=None):
        for one in counts.values():
            if one.issue.pk == release.issue_id:
                one.waiting = release
    return list(counts.values())
