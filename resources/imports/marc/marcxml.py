"""MARCXML and MarcXchange: a record of the file at a time, kept to the letter, parsed alone, without DTD or network."""

import codecs
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import BinaryIO, cast

from django.utils.translation import gettext as _
from lxml import etree

from core.folders.rows import FileRefused
from resources.imports.marc.characters import LATIN1, UTF8, compose
from resources.imports.marc.iso2709 import CHUNK, LONGEST_RECORD, RawRecord
from resources.imports.marc.record import Field, MarcRecord, Unreadable

HEAD = 1 << 16
_START = re.compile(rb"<(?:[\w.-]+:)?record(?=[\s>])")
_END = re.compile(rb"</(?:[\w.-]+:)?record\s*>")
_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)")
_NAMESPACE = re.compile(r"""\bxmlns(?::[\w.-]+)?\s*=\s*(?:"[^"<]*"|'[^'<]*')""")
_DECLARED = re.compile(rb"""^\s*<\?xml[^>]*encoding\s*=\s*["']([\w.:-]+)""")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@dataclass(frozen=True)
class Prolog:
    """What comes before the first record: the encoding the file announces, and the namespaces its records use."""

    text: str
    codec: str
    namespaces: str


def read_prolog(path: Path) -> Prolog:
    """The start of an XML file. Raises FileRefused when it brings definitions of its own, or an unknown encoding."""
    with path.open("rb") as file:
        head = file.read(HEAD)
    codec = _codec(head)
    if codec.startswith("utf-16"):
        head = head.decode(codec, "replace").encode()
    start = _START.search(head)
    before = head[: start.start()] if start else head
    if _DOCTYPE.search(before):
        raise FileRefused(
            _(
                "%(path)s contient un DOCTYPE ou des entités, qu’un fichier de notices n’a pas à définir : "
                "il n’est pas lu. Retirez-les et recommencez."
            )
            % {"path": path}
        )
    text = before.decode("utf-8", "replace")
    namespaces = {one.partition("=")[0].strip(): one for one in _NAMESPACE.findall(text)}
    first = head[start.start() :].partition(b">")[0].decode("utf-8", "replace") if start else ""
    return Prolog(text + first, codec, " ".join(namespaces.values()))


def _codec(head: bytes) -> str:
    """The encoding an XML file announces, under Python's name."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    declared = _DECLARED.match(head.removeprefix(codecs.BOM_UTF8))
    try:
        return codecs.lookup(declared[1].decode() if declared else "utf-8").name
    except LookupError as error:
        raise FileRefused(
            _("Encodage inconnu : %(name)s.") % {"name": declared[1].decode() if declared else ""}
        ) from error


def read_chunks(path: Path, prolog: Prolog) -> Iterator[RawRecord]:
    """The bytes of every record in order. An unclosed one is reported and the next is found by its opening tag."""
    with path.open("rb") as file:
        source = _Transcoded(file, prolog.codec) if prolog.codec.startswith("utf-16") else file
        buffer, offset, searched = b"", 0, 0
        while chunk := source.read(CHUNK):
            buffer += chunk
            while end := _END.search(buffer, searched):
                yield from _between(buffer[: end.end()], offset)
                offset += end.end()
                buffer, searched = buffer[end.end() :], 0
            searched = max(0, len(buffer) - 64)
            if len(buffer) > LONGEST_RECORD:
                reason = _("plus de %(limit)d octets sans fin de notice") % {"limit": LONGEST_RECORD}
                yield RawRecord(offset, b"", reason)
                offset, buffer, searched = offset + len(buffer), b"", 0
    if (start := _START.search(buffer)) and b"leader" in buffer:
        yield RawRecord(offset + start.start(), b"", _("la notice est tronquée"))


def _between(data: bytes, offset: int) -> Iterator[RawRecord]:
    """The record that ends some bytes, and one before it that was never closed."""
    starts = [found.start() for found in _START.finditer(data)]
    if not starts:
        return
    for begin, following in pairwise(starts):
        if b"leader" in data[begin:following] or b"datafield" in data[begin:following]:
            yield RawRecord(offset + begin, b"", _("la notice n’est pas fermée"))
    yield RawRecord(offset + starts[-1], data[starts[-1] :])


class _Transcoded:
    """A file in UTF-16 read as UTF-8."""

    def __init__(self, file: BinaryIO, codec: str) -> None:
        self.text = io.TextIOWrapper(cast(io.BufferedReader, file), codec, errors="replace")

    def read(self, size: int) -> bytes:
        """About `size` bytes; none at the end."""
        return self.text.read(size).encode()


def decode(data: bytes, codec: str) -> tuple[str, str]:
    """The text of a record and the alphabet it is in, whatever the file announced."""
    try:
        return data.decode("utf-8"), UTF8
    except UnicodeDecodeError:
        single = codec if codec not in {"utf-8", "utf-16", "ascii"} else "cp1252"
        return data.decode(single, "replace"), LATIN1


_PARSER = etree.XMLParser(
    resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True
)


def parse(text: str, prolog: Prolog) -> MarcRecord:
    """The record a piece of XML is. Raises Unreadable with the reason."""
    clean = _CONTROLS.sub("", text)
    try:
        element = etree.fromstring(f"<x {prolog.namespaces}>{clean}</x>", _PARSER)[0]
    except etree.XMLSyntaxError as error:
        raise Unreadable(_("XML mal formé : %(error)s") % {"error": str(error.msg)[:160]}) from error
    leader, fields = "", []
    for child in element:
        name = str(child.tag).rpartition("}")[2]
        if name == "datafield":
            fields.append(_field(child))
        elif name == "controlfield":
            fields.append(Field(child.get("tag", ""), value=child.text or ""))
        elif name == "leader":
            leader = child.text or ""
    if not fields:
        raise Unreadable(_("la notice n’a aucun champ"))
    remarks = [_("caractères de contrôle retirés du XML")] if len(clean) != len(text) else []
    return MarcRecord(leader.ljust(24), fields, remarks=remarks)


def _field(element: etree._Element) -> Field:
    subfields = [
        (one.get("code", ""), compose(("".join(map(str, one.itertext())) if len(one) else one.text) or ""))
        for one in element
    ]
    return Field(element.get("tag", ""), element.get("ind1") or " ", element.get("ind2") or " ", "", subfields)
