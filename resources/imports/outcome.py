"""What writing a batch came to, line by line; it counts only once the batch is in."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from resources.imports.comparison import Comparison
from resources.imports.naming import Names, name_field
from resources.imports.rows import Draft
from resources.models import ImportLine, LineState, Record, SourceRecord


@dataclass(slots=True)
class Incoming:
    """A draft on its way in: where it stands in the file, its text there, and the record it makes or changes."""

    position: str
    payload: str
    draft: Draft
    digest: str
    """What tells whether the source, or the way it is read, has changed."""
    record: Record | None = None
    source: SourceRecord | None = None
    comparison: Comparison | None = None


@dataclass(slots=True)
class Outcome:
    """Counts and lines of one batch. Lines are not saved yet: their run is given by who keeps them."""

    counts: Counter[str] = field(default_factory=Counter)
    lines: list[ImportLine] = field(default_factory=list)

    def add(self, state: LineState, one: Incoming, **more: Any) -> ImportLine:
        """Note what became of one row."""
        title = str(more.pop("title", "") or one.draft.fields.get("title", ""))
        line = ImportLine(
            state=state, position=one.position[:60], identifier=one.draft.identifier[:255], title=title[:255], **more
        )
        self.lines.append(line)
        return line

    def refuse(self, one: Incoming, reason: str) -> None:
        """A row that could not go in."""
        self.counts["errors"] += 1
        self.add(LineState.ERROR, one, reason=reason)

    def leave(self, one: Incoming, reason: str) -> None:
        """A row whose record is not to be touched now."""
        self.counts["conflicts"] += 1
        self.add(LineState.CONFLICT, one, reason=reason, record=one.record)

    def lose(self, gone: Iterable[SourceRecord]) -> None:
        """Records the source no longer has."""
        for row in gone:
            self.counts["gone"] += 1
            reason = _("n’est plus dans la source ; proposée au retrait")
            line = ImportLine(state=LineState.GONE, identifier=row.identifier, title=row.record.title[:255])
            line.record, line.reason = row.record, reason
            self.lines.append(line)

    def merge(self, other: "Outcome") -> None:
        """Add what another batch came to."""
        self.counts.update(other.counts)
        self.lines += other.lines

    def sort(self, positions: Sequence[str]) -> None:
        """Put the lines in the order of the file."""
        order = {position[:60]: index for index, position in enumerate(positions)}
        self.lines.sort(key=lambda line: order.get(line.position, len(order)))

    def forget_created(self) -> None:
        """After a trial: the records it made are gone again."""
        for line in self.lines:
            if line.state in (LineState.NEW, LineState.DUPLICATE):
                line.record = None

    def create(self, one: Incoming, duplicates: list[int]) -> None:
        """A new record; `duplicates` are the numbers of those that look the same."""
        self.counts["created"] += 1
        self.counts["duplicates"] += bool(duplicates)
        state = LineState.DUPLICATE if duplicates else LineState.NEW
        self.add(state, one, record=one.record, duplicates=duplicates, reason=_likely(duplicates))

    def skip(self, one: Incoming, duplicates: list[int]) -> None:
        """A likely duplicate that was not wanted."""
        self.counts["duplicates"] += 1
        self.counts["skipped"] += 1
        reason = _("%(likely)s ; non importée") % {"likely": _likely(duplicates)}
        self.add(LineState.DUPLICATE, one, duplicates=duplicates, reason=reason)

    def change(self, one: Incoming, before: dict[str, Any], names: Names) -> None:
        """A record that differs from its source: what goes in, and what was kept because it was edited here."""
        comparison = one.comparison
        if comparison is None or not comparison.differences:
            self.counts["unchanged"] += 1
            return
        kept = comparison.kept
        self.counts["updated"] += bool(comparison.taken)
        self.counts["conflicts"] += bool(kept)
        reason = ""
        if kept:
            fields = ", ".join(map(name_field, kept))
            reason = _("modifié ici et à la source, gardé tel quel : %(fields)s") % {"fields": fields}
        changes = [
            [
                one.name,
                names.describe(one.name, one.here),
                names.describe(one.name, one.there),
                "taken" if one.taken else "kept",
            ]
            for one in comparison.differences
        ]
        state = LineState.CONFLICT if kept else LineState.CHANGED
        title = one.record.title if one.record else ""
        held = before if comparison.taken else None
        self.add(state, one, record=one.record, reason=reason, changes=changes, before=held, title=title)


def _likely(numbers: list[int]) -> str:
    """Which records it resembles."""
    if not numbers:
        return ""
    return _("ressemble à %(numbers)s") % {"numbers": ", ".join(f"n° {number}" for number in numbers[:10])}
