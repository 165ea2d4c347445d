"""ISO 2709: records of bytes, found by their terminator, so that one that lies about its length costs nothing more."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from django.utils.translation import gettext as _

from resources.imports.marc.record import Field, MarcRecord, Unreadable

CHUNK = 1 << 18
LONGEST_RECORD = 4 << 20
"""More than any library writes (the format itself ends at 99,999 bytes), less than what would hurt."""
RECORD_END, FIELD_END = b"\x1d", b"\x1e"
_BLANK = b" \t\r\n\x00\x1a\xef\xbb\xbf"
_LEADER = re.compile(rb"\d{5}[a-z ][a-z ][a-z ][\x20-\x7e]{2}22\d{5}[\x20-\x7e]{3}4[5 ][0 ][0 ]")
_ODD_PAYLOAD = re.compile(r"[\udc80-\udcff\x00\\]")
_ESCAPE = re.compile(rb"\\(?:\\|x([0-9a-f]{2}))")


@dataclass(slots=True)
class RawRecord:
    """Some bytes that should be a record, or the reason why they are not."""

    offset: int
    data: bytes
    fault: str = ""


def read_records(file: BinaryIO) -> Iterator[RawRecord]:
    """Every record of a file in order, with the offset of its first byte. Holds one record and a piece of the file."""
    buffer, start, searched = b"", 0, 0
    while chunk := file.read(CHUNK):
        buffer += chunk
        while (end := buffer.find(RECORD_END, searched)) >= 0:
            yield from _separate(start, buffer[: end + 1])
            start += end + 1
            buffer, searched = buffer[end + 1 :], 0
        searched = len(buffer)
        if len(buffer) > LONGEST_RECORD:
            yield RawRecord(start, b"", _("plus de %(limit)d octets sans fin de notice") % {"limit": LONGEST_RECORD})
            start, buffer = _skip(file, start + len(buffer))
            searched = 0
    if buffer.strip(_BLANK):
        yield from _separate(start, buffer)


def _skip(file: BinaryIO, offset: int) -> tuple[int, bytes]:
    """Pass over what is left of something endless: where the next record begins, and what was read of it."""
    while chunk := file.read(CHUNK):
        end = chunk.find(RECORD_END)
        if end >= 0:
            return offset + end + 1, chunk[end + 1 :]
        offset += len(chunk)
    return offset, b""


def _separate(offset: int, data: bytes) -> Iterator[RawRecord]:
    """One record; two or more where one was cut short and the next follows without a terminator between them."""
    kept = data.lstrip(_BLANK)
    offset += len(data) - len(kept)
    begins = [0]
    if kept[:5] != b"%05d" % len(kept):
        begins += [found.start() for found in _LEADER.finditer(kept, 24)]
    for begin, end in zip(begins, [*begins[1:], len(kept)], strict=True):
        part = kept[begin:end]
        cut = "" if part.endswith(RECORD_END) else _("la notice est tronquée")
        if part.strip(_BLANK + RECORD_END):
            yield RawRecord(offset + begin, part, cut)


def parse(data: bytes, decode: Callable[[bytes], str]) -> MarcRecord:
    """The record some bytes are. Raises Unreadable with the reason."""
    end = data.find(FIELD_END)
    if end < 24 or len(data) < 26:
        raise Unreadable(_("ni étiquette ni répertoire de notice ISO 2709"))
    remarks: list[str] = []
    if data[:5] != b"%05d" % len(data):
        remarks.append(_("longueur annoncée fausse, notice lue jusqu’à son terme"))
    fields = [_field(tag, piece, decode) for tag, piece in _pieces(data, end, remarks)]
    leader = data[:24].decode("ascii", "replace")
    return MarcRecord(leader, fields, remarks=remarks)


def _pieces(data: bytes, end: int, remarks: list[str]) -> Iterator[tuple[str, bytes]]:
    """Each tag with its bytes: by the directory, or in order where the directory is wrong but complete."""
    directory = data[24:end]
    pieces = data[end + 1 :].rstrip(RECORD_END).split(FIELD_END)
    if pieces and not pieces[-1]:
        pieces.pop()
    entries = [directory[at : at + 12] for at in range(0, len(directory), 12)]
    tags = [entry[:3].decode("ascii", "replace") for entry in entries]
    by_directory = _by_directory(entries, pieces)
    if by_directory is None:
        if len(entries) != len(pieces):
            raise Unreadable(
                _("le répertoire annonce %(said)d champs, il y en a %(found)d")
                % {"said": len(entries), "found": len(pieces)}
            )
        remarks.append(_("répertoire faux, champs lus dans leur ordre"))
    elif len(by_directory) < len(pieces):
        remarks.append(_("des champs que le répertoire ne nomme pas restent dans la notice d’origine"))
    return zip(tags, pieces if by_directory is None else by_directory, strict=True)


def _by_directory(entries: list[bytes], pieces: list[bytes]) -> list[bytes] | None:
    """The pieces the directory points at; None when it points elsewhere."""
    at: dict[int, bytes] = {}
    position = 0
    for piece in pieces:
        at[position] = piece
        position += len(piece) + 1
    found = []
    for entry in entries:
        try:
            piece = at[int(entry[7:12])]
            if len(piece) + 1 != int(entry[3:7]) and len(piece) < 9999:
                return None
        except (KeyError, ValueError):
            return None
        found.append(piece)
    return found


def _field(tag: str, piece: bytes, decode: Callable[[bytes], str]) -> Field:
    text = decode(piece)
    if "\x1f" not in text:
        return Field(tag, value=text) if tag < "010" else Field(tag, text[:1] or " ", text[1:2] or " ", text[2:])
    head, *parts = text.split("\x1f")
    return Field(tag, head[:1] or " ", head[1:2] or " ", "", [(part[0], part[1:]) for part in parts if part])


def as_text(data: bytes) -> str:
    """The bytes of a record as text from which `as_bytes` makes them again: UTF-8, other bytes as “\\xe9”."""
    text = data.decode("utf-8", "surrogateescape")
    return _ODD_PAYLOAD.sub(_escape, text) if _ODD_PAYLOAD.search(text) else text


def _escape(found: re.Match[str]) -> str:
    char = found[0]
    return "\\\\" if char == "\\" else f"\\x{ord(char) & 0xFF:02x}"


def as_bytes(text: str) -> bytes:
    """The bytes `as_text` was given."""
    return _ESCAPE.sub(lambda found: bytes.fromhex(found[1].decode()) if found[1] else b"\\", text.encode())
