"""Named questions about people and organisations."""

from collections.abc import Iterable
from string import ascii_lowercase
from typing import Any, Self
from uuid import UUID

from django.db.models import Case, Q, QuerySet, Value, When
from django.db.models.functions import Substr

from core.text import sort_key
from core.visibility import VisibleQuerySet

OTHER_LETTERS = "0-9"
"""The page of the A–Z for names that do not begin with a Latin letter."""


class AgentQuerySet(VisibleQuerySet):
    """Named questions about people and organisations."""

    def public_or_gone(self) -> Self:
        """What is public or once was: all that may have an address somewhere. Drafts are not among them."""
        return self.filter(Q(live=True) | Q(withdrawn_at__isnull=False) | Q(merged_into__isnull=False))

    def not_gone(self) -> Self:
        """What an editor may still choose: drafts too, but nothing withdrawn or merged."""
        return self.filter(withdrawn_at=None, merged_into=None)

    def not_withdrawn(self) -> Self:
        """What a name may stand for: drafts too, and those merged into another, which is then meant."""
        return self.filter(Q(withdrawn_at=None) | Q(merged_into__isnull=False))

    def by_numbers(self, numbers: Iterable[int | str]) -> Self:
        """Agents with these public numbers; what is not a number is passed over."""
        texts = [str(number) for number in numbers]
        return self.filter(
            number__in=[int(text) for text in texts if text.isascii() and text.isdigit() and len(text) < 16]
        )

    def numbered(self, number: int) -> Self:
        """The agent with a public number."""
        return self.filter(number=number)

    def identified(self, uuid: UUID) -> Self:
        """The agent with a UUID."""
        return self.filter(uuid=uuid)

    def namesakes(self, key: str, kind: str) -> Self:
        """Agents of a kind, not gone, whose name compares as this one (`core.names.match_key`)."""
        return self.not_gone().filter(match_key=key[:255], kind=kind).in_order()

    def proposed(self) -> Self:
        """What waits to be validated, the oldest first."""
        return (
            self.not_gone()
            .filter(proposed_at__isnull=False)
            .select_related("proposed_by")
            .order_by("proposed_at", "pk")
        )

    def once_proposed_by(self, user: Any) -> Self:
        """What somebody proposed and others decided of, the last first."""
        mine = self.filter(proposed_by=user).exclude(proposed_at__isnull=False, withdrawn_at=None, merged_into=None)
        return mine.select_related("merged_into").order_by("-pk")

    def in_order(self) -> Self:
        """A to Z by sorting name."""
        return self.order_by("sort_key", "pk")

    def letters(self) -> list[str]:
        """The letters of the A–Z that have somebody, in order, “0-9” last."""
        initials: QuerySet[Any, Any] = self.order_by().annotate(initial=Substr("sort_key", 1, 1))
        found = set(initials.values_list("initial", flat=True).distinct())
        letters = [letter for letter in ascii_lowercase if letter in found]
        return letters + ([OTHER_LETTERS] if found.difference(ascii_lowercase) else [])

    def under_letter(self, letter: str) -> Self:
        """Agents under one letter of the A–Z, in order."""
        initials = self.annotate(initial=Substr("sort_key", 1, 1))
        if letter == OTHER_LETTERS:
            return initials.exclude(initial__in=list(ascii_lowercase)).in_order()
        return initials.filter(initial=letter).in_order()

    def matching(self, typed: str) -> Self:
        """Agents one of whose names has a word beginning like each word typed; the nearest first."""
        words = sort_key(typed[:200]).split()[:8]
        if not words:
            return self.none()
        own, other = Q(), Q()
        for word in words:
            own &= Q(sort_key__startswith=word) | Q(sort_key__contains=f" {word}") | _word_of_name(word)
            other &= Q(sort_key__startswith=word) | Q(sort_key__contains=f" {word}")
        names: Any = self.model._meta.get_field("other_names").related_model
        variants = names._default_manager.filter(other).values("agent")
        first = When(sort_key__startswith=words[0], then=Value(0))
        return (
            self.filter(own | Q(pk__in=variants))
            .annotate(match_rank=Case(first, default=Value(1)))
            .order_by("match_rank", "sort_key", "pk")
        )

    def for_list(self) -> Self:
        """What a line of the editors' list prints, A to Z, in a fixed number of queries."""
        return self.select_related("latest_revision").prefetch_related("other_names").in_order()

    def for_chooser(self) -> Self:
        """What an editor may choose, A to Z, with what a line of the chooser prints."""
        return self.not_gone().prefetch_related("other_names").in_order()

    def with_parts(self) -> Self:
        """With everything an agent's own page prints, in a fixed number of queries."""
        return self.select_related("merged_into").prefetch_related("other_names", "identifiers", "biographies")


def _word_of_name(word: str) -> Q:
    """A word of the displayed name, which may not be in the sorting one: a pen name, an acronym."""
    return Q(match_key__startswith=word) | Q(match_key__contains=f" {word}")
