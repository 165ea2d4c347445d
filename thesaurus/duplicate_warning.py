"""Warning before a concept is saved one of whose words another concept of the vocabulary has."""

from typing import Any

from wagtail.snippets.views.snippets import CreateView

from core.admin_views import WithdrawableEditView
from core.duplicate_warning import WarnsOfDuplicates
from core.text import sort_key
from thesaurus.models import Concept, ConceptLabel, LabelKind

MOST = 8
Words = frozenset[tuple[str, str]]
"""Language and folded text of labels that may be printed."""


class WarnsOfConcepts(WarnsOfDuplicates):
    """For the form of a concept, new or not."""

    def duplicate_keys(self, thing: Any) -> tuple[int | None, Words]:
        """The vocabulary, and what it is called."""
        words = ((one.kind, one.language, one.text) for one in thing.labels.all())
        return thing.scheme_id, _words(words)

    def duplicate_keys_of_form(self, form: Any) -> tuple[int | None, Words]:
        """The same, as typed."""
        rows = [getattr(one, "cleaned_data", None) or {} for one in form.formsets["labels"].forms]
        kept = [row for row in rows if row.get("text") and not row.get("DELETE")]
        return form.instance.scheme_id, _words((row["kind"], row["language"], row["text"]) for row in kept)

    def find_likely(self, keys: tuple[int | None, Words], own: Any) -> list[Any]:
        """Concepts of the same vocabulary that have one of these words in the same language."""
        scheme, words = keys
        before = self.keys_before[1] if self.keys_before else frozenset()
        new = words - before
        labels = ConceptLabel.objects.filter(sort_key__in={text for _language, text in new}, concept__scheme=scheme)
        rows = labels.exclude(kind=LabelKind.HIDDEN).values_list("concept", "language", "sort_key")
        found = {concept for concept, language, text in rows if (language, text) in new}
        return list(Concept.objects.for_list().not_gone().filter(pk__in=found).exclude(pk=own.pk)[:MOST])


class ConceptCreateView(WarnsOfConcepts, CreateView):
    """A new concept."""


class ConceptEditView(WarnsOfConcepts, WithdrawableEditView):
    """The form of one there is."""


def _words(labels: Any) -> Words:
    return frozenset(
        (language, sort_key(text)[:255]) for kind, language, text in labels if kind != LabelKind.HIDDEN and text
    )
