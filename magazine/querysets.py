"""Named questions about the pages of the magazine."""

from typing import Any, Self

from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Substr
from django.utils import timezone
from wagtail.models import Page, PageManager

from core.models.page import BasePageQuerySet

ISSUE_DEPTH = 4
"""Where numbers stand in the tree: root, home page, magazine, number."""
ISSUE_PATH = ISSUE_DEPTH * Page.steplen


class IssueQuerySet(BasePageQuerySet):
    """Named questions about numbers."""

    def newest_first(self) -> Self:
        """As a collection is shown."""
        return self.order_by("-issued_on", "-path")


class IssuePartQuerySet(BasePageQuerySet):
    """Named questions about what stands in a number: dossiers, rubrics, articles, other things."""

    def visible(self) -> Self:
        """What an anonymous visitor may see: itself live and public, in a number that is live."""
        from magazine.models import IssuePage

        number = IssuePage.objects.order_by().filter(live=True, path=Substr(OuterRef("path"), 1, ISSUE_PATH))
        return super().visible().filter(Exists(number))

    def in_contents_order(self) -> Self:
        """The order of the tree is the order of the contents."""
        return self.order_by("path")

    def of_issue(self, issue: Page) -> Self:
        """What stands in one number, at any depth."""
        return self.descendant_of(issue)


class ArticleQuerySet(IssuePartQuerySet):
    """Named questions about articles."""

    def readable(self) -> Self:
        """Those whose text may be read now: visible, and not under embargo any more."""
        return self.visible().filter(Q(embargo_until=None) | Q(embargo_until__lte=timezone.now()))

    def under_embargo(self) -> Self:
        """Visible in the contents, to be read later."""
        return self.visible().filter(embargo_until__gt=timezone.now())

    def by(self, agent: Any) -> Self:
        """Articles an agent contributed to."""
        return self.filter(contributors__agent=agent).distinct()

    def about(self, concept: Any) -> Self:
        """Articles indexed with a concept or a narrower one."""
        return self.filter(concepts__concept__ancestry__ancestor=concept).distinct()


IssueManager = PageManager.from_queryset(IssueQuerySet)
IssuePartManager = PageManager.from_queryset(IssuePartQuerySet)
ArticleManager = PageManager.from_queryset(ArticleQuerySet)
