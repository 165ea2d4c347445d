"""What the page of an import says of it."""

from itertools import islice
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from core.folders.rows import SourceRow
from resources.imports.naming import name_field
from resources.imports.report import COUNTS
from resources.imports.runs import UNDERWAY, UNDOABLE
from resources.imports.sources import OpenedSource
from resources.models import ImportRun, ImportState, LineState

SAMPLE_ROWS = 5
_STATUS = {
    ImportState.DONE: "primary", ImportState.READY: "primary", ImportState.FAILED: "critical",
}  # fmt: skip


def present_run(run: ImportRun, asked: str) -> dict[str, Any]:
    """Everything but its lines."""
    found = run.lines.count_states()
    tabs = [{"state": "", "label": _("toutes"), "count": sum(found.values()), "current": asked not in found}]
    tabs += [
        {"state": state, "label": label, "count": found[state], "current": state == asked}
        for state, label in LineState.choices
        if state in found
    ]
    written = run.started_at is not None
    return {
        "run": run,
        "progress": present_progress(run),
        "counts": [(label, run.counts[key]) for key, label in COUNTS.items() if run.counts.get(key)],
        "tabs": tabs,
        "asked": asked,
        "written": written,
        "underway": run.state in UNDERWAY,
        "can_confirm": run.state == ImportState.READY,
        "can_correct": run.state in (ImportState.READY, ImportState.FAILED) and not written and "CSV" in run.format,
        "can_resume": run.state == ImportState.FAILED and bool(run.stored_as) and not run.undone_at,
        "can_undo": run.state in UNDOABLE and written,
        "name_field": name_field,
    }


def present_progress(run: ImportRun) -> dict[str, Any]:
    """How far it is, in words; `done` when nothing more will happen by itself."""
    return {
        "state": run.state,
        "label": str(run.get_state_display()),
        "read": run.rows_read,
        "text": _("%(count)d lues") % {"count": run.rows_read},
        "done": run.state not in UNDERWAY,
        "url": reverse("imports:status", args=[run.uuid]),
    }


def sample_columns(opened: OpenedSource) -> dict[str, list[str]]:
    """Some values of each column, from the first rows."""
    rows = [row for row in islice(opened.rows(), SAMPLE_ROWS * 2) if isinstance(row, SourceRow)][:SAMPLE_ROWS]
    return {name: [row.values[name][:120] for row in rows if row.values.get(name)] for name in opened.columns}
