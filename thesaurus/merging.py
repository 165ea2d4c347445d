"""How concepts are merged: words, notes and places in the tree are joined, what was indexed with one follows."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from core.merge_rules import LinkRule, MergeRule, PartRule
from core.text import squeeze
from thesaurus.models import Concept, LabelKind
from thesaurus.services import follow_change, stands_above

LINKS = (
    LinkRule("thesaurus.BroaderLink", "broader", same=("concept",), called=_("Places dans l’arbre")),
    LinkRule("thesaurus.RelatedLink", "related", same=("concept",), called=_("Voisins")),
    LinkRule("thesaurus.Ancestry", "ancestor", stays="Computed from the links."),
    LinkRule("thesaurus.Ancestry", "descendant", stays="Computed from the links."),
    LinkRule("thesaurus.Concept", "merged_into", called=_("Fusions antérieures")),
)


def _as_other_word(copy: Any, merged: Any, target: Any) -> bool:
    """What a merged concept was called is another word for the one that stays."""
    if copy.kind == LabelKind.PREFERRED:
        copy.kind = LabelKind.ALTERNATIVE
    return True


def _stands_there(copy: Any, merged: Any, target: Any) -> bool:
    """Whether the target may stand there too: never under itself."""
    return not stands_above(target.pk, copy.broader_id)


def _is_another(copy: Any, merged: Any, target: Any) -> bool:
    return bool(copy.related_id != target.pk)


def _refuse_circle(row: Any, target: Any) -> bool:
    """Whether a concept would stand above itself, were it put under the target."""
    return row._meta.model_name == "broaderlink" and stands_above(row.concept_id, target.pk)


def _follow(merged: Any, target: Any) -> None:
    """The tree and the neighbours, as they are after a merge or its undoing."""
    for concept in (target, merged):
        follow_change(concept)


RULE = MergeRule(
    model=Concept,
    parts=(
        PartRule(
            "labels", key=lambda row: (row.language, squeeze(row.text)), adapt=_as_other_word, called=_("Libellés")
        ),
        PartRule(
            "notes",
            key=lambda row: (row.kind, row.language, squeeze(row.text)),
            called=_("Notes"),
            text=lambda row: row.text,
        ),
        PartRule("matches", key=lambda row: (row.kind, row.uri), called=_("Équivalents")),
        PartRule(
            "broader_links",
            key=lambda row: row.broader_id,
            adapt=_stands_there,
            called=_("Plus généraux"),
            related=("broader",),
            text=lambda row: str(row.broader),
        ),
        PartRule(
            "related_links",
            key=lambda row: row.related_id,
            adapt=_is_another,
            called=_("Voisins"),
            related=("related",),
            text=lambda row: str(row.related),
        ),
    ),
    fields=("scheme", "notation", "top"),
    refuses_link=_refuse_circle,
    finish=_follow,
)
