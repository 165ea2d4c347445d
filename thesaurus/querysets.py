"""Named questions about concepts and their labels."""

from collections.abc import Iterable, Sequence
from string import ascii_lowercase
from typing import Any, Self
from uuid import UUID

from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Substr

from core.text import sort_key
from core.visibility import VisibleQuerySet

FALLBACK_LANGUAGES = ("fr", "en", "nl")
"""Where a label is looked for, in this order, when the reader's language has none."""
OTHER_LETTERS = "0-9"
"""The page of the A–Z for labels that do not begin with a Latin letter."""


class ConceptQuerySet(VisibleQuerySet):
    """Named questions about concepts."""

    def public_or_gone(self) -> Self:
        """What is public or once was: all that may have an address somewhere. Drafts are not among them."""
        return self.filter(Q(live=True) | Q(withdrawn_at__isnull=False) | Q(merged_into__isnull=False))

    def not_gone(self) -> Self:
        """What an editor may still choose: drafts too, but nothing withdrawn or merged."""
        return self.filter(withdrawn_at=None, merged_into=None)

    def with_labels(self) -> Self:
        """With the labels a page prints, without one query each."""
        return self.prefetch_related("labels")

    def with_parts(self) -> Self:
        """With everything a concept's own page prints of it, in a fixed number of queries."""
        return self.select_related("scheme", "merged_into").prefetch_related(
            "labels", "notes", "matches", "broader_links", "related_links"
        )

    def for_list(self) -> Self:
        """What a line of the editors' list prints, A to Z, in a fixed number of queries."""
        return (
            self.select_related("scheme", "latest_revision")
            .prefetch_related("labels", "broader_links__broader__labels")
            .in_order_of_label()
        )

    def for_chooser(self) -> Self:
        """What an editor may choose, A to Z, with what a line of the chooser prints."""
        return self.not_gone().prefetch_related("labels", "broader_links__broader__labels").in_order_of_label()

    def by_numbers(self, numbers: Iterable[int | str]) -> Self:
        """Concepts with these public numbers; what is not a number is passed over."""
        return self.filter(number__in=[int(number) for number in numbers if _is_number(number)])

    def by_keys(self, keys: Iterable[int]) -> Self:
        """Concepts with these primary keys."""
        return self.filter(pk__in=set(keys))

    def keys_by_uri(self, uris: Iterable[str]) -> dict[str, int]:
        """Primary keys by the address a source gives: the concept's own URI, or one that ends with its UUID here."""
        wanted = {uri: _trailing_uuid(uri) for uri in uris}
        by_uri = dict(self.filter(uri__in=list(wanted)).values_list("uri", "pk"))
        by_uuid = dict(self.filter(uuid__in=[uuid for uuid in wanted.values() if uuid]).values_list("uuid", "pk"))
        found = {uri: by_uri.get(uri) or by_uuid.get(uuid) for uri, uuid in wanted.items()}
        return {uri: pk for uri, pk in found.items() if pk}

    def numbered(self, number: int) -> Self:
        """The concept with a public number."""
        return self.filter(number=number)

    def identified(self, uuid: UUID) -> Self:
        """The concept with a UUID."""
        return self.filter(uuid=uuid)

    def narrower_than(self, concept: Any, levels: int | None = None) -> Self:
        """The concept itself and everything narrower, at any depth or down to some levels."""
        if levels is None:
            return self.filter(ancestry__ancestor=concept)
        return self.filter(ancestry__ancestor=concept, ancestry__depth__lte=levels)

    def broader_than(self, concepts: Iterable[int]) -> Self:
        """These concepts, given by primary key, and everything broader, at any depth."""
        ancestry = self._related_objects("ancestry").filter(descendant__in=list(concepts))
        return self.filter(pk__in=ancestry.values("ancestor"))

    def narrower_children_of(self, concept: Any) -> Self:
        """What stands directly under a concept."""
        return self.filter(broader_links__broader=concept)

    def called(self, typed: str) -> Self:
        """The concepts of a label, accents and case apart, or the one of a number."""
        labels = self._related_objects("labels").filter(sort_key=sort_key(typed)[:255]).exclude(kind="hidden")
        number = Q(number=int(typed)) if _is_number(typed) else Q(pk__in=labels.values("concept"))
        return self.not_gone().filter(number).order_by("pk")

    def proposed(self) -> Self:
        """What waits to be validated, the oldest first."""
        waiting = self.not_gone().filter(proposed_at__isnull=False).select_related("proposed_by")
        return waiting.prefetch_related("labels", "broader_links__broader__labels").order_by("proposed_at", "pk")

    def once_proposed_by(self, user: Any) -> Self:
        """What somebody proposed and others decided of, the last first."""
        mine = self.filter(proposed_by=user).exclude(proposed_at__isnull=False, withdrawn_at=None, merged_into=None)
        return mine.select_related("merged_into").prefetch_related("labels", "merged_into__labels").order_by("-pk")

    def directly_under(self, concept: Any) -> Self:
        """What stands directly under a concept, A to Z, drafts among it."""
        links = self._related_objects("broader_links").among_editors().filter(broader=concept)
        return self.filter(pk__in=links.values("concept")).prefetch_related("labels").in_order_of_label()

    def neighbours_of(self, concept: Any) -> Self:
        """What has a concept as a neighbour, A to Z, drafts among it."""
        links = self._related_objects("related_links").filter(related=concept)
        return self.not_gone().filter(pk__in=links.values("concept")).prefetch_related("labels").in_order_of_label()

    def directly_above(self, concept: Any) -> Self:
        """What a concept stands directly under, and is not gone."""
        links = self._related_objects("broader_links").among_editors().filter(concept=concept)
        return self.filter(pk__in=links.values("broader")).prefetch_related("labels").in_order_of_label()

    def roots(self) -> Self:
        """Where the public tree begins: marked as top, or without anything visible above."""
        above = self._related_objects("broader_links").visible().filter(concept=OuterRef("pk"))
        return self.visible().filter(Q(top=True) | ~Exists(above))

    def editing_roots(self) -> Self:
        """Where the editors' tree begins, drafts among it: marked as top, or without anything left above."""
        above = self._related_objects("broader_links").among_editors().filter(concept=OuterRef("pk"))
        return self.not_gone().filter(Q(top=True) | ~Exists(above))

    def matching(self, typed: str) -> Self:
        """Concepts one of whose labels, in any language, has a word beginning like each word typed; best first."""
        labels = self._related_objects("labels").matching(typed)
        best = labels.filter(concept=OuterRef("pk")).order_by("rank", "sort_key")
        return self.filter(pk__in=labels.values("concept")).annotate(
            match_rank=Subquery(best.values("rank")[:1]), match_key=Subquery(best.values("sort_key")[:1])
        ).order_by("match_rank", "match_key", "pk")  # fmt: skip

    def in_order_of_label(self, language: str = "fr") -> Self:
        """A to Z by preferred label in a language; concepts without one come last."""
        preferred = self._related_objects("labels").filter(concept=OuterRef("pk"), kind="pref", language=language)
        return self.annotate(label_key=Subquery(preferred.order_by("pk").values("sort_key")[:1])).order_by(
            models.F("label_key").asc(nulls_last=True), "pk"
        )

    def _related_objects(self, name: str) -> Any:
        """All rows of a part of concepts, as the queryset of its own model."""
        model: Any = self.model._meta.get_field(name).related_model
        return model._default_manager.order_by()


class LinkQuerySet(models.QuerySet[Any]):
    """Named questions about broader links."""

    def visible(self) -> Self:
        """Links both ends of which the public sees."""
        ends = {f"{end}__{field}": value for end in ("concept", "broader") for field, value in _VISIBLE.items()}
        return self.filter(**ends)

    def among_editors(self) -> Self:
        """Links between things editors may still choose: drafts too, but nothing withdrawn or merged."""
        ends = {f"{end}__{field}": None for end in ("concept", "broader") for field in ("withdrawn_at", "merged_into")}
        return self.filter(**ends)

    def under(self, concepts: Sequence[int]) -> Self:
        """Links up to one of these concepts."""
        return self.filter(broader__in=concepts)

    def above(self, concepts: Sequence[int]) -> dict[int, list[int]]:
        """The public numbers of what stands directly above each of these concepts (primary keys)."""
        found: dict[int, list[int]] = {}
        links = self.among_editors().filter(concept__in=concepts).order_by("pk")
        for below, number in links.values_list("concept", "broader__number"):
            found.setdefault(below, []).append(number)
        return found

    def count_below(self, concepts: Sequence[int]) -> dict[int, int]:
        """How many concepts stand directly under each of these."""
        links = self.among_editors().under(concepts).order_by().values("broader")
        return dict(links.annotate(total=models.Count("concept")).values_list("broader", "total"))

    def among(self, concepts: Sequence[int]) -> Self:
        """Links from one of these concepts to another of them."""
        return self.filter(concept__in=concepts, broader__in=concepts)

    def leaving(self, concepts: Sequence[int]) -> Self:
        """Visible links from what is not among these concepts up to one of them."""
        return self.visible().filter(broader__in=concepts).exclude(concept__in=concepts)


_VISIBLE = {"live": True, "withdrawn_at": None, "merged_into": None}


class LabelQuerySet(models.QuerySet[Any]):
    """Named questions about labels."""

    def visible(self) -> Self:
        """Labels of visible concepts that a page may print: not the hidden ones."""
        return self.filter(**{f"concept__{field}": value for field, value in _VISIBLE.items()}).exclude(kind="hidden")

    def displayed_in(self, language: str) -> Self:
        """What a list in a language prints: its own labels, and the preferred one of concepts it has no word for."""
        wanted: Any = Q(language=language)
        before = [language]
        for code in FALLBACK_LANGUAGES:
            if code not in before:
                wanted |= Q(kind="pref", language=code) & ~self._preferred_elsewhere(language__in=list(before))
                before.append(code)
        wanted |= (
            Q(kind="pref")
            & ~Q(language__in=before)
            & ~self._preferred_elsewhere(language__in=list(before))
            & ~self._preferred_elsewhere(pk__lt=OuterRef("pk"))
        )
        return self.filter(wanted)

    def preferred_as(self, text: str, language: str) -> Self:
        """Preferred labels that read as this one, accents and case apart, of concepts that are not gone."""
        same = self.filter(kind="pref", language=language, sort_key=sort_key(text)[:255])
        return same.filter(concept__withdrawn_at=None, concept__merged_into=None).select_related("concept")

    def preferred(self) -> Self:
        """Preferred labels only."""
        return self.filter(kind="pref")

    def of_numbers(self, numbers: Iterable[int | str]) -> Self:
        """Labels of the concepts with these public numbers."""
        return self.filter(concept__number__in=[int(number) for number in numbers if _is_number(number)])

    def letters(self) -> list[str]:
        """The letters of the A–Z that have something, in order, “0-9” last."""
        initials: QuerySet[Any, Any] = self.order_by().annotate(initial=Substr("sort_key", 1, 1))
        found = set(initials.values_list("initial", flat=True).distinct())
        letters = [letter for letter in ascii_lowercase if letter in found]
        return letters + ([OTHER_LETTERS] if found.difference(ascii_lowercase) else [])

    def under_letter(self, letter: str) -> Self:
        """Labels under one letter of the A–Z, in order."""
        initials = self.annotate(initial=Substr("sort_key", 1, 1))
        if letter == OTHER_LETTERS:
            found = initials.exclude(initial__in=list(ascii_lowercase))
        else:
            found = initials.filter(initial=letter)
        return found.order_by("sort_key", "pk")

    def matching(self, typed: str) -> Self:
        """Labels with a word beginning like each word typed; `rank` is 0 for the label itself, 1 when it begins so."""
        key = sort_key(typed[:200])
        words = key.split()[:8]
        labels = self if words else self.none()
        for word in words:
            labels = labels.filter(Q(sort_key__startswith=word) | Q(sort_key__contains=f" {word}"))
        return labels.annotate(
            rank=Case(
                When(sort_key=key, then=Value(0)), When(sort_key__startswith=key, then=Value(1)), default=Value(2)
            )
        )

    def _preferred_elsewhere(self, **conditions: Any) -> Exists:
        """Whether the concept of a label has a preferred label under other conditions."""
        others = self.model._default_manager.order_by().filter(concept=OuterRef("concept"), kind="pref", **conditions)
        return Exists(others)


class AncestryQuerySet(QuerySet[Any]):
    """Named questions about which concepts stand above which."""

    def directly_under(self, concepts: Sequence[int]) -> Self:
        """Pairs of one of these concepts and a visible one directly under it."""
        return self.filter(ancestor__in=concepts, depth=1).select_related("descendant")

    def visible_pairs(self, descendants: Iterable[int]) -> Iterable[tuple[int, int]]:
        """For some concepts (primary keys), the public number of each and of every visible one above, nearest first."""
        found = list(
            self.filter(descendant__in=list(descendants)).order_by("depth").values_list("descendant", "ancestor")
        )
        ancestors: models.QuerySet[Any] = self.model._meta.get_field(
            "ancestor"
        ).related_model._default_manager.visible()
        numbers = dict(ancestors.filter(pk__in={ancestor for _, ancestor in found}).values_list("pk", "number"))
        return [(descendant, numbers[ancestor]) for descendant, ancestor in found if ancestor in numbers]


def _is_number(value: int | str) -> bool:
    """Whether a value from an address can be a public number."""
    text = str(value)
    return text.isascii() and text.isdigit() and len(text) < 16


def _trailing_uuid(address: str) -> UUID | None:
    """The UUID an address ends with; None when it ends otherwise."""
    try:
        return UUID(address.rstrip("/").rpartition("/")[2])
    except ValueError:
        return None
