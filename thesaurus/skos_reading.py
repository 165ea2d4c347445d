"""Opens SKOS files (Turtle, RDF/XML, JSON-LD), and says at which line they are wrong.

Nothing is fetched, nothing is written: a file that would make the reader open an address or another file is refused.
"""

import json
import re
import warnings
from pathlib import Path
from typing import Any
from xml.sax import SAXParseException

from django.utils.translation import gettext as _

MAX_BYTES = 100 * 1024 * 1024
RELATIVE = "https://relative.invalid/"
"""What addresses without a beginning are read against, so that they can be told from real ones."""
SYNTAXES = {
    ".ttl": "turtle", ".n3": "turtle", ".nt": "turtle", ".rdf": "xml", ".xml": "xml", ".owl": "xml", ".skos": "xml",
    ".jsonld": "json-ld", ".json": "json-ld",
}  # fmt: skip
_PACKED = (b"PK\x03\x04", b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"7z\xbc\xaf", b"\x28\xb5\x2f\xfd")
_EXTERNAL_ENTITY = re.compile(rb"<!(?:ENTITY|DOCTYPE)[^>\[]*?\b(?:SYSTEM|PUBLIC)\b", re.IGNORECASE)

_ENTITY = re.compile(rb"<!ENTITY\s[^\"'>]*(?:\"([^\"]*)\"|'([^']*)')")
_NESTED_ENTITY = re.compile(rb"&(?!amp;)")
LONGEST_ENTITY = 500
"""Short names for addresses, which RDF/XML files are full of, are shorter; longer ones make a small file huge."""


class UnreadableFile(Exception):
    """The file can't be read at all; the message says why, and at which line when that is known."""


def load_graph(path: Path) -> Any:
    """The statements of a file, as an rdflib graph; raises UnreadableFile with a sentence for a person."""
    import rdflib

    content = _read_bytes(path)
    syntax = _syntax_of(path, content)
    if syntax == "xml":
        _refuse_external_entities(content)
        _refuse_growing_entities(content)
        data: str | bytes = content
    else:
        data = _decode(content)
    if syntax == "json-ld":
        _refuse_remote_contexts(data)
    graph = rdflib.Graph()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # rdflib's JSON-LD reader uses a class it deprecates
            graph.parse(data=data, format=syntax, publicID=RELATIVE)
    except Exception as error:  # rdflib's parsers raise a dozen unrelated types
        raise UnreadableFile(_explain(error, syntax)) from error
    return graph


def _read_bytes(path: Path) -> bytes:
    """The content of a file of a sane size that is not an archive."""
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise UnreadableFile(
                _("Le fichier fait %(size)d Mo ; au-delà de %(most)d Mo il n’est pas lu.")
                % {"size": size // 1024**2, "most": MAX_BYTES // 1024**2}
            )
        content = path.read_bytes()
    except OSError as error:
        raise UnreadableFile(_("Le fichier ne peut pas être lu : %s.") % error.strerror) from error
    if content.startswith(_PACKED):
        raise UnreadableFile(_("C’est une archive : décompressez-la d’abord."))
    if not content.strip():
        raise UnreadableFile(_("Le fichier est vide."))
    return content


def _syntax_of(path: Path, content: bytes) -> str:
    """The syntax by the file's first characters, else by its name."""
    start = content[:2000].removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith((b"<?xml", b"<rdf:RDF", b"<!DOCTYPE")):
        return "xml"
    if start.startswith((b"{", b"[{", b"[ {", b"[\n")):
        return "json-ld"
    return SYNTAXES.get(path.suffix.lower(), "turtle")


def _decode(content: bytes) -> str:
    """The text of a file, which must be UTF-8."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        message = _("Ligne %(line)d : le fichier n’est pas en UTF-8. Enregistrez-le en UTF-8.") % {"line": line}
        raise UnreadableFile(message) from error


def _refuse_external_entities(content: bytes) -> None:
    """An XML file that points to other files or addresses is not read."""
    if _EXTERNAL_ENTITY.search(content[:1_000_000]):
        raise UnreadableFile(
            _("Le fichier XML renvoie à un autre fichier (DOCTYPE ou ENTITY externe) : il n’est pas lu.")
        )


def _refuse_growing_entities(content: bytes) -> None:
    """An XML file whose entities hold other entities, or long texts, could grow without end: it is not read."""
    for double, single in _ENTITY.findall(content):
        value = double or single
        if _NESTED_ENTITY.search(value) or len(value) > LONGEST_ENTITY:
            raise UnreadableFile(
                _("Le fichier XML définit des entités imbriquées ou trop longues (ENTITY) : il n’est pas lu.")
            )


def _refuse_remote_contexts(data: str | bytes) -> None:
    """A JSON-LD file must carry its context: nothing is fetched."""
    try:
        loaded = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise UnreadableFile(_explain(error, "json-ld")) from error
    waiting = [loaded]
    while waiting:
        value = waiting.pop()
        if isinstance(value, list):
            waiting.extend(value)
        elif isinstance(value, dict):
            contexts = value.get("@context")
            remote = [
                each for each in (contexts if isinstance(contexts, list) else [contexts]) if isinstance(each, str)
            ]
            if remote or "@import" in value:
                raise UnreadableFile(
                    _("Le contexte JSON-LD est à une autre adresse (%s) : mettez-le dans le fichier.")
                    % (remote[0] if remote else value["@import"])
                )
            waiting.extend(value.values())


def _explain(error: Exception, syntax: str) -> str:
    """One sentence about a syntax error, with its line where the parser knows it."""
    name = {"turtle": "Turtle", "xml": "RDF/XML", "json-ld": "JSON-LD"}[syntax]
    line = _line_of(error)
    where = _("Ligne %d : ") % line if line else ""
    return where + _("ce n’est pas du %(syntax)s correct (%(reason)s).") % {"syntax": name, "reason": _reason(error)}


def _line_of(error: Exception) -> int | None:
    """The line a parser stopped at, from 1."""
    if isinstance(error, SAXParseException):
        return int(error.getLineNumber() or 0)
    if isinstance(error, json.JSONDecodeError):
        return error.lineno
    lines = getattr(error, "lines", None)  # rdflib's Turtle reader counts from 0
    return int(lines) + 1 if isinstance(lines, int) else None


def _reason(error: Exception) -> str:
    """The parser's own words, shortened."""
    if isinstance(error, SAXParseException):
        text = error.getMessage()
    elif isinstance(error, json.JSONDecodeError):
        text = error.msg
    else:
        text = getattr(error, "_why", "") or str(error) or type(error).__name__
    return " ".join(str(text).split())[:200]
