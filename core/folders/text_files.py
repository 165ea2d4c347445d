"""Opening text files of unknown make: which encoding, and a clear word when it is no text at all."""

import codecs
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from django.utils.translation import gettext as _

from core.folders.rows import FileRefused

CHUNK = 1 << 20
_HEAD = 8192
_NAMES = {"utf-8-sig": "UTF-8 (BOM)", "utf-8": "UTF-8", "cp1252": "Windows-1252", "latin-1": "ISO-8859-1"}


@dataclass(frozen=True)
class Encoding:
    """An encoding Python knows, and its name for people."""

    codec: str

    @property
    def label(self) -> str:
        """The name to print in a report."""
        return _NAMES.get(self.codec, self.codec)


def detect_encoding(path: Path) -> Encoding:
    """UTF-8 when the whole file is, else Windows-1252, else ISO-8859-1. Raises FileRefused for what is no such text.

    Reads the file once, in pieces: a file of any size takes no memory.
    """
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
            _refuse_other_kinds(path, head)
            file.seek(0)
            codec = "utf-8-sig" if head.startswith(codecs.BOM_UTF8) else "utf-8"
            for candidate in (codec, "cp1252"):
                file.seek(0)
                if _decodes(file, candidate):
                    return Encoding(candidate)
    except OSError as error:
        raise FileRefused(
            _("%(path)s ne peut pas être lu : %(error)s") % {"path": path, "error": error.strerror}
        ) from error
    return Encoding("latin-1")


def _refuse_other_kinds(path: Path, head: bytes) -> None:
    if not head.strip():
        raise FileRefused(_("%(path)s est vide.") % {"path": path})
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or _looks_utf16(head):
        raise FileRefused(
            _("%(path)s est en UTF-16. Enregistrez-le en UTF-8 (« CSV UTF-8 » dans un tableur) et recommencez.")
            % {"path": path}
        )
    strange = sum(byte < 32 and byte not in b"\t\n\r\x0c\x1a\x1b" for byte in head)
    if strange * 20 > len(head) or head.startswith((b"PK\x03\x04", b"%PDF", b"\xd0\xcf\x11\xe0", b"\x1f\x8b")):
        raise FileRefused(
            _("%(path)s n’est pas un fichier de texte : exportez-le en CSV depuis votre logiciel.") % {"path": path}
        )


def _looks_utf16(head: bytes) -> bool:
    """Every other byte is null, as in Western text in UTF-16 without a mark."""
    return len(head) >= 8 and (head[1::2].count(0) * 10 > len(head) * 4 or head[::2].count(0) * 10 > len(head) * 4)


def _decodes(file: BinaryIO, codec: str) -> bool:
    """Whether all of a file is text in an encoding."""
    decoder = codecs.getincrementaldecoder(codec)()
    try:
        while chunk := file.read(CHUNK):
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True
