"""For imports of pages: the index follows once, at the end."""

from pathlib import Path

from core.folders.kinds import FolderOptions, Progress
from core.folders.page_report import PageReport
from core.folders.page_run import PageImport, run_page_import
from core.models.outbox import announce_once
from search.services import sync_held_back


def import_pages(
    kind: type[PageImport], path: Path, mapping: Path, options: FolderOptions, progress: Progress
) -> PageReport:
    """Import a folder as pages of a kind, then bring the index up to date."""
    with sync_held_back():
        report = run_page_import(kind, path, mapping, options, progress)
    if not options.dry_run and report.counts["created"] + report.counts["updated"] + report.counts["published"]:
        announce_once()
    return report
