"""What a record's parts are to an export: all of them for editors, the public ones for everybody else."""

from collections.abc import Iterable
from typing import Any

from resources.shown import RecordParts


class EditorParts(RecordParts):
    """A record with every part an editor sees, hidden agents, concepts, files and copies among them."""

    for_editors = True

    def __post_init__(self) -> None:
        """Read every part once, and put back what is hidden from visitors."""
        super().__post_init__()
        record = self.record
        self.contributions = [(one, one.name_as_printed or _name(one.agent)) for one in record.contributions.all()]
        self.contributions = [(one, name) for one, name in self.contributions if name]
        self.concepts = _unique(one.concept for one in record.subjects.all())
        self.holdings = list(record.holdings.all())
        self.files = list(record.files.all())
        self.cover = record.cover
        self.host = record.host


def _name(agent: Any) -> str:
    return str(agent.name) if agent else ""


def _unique(things: Iterable[Any]) -> list[Any]:
    return list({thing.pk: thing for thing in things if thing is not None}.values())
