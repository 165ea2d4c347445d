"""Named questions about the pages of the magazine."""

from collections.abc import Iterable, Sequence
from typing import Any, Self
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Length, Substr
from django.utils import timezone
from wagtail.models import Page, PageManager

from core.models.page import BasePageQuerySet

ISSUE_DEPTH = 4
"""Where numbers stand in the tree: root, home page, magazine, number."""
ISSUE_PATH = ISSUE_DEPTH * Page.steplen


class MagazineQuerySet(BasePageQuerySet):
    """Named questions about magazines."""

    def naming_agents(self, uuids: Sequence[UUID]) -> Self:
        """Magazines with one of these people on their board."""
        return self.filter(board__agent__uuid__in=uuids).distinct()


class IssueQuerySet(BasePageQuerySet):
    """Named questions about numbers."""

    def at_paths(self, paths: Iterable[str]) -> Self:
        """The numbers that stand at these places of the tree."""
        return self.filter(path__in=set(paths))

    def newest_first(self) -> Self:
        """As a collection is shown."""
        return self.order_by("-issued_on", "-path")


class IssuePartQuerySet(BasePageQuerySet):
    """Named questions about what stands in a number: dossiers, rubrics, articles, other things."""

    def visible(self) -> Self:
        """What an anonymous visitor may see: itself live and public, in a number and a part of it that are live."""
        live = Page.objects.order_by().filter(live=True)
        number = live.filter(path=Substr(OuterRef("path"), 1, ISSUE_PATH))
        parent = live.filter(path=Substr(OuterRef("path"), 1, Length(OuterRef("path")) - Page.steplen))
        return super().visible().filter(Exists(number), Exists(parent))

    def in_contents_order(self) -> Self:
        """The order of the tree is the order of the contents."""
        return self.order_by("path")

    def of_issue(self, issue: Page) -> Self:
        """What stands in one number, at any depth."""
        return self.descendant_of(issue)

    def with_concepts(self) -> Self:
        """With their subjects and the labels of these, in a fixed number of queries."""
        return self.prefetch_related("concepts__concept__labels", "concepts__concept__merged_into__labels")

    def under_concepts(self, uuids: Sequence[UUID]) -> Self:
        """Those indexed with one of these concepts or a narrower one: their labels and facets follow it."""
        own = self.model.objects.order_by().filter(concepts__concept__uuid__in=uuids)
        narrower = self.model.objects.order_by().filter(concepts__concept__ancestry__ancestor__uuid__in=uuids)
        return self.filter(Q(pk__in=own.values("pk")) | Q(pk__in=narrower.values("pk")))


class DossierQuerySet(IssuePartQuerySet):
    """Named questions about dossiers."""

    def naming_agents(self, uuids: Sequence[UUID]) -> Self:
        """Dossiers put together by one of these people."""
        return self.filter(guest_editors__agent__uuid__in=uuids).distinct()


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

    def naming_agents(self, uuids: Sequence[UUID]) -> Self:
        """Articles one of these people or organisations contributed to."""
        return self.filter(contributors__agent__uuid__in=uuids).distinct()

    def about(self, concept: Any) -> Self:
        """Articles indexed with a concept or a narrower one."""
        return self.filter(concepts__concept__ancestry__ancestor=concept).distinct()


MagazineManager = PageManager.from_queryset(MagazineQuerySet)
IssueManager = PageManager.from_queryset(IssueQuerySet)
IssuePartManager = PageManager.from_queryset(IssuePartQuerySet)
DossierManager = PageManager.from_queryset(DossierQuerySet)
ArticleManager = PageManager.from_queryset(ArticleQuerySet)
