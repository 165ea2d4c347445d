"""Named questions about podcasts and capsules."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Self
from uuid import UUID

from django.db.models import Count, Exists, Max, OuterRef, Prefetch, Q
from django.db.models.functions import Length, Substr
from wagtail.models import Page, PageManager

from core.models.page import BasePageQuerySet
from media_library.visibility import private_collections

SECTION_DEPTH = 3
"""Where the pages of the podcasts and of the capsules stand in the tree: root, home page, section."""
SHOW_DEPTH = SECTION_DEPTH + 1
"""From here on, what stands under a page that is not live is seen no more than it."""


class StandingQuerySet(BasePageQuerySet):
    """Pages that are there while what they stand in is: a show and a season, a series."""

    def visible(self) -> Self:
        """What an anonymous visitor may see: itself live and public, in a show, a season or a series that are live."""
        live = Page.objects.order_by().filter(live=True)
        show = live.filter(path=Substr(OuterRef("path"), 1, SHOW_DEPTH * Page.steplen))
        parent = live.filter(path=Substr(OuterRef("path"), 1, Length(OuterRef("path")) - Page.steplen))
        return super().visible().filter(Exists(show), Exists(parent))


class ListingQuerySet(StandingQuerySet):
    """Named questions about the pages episodes and capsules stand under."""

    def at_paths(self, paths: Iterable[str]) -> Self:
        """Those at these places of the tree."""
        return self.filter(path__in=set(paths))


class ProgrammeQuerySet(StandingQuerySet):
    """Named questions about episodes and capsules."""

    def for_feeds(self) -> Self:
        """Public ones applications can be given a file of: read to its end, and in no private collection."""
        heard = self.visible().filter(recording__probe_state="ready", recording__duration__gt=0)
        return heard.exclude(recording__collection__in=private_collections()).newest_first()

    def with_feed_parts(self) -> Self:
        """With what a feed says of them, in a fixed number of queries; of their tracks all but what is said in them."""
        tracks = self.model._meta.get_field("recording").related_model._meta.get_field("tracks").related_model
        return self.select_related("locale", "image", "recording").prefetch_related(
            "people__agent__merged_into",
            "image__renditions",
            "recording__renditions",
            "recording__releases",
            "recording__speakers",
            Prefetch("recording__tracks", tracks._default_manager.exclude(cues=[]).defer("cues")),
        )

    def newest_first(self) -> Self:
        """As they are listed; of two of one moment, the last made."""
        return self.order_by("-published_at", "-pk")

    def state(self) -> tuple[int, datetime | None]:
        """How many there are, and when one last changed in public; one query that reads none of them."""
        found = self.order_by().aggregate(count=Count("pk"), newest=Max("changed_at"))
        return found["count"], found["newest"]

    def with_all_parts(self) -> Self:
        """With everything a page, a feed or the index prints of them, in a fixed number of queries."""
        return self.select_related("locale", "image", "recording__poster").prefetch_related(
            "people__agent__merged_into",
            "concepts__concept__labels",
            "concepts__concept__merged_into__labels",
            "records__record__merged_into",
            "recording__renditions",
            "recording__tracks",
            "recording__releases",
            "recording__speakers__agent",
            "recording__speakers__release",
            "recording__versions__version__renditions",
            "recording__versions__version__releases",
        )

    def for_lists(self) -> Self:
        """With what a line of a list prints."""
        return (
            self.select_related("locale", "image", "recording__poster")
            .prefetch_related("image__renditions", "recording__poster__renditions")
            .defer("notes")
        )

    def in_language(self, language: str) -> Self:
        """Those of one language of the site."""
        return self.filter(locale__language_code=language)

    def by(self, agent: Any) -> Self:
        """Those an agent had a part in."""
        return self.filter(people__agent=agent).distinct()

    def about(self, concept: Any) -> Self:
        """Those indexed with a concept."""
        return self.filter(concepts__concept=concept).distinct()

    def sharing(self, concepts: Sequence[int]) -> Self:
        """Those indexed with some of these subjects (primary keys), those that share most first; `shared` counts."""
        shared = Count("concepts__concept", filter=Q(concepts__concept__in=concepts), distinct=True)
        return self.annotate(shared=shared).filter(shared__gt=0).order_by("-shared", "-published_at", "-pk")

    def naming_agents(self, uuids: Sequence[UUID]) -> Self:
        """Those that name one of these people, as having a part in them or as speaking."""
        named = Q(people__agent__uuid__in=uuids) | Q(recording__speakers__agent__uuid__in=uuids)
        return self.filter(named).distinct()

    def under_concepts(self, uuids: Sequence[UUID]) -> Self:
        """Those indexed with one of these concepts or a narrower one."""
        own = self.model.objects.order_by().filter(concepts__concept__uuid__in=uuids)
        narrower = self.model.objects.order_by().filter(concepts__concept__ancestry__ancestor__uuid__in=uuids)
        return self.filter(Q(pk__in=own.values("pk")) | Q(pk__in=narrower.values("pk")))

    def with_credits(self) -> Self:
        """With whom and what they name, and whether those heard still agree to it."""
        return self.select_related("locale", "recording").prefetch_related(
            "people__agent__merged_into",
            "concepts__concept__labels",
            "concepts__concept__merged_into__labels",
            "recording__releases",
            "recording__speakers",
        )

    def with_agreements(self, uuids: Iterable[UUID]) -> Self:
        """Those of these identities, with what tells how much of their recording may be heard."""
        return self.filter(uuid__in=list(uuids)).select_related("recording").prefetch_related("recording__releases")

    def playing_key(self, recording: int) -> Self:
        """Those that play a recording (its key), or play something it is another version of."""
        return self.filter(Q(recording=recording) | Q(recording__versions__version=recording)).distinct()

    def playing(self, recordings: Sequence[UUID]) -> Self:
        """Those that play one of these recordings, or another version of what they play."""
        own = Q(recording__uuid__in=recordings) | Q(recording__versions__version__uuid__in=recordings)
        return self.filter(own).distinct()

    def with_tracks(self, tracks: Sequence[UUID]) -> Self:
        """Those that play what one of these tracks runs along."""
        own = Q(recording__tracks__uuid__in=tracks) | Q(recording__versions__version__tracks__uuid__in=tracks)
        return self.filter(own).distinct()

    def citing(self, records: Sequence[UUID]) -> Self:
        """Those that speak of one of these documents."""
        return self.filter(records__record__uuid__in=records).distinct()


class EpisodeQuerySet(ProgrammeQuerySet):
    """Named questions about episodes."""

    def without_trailers(self) -> Self:
        """All but what only announces others."""
        return self.exclude(kind="trailer")

    def numbered(self, number: int, parent: Any) -> Self:
        """The full episodes with a number right under a show or a season, live or not."""
        return self.child_of(parent).filter(number=number, kind="full")

    def of_show(self, show: Any) -> Self:
        """The episodes of a show, in its seasons and out of them."""
        return self.descendant_of(show)


ProgrammeManager = PageManager.from_queryset(ProgrammeQuerySet)
EpisodeManager = PageManager.from_queryset(EpisodeQuerySet)
