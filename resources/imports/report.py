"""What an import did, line by line where something needs a person: for the screen, and for other programs."""

import json
from collections import Counter
from dataclasses import asdict, dataclass, field
from pathlib import Path

from django.utils.translation import gettext as _

MOST_LISTED = 10_000


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

    def refuse(self, position: str, reason: str, identifier: str = "") -> None:
        """Note a row that could not go in."""
        self._note(Problem(position, "error", reason, identifier))

    def leave(self, position: str, reason: str, identifier: str) -> None:
        """Note a row that would have undone somebody's work here."""
        self._note(Problem(position, "conflict", reason, identifier))

    def _note(self, problem: Problem) -> None:
        self.counts["errors" if problem.state == "error" else "conflicts"] += 1
        if len(self.problems) < MOST_LISTED:
            self.problems.append(problem)

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

    def as_text(self) -> str:
        """The report for a person."""
        lines = [
            _("Import de %(file)s (%(source)s)") % {"file": self.file, "source": self.source}
            + (_(" : essai, rien n’est écrit") if self.dry_run else ""),
        ]
        if self.encoding:
            lines.append(_("Encodage : %(encoding)s") % {"encoding": self.encoding})
        lines += self.remarks
        if not self.counts.total():
            lines.append(_("Aucune ligne à importer."))
        for key, label in (
            ("created", _("créées")), ("updated", _("mises à jour")), ("unchanged", _("inchangées")),
            ("conflicts", _("laissées telles quelles (modifiées ici depuis)")), ("errors", _("refusées")),
        ):  # fmt: skip
            lines.append(f"{self.counts[key]:>8} {label}")
        if self.seconds:
            rate = (self.accepted + self.counts["errors"]) / self.seconds
            lines.append(_("%(seconds).1f s, %(rate)d notices par seconde") % {"seconds": self.seconds, "rate": rate})
        lines += [f"{one.position} [{one.identifier or '-'}] {one.reason}" for one in self.problems]
        unlisted = self.counts["errors"] + self.counts["conflicts"] - len(self.problems)
        if unlisted:
            lines.append(_("… et %(count)d autres.") % {"count": unlisted})
        return "\n".join(lines) + "\n"

    def as_json(self) -> str:
        """The report for a program."""
        data = {**asdict(self), "counts": dict(self.counts), "exit_code": self.exit_code}
        return json.dumps(data, ensure_ascii=False, indent=1) + "\n"

    def write(self, path: Path) -> None:
        """Write the report to a file: JSON when its name ends so, else text."""
        text = self.as_json() if path.suffix.lower() == ".json" else self.as_text()
        path.write_text(text, encoding="utf-8")
