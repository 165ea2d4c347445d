"""A real magazine, imported whole: eighteen numbers and 207 articles, for tests that need much of everything."""

from pathlib import Path

from core.folders.kinds import FolderOptions, importer_of
from core.folders.page_report import PageReport
from tests.corpus import CORPUS

TERRITOIRES = CORPUS / "territoires"
MAPPINGS = Path(__file__).resolve().parents[2] / "examples" / "imports"


def import_folder(kind: str, folder: Path | None = None, mapping: Path | None = None, **options: object) -> PageReport:
    """Import a folder of the corpus (`issues`, `articles`, `news`, `press`), or another one, by a mapping."""
    mapping = mapping or MAPPINGS / f"{kind}.toml"
    wishes = FolderOptions(**options)  # type: ignore[arg-type]  # options as each test gives them
    report = importer_of(mapping)(folder or TERRITOIRES / kind, mapping, wishes, lambda read: None)
    assert isinstance(report, PageReport)
    return report


def import_corpus(*, publish: bool = False) -> dict[str, PageReport]:
    """Import the numbers and the articles, as drafts, or published number by number; the reports by kind."""
    return {kind: import_folder(kind, publish=publish) for kind in ("issues", "articles")}
