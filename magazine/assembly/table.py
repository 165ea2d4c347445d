"""A number on the editors' table: its contents in order, and for each article how far it is and who has it."""

import datetime
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import GroupApprovalTask, Page, WorkflowState

from magazine.assembly.drafts import Draft, read_articles
from magazine.assembly.gaps import Gap, gaps_by_article
from magazine.assembly.states import ArticleState, review_states, state_of
from magazine.models import ArticleCommission, ArticlePage, DossierItemPage, DossierPage, IssuePage, RubricPage

DELIVERED = (ArticleState.IN_REVIEW, ArticleState.READY, ArticleState.PUBLISHED, ArticleState.CHANGED)
"""States in which nobody waits for the text any more."""


@dataclass
class Row:
    """One article, dossier, rubric or placed thing."""

    page: Any
    title: str
    kind: str
    state: ArticleState | None = None
    words: int = 0
    gaps: list[Gap] = field(default_factory=list)
    review: str = ""
    rows: list["Row"] = field(default_factory=list)

    @property
    def is_part(self) -> bool:
        """Whether other rows stand in it."""
        return self.kind in ("dossier", "rubric")

    @property
    def commission(self) -> ArticleCommission | None:
        """What is planned around an article."""
        return getattr(self.page, "commission", None) if isinstance(self.page, ArticlePage) else None

    @property
    def expected_from(self) -> str:
        """Who writes it, as far as the plan says."""
        commission = self.commission
        if commission is None:
            return ""
        return str(commission.author_name or commission.agent or "")

    @property
    def due_on(self) -> datetime.date | None:
        """When its text is expected."""
        return self.commission.due_on if self.commission else None

    @property
    def days_late(self) -> int:
        """By how many days the text is late; 0 when it is not, or is there."""
        if self.due_on is None or self.state in DELIVERED:
            return 0
        return max(0, (timezone.localdate() - self.due_on).days)


@dataclass
class Table:
    """A number and everything in it."""

    issue: IssuePage
    rows: list[Row]

    @cached_property
    def articles(self) -> list[Row]:
        """The articles, in reading order."""
        return [each for row in self.rows for each in (row.rows if row.is_part else [row]) if each.state is not None]

    @property
    def parts(self) -> list[Row]:
        """The dossiers and rubrics."""
        return [row for row in self.rows if row.is_part]

    @property
    def counts(self) -> list[tuple[ArticleState, int]]:
        """How many articles there are in each state that occurs."""
        counted = Counter(row.state for row in self.articles)
        return [(state, counted[state]) for state in ArticleState if counted[state]]

    @property
    def settled(self) -> int:
        """How many articles wait for nothing any more but the number."""
        done = (ArticleState.READY, ArticleState.PUBLISHED, ArticleState.CHANGED)
        return sum(row.state in done for row in self.articles)

    @property
    def words(self) -> int:
        """Words of the whole number."""
        return sum(row.words for row in self.articles)

    @property
    def late(self) -> int:
        """How many texts are late."""
        return sum(bool(row.days_late) for row in self.articles)


def read_table(issue: IssuePage) -> Table:
    """Everything the table shows, in a fixed number of queries."""
    drafts = read_articles(issue)
    states = review_states([draft.article for draft in drafts])
    holders = _say_reviews(states)
    gaps = gaps_by_article(drafts)
    rows = [_article_row(draft, states, gaps[draft.article.pk], holders) for draft in drafts]
    rows += [Row(page, page.draft_title or page.title, "dossier") for page in DossierPage.objects.of_issue(issue)]
    rows += [Row(page, page.draft_title or page.title, "rubric") for page in RubricPage.objects.of_issue(issue)]
    rows += [Row(page, page.draft_title or page.title, "item") for page in DossierItemPage.objects.of_issue(issue)]
    return Table(issue, _arrange(issue, rows))


def _article_row(
    draft: Draft, states: dict[int, WorkflowState], gaps: list[Gap], holders: dict[int, str]
) -> Row:  # fmt: skip
    pk = draft.article.pk
    return Row(
        draft.article, draft.title, "article", state_of(draft, states), draft.words, gaps, review=holders.get(pk, "")
    )


def _arrange(issue: Page, rows: Iterable[Row]) -> list[Row]:
    """Rows under their parts, in the order of the tree."""
    top: list[Row] = []
    parts: dict[str, Row] = {}
    for row in sorted(rows, key=lambda each: each.page.path):
        parent = row.page.path[: -Page.steplen]
        if parent == issue.path:
            top.append(row)
            if row.is_part:
                parts[row.page.path] = row
        elif parent in parts:
            parts[parent].rows.append(row)
    return top


def _say_reviews(states: dict[int, WorkflowState]) -> dict[int, str]:
    """Which step each reviewed article is at, and whose it is."""
    tasks = {state.current_task_state.task_id for state in states.values() if state.current_task_state}
    groups = {
        task.pk: ", ".join(group.name for group in task.groups.all())
        for task in GroupApprovalTask.objects.filter(pk__in=tasks).prefetch_related("groups")
    }
    said = {}
    for pk, state in states.items():
        if state.current_task_state is None:
            continue
        task = state.current_task_state.task
        whose = groups.get(task.pk)
        said[pk] = _("%(step)s : %(group)s") % {"step": task.name, "group": whose} if whose else task.name
    return said
