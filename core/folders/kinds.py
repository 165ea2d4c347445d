"""What a folder of Markdown files may become: each app says which kinds it makes, a mapping names one."""

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from django.utils.translation import gettext as _

from core.folders.rows import FileRefused

Progress = Callable[[int], None]
"""Told now and then how many rows were read so far."""
DEFAULT = "records"


class Report(Protocol):
    """What an import came to, for the screen and for other programs."""

    @property
    def exit_code(self) -> int:
        """0 when all went in, 1 when some did not, 2 when nothing did."""

    def as_text(self) -> str:
        """For a person."""

    def write(self, path: Path) -> None:
        """To a file: JSON when its name ends so, else text."""


@dataclass(frozen=True)
class FolderOptions:
    """What is asked of an import. `pictures` is a folder where the files of the old site are."""

    dry_run: bool = False
    publish: bool = False
    pictures: Path | None = None


FolderImport = Callable[[Path, Path, FolderOptions, Progress], Report]
"""Imports a folder by a mapping. Raises FileRefused when one of them won't do."""
_kinds: dict[str, FolderImport] = {}


def register_folder_kind(name: str, importer: FolderImport) -> None:
    """Declare what a folder may become, from an app's `ready()`."""
    _kinds[name] = importer


def importer_of(mapping: Path) -> FolderImport:
    """What imports by a mapping: the kind it names, records when it names none. Raises FileRefused."""
    kind = str(read_toml(mapping).get("kind", DEFAULT))
    if kind not in _kinds:
        raise FileRefused(
            _("La correspondance %(path)s : « %(kind)s » n’est pas une sorte connue. Il y a : %(kinds)s.")
            % {"path": mapping, "kind": kind, "kinds": ", ".join(sorted(_kinds))}
        )
    return _kinds[kind]


def read_toml(path: Path) -> dict[str, Any]:
    """A mapping file. Raises FileRefused with what is wrong and where."""
    names = {"path": path}
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        raise FileRefused(
            _("La correspondance %(path)s ne peut pas être lue : %(error)s") % {**names, "error": error}
        ) from error
    except tomllib.TOMLDecodeError as error:
        raise FileRefused(
            _("La correspondance %(path)s n’est pas du TOML : %(error)s") % {**names, "error": error}
        ) from error
