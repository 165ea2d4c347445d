"""The report of an import as a file: text, CSV or JSON, sent as it is read from the database."""

import csv
import json
from collections.abc import Iterator
from typing import Any

from django.http import Http404, HttpRequest, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views import View

from core.spreadsheet_cells import guard
from resources.import_desk.permissions import ImportersOnly
from resources.imports.naming import name_field
from resources.imports.report import COUNTS
from resources.models import ImportLine, ImportRun


class ReportView(ImportersOnly, View):
    """One report, in the form the address names."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> StreamingHttpResponse:
        """Stream it, a few hundred lines at a time."""
        run = get_object_or_404(ImportRun.objects.recent(), uuid=kwargs["uuid"])
        write = _WRITERS.get(kwargs["form"])
        if write is None:
            raise Http404
        lines = run.lines.shown().iterator(chunk_size=500)
        kind = {"txt": "text/plain", "csv": "text/csv", "json": "application/json"}[kwargs["form"]]
        response = StreamingHttpResponse(write(run, lines), content_type=f"{kind}; charset=utf-8")
        name = f"import-{run.created_at:%Y-%m-%d}-{run.pk}.{kwargs['form']}"
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        return response


class _Echo:
    """What the csv module writes to: gives the line back."""

    def write(self, line: str) -> str:
        return line


def _as_csv(run: ImportRun, lines: Iterator[ImportLine]) -> Iterator[str]:
    """One row a line, and one a field where fields differ."""
    writer: Any = csv.writer(_Echo(), delimiter=";")
    names = ("état", "position", "identifiant", "titre", "notice", "raison", "champ", "avant", "après", "issue")
    yield "\ufeff" + writer.writerow(names)
    for line in lines:
        number = line.record.number if line.record else ""
        start = [line.get_state_display(), line.position, line.identifier, line.title, number, line.reason]
        for change in line.changes or [["", "", "", ""]]:
            cells = [*start, name_field(change[0]) if change[0] else "", *change[1:]]
            yield writer.writerow([guard(str(cell)) for cell in cells])


def _as_json(run: ImportRun, lines: Iterator[ImportLine]) -> Iterator[str]:
    """One object, its lines in a list."""
    head = {
        "file": run.file_name, "source": run.source, "format": run.format, "encoding": run.encoding,
        "state": run.state, "counts": run.counts, "remarks": run.remarks,
    }  # fmt: skip
    yield json.dumps(head, ensure_ascii=False)[:-1] + ', "lines": ['
    first = True
    for line in lines:
        data = {
            "state": line.state, "position": line.position, "identifier": line.identifier, "title": line.title,
            "record": line.record.number if line.record else None, "reason": line.reason, "changes": line.changes,
            "duplicates": line.duplicates, "undone": line.undone,
        }  # fmt: skip
        yield ("" if first else ",") + "\n" + json.dumps(data, ensure_ascii=False)
        first = False
    yield "\n]}\n"


def _as_text(run: ImportRun, lines: Iterator[ImportLine]) -> Iterator[str]:
    """For a person."""
    yield _("Import de %(file)s (%(source)s)") % {"file": run.file_name, "source": run.source} + "\n"
    yield f"{run.get_state_display()}, {run.created_at:%Y-%m-%d %H:%M}\n{run.format}, {run.encoding}\n"
    yield "".join(f"{remark}\n" for remark in run.remarks)
    yield "".join(f"{run.counts[key]:>8} {label}\n" for key, label in COUNTS.items() if run.counts.get(key))
    for line in lines:
        number = f" n° {line.record.number}" if line.record else ""
        yield f"{line.position} [{line.identifier or '-'}] {line.get_state_display()}{number} : {line.title}\n"
        if line.reason:
            yield f"    {line.reason}\n"
        for name, before, after, outcome in line.changes:
            mark = "→" if outcome == "taken" else "≠"
            yield f"    {name_field(name)} : {before or '∅'} {mark} {after or '∅'}\n"


_WRITERS = {"txt": _as_text, "csv": _as_csv, "json": _as_json}
