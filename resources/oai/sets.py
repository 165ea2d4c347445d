"""Sets harvesters may choose: the types of record, and the selections of the documentalists."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from resources.models import Record, RecordType, SelectionEntry, SelectionPage
from resources.oai.protocol import ProtocolError
from resources.querysets import RecordQuerySet

TYPE, SELECTION = "type", "selection"


@dataclass(frozen=True)
class HarvestSet:
    """One set: its code, its name, and what it holds in a sentence or two."""

    spec: str
    name: str
    description: str = ""


def list_sets() -> list[HarvestSet]:
    """Every set, the two that hold the others first; asks the database for the selections alone."""
    sets = [HarvestSet(TYPE, _("Types de document"), _("Toutes les notices, par type de document."))]
    sets += [HarvestSet(f"{TYPE}:{value}", str(label).capitalize()) for value, label in RecordType.choices]
    pages = list(SelectionPage.objects.visible().order_by("pk"))
    if pages:
        text = _("Les notices d’au moins une sélection thématique.")
        sets.append(HarvestSet(SELECTION, _("Sélections thématiques"), text))
    sets += [HarvestSet(f"{SELECTION}:{page.uuid}", page.title, page.introduction) for page in pages]
    return sets


def members_of(spec: str) -> RecordQuerySet:
    """The visible records of a set, of all sets when none is named; raises ProtocolError when there is no such set."""
    records: RecordQuerySet = Record.objects.visible()
    if spec in ("", TYPE):
        return records
    branch, _colon, name = spec.partition(":")
    if branch == TYPE and name in RecordType.values:
        return records.filter(type=name)
    if branch == SELECTION:
        return records.selected_by(_selections(name))
    raise ProtocolError("noRecordsMatch", "There is no such set.")


def _selections(name: str) -> QuerySet[Any]:
    """The visible selection of a name, all of them without one."""
    pages: QuerySet[Any] = SelectionPage.objects.visible().order_by()
    if name:
        try:
            pages = pages.filter(uuid=UUID(name))
        except ValueError as error:
            raise ProtocolError("noRecordsMatch", "There is no such set.") from error
        if not pages.exists():
            raise ProtocolError("noRecordsMatch", "There is no such set.")
    return pages


def sets_of(records: Sequence[Record]) -> dict[int, list[str]]:
    """The sets each visible record belongs to, by primary key; a fixed number of queries."""
    specs: dict[int, list[str]] = defaultdict(list)
    for record in records:
        specs[record.pk].append(f"{TYPE}:{record.type}")
    for key, page in _entries([record.pk for record in records]):
        specs[key].append(f"{SELECTION}:{page}")
    return specs


def _entries(records: Sequence[int]) -> Iterable[tuple[int, UUID]]:
    """Pairs of a record and a visible selection it is in, each once."""
    entries = SelectionEntry.objects.filter(record__in=records)
    pages = SelectionPage.objects.visible().order_by()
    rows = entries.filter(page__in=pages).order_by("page", "record").values_list("record", "page__uuid")
    return rows.distinct()
