"""Named questions about the pages of the magazine."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Self
from uuid import UUID

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Length, Substr
from django.utils import timezone
from wagtail.models import Page, PageManager

from core.models.page import BasePageQuerySet
from core.private_pages import without_private
from magazine.placing import PLACED, leads_to_visible

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

    def in_language(self, language: str) -> Self:
        """Numbers in one language of the site."""
        return self.filter(locale__language_code=language)

    def newest_first(self) -> Self:
        """As a collection is shown."""
        return self.order_by("-issued_on", "-path")

    def public_parts(self, issue: Page) -> QuerySet[Page]:
        """All pages an anonymous visitor may see under a number that is live, whatever their kind, by path.

        A dossier item is among them when its thing may be seen too: who knows it says so to the search.
        """
        pages = without_private(Page.objects.live()).filter(path__range=(f"{issue.path}0", f"{issue.path}ZZZZZ"))
        shown = Q(dossieritempage__isnull=True) | leads_to_visible("dossieritempage")
        return pages.filter(Exists(self.model.objects.live().order_by().filter(pk=issue.pk))).filter(shown)

    def around(self, issue: Page, before: int) -> Self:
        """A number itself, the visible ones before it (so many at most) and the one after it; one query."""
        beside = self.sibling_of(issue).visible()
        here = (issue.issued_on, issue.path)
        earlier = Q(issued_on__lt=here[0]) | Q(issued_on=here[0], path__lt=here[1])
        older = beside.filter(earlier).order_by("-issued_on", "-path").exclude(pk=issue.pk)[:before]
        newer = beside.exclude(earlier).exclude(pk=issue.pk).order_by("issued_on", "path")[:1]
        either = Q(pk__in=older.values("pk")) | Q(pk__in=newer.values("pk"))
        return self.filter(either | Q(pk=issue.pk)).newest_first()

    def with_magazine(self, issue: Page) -> Self:
        """With what their magazine is known by: `magazine_issn`, `magazine_issn_online`, `magazine_publisher`."""
        from magazine.models import MagazinePage

        magazine = MagazinePage.objects.order_by().filter(path=issue.path[: -Page.steplen])
        names = ("issn", "issn_online", "publisher")
        return self.annotate(**{f"magazine_{name}": Subquery(magazine.values(name)) for name in names})

    def for_cards(self) -> Self:
        """With their language and the pictures of their covers, in two queries."""
        return self.select_related("locale", "cover").prefetch_related("cover__renditions")


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

    def state(self) -> tuple[int, datetime | None]:
        """How many there are, and when one last changed in public; one query that reads none of them."""
        found = self.order_by().aggregate(count=Count("pk"), newest=Max("changed_at"))
        return found["count"], found["newest"]

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


class ItemQuerySet(IssuePartQuerySet):
    """Named questions about what stands in a dossier and is no article."""

    def with_things(self) -> Self:
        """Those whose thing may be seen."""
        return self.filter(leads_to_visible())

    def state_of_things(self) -> tuple[int, datetime | None]:
        """How many of the things they lead to may be seen, and when one last changed in public; one query."""
        kinds: list[Any] = []
        for field in PLACED:
            things: Any = self.model._meta.get_field(field).related_model
            placed = self.order_by().filter(**{f"{field}__isnull": False}).values(field)
            kinds.append(things.objects.visible().order_by().filter(pk__in=placed).values_list("changed_at", flat=True))
        dates = list(kinds[0].union(*kinds[1:], all=True))
        return len(dates), max(dates, default=None)


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
        return self._having("contributors", agent=agent)

    def naming_agents(self, uuids: Sequence[UUID]) -> Self:
        """Articles one of these people or organisations contributed to."""
        return self._having("contributors", agent__uuid__in=uuids)

    def about(self, concept: Any) -> Self:
        """Articles indexed with a concept or a narrower one."""
        return self._having("concepts", concept__ancestry__ancestor=concept)

    def with_all_parts(self) -> Self:
        """With everything that is printed of them, in a fixed number of queries."""
        return (
            self.select_related("locale", "image")
            .prefetch_related("contributors__agent__merged_into", "footnotes", "corrections", "image__renditions")
            .with_concepts()
        )

    def newest_number_first(self) -> Self:
        """Number by number, the newest first, each in reading order; `issued_on` is that of the number."""
        number = self._issues().filter(path=Substr(OuterRef("path"), 1, ISSUE_PATH))
        return self.annotate(
            issued_on=Subquery(number.values("issued_on")[:1]), issue_path=Substr("path", 1, ISSUE_PATH)
        ).order_by("-issued_on", "-issue_path", "path")

    def _having(self, relation: str, **wanted: Any) -> Self:
        """Articles with a part that answers, each once."""
        parts: Any = self.model._meta.get_field(relation).related_model
        return self.filter(pk__in=parts._default_manager.order_by().filter(**wanted).values("page"))

    def _issues(self) -> Any:
        from magazine.models import IssuePage

        return IssuePage.objects.order_by()


MagazineManager = PageManager.from_queryset(MagazineQuerySet)
IssueManager = PageManager.from_queryset(IssueQuerySet)
IssuePartManager = PageManager.from_queryset(IssuePartQuerySet)
DossierManager = PageManager.from_queryset(DossierQuerySet)
ItemManager = PageManager.from_queryset(ItemQuerySet)
ArticleManager = PageManager.from_queryset(ArticleQuerySet)
