"""One import of pages: rows read, drafted, written one by one, each in its own transaction."""

import time
from abc import ABC, abstractmethod
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import ReferenceIndex
from wagtail.signal_handlers import disable_reference_index_auto_update

from core.conversion import ConversionRefused, Converted, Remark, convert_html, markdown_to_html, stream_data
from core.conversion.converting import Pictures
from core.folders.kinds import FolderOptions, Progress
from core.folders.markdown_folder import open_folder
from core.folders.page_mapping import PageMapping, load_page_mapping
from core.folders.page_report import PageReport
from core.folders.pages import PageDraft, Written, write_page
from core.folders.rows import BadRow, RowRefused, SourceRow


class PageImport(ABC):
    """What makes one kind of page of rows. Made anew for each run."""

    parts: frozenset[str]
    """What a mapping may give."""
    needed: frozenset[str]
    """What a mapping must give."""

    def __init__(self, mapping: PageMapping, options: FolderOptions, report: PageReport) -> None:
        self.mapping, self.options, self.report = mapping, options, report

    def prepare(self, rows: list[SourceRow]) -> list[SourceRow]:
        """Look at all rows before the first is drafted; returns them in the order they are to be written."""
        return rows

    @abstractmethod
    def draft(self, row: SourceRow) -> PageDraft:
        """The page of a row. Raises RowRefused or ConversionRefused with the reason when there is none."""

    @abstractmethod
    def finish(self, written: Sequence[tuple[SourceRow, Written]]) -> None:
        """What is done once all pages are there."""

    def convert(self, row: SourceRow, part: str, pictures: Pictures, seed: str) -> Converted:
        """The text of a row as blocks."""
        html = markdown_to_html(self.mapping.cell(row, part))
        return convert_html(html, pictures=pictures, base=self.mapping.site, seed=seed)


def run_page_import(
    kind: type[PageImport], path: Path, mapping_path: Path, options: FolderOptions, progress: Progress
) -> PageReport:
    """Import a folder as pages of a kind. Raises FileRefused when the folder or its mapping won't do."""
    mapping = load_page_mapping(mapping_path, kind.parts, kind.needed)
    report = PageReport(mapping.source, str(path), options.dry_run)
    started = time.monotonic()
    folder = open_folder(path)
    if options.dry_run:
        with transaction.atomic():
            _write(kind(mapping, options, report), list(folder.rows()), progress)
            transaction.set_rollback(True)
    else:
        _write(kind(mapping, options, report), list(folder.rows()), progress)
    report.seconds = round(time.monotonic() - started, 3)
    return report


def _write(importer: PageImport, found: list[SourceRow | BadRow], progress: Progress) -> None:
    """Write every row that can be, and say why the others can't."""
    report = importer.report
    for bad in (row for row in found if isinstance(row, BadRow)):
        report.refuse(bad.position, bad.reason)
    rows = importer.prepare([row for row in found if isinstance(row, SourceRow)])
    written: list[tuple[SourceRow, Written]] = []
    for count, row in enumerate(rows, 1):
        try:
            draft = importer.draft(row)
            with disable_reference_index_auto_update():  # once for each page, and not for each note of it
                outcome = write_page(draft)
        except (RowRefused, ConversionRefused) as error:
            report.refuse(row.position, str(error))
            continue
        report.counts[outcome.state] += 1
        if outcome.state in ("created", "updated"):
            ReferenceIndex.create_or_update_for_object(outcome.page)
            report.add(row.position, draft.remarks)
        elif outcome.state in ("edited", "conflicts"):
            report.add(row.position, [_left_alone(outcome)])
        written.append((row, outcome))
        progress(count)
    importer.finish(written)


def _left_alone(outcome: Written) -> Remark:
    """Why a page was not touched."""
    title = {"title": outcome.page.title}
    if outcome.state == "conflicts":
        return Remark("field", _("« %(title)s » : modifié ici et à la source, laissé tel quel.") % title)
    return Remark("field", _("« %(title)s » : modifié ici, laissé tel quel.") % title)


def stream_value(model: type[Any], blocks: Sequence[tuple[str, Any]], seed: str) -> Any:
    """Blocks as the value of a page's body."""
    return model._meta.get_field("body").stream_block.to_python(stream_data(list(blocks), seed))
