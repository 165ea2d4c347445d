"""Values of a comparison in words a person reads: names instead of keys, labels instead of codes."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from directory.models import Agent
from directory.relators import RELATORS
from resources.imports.comparison import PARTS, Difference
from resources.models import HoldingSite, Record
from thesaurus.models import ConceptLabel

LONGEST = 2000
_PART_NAMES = {
    "contributions": _("auteurs et contributeurs"),
    "publications": _("éditeurs"),
    "other_titles": _("autres titres"),
    "notes": _("résumé et autres textes"),
    "subjects": _("sujets"),
    "identifiers": _("ISBN et autres numéros"),
    "links": _("liens"),
    "holdings": _("exemplaires"),
    "host_id": _("document hôte"),
}
_TARGETS = {"agent_id": Agent, "site_id": HoldingSite, "concept_id": ConceptLabel, "host_id": Record}
"""The columns that hold a key, and where its name is found."""
_ROLES = dict(RELATORS)


def name_field(name: str) -> str:
    """The name of a field or of a part, for people."""
    if name in _PART_NAMES:
        return str(_PART_NAMES[name])
    field: Any = Record._meta.get_field(name)
    return str(field.verbose_name)


class Names:
    """The names of everything some differences point to, found with one query a kind."""

    def __init__(self, differences: Iterable[Difference]) -> None:
        wanted: dict[str, set[int]] = defaultdict(set)
        for one in differences:
            for value in (one.here, one.there):
                self._collect(one.name, value, wanted)
        self.found = {column: _look_up(column, pks) for column, pks in wanted.items()}

    def _collect(self, name: str, value: Any, wanted: dict[str, set[int]]) -> None:
        if name == "host_id" and value:
            wanted[name].add(value)
        if name in PARTS:
            for row in value:
                for column, cell in zip(PARTS[name][1], row, strict=True):
                    if column in _TARGETS and cell:
                        wanted[column].add(cell)

    def describe(self, name: str, value: Any) -> str:
        """A value in words; empty for nothing."""
        if value is None or value == "" or value == []:
            return ""
        if name in PARTS:
            text = " ; ".join(self._row(PARTS[name][1], row) for row in value)
        elif name == "host_id":
            text = self.found.get(name, {}).get(value, "")
        elif isinstance(value, list):
            text = ", ".join(map(str, value))
        else:
            text = str(dict(getattr(Record._meta.get_field(name), "flatchoices", ())).get(value, value))
        return text if len(text) <= LONGEST else text[:LONGEST] + "…"

    def _row(self, columns: tuple[str, ...], row: list[Any]) -> str:
        """One row of a part, its cells in order."""
        cells = []
        for column, cell in zip(columns, row, strict=True):
            if column in _TARGETS:
                cell = self.found.get(column, {}).get(cell, "")
            elif column == "role":
                cell = _ROLES.get(cell, cell)
            if cell:
                cells.append(str(cell))
        return ", ".join(cells)


def _look_up(column: str, pks: set[int]) -> dict[int, str]:
    """Names by primary key."""
    if column == "concept_id":
        labels = ConceptLabel.objects.filter(concept__in=pks, kind="pref").order_by("-language")
        found = dict(labels.values_list("concept_id", "text"))
        french = labels.filter(language="fr").values_list("concept_id", "text")
        return {**found, **dict(french)}
    name = {"agent_id": "name", "site_id": "name", "host_id": "title"}[column]
    return dict(_TARGETS[column]._default_manager.filter(pk__in=pks).values_list("pk", name))
