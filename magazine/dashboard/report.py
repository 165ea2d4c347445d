"""The report by number: how many articles are where, how long they are, what is late, what is to be corrected."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import reduce
from operator import or_
from typing import Any, ClassVar

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.models import Page
from wagtail.permissions import policy_registry

from magazine.assembly.drafts import Draft, read_drafts_of
from magazine.assembly.states import ArticleState, review_states, state_of
from magazine.checks.services import check_subjects
from magazine.checks.subject import Subject
from magazine.dashboard.waiting import UNFINISHED
from magazine.models import ArticlePage, IssuePage
from magazine.querysets import ISSUE_PATH


@dataclass
class NumberReport:
    """One number, counted."""

    issue: IssuePage
    states: Counter[str] = field(default_factory=Counter)
    words: int = 0
    late: int = 0
    to_correct: int = 0

    @property
    def pk(self) -> Any:
        """The key of the number, which lists ask for."""
        return self.issue.pk

    @property
    def title(self) -> str:
        """The number as it is called now."""
        return self.issue.draft_title or self.issue.title

    @property
    def issued_on(self) -> date:
        """When it comes out, or came out."""
        return self.issue.issued_on

    @property
    def articles(self) -> int:
        """How many articles it has."""
        return self.states.total()

    def __getattr__(self, name: str) -> int:
        """How many articles are in a state, by its name."""
        if name in ArticleState.values:
            return self.states[name]
        raise AttributeError(name)


def report_numbers(issues: Sequence[IssuePage]) -> list[NumberReport]:
    """Numbers counted, in a fixed number of queries; what is checked and late is only what is not out yet."""
    reports = {issue.path: NumberReport(issue) for issue in issues}
    if not reports:
        return []
    inside = reduce(or_, (Q(path__startswith=path) for path in reports))
    articles = ArticlePage.objects.filter(inside).order_by("path").select_related(
        "latest_revision", "commission", "locale"
    )  # fmt: skip
    drafts = read_drafts_of(articles)
    reviewed = review_states([draft.article for draft in drafts])
    for draft in drafts:
        report = reports[draft.article.path[:ISSUE_PATH]]
        state = state_of(draft, reviewed)
        report.states[state.value] += 1
        report.words += draft.words
        report.late += _is_late(draft, state)
    _count_errors(reports, drafts)
    return list(reports.values())


def _is_late(draft: Draft, state: ArticleState) -> bool:
    commission = getattr(draft.article, "commission", None)
    due = commission.due_on if commission else None
    return due is not None and due < timezone.localdate() and state in UNFINISHED


def _count_errors(reports: dict[str, NumberReport], drafts: Iterable[Draft]) -> None:
    """How many articles of each number have something to be corrected before they are submitted."""
    checked = [draft for draft in drafts if not draft.article.live and draft.has_text]
    subjects = [Subject(draft.content, draft.article.locale.language_code) for draft in checked]
    for draft, findings in zip(checked, check_subjects(subjects), strict=True):
        report = reports[draft.article.path[:ISSUE_PATH]]
        report.to_correct += any(finding.is_error for finding in findings)


COUNTS = [("articles", _("Articles")), *((state.value, state.label) for state in ArticleState)]


class NumbersReport(ReportView):
    """Numbers by articles in each state, to read or to take away."""

    page_title = _("Numéros du magazine")
    header_icon = "list-ol"
    model = IssuePage
    index_url_name = "magazine_report"
    index_results_url_name = "magazine_report_results"
    default_ordering = ("live", "-issued_on", "-path")
    paginate_by = 20
    is_searchable = False
    export_filename = "numeros"
    list_export: ClassVar[list[str]] = [
        "title", "issued_on", *(name for name, _label in COUNTS), "words", "late", "to_correct",
    ]  # fmt: skip
    export_headings: ClassVar[dict[str, Any]] = {
        "title": _("Numéro"), "issued_on": _("Parution"), **dict(COUNTS), "words": _("Mots"), "late": _("En retard"),
        "to_correct": _("À corriger"),
    }  # fmt: skip
    any_permission_required: ClassVar[list[str]] = ["add", "change", "publish"]
    permission_policy: Any = policy_registry.get_by_type(Page)

    columns: ClassVar[list[Column]] = [
        TitleColumn("title", label=_("Numéro"), get_url=lambda row: reverse("magazine_assembly:table", args=[row.pk])),
        Column("issued_on", label=_("Parution")),
        *(Column(name, label=label) for name, label in COUNTS),
        Column("words", label=_("Mots")),
        Column("late", label=_("En retard")),
        Column("to_correct", label=_("À corriger")),
    ]

    def get_queryset(self) -> Any:
        """The numbers under what the user works on."""
        policy: Any = policy_registry.get_by_type(Page)
        mine = policy.instances_user_has_any_permission_for(self.request.user, ["add", "change", "publish"])
        return IssuePage.objects.filter(pk__in=mine.values("pk")).order_by(*self.default_ordering)

    def decorate_paginated_queryset(self, object_list: Any) -> list[NumberReport]:
        """The numbers of this page, counted."""
        return report_numbers(list(object_list))
