"""Records of MARC made in code: bytes of ISO 2709, right or wrong on purpose, and MARCXML."""

from collections.abc import Callable, Iterable, Sequence
from xml.sax.saxutils import escape

Made = tuple[str, str, Sequence[tuple[str, str]] | str]
"""Tag, two indicators, subfields; or a text for a control field."""
UNIMARC_LEADER = "     nam0 22        450 "
MARC21_LEADER = "     nam a22      i 4500"
CODED = "20261121d2018    m  y0frey50      ba"
"""100 $a of a UNIMARC record in UTF-8."""
CODED_5426 = "20261121d2018    m  y0frey0103    ba"
"""The same in ISO 5426."""


def subfields(text: str) -> list[tuple[str, str]]:
    """“$aLe racisme$fAlbert Memmi” as subfields."""
    return [(part[0], part[1:]) for part in text.split("$")[1:]]


def made(*lines: str) -> list[Made]:
    """Fields from lines: “200 1  $aLe racisme”, “001 12”."""
    fields: list[Made] = []
    for line in lines:
        tag, rest = line[:3], line[4:]
        fields.append((tag, "", rest) if tag < "010" else (tag, rest[:2], subfields(rest[2:])))
    return fields


def as_utf8(text: str) -> bytes:
    """Text in UTF-8."""
    return text.encode()


def iso2709(
    fields: Iterable[Made], leader: str = UNIMARC_LEADER, encode: Callable[[str], bytes] = as_utf8, length: int = 0
) -> bytes:
    """A record in bytes; `length` replaces the one of the leader."""
    directory, data = b"", b""
    for tag, marks, content in fields:
        if isinstance(content, str):
            body = encode(content)
        else:
            body = marks.encode() + b"".join(b"\x1f" + code.encode() + encode(text) for code, text in content)
        body += b"\x1e"
        directory += f"{tag}{min(len(body), 9999):04d}{len(data):05d}".encode()
        data += body
    base = 24 + len(directory) + 1
    total = length or base + len(data) + 1
    head = f"{total:05d}{leader[5:12]}{base:05d}{leader[17:24]}"
    return head.encode() + directory + b"\x1e" + data + b"\x1d"


def marcxml(records: Iterable[Iterable[Made]], leader: str = UNIMARC_LEADER, attributes: str = "") -> str:
    """A collection in MARCXML."""
    lines = [f'<?xml version="1.0" encoding="UTF-8"?>\n<collection {attributes}>']
    for fields in records:
        lines.append(f"<record><leader>{leader}</leader>")
        for tag, marks, content in fields:
            if isinstance(content, str):
                lines.append(f'<controlfield tag="{tag}">{escape(content)}</controlfield>')
                continue
            inner = "".join(f'<subfield code="{code}">{escape(text)}</subfield>' for code, text in content)
            lines.append(f'<datafield tag="{tag}" ind1="{marks[0]}" ind2="{marks[1]}">{inner}</datafield>')
        lines.append("</record>")
    return "\n".join([*lines, "</collection>\n"])
