"""Concepts that may be one: the same word, in one vocabulary or in two, in the singular or in the plural."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from core.duplicates import FoundPair, PairSource
from thesaurus.models import BroaderLink, Concept, ConceptLabel, LabelKind, RelatedLink

REASONS = {
    "label": _("même libellé préféré"),
    "other_label": _("le libellé de l’un est un autre mot de l’autre"),
    "number": _("singulier et pluriel"),
    "scheme": _("dans deux vocabulaires"),
}
MOST_TOGETHER = 20
_ENDINGS = {"fr": ("s", "x"), "nl": ("en", "s"), "en": ("es", "s"), "es": ("es", "s"), "de": ("en", "n", "e")}
Word = tuple[int, UUID, int, str, str]
"""Concept, its UUID, its vocabulary, the kind of the label, its folded text."""


def read_pairs() -> tuple[int, Iterable[FoundPair]]:
    """Every concept that is not gone, and the pairs among them; four queries."""
    labels = ConceptLabel.objects.filter(concept__withdrawn_at=None, concept__merged_into=None).order_by()
    words: dict[tuple[str, str], list[Word]] = defaultdict(list)
    rows = labels.exclude(kind=LabelKind.HIDDEN).values_list(
        "concept", "concept__uuid", "concept__scheme", "kind", "sort_key", "language"
    )
    for *word, language in rows.iterator(2000):
        words[language, singular(word[4], language)].append((word[0], word[1], word[2], word[3], word[4]))
    return Concept.objects.not_gone().count(), _pairs(words, _linked())


def _linked() -> set[tuple[int, int]]:
    """Concepts somebody has put beside or above one another: they know them to be two."""
    pairs = [
        *BroaderLink.objects.values_list("concept", "broader"),
        *RelatedLink.objects.values_list("concept", "related"),
    ]
    return {(min(pair), max(pair)) for pair in pairs}


def _pairs(words: dict[tuple[str, str], list[Word]], linked: set[tuple[int, int]]) -> Iterator[FoundPair]:
    for block in words.values():
        for index, one in enumerate(block[:MOST_TOGETHER]):
            for other in block[index + 1 : MOST_TOGETHER]:
                if one[0] != other[0] and (min(one[0], other[0]), max(one[0], other[0])) not in linked:
                    yield from compare(one, other)


def compare(one: Word, other: Word) -> Iterator[FoundPair]:
    """How alike two labels make their concepts."""
    kinds = {one[3], other[3]}
    if LabelKind.PREFERRED not in kinds or (len(kinds) > 1 and one[4] != other[4]):
        return
    score, reasons = (100, ["label"]) if len(kinds) == 1 else (86, ["other_label"])
    if one[4] != other[4]:
        score, reasons = score - 6, ["number"]
    if one[2] != other[2]:
        score, reasons = score - 5, [*reasons, "scheme"]
    yield FoundPair(one[1], other[1], score, tuple(reasons))


def singular(text: str, language: str) -> str:
    """A folded label without the mark of the plural at the end of its words; rough, and the same for both numbers."""
    endings = _ENDINGS.get(language, ())
    return " ".join(_without(word, endings) for word in text.split())


def _without(word: str, endings: tuple[str, ...]) -> str:
    for ending in endings:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word


SOURCE = PairSource(kind="thesaurus.concept", read=read_pairs, reasons=REASONS)
