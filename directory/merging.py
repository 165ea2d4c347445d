"""How people and organisations are merged: names, texts and numbers are joined, all they did follows."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from core.merge_rules import LinkRule, MergeRule, PartRule
from core.text import sort_key
from directory.models import Agent, AgentName

LINKS = (LinkRule("directory.Agent", "merged_into", called=_("Fusions antérieures")),)


def _another_form(copy: Any, merged: Any, target: Any) -> bool:
    """Whether a form of the name is another one than the name itself."""
    return sort_key(copy.text) != sort_key(target.name)


def _has_text(copy: Any, merged: Any, target: Any) -> bool:
    return bool(copy.text.strip())


def _former_names(merged: Any, target: Any, before: dict[str, Any]) -> list[tuple[str, Any]]:
    """The name of what goes, and the one that was given up for it, as other forms of the name that stays."""
    known = {sort_key(text) for text in (target.name, *target.other_names.values_list("text", flat=True))}
    found = []
    for text in (before["name"], merged.name):
        if sort_key(text) not in known:
            known.add(sort_key(text))
            found.append(("other_names", AgentName(agent=target, text=text)))
    return found


RULE = MergeRule(
    model=Agent,
    parts=(
        PartRule(
            "other_names", key=lambda row: sort_key(row.text), adapt=_another_form, called=_("Autres formes du nom")
        ),
        PartRule("identifiers", key=lambda row: (row.kind, row.value), called=_("Identifiants")),
        PartRule(
            "biographies",
            key=lambda row: row.language,
            adapt=_has_text,
            called=_("Biographies"),
            text=lambda row: row.text,
        ),
    ),
    fields=("name", "kind", "born", "died"),
    together={"name": ("sort_name",), "born": ("birth_hidden",)},
    given_up=_former_names,
)
