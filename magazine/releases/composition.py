"""What a number would go out with: what is ready, what blocks, what may be left out."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _
from wagtail.models import Page

from magazine.assembly.drafts import Draft, read_articles
from magazine.assembly.gaps import Gap, gaps_by_article
from magazine.assembly.states import ArticleState, in_review, state_of
from magazine.models import ArticlePage, DossierItemPage, DossierPage, IssuePage, RubricPage

SETTLED = (ArticleState.READY, ArticleState.PUBLISHED, ArticleState.CHANGED)


@dataclass
class Candidate:
    """One article on its way out."""

    draft: Draft
    state: ArticleState
    is_left_out: bool
    gaps: list[Gap] = field(default_factory=list)

    @property
    def lacks(self) -> str:
        """What it may not go out without, in a list of words; empty when nothing."""
        return ", ".join(gap.text for gap in self.gaps if gap.blocks)

    @property
    def is_ready(self) -> bool:
        """Whether it may go out as it is."""
        return self.state in SETTLED

    @property
    def is_missing(self) -> bool:
        """Whether there is no text to publish."""
        return self.state == ArticleState.MISSING


@dataclass(frozen=True)
class Line:
    """One thing of the number as the confirmation lists it."""

    title: str
    kind: str
    is_within: bool
    """Whether it stands in a dossier or a rubric."""
    goes_out: bool
    candidate: Candidate | None


@dataclass
class Composition:
    """Everything of a number, in the order of the tree, and what is decided about it."""

    issue: IssuePage
    pages: list[Any]
    candidates: dict[int, Candidate] = field(default_factory=dict)

    @cached_property
    def going_out(self) -> list[Any]:
        """The pages that will be public, the number first; a dossier or a rubric that would be empty stays behind."""
        kept = [page for page in self.pages if not self._stays_behind(page)]
        filled = {page.path[: -Page.steplen] for page in kept if isinstance(page, (ArticlePage, DossierItemPage))}
        return [page for page in kept if not isinstance(page, (DossierPage, RubricPage)) or page.path in filled]

    @cached_property
    def lines(self) -> list["Line"]:
        """Everything below the number, in order, with what becomes of it."""
        out = {page.pk for page in self.going_out}
        return [
            Line(
                page.draft_title or page.title, page.get_verbose_name(), page.depth > self.issue.depth + 1,
                page.pk in out, self.candidates.get(page.pk) if isinstance(page, ArticlePage) else None,
            )
            for page in self.pages[1:]
        ]  # fmt: skip

    @property
    def articles(self) -> list[ArticlePage]:
        """The articles that go out."""
        return [page for page in self.going_out if isinstance(page, ArticlePage)]

    @property
    def left_behind(self) -> list[Candidate]:
        """The articles the number goes out without."""
        return [candidate for candidate in self.candidates.values() if candidate.is_left_out]

    def obstacles(self, *, even_unready: bool = False) -> list[str]:
        """Why the number can't go out so, in sentences; none when it can."""
        kept = [candidate for candidate in self.candidates.values() if not candidate.is_left_out]
        if not kept:
            return [_("Aucun article ne sort avec ce numéro.")]
        reasons = []
        for candidate in kept:
            title = {"title": candidate.draft.title}
            if candidate.is_missing:
                reasons.append(_("« %(title)s » n’a pas de texte.") % title)
            elif not candidate.is_ready and not even_unready:
                reasons.append(_("« %(title)s » n’est pas prêt.") % title)
            elif candidate.lacks and not even_unready:
                reasons.append(_("Dans « %(title)s » manque : %(what)s.") % {**title, "what": candidate.lacks})
        return reasons

    def _stays_behind(self, page: Any) -> bool:
        candidate = self.candidates.get(page.pk) if isinstance(page, ArticlePage) else None
        return candidate is not None and candidate.is_left_out


def compose(issue: IssuePage, left_out: Iterable[str] = ()) -> Composition:
    """A number with its articles and what each is worth, in a fixed number of queries."""
    drafts = read_articles(issue)
    reviewed = in_review([draft.article for draft in drafts])
    without = set(left_out)
    gaps = gaps_by_article(drafts)
    candidates = {}
    for draft in drafts:
        pk, is_left_out = draft.article.pk, str(draft.article.uuid) in without
        candidates[pk] = Candidate(draft, state_of(draft, reviewed), is_left_out, gaps[pk])
    pages: list[Any] = [draft.article for draft in drafts]
    for model in (DossierPage, RubricPage, DossierItemPage):
        pages += model.objects.of_issue(issue).select_related("latest_revision")
    return Composition(issue, [issue, *sorted(pages, key=lambda page: page.path)], candidates)
