"""Opening a source of records of any format: what it is, its rows, and what each of them becomes."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.utils.translation import gettext as _

from core.folders.markdown_folder import open_folder
from core.folders.rows import BadRow, FileRefused, SourceRow
from resources.imports.drafting import draft_record, identify_row
from resources.imports.mapping import ImportMapping, guess_mapping, load_mapping, read_mapping
from resources.imports.marc.reader import is_marc, open_marc
from resources.imports.reader_csv import open_csv
from resources.imports.rows import Draft

Mapping = Path | str | None
"""A file of TOML, its text, or nothing: then the columns are guessed, where the format has columns."""


class FileChanged(Exception):
    """The file is no longer what it was when it was opened; what was read of it can't be trusted."""


@dataclass
class OpenedSource:
    """A file or folder that can be read: what was detected, its rows, and the draft of each."""

    path: Path
    name: str
    """The source's name, under which its identifiers are unique."""
    form: str
    """The code kept with each source record: `csv`, `markdown`, `unimarc`, `marc21`."""
    format: str
    """The format in words, for people."""
    encoding: str
    read: Callable[[], Iterable[SourceRow | BadRow]]
    draft: Callable[[SourceRow], Draft]
    """Raises RowRefused with the reason when a row can't become a record."""
    identify: Callable[[SourceRow], str] = lambda row: ""
    """The identifier of a row that was refused, as far as it can be told."""
    mapping: ImportMapping | None = None
    columns: list[str] = field(default_factory=list)
    rules: str = ""
    """A digest of the mapping: the same row read by other rules is another draft."""
    remarks: Callable[[], list[str]] = list
    """Sentences about the file, once it was read."""
    state: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        """Remember what the file looks like."""
        self.state = _look_at(self.path)

    def rows(self) -> Iterator[SourceRow | BadRow]:
        """Rows and bad rows in order, one at a time, never all in memory."""
        return iter(self.read())

    def check_unchanged(self) -> None:
        """Raises FileChanged when somebody wrote to the file since it was opened."""
        if _look_at(self.path) != self.state:
            raise FileChanged(_("Le fichier a changé pendant la lecture : l’import s’est arrêté là."))


def open_source(path: Path, mapping: Mapping = None, name: str = "", default_name: str = "") -> OpenedSource:
    """Open a file of records. Raises FileRefused, in a sentence for a person, when it can't be used.

    `name` is what somebody calls the source, and is what counts; without it, what the mapping or the file says, then
    `default_name`.
    """
    if path.is_dir():
        return _open_folder(path, mapping)
    if is_marc(path):
        return _open_marc(path, name, default_name)
    return _open_csv(path, mapping, name, default_name)


def _open_folder(path: Path, mapping: Mapping) -> OpenedSource:
    """A folder of Markdown files."""
    if not mapping:
        raise FileRefused(_("Un dossier a besoin d’une correspondance."))
    rules = _load(mapping)
    return OpenedSource(
        path=path,
        name=rules.source,
        form="markdown",
        format="Markdown",
        encoding="",
        read=open_folder(path).rows,
        draft=lambda row: draft_record(row, rules),
        identify=lambda row: identify_row(row, rules),
        mapping=rules,
        rules=_digest(mapping),
    )


def _open_csv(path: Path, mapping: Mapping, name: str, default_name: str) -> OpenedSource:
    """A table, by its mapping or by the usual names of its columns."""
    given = _load(mapping) if mapping else None
    file = open_csv(path, given.delimiter if given else "")
    rules = given or guess_mapping(file.columns, name or default_name or path.stem)
    rules.check_columns(file.columns, path)
    return OpenedSource(
        path=path,
        name=(name or rules.source)[:80],
        form="csv",
        format=_("CSV, séparateur « %(delimiter)s »")
        % {"delimiter": {"\t": _("tabulation")}.get(file.delimiter, file.delimiter)},
        encoding=file.encoding.label,
        read=file.rows,
        draft=lambda row: draft_record(row, rules),
        identify=lambda row: identify_row(row, rules),
        mapping=rules,
        columns=file.columns,
        rules=_digest(mapping) if mapping else "",
    )


def _open_marc(path: Path, name: str, default_name: str) -> OpenedSource:
    """MARC in any of its dress."""
    file = open_marc(path, name, default_name)
    return OpenedSource(
        path=path,
        name=(name or file.source)[:80],
        form="marc21" if "MARC 21" in file.format else "unimarc",
        format=file.format,
        encoding=file.encoding,
        read=file.rows,
        draft=file.draft,
        remarks=lambda: file.remarks,
    )


def _load(mapping: Path | str) -> ImportMapping:
    return load_mapping(mapping) if isinstance(mapping, Path) else read_mapping(mapping)


def _digest(mapping: Mapping) -> str:
    """What tells one set of rules from another."""
    text = mapping.read_text(encoding="utf-8-sig") if isinstance(mapping, Path) else mapping or ""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _look_at(path: Path) -> tuple[int, ...]:
    """Size, date and identity of a file on disk; nothing for a folder, whose files are read one by one."""
    try:
        found = path.stat()
    except OSError:
        return ()
    return () if path.is_dir() else (found.st_ino, found.st_size, found.st_mtime_ns)
