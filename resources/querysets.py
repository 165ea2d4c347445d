"""Named questions about records."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from typing import Any, Self
from uuid import UUID

from django.db import models
from django.db.models import Count, DateField, Prefetch, Q
from django.db.models.functions import Cast, TruncMonth

from core.names import match_key
from core.order import RowAfter
from core.text import sort_key
from core.visibility import VisibleQuerySet
from resources.identifiers import isbn_forms

_TEASER_FIELDS = (
    "number", "uuid", "type", "title", "nonfiling", "subtitle", "title_language", "languages", "original_title", "date",
    "live", "withdrawn_at", "merged_into_id", "cover_id",
)  # fmt: skip
COVER_FILTER = "width-320|format-webp|webpquality-75"
"""The size covers are shown at, in lists and on pages."""


class RecordQuerySet(VisibleQuerySet):
    """Named questions about bibliographic records."""

    def public_or_gone(self) -> Self:
        """What was public once or still is: all that may have an address somewhere."""
        return self.filter(Q(live=True) | Q(withdrawn_at__isnull=False) | Q(merged_into__isnull=False))

    def gone(self) -> Self:
        """What was public once and is no longer: withdrawn, merged, taken back, expired. Drafts nobody saw are not."""
        hidden = Q(live=False) | Q(withdrawn_at__isnull=False) | Q(merged_into__isnull=False)
        return self.filter(hidden, Q(live=True) | Q(first_published_at__isnull=False))

    def changed_between(self, first: datetime | None, end: datetime) -> Self:
        """What changed in a span of time, its end excluded, in the order of the changes."""
        changed = self.filter(changed_at__lt=end).order_by("changed_at", "number")
        return changed.filter(changed_at__gte=first) if first else changed

    def changed_after(self, moment: datetime, number: int) -> Self:
        """What comes after a record in the order of the changes."""
        return self.filter(RowAfter("changed_at", moment, "number", number))

    def selected_by(self, selections: models.QuerySet[Any]) -> Self:
        """Records on some shelves."""
        return self.filter(pk__in=self._part("selection_entries").filter(page__in=selections).values("record"))

    def about(self, concept: Any) -> Self:
        """Records indexed with a concept or any narrower one."""
        return self.filter(subjects__concept__ancestry__ancestor=concept).distinct()

    def by(self, agent: Any) -> Self:
        """Records an agent contributed to or published."""
        return (self.filter(contributions__agent=agent) | self.filter(publications__agent=agent)).distinct()

    def became(self, keys: Collection[int]) -> dict[int, int]:
        """For those of these records that were merged, the primary key of what they became."""
        return dict(self.filter(pk__in=keys, merged_into__isnull=False).values_list("pk", "merged_into"))

    def held_as(self, status: str) -> Self:
        """Records with a copy in a situation: on loan, in repair."""
        return self.filter(pk__in=self._part("holdings").filter(status=status, removed_on=None).values("record"))

    def held_at(self, place: Any) -> Self:
        """Records with a copy in a place."""
        return self.filter(pk__in=self._part("holdings").filter(site=place).values("record"))

    def naming_agents(self, uuids: Sequence[UUID]) -> Self:
        """Records whose documents print one of these people or organisations."""
        contributed = self._part("contributions").filter(agent__uuid__in=uuids).values("record")
        published = self._part("publications").filter(agent__uuid__in=uuids).values("record")
        return self.filter(Q(pk__in=contributed) | Q(pk__in=published))

    def under_concepts(self, uuids: Sequence[UUID]) -> Self:
        """Records indexed with one of these concepts or a narrower one: their labels and facets follow it."""
        subjects = self._part("subjects")
        own = subjects.filter(concept__uuid__in=uuids).values("record")
        narrower = subjects.filter(concept__ancestry__ancestor__uuid__in=uuids).values("record")
        return self.filter(Q(pk__in=own) | Q(pk__in=narrower))

    def imported_from(self, source: str) -> Self:
        """Records that came from a source, by its name."""
        return self.filter(pk__in=self._part("sources").filter(source=source).values("record"))

    def hosted_by(self, uuids: Sequence[UUID]) -> Self:
        """Articles, chapters and numbers of these documents, whatever their state."""
        return self.filter(host__uuid__in=uuids)

    def covered_by(self, image: Any) -> Self:
        """Records whose cover is this picture."""
        return self.filter(cover=image)

    def holding_file(self, document: Any) -> Self:
        """Records this file belongs to."""
        return self.filter(files__document=document)

    def with_files_under(self, path: str) -> Self:
        """Records with a cover or a file in a collection or one under it."""
        files = self._part("files").filter(document__collection__path__startswith=path).values("record")
        return self.filter(Q(cover__collection__path__startswith=path) | Q(pk__in=files))

    def within(self, host: Any, limit: int = 100) -> Self:
        """Visible chapters, articles or numbers of a document, in its order."""
        parts = self.visible().filter(host=host).order_by("first_year", "host_part", "sort_title", "pk")
        return parts.prefetch_related(self._with("contributions", "agent", "agent__merged_into"))[:limit]

    def similar_to(self, record: Any, concepts: Sequence[int], limit: int = 3) -> list[Any]:
        """Visible records on the same shelf: of the last ones indexed with these concepts, those that share most."""
        if not concepts:
            return []
        indexed = self._part("subjects").filter(concept__in=concepts).order_by("-pk")
        shared = Counter(indexed.values_list("record", flat=True)[:400])
        shared.pop(record.pk, None)
        nearest = [pk for pk, _ in shared.most_common(limit * 2)]
        rows = self.visible().only(*_TEASER_FIELDS).prefetch_related(self._with("contributions", "agent"))
        found = rows.in_bulk(nearest)
        return [found[pk] for pk in nearest if pk in found][:limit]

    def matching(self, typed: str) -> Self:
        """What an editor's search box finds: every word in the title or in a name, or a number.

        Works on folded, indexed columns alone, so that it answers at 200,000 records on any database.
        """
        typed = typed.strip()[:200]
        if found := self._with_number(typed):
            return self.filter(found)
        if typed and (keys := list(self._inventoried(typed)[:50])):
            return self.filter(pk__in=keys)
        answer = self
        words = sort_key(typed).split()[:8]
        for word in words:
            answer = answer.filter(Q(sort_title__contains=word) | Q(pk__in=self._naming_word(match_key(word))))
        return answer if words else self.none()

    def _with_number(self, typed: str) -> Q | None:
        """Records whose public number or ISBN was typed; None when it is neither."""
        if forms := isbn_forms(typed):
            return Q(pk__in=self._part("identifiers").filter(normalised__in=forms).values("record"))
        bare = typed.removeprefix("#")
        if re.fullmatch(r"[0-9]{1,9}", bare):
            return Q(number=int(bare)) | Q(sort_title__contains=bare) | Q(pk__in=self._inventoried(typed))
        return None

    def _inventoried(self, number: str) -> models.QuerySet[Any]:
        """Keys of the records with a copy of this inventory number."""
        return self._part("holdings").filter(inventory_number=number).values_list("record", flat=True)

    def _naming_word(self, word: str) -> models.QuerySet[Any]:
        """Keys of records one of whose contributors has this word in their name."""
        contributions = self._part("contributions")
        agents = contributions.model._meta.get_field("agent").related_model
        return contributions.filter(agent__in=agents._default_manager.filter(match_key__contains=word)).values("record")

    def _part(self, name: str) -> models.QuerySet[Any]:
        """All rows of one of the repeatable parts."""
        model = self.model._meta.get_field(name).related_model
        return model._default_manager.order_by()

    def arrived_in(self, start: datetime, end: datetime) -> Self:
        """Records that came in from one moment to before another, the last first."""
        return self.filter(added_at__gte=start, added_at__lt=end).order_by("-added_at", "-pk")

    def arrivals_by_month(self, since: datetime) -> models.QuerySet[Any, tuple[date, int]]:
        """(first day of a month, how many came in), the newest month first, since a moment."""
        first_day = TruncMonth("added_at", output_field=DateField())
        months = self.filter(added_at__gte=since).order_by().annotate(month=first_day)
        return months.values("month").annotate(count=Count("pk")).order_by("-month").values_list("month", "count")

    def count_by_selection(self, pages: Sequence[int]) -> models.QuerySet[Any, tuple[int, int]]:
        """(key of a selection, how many of these records are on it) for some selections."""
        on_pages = self.filter(selection_entries__page__in=pages).order_by()
        counted = on_pages.values("selection_entries__page").annotate(count=Count("pk", distinct=True))
        return counted.values_list("selection_entries__page", "count")

    def with_uuids(self, uuids: Iterable[UUID]) -> Self:
        """Records with these UUIDs, whatever their state."""
        return self.select_related("merged_into").filter(uuid__in=list(uuids))

    def with_numbers(self, numbers: Iterable[int]) -> Self:
        """Records with these public numbers, whatever their state."""
        return self.select_related("merged_into").filter(number__in=list(numbers))

    def unread(self) -> Self:
        """Drafts, and drafts of what is public, that were not submitted."""
        states = self.model._meta.get_field("workflow_states").related_model
        waiting = states._default_manager.filter(status="in_progress", base_content_type__model="record")
        keys = waiting.annotate(key=Cast("object_id", models.BigIntegerField())).values("key")
        return self.not_gone().filter(Q(live=False) | Q(has_unpublished_changes=True)).exclude(pk__in=keys)

    def unpublished_of(self, user: Any) -> Self:
        """What is not public as it stands, last saved or first catalogued by somebody."""
        own = Q(latest_revision__user=user) | Q(latest_revision=None, cataloguer=user) | Q(live=False, cataloguer=user)
        return self.not_gone().filter(Q(live=False) | Q(has_unpublished_changes=True)).filter(own)

    def not_gone(self) -> Self:
        """What an editor may still choose: drafts too, but nothing withdrawn or merged."""
        return self.filter(withdrawn_at=None, merged_into=None)

    def for_chooser(self) -> Self:
        """What an editor may choose, the newest first, with what a line of the chooser prints."""
        return self.not_gone().order_by("-added_at", "-pk").prefetch_related(self._with("contributions", "agent"))

    def for_list(self) -> Self:
        """What a line of the editors' list prints, in a fixed number of queries."""
        return self.select_related("latest_revision").prefetch_related(self._with("contributions", "agent"))

    def for_teasers(self) -> Self:
        """What a short card prints, in a fixed number of queries."""
        return self.select_related("cover").prefetch_related(
            "cover__renditions", self._with("contributions", "agent", "agent__merged_into")
        )

    def _with(self, name: str, *related: str) -> Prefetch[str, Any, str]:
        """One of the parts together with what its rows point to, in one query."""
        model = self.model._meta.get_field(name).related_model
        return Prefetch(name, queryset=model._default_manager.select_related(*related))
