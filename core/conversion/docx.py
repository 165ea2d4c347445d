"""Word documents (.docx) to HTML, by mammoth; read with limits, whatever is in them."""

import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import mammoth
from django.utils.translation import gettext as _

from core.conversion.reading import ConversionRefused
from core.conversion.walking import TITLE_CLASS

LARGEST_FILE = 30 << 20
LARGEST_UNPACKED = 150 << 20
LARGEST_TEXT = 12 << 20
"""Bytes of one part of XML, unpacked; the text of a book of 300 pages takes 5 to 8 MB."""
MOST_PARTS = 3000
LONG_TEXT = 1 << 20
"""From how many bytes of XML reading takes more than a moment."""
LARGEST_PICTURE = 20 << 20
MOST_PICTURES = 200
DEEPEST = 200
_SIGNS = {b"\xd0\xcf\x11\xe0": "locked", b"PK\x03\x04": "zip"}
_EXTENSIONS = {
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/gif": "gif",
    "image/webp": "webp",
    "image/svg+xml": "svg",
}
_STYLES = f"""
p[style-name='Title'] => h1.{TITLE_CLASS}:fresh
p[style-name='Titre'] => h1.{TITLE_CLASS}:fresh
p[style-name='Subtitle'] => p.chapeau:fresh
p[style-name='Sous-titre'] => p.chapeau:fresh
p[style-name='Chapeau'] => p.chapeau:fresh
p[style-name='Titre 1'] => h1:fresh
p[style-name='Titre 2'] => h2:fresh
p[style-name='Titre 3'] => h3:fresh
p[style-name='Quote'] => blockquote:fresh
p[style-name='Intense Quote'] => blockquote:fresh
p[style-name='Block Text'] => blockquote:fresh
p[style-name='Citation'] => blockquote:fresh
p[style-name='Caption'] => p.caption:fresh
p[style-name='Légende'] => p.caption:fresh
"""
_LEFT_OUT = (
    ("word/comments.xml", re.compile(rb"<w:comment\b")),
    ("word/document.xml", re.compile(rb"<w:(?:ins|del)\b")),
    ("word/document.xml", re.compile(rb"<m:oMath\b")),
)


@dataclass
class WordPicture:
    """A picture of a document: its bytes, what it is called here, and its description."""

    name: str
    content: bytes
    description: str = ""


@dataclass
class WordText:
    """A Word document as HTML, its pictures by the addresses they have there, and what was left out."""

    html: str
    pictures: dict[str, WordPicture] = field(default_factory=dict)
    left_out: list[str] = field(default_factory=list)


def text_size(content: bytes) -> int:
    """How many bytes of XML the text of a document takes. Raises ConversionRefused for what can't be read."""
    with _opened(content) as archive:
        return archive.getinfo("word/document.xml").file_size


def read_docx(content: bytes) -> WordText:
    """Read a document. Raises ConversionRefused, in a sentence for the person, for what can't be read."""
    with _opened(content) as archive:
        left_out = list(_left_out(archive))
    pictures: dict[str, WordPicture] = {}
    try:
        result = mammoth.convert_to_html(
            BytesIO(content),
            style_map=_STYLES,
            convert_image=mammoth.images.img_element(lambda image: _keep_picture(image, pictures)),
            include_embedded_style_map=False,
            external_file_access=False,
        )
    except ConversionRefused:
        raise
    except Exception as error:  # mammoth raises whatever its readers do on a broken document
        raise ConversionRefused(
            _("Ce document Word est abîmé : ouvrez-le dans Word, enregistrez-le et réessayez.")
        ) from error
    return WordText(result.value, pictures, left_out)


@contextmanager
def _opened(content: bytes) -> Iterator[zipfile.ZipFile]:
    """The archive a document is, checked before anything is unpacked."""
    if len(content) > LARGEST_FILE:
        raise ConversionRefused(_("Le document dépasse %(limit)d Mo.") % {"limit": LARGEST_FILE >> 20})
    sign = _SIGNS.get(content[:4])
    if sign == "locked":
        raise ConversionRefused(
            _("Ce document a un mot de passe, ou c’est un ancien .doc : enregistrez-le en .docx, sans mot de passe.")
        )
    if sign != "zip":
        raise ConversionRefused(_("Ce n’est pas un document Word (.docx)."))
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            _check_archive(archive)
            yield archive
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, KeyError) as error:
        raise ConversionRefused(_("Ce document Word est abîmé : il ne s’ouvre pas.")) from error


def _check_archive(archive: zipfile.ZipFile) -> None:
    """Refuse what is no Word document, what is locked, and what would fill the memory once unpacked."""
    parts = archive.infolist()
    names = {part.filename for part in parts}
    if "mimetype" in names and "content.xml" in names:
        raise ConversionRefused(_("C’est un document OpenDocument : enregistrez-le en .docx."))
    if "word/document.xml" not in names:
        raise ConversionRefused(_("Ce n’est pas un document Word (.docx)."))
    if any(part.flag_bits & 1 for part in parts):
        raise ConversionRefused(_("Ce document est protégé par un mot de passe."))
    texts = [part for part in parts if part.filename.endswith((".xml", ".rels"))]
    whole = sum(part.file_size for part in parts)
    if len(parts) > MOST_PARTS or whole > LARGEST_UNPACKED or any(part.file_size > LARGEST_TEXT for part in texts):
        raise ConversionRefused(_("Ce document est démesuré une fois décompressé : il n’est pas lu."))
    for part in texts:
        _check_xml(archive.read(part))


def _check_xml(xml: bytes) -> None:
    """Refuse entities, which can grow without end, and nesting no reader can follow."""
    if b"\x00" in xml or re.search(rb"<!(?:DOCTYPE|ENTITY)", xml, re.IGNORECASE):
        raise ConversionRefused(_("Ce document Word contient des définitions XML qui ne sont pas admises."))
    depth = 0
    for found in re.finditer(rb"<(/?)[A-Za-z][^<>]*?(/?)>", xml):
        depth += -1 if found[1] else 0 if found[2] else 1
        if depth > DEEPEST:
            raise ConversionRefused(_("Ce document Word est imbriqué sur trop de niveaux."))


def _left_out(archive: zipfile.ZipFile) -> Iterator[str]:
    """What a document has and an article does not take."""
    names = set(archive.namelist())
    said = (
        _("Les commentaires du document ne sont pas repris."),
        _("Le document a des modifications suivies : elles sont reprises comme acceptées."),
        _("Le document a des formules : leur mise en forme se perd."),
    )
    for (name, pattern), message in zip(_LEFT_OUT, said, strict=True):
        if name in names and pattern.search(archive.read(name)):
            yield message
    around = [name for name in names if re.fullmatch(r"word/(?:header|footer)\d*\.xml", name)]
    if any(re.search(rb"<w:t[ >][^<]*[^<\s]", archive.read(name)) for name in around):
        yield _("Les en-têtes et pieds de page ne sont pas repris.")


def _keep_picture(image: Any, pictures: dict[str, WordPicture]) -> dict[str, str]:
    """Keep the bytes of a picture; the attributes of its <img>."""
    address = f"word-picture-{len(pictures) + 1}"
    if len(pictures) >= MOST_PICTURES:
        raise ConversionRefused(_("Ce document a plus de %(limit)d images.") % {"limit": MOST_PICTURES})
    try:
        with image.open() as file:
            content = file.read(LARGEST_PICTURE + 1)
    except Exception:  # it is elsewhere, or gone; mammoth raises whatever its readers do
        content = b""
    name = f"{address}.{_EXTENSIONS.get(image.content_type, 'bin')}"
    kept = content if len(content) <= LARGEST_PICTURE else b""
    pictures[address] = WordPicture(name, kept, (image.alt_text or "").strip())
    return {"src": address}
