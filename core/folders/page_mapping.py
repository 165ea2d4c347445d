"""Which column becomes which part of a page: read from a TOML file and checked before anything is imported."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from core.folders.kinds import read_toml
from core.folders.rows import FileRefused, SourceRow


@dataclass(frozen=True)
class PageMapping:
    """A mapping for pages: the source, the old site, the language, and the column of each part (`columns`)."""

    kind: str
    source: str
    columns: Mapping[str, str]
    """Part of the page to column of the source."""
    site: str = ""
    language: str = "fr"
    settings: Mapping[str, Any] = field(default_factory=dict)
    """What else the file says; each kind knows its own."""
    digest: str = ""
    """Tells one set of rules from another."""

    def cell(self, row: SourceRow, part: str) -> str:
        """What a row says for a part of the page; empty when it says nothing."""
        return row.values.get(self.columns.get(part, ""), "").strip()

    def identifier(self, kind: str, place: str) -> str:
        """What an imported page is found again by; long ones end in a digest."""
        name = f"{self.source}/{kind}/{place}"
        return name if len(name) <= 255 else f"{name[:200]}#{hashlib.sha256(name.encode()).hexdigest()[:32]}"

    def table(self, name: str) -> dict[str, Any]:
        """A table of its settings. Raises FileRefused when it is something else."""
        table = self.settings.get(name, {})
        if not isinstance(table, dict):
            raise FileRefused(_("Dans la correspondance, « %(name)s » devrait être une table.") % {"name": name})
        return table


def load_page_mapping(path: Path, parts: Iterable[str], needed: Iterable[str]) -> PageMapping:
    """Read the mapping of a kind of page that has these parts. Raises FileRefused with what is wrong."""
    data = read_toml(path)
    columns = data.get("columns")
    problem = ""
    if not isinstance(data.get("source"), str) or not data["source"].strip() or not isinstance(columns, dict):
        problem = _("il faut au moins « source » et une table « [columns] ».")
        columns = {}
    targets = {str(target): column for column, target in columns.items()}
    if unknown := sorted(set(targets) - set(parts)):
        problem = _("« %(names)s » n’existe pas. Il y a : %(parts)s.") % {
            "names": ", ".join(unknown), "parts": ", ".join(sorted(parts)),
        }  # fmt: skip
    elif lacking := sorted(set(needed) - set(targets)):
        problem = problem or _("aucune colonne ne va vers « %(names)s ».") % {"names": ", ".join(lacking)}
    if problem:
        raise FileRefused(_("La correspondance %(path)s : %(error)s") % {"path": path, "error": problem})
    rest = {key: value for key, value in data.items() if key not in {"columns", "kind", "source", "site", "language"}}
    return PageMapping(
        kind=str(data.get("kind", "")),
        source=data["source"].strip()[:80],
        columns=targets,
        site=str(data.get("site", "")),
        language=str(data.get("language", "fr")),
        settings=rest,
        digest=hashlib.sha256(path.read_bytes()).hexdigest(),
    )
