"""CSV with a header: one row at a time, each with its exact text, broken ones reported and passed over."""

import csv
import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from django.utils.translation import gettext as _

from core.folders.rows import BadRow, FileRefused, SourceRow
from core.folders.text_files import Encoding, detect_encoding

LONGEST_LINE = 1 << 20
LONGEST_CELL = 1 << 17
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


class _Lines:
    """Lines of a file that can be put back, so that a quote left open costs one row and not the rest of the file."""

    def __init__(self, file: TextIO) -> None:
        self.file = file
        self.number = 0
        self.waiting: deque[str] = deque()
        self.taken: list[str] = []

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self.waiting.popleft() if self.waiting else self.file.readline(LONGEST_LINE)
        if not line:
            raise StopIteration
        self.number += 1
        self.taken.append(line)
        return line

    def put_back_all_but_first(self) -> None:
        """Return to the line after the one where the current row began."""
        rest = self.taken[1:]
        self.waiting.extendleft(reversed(rest))
        self.number -= len(rest)
        del self.taken[1:]


@dataclass(frozen=True)
class CsvFile:
    """A CSV file whose header was read."""

    path: Path
    encoding: Encoding
    delimiter: str
    columns: list[str]

    @property
    def size(self) -> int:
        """Bytes, for a progress bar."""
        return self.path.stat().st_size

    def rows(self) -> Iterator[SourceRow | BadRow]:
        """Every row after the header, in order; blank lines are passed over."""
        with self.path.open(encoding=self.encoding.codec, newline="") as file:
            lines = _Lines(file)
            header = _take(lines, self.delimiter)
            prefix = "".join(lines.taken).rstrip("\r\n") + "\n"
            if not isinstance(header, list):
                return
            while True:
                lines.taken = []
                cells = _take(lines, self.delimiter)
                if cells is None:
                    return
                if cells != []:
                    yield self._row(lines, cells, prefix)

    def _row(self, lines: _Lines, cells: list[str] | str, prefix: str) -> SourceRow | BadRow:
        line = lines.number - len(lines.taken) + 1
        reason = cells if isinstance(cells, str) else self._fault(cells)
        if reason or isinstance(cells, str):
            lines.put_back_all_but_first()
            return BadRow(_("ligne %(line)d") % {"line": line}, reason)
        payload = prefix + "".join(lines.taken).rstrip("\r\n")
        values = dict(zip(self.columns, cells, strict=True))
        return SourceRow(_("ligne %(line)d") % {"line": line}, payload, values, line)

    def _fault(self, cells: list[str]) -> str:
        """Why a row cannot be used; "" when it can."""
        if len(cells) != len(self.columns):
            return _("%(found)d cellules au lieu de %(expected)d") % {
                "found": len(cells), "expected": len(self.columns),
            }  # fmt: skip
        for column, cell in zip(self.columns, cells, strict=True):
            if found := _CONTROLS.search(cell):
                return _("caractère de contrôle U+%(code)04X dans « %(column)s »") % {
                    "code": ord(found[0]), "column": column,
                }  # fmt: skip
        return ""


def _take(lines: _Lines, delimiter: str) -> list[str] | str | None:
    """The cells of the next row, [] for a blank line, None at the end, a sentence when it can't be read."""
    csv.field_size_limit(LONGEST_CELL)
    try:
        return next(csv.reader(lines, delimiter=delimiter, strict=True))
    except StopIteration:
        return None
    except csv.Error as error:
        if "field larger" in str(error):
            return _("une cellule dépasse %(limit)d caractères, ou un guillemet n’est pas fermé") % {
                "limit": LONGEST_CELL
            }
        return _("guillemets mal placés ou mal fermés")


def open_csv(path: Path, delimiter: str = "") -> CsvFile:
    """Read the header of a CSV file. Raises FileRefused when there is no usable one."""
    encoding = detect_encoding(path)
    with path.open(encoding=encoding.codec, newline="") as file:
        lines = _Lines(file)
        first = file.readline(LONGEST_LINE)
        lines.waiting.append(first)
        delimiter = delimiter or _sniff(first)
        header = _take(lines, delimiter)
    if not isinstance(header, list) or not any(name.strip() for name in header):
        raise FileRefused(_("%(path)s : la première ligne doit donner le nom des colonnes.") % {"path": path})
    columns = [name.strip() for name in header]
    doubled = sorted({name for name in columns if name and columns.count(name) > 1})
    if doubled:
        raise FileRefused(
            _("%(path)s : colonnes nommées deux fois : %(names)s.") % {"path": path, "names": ", ".join(doubled)}
        )
    return CsvFile(path, encoding, delimiter, columns)


def _sniff(header: str) -> str:
    """The separator that occurs most in the header."""
    return max(",;\t|", key=header.count)
