"""Named questions about concepts."""

from typing import Any, Self

from django.db import models

from core.visibility import VisibleQuerySet


class ConceptQuerySet(VisibleQuerySet):
    """Named questions about concepts."""

    def with_labels(self) -> Self:
        """With the labels a page prints, without one query each."""
        return self.prefetch_related("labels")

    def narrower_than(self, concept: Any) -> Self:
        """The concept itself and everything narrower, at any depth."""
        return self.filter(ancestry__ancestor=concept)


class LabelQuerySet(models.QuerySet[Any]):
    """Named questions about labels."""

    def visible(self) -> Self:
        """Labels of visible concepts that a page may print: not the hidden ones."""
        return self.filter(
            concept__live=True, concept__withdrawn_at=None, concept__merged_into=None
        ).exclude(kind="hidden")

    def starting_with(self, letter: str, language: str) -> Self:
        """Labels of one language under a letter of the A–Z."""
        return self.filter(language=language, sort_key__startswith=letter.lower()).order_by("sort_key")
