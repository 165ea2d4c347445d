"""A folder of Markdown files with YAML front matter: one record a file, the text below being the column `body`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from django.utils.translation import gettext as _

from core.folders.rows import BadRow, FileRefused, SourceRow
from core.folders.text_files import detect_encoding

BODY = "body"
NAME = "file"
PATH = "path"
"""The columns that stand for the text, for the name of the file without its ending, and for its place in the folder."""
LARGEST_FILE = 4 << 20
_FRONT = re.compile(r"\A---[ \t]*\n(.*?)\n---[ \t]*(?:\n|\Z)(.*)\Z", re.DOTALL)


@dataclass(frozen=True)
class MarkdownFolder:
    """The Markdown files of a folder, in the order of their names."""

    path: Path
    files: list[Path]

    @property
    def size(self) -> int:
        """Files, for a progress bar."""
        return len(self.files)

    def rows(self) -> Iterator[SourceRow | BadRow]:
        """One row a file, with its text to the letter."""
        for file in self.files:
            yield self._row(file)

    def _row(self, file: Path) -> SourceRow | BadRow:
        position = str(file.relative_to(self.path))
        try:
            payload = _read(file)
            front, body = _split(payload)
        except FileRefused as error:
            return BadRow(position, str(error))
        named = {str(key): _as_text(value) for key, value in front.items()}
        place = position.removesuffix(file.suffix)
        return SourceRow(position, payload, {NAME: file.stem, **named, PATH: place, BODY: body}, parsed=front)


def open_folder(path: Path) -> MarkdownFolder:
    """List the Markdown files of a folder and those under it. Raises FileRefused when there is none."""
    if not path.is_dir():
        raise FileRefused(_("%(path)s n’est pas un dossier.") % {"path": path})
    files = sorted(file for file in path.rglob("*") if file.suffix.lower() in {".md", ".markdown"} and file.is_file())
    if not files:
        raise FileRefused(_("%(path)s ne contient aucun fichier Markdown (.md).") % {"path": path})
    return MarkdownFolder(path, files)


def _read(file: Path) -> str:
    if file.stat().st_size > LARGEST_FILE:
        raise FileRefused(_("le fichier dépasse %(limit)d Mo") % {"limit": LARGEST_FILE >> 20})
    codec = detect_encoding(file).codec
    text = file.read_bytes().decode(codec)
    if "\x00" in text:
        raise FileRefused(_("le fichier contient des caractères nuls"))
    return text


def _split(payload: str) -> tuple[dict[Any, Any], str]:
    """The front matter and the body. Raises FileRefused when there is no front matter."""
    found = _FRONT.match(payload.replace("\r\n", "\n").lstrip("\ufeff"))
    if not found:
        raise FileRefused(_("pas d’en-tête YAML entre deux lignes « --- »"))
    try:
        front = yaml.load(found[1], Loader=yaml.BaseLoader)  # noqa: S506  BaseLoader makes nothing but text, lists and tables
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        where = _(" à la ligne %(line)d") % {"line": mark.line + 2} if mark else ""
        raise FileRefused(_("en-tête YAML illisible%(where)s") % {"where": where}) from error
    if not isinstance(front, dict):
        raise FileRefused(_("l’en-tête YAML n’est pas une liste de valeurs nommées"))
    return front, found[2].strip()


def _as_text(value: Any) -> str:
    """A value as one text; lists are joined by semicolons, tables left out."""
    if isinstance(value, list):
        return " ; ".join(item for item in value if isinstance(item, str))
    return value if isinstance(value, str) else ""
