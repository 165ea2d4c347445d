"""What an import of pages came to: counts, and what a person should look at, page by page."""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.conversion import Remark

COUNTS = {
    "created": gettext_lazy("créées"),
    "updated": gettext_lazy("mises à jour"),
    "unchanged": gettext_lazy("inchangées"),
    "edited": gettext_lazy("modifiées ici, laissées telles quelles"),
    "conflicts": gettext_lazy("modifiées ici et à la source, laissées telles quelles"),
    "errors": gettext_lazy("refusées"),
    "published": gettext_lazy("publiées"),
}
_ALWAYS = ("created", "updated", "unchanged", "errors")
KINDS = {
    "html": gettext_lazy("sans bloc, gardé en HTML"),
    "picture": gettext_lazy("images absentes"),
    "file": gettext_lazy("fichiers absents, liés à l’ancien site"),
    "person": gettext_lazy("signatures à vérifier"),
    "note": gettext_lazy("notes à vérifier"),
    "table": gettext_lazy("tableaux à vérifier"),
    "embed": gettext_lazy("contenus intégrés à vérifier"),
    "dropped": gettext_lazy("mise en forme laissée de côté"),
    "lost": gettext_lazy("mots perdus"),
    "field": gettext_lazy("champs à vérifier"),
    "error": gettext_lazy("pages refusées"),
    "release": gettext_lazy("numéros qui n’ont pas paru"),
}
"""Sorts of remarks, in words, in the order they are listed."""


@dataclass
class PageReport:
    """Counts and remarks of an import of pages. Remarks are kept with the place of their row."""

    source: str = ""
    file: str = ""
    dry_run: bool = False
    seconds: float = 0.0
    counts: Counter[str] = field(default_factory=Counter)
    remarks: list[tuple[str, Remark]] = field(default_factory=list)

    def add(self, position: str, remarks: Iterable[Remark]) -> None:
        """Keep what was said of a row."""
        self.remarks += [(position, remark) for remark in remarks]

    def refuse(self, position: str, reason: str) -> None:
        """A row that could not go in."""
        self.counts["errors"] += 1
        self.remarks.append((position, Remark("error", reason)))

    def of_kind(self, kind: str) -> list[tuple[str, str]]:
        """What was said about one kind of thing, with the place of each row."""
        return [(position, remark.text) for position, remark in self.remarks if remark.kind == kind]

    @property
    def accepted(self) -> int:
        """Rows whose page is now as the source has it, or was left as it is edited here."""
        return sum(self.counts[name] for name in ("created", "updated", "unchanged", "edited"))

    @property
    def exit_code(self) -> int:
        """0 when all rows went in, 1 when some did not, 2 when none did."""
        if not self.accepted:
            return 2
        return 1 if self.counts["errors"] or self.counts["conflicts"] or self.of_kind("release") else 0

    def as_text(self) -> str:
        """The report for a person."""
        trial = _(" : essai, rien n’est écrit") if self.dry_run else ""
        lines = [_("Import de %(file)s (%(source)s)") % {"file": self.file, "source": self.source} + trial]
        lines += [f"{self.counts[key]:>8} {COUNTS[key]}" for key in COUNTS if key in _ALWAYS or self.counts[key]]
        if self.seconds:
            lines.append(f"{self.seconds:.1f} s")
        for kind, label in KINDS.items():
            if found := self.of_kind(kind):
                lines += ["", f"{label} ({len(found)})"]
                lines += [f"  {position} — {text}" for position, text in found]
        return "\n".join(lines) + "\n"

    def as_json(self) -> str:
        """The report for a program."""
        data = {
            "source": self.source,
            "file": self.file,
            "dry_run": self.dry_run,
            "seconds": self.seconds,
            "counts": {key: self.counts[key] for key in COUNTS if key in _ALWAYS or self.counts[key]},
            "remarks": [
                {"position": position, "kind": remark.kind, "text": remark.text} for position, remark in self.remarks
            ],
            "exit_code": self.exit_code,
        }
        return json.dumps(data, ensure_ascii=False, indent=1) + "\n"

    def write(self, path: Path) -> None:
        """Write the report to a file: JSON when its name ends so, else text."""
        path.write_text(self.as_json() if path.suffix.lower() == ".json" else self.as_text(), encoding="utf-8")
