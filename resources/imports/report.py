"""What an import did, line by line where something needs a person: for the screen, and for other programs."""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from resources.imports.outcome import Outcome
from resources.models import LineState

MOST_LISTED = 10_000
COUNTS = {
    "created": gettext_lazy("créées"),
    "updated": gettext_lazy("mises à jour"),
    "unchanged": gettext_lazy("inchangées"),
    "conflicts": gettext_lazy("en conflit avec ce qui a été fait ici"),
    "errors": gettext_lazy("refusées"),
    "duplicates": gettext_lazy("doublons possibles"),
    "skipped": gettext_lazy("doublons laissés de côté"),
    "gone": gettext_lazy("disparues de la source"),
}
"""What is counted, in words, in the order it is read."""
_ALWAYS = ("created", "updated", "unchanged", "conflicts", "errors")


@dataclass(frozen=True, slots=True)
class Problem:
    """A row that did not go in as it stands. `state` is “error” or “conflict”."""

    position: str
    state: str
    reason: str
    identifier: str = ""


@dataclass
class ImportReport:
    """Counts, problems in the order of the file, and what was found out about the file."""

    source: str = ""
    file: str = ""
    encoding: str = ""
    dry_run: bool = False
    seconds: float = 0.0
    counts: Counter[str] = field(default_factory=Counter)
    problems: list[Problem] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    format: str = ""
    unread: Counter[str] = field(default_factory=Counter)
    """How many records have something in each field of the source that has no place here."""

    def add(self, outcome: Outcome) -> None:
        """Count a batch, and remember what needs a person."""
        self.counts.update(outcome.counts)
        for line in outcome.lines:
            if line.state in (LineState.ERROR, LineState.CONFLICT) and len(self.problems) < MOST_LISTED:
                self.problems.append(Problem(line.position, str(line.state), line.reason, line.identifier))

    def add_unread(self, names: Iterable[str]) -> None:
        """Count the fields of one record that stay in the source record."""
        self.unread.update(set(names))

    @property
    def accepted(self) -> int:
        """Rows whose record is now as the source has it."""
        return self.counts["created"] + self.counts["updated"] + self.counts["unchanged"]

    @property
    def exit_code(self) -> int:
        """0 when all rows went in, 1 when some did not, 2 when none did."""
        if not self.accepted:
            return 2
        return 1 if self.counts["errors"] or self.counts["conflicts"] else 0

    def sentences(self) -> list[str]:
        """What there is to say of the file: what was remarked, and the fields that have no place here."""
        if not self.unread:
            return list(self.remarks)
        fields = ", ".join(f"{name} ({count})" for name, count in sorted(self.unread.items()))
        return [*self.remarks, _("Gardé dans la notice d’origine, sans place ici : %(fields)s.") % {"fields": fields}]

    def as_text(self) -> str:
        """The report for a person."""
        lines = [
            _("Import de %(file)s (%(source)s)") % {"file": self.file, "source": self.source}
            + (_(" : essai, rien n’est écrit") if self.dry_run else ""),
        ]
        if self.format:
            lines.append(_("Format : %(format)s") % {"format": self.format})
        if self.encoding:
            lines.append(_("Encodage : %(encoding)s") % {"encoding": self.encoding})
        lines += self.sentences()
        if not self.counts.total():
            lines.append(_("Aucune ligne à importer."))
        shown = [key for key in COUNTS if key in _ALWAYS or self.counts[key]]
        lines += [f"{self.counts[key]:>8} {COUNTS[key]}" for key in shown]
        if self.seconds:
            rate = (self.accepted + self.counts["errors"]) / self.seconds
            lines.append(_("%(seconds).1f s, %(rate)d notices par seconde") % {"seconds": self.seconds, "rate": rate})
        lines += [f"{one.position} [{one.identifier or '-'}] {one.reason}" for one in self.problems]
        unlisted = self.counts["errors"] + self.counts["conflicts"] - len(self.problems)
        if unlisted > 0:
            lines.append(_("… et %(count)d autres.") % {"count": unlisted})
        return "\n".join(lines) + "\n"

    def as_json(self) -> str:
        """The report for a program."""
        counts = {key: self.counts[key] for key in COUNTS if key in _ALWAYS or self.counts[key]}
        data = {**asdict(self), "counts": counts, "unread": dict(self.unread), "exit_code": self.exit_code}
        return json.dumps(data, ensure_ascii=False, indent=1) + "\n"

    def write(self, path: Path) -> None:
        """Write the report to a file: JSON when its name ends so, else text."""
        text = self.as_json() if path.suffix.lower() == ".json" else self.as_text()
        path.write_text(text, encoding="utf-8")
