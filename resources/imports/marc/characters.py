"""The alphabets of library records: which one the bytes are in, whatever the header says, and what they spell."""

import re
import unicodedata
from collections.abc import Callable

from pymarc.marc8 import MARC8ToUnicode

from resources.imports.marc.record import MARC21, UNIMARC

UTF8, MARC8, ISO5426, LATIN1, ASCII = "utf-8", "marc-8", "iso-5426", "iso-8859-1", "ascii"
LABELS = {UTF8: "UTF-8", MARC8: "MARC-8", ISO5426: "ISO 5426", LATIN1: "ISO 8859-1", ASCII: "ASCII"}
SORT_START, SORT_END = "\x98", "\x9c"
"""Around what sorting passes over, in Unicode (ISO 6630); every alphabet's own marks become these."""

_MARKS = {0x88: SORT_START, 0x89: SORT_END, 0x98: SORT_START, 0x9C: SORT_END}
_COMBINING_5426 = dict(
    zip(
        range(0xC0, 0xDC),
        "\u0309\u0300\u0301\u0302\u0303\u0304\u0306\u0307\u0308\u0308\u030a\u0315\u0312\u030b\u031b\u030c"
        "\u0327\u031c\u0326\u0328\u0325\u032e\u0323\u0324\u0332\u0333\u0329\u032d",
        strict=True,
    )
) | {0xDD: "\ufe20", 0xDE: "\ufe21", 0xDF: "\ufe23"}
_LETTERS_5426 = {
    0xA1: "¡", 0xA2: "„", 0xA3: "£", 0xA4: "$", 0xA5: "¥", 0xA6: "†", 0xA7: "§", 0xA8: "′", 0xA9: "‘", 0xAA: "“",
    0xAB: "«", 0xAC: "♭", 0xAD: "©", 0xAE: "℗", 0xAF: "®", 0xB0: "ʻ", 0xB1: "ʼ", 0xB2: "‚", 0xB6: "‡", 0xB7: "·",
    0xB8: "″", 0xB9: "’", 0xBA: "”", 0xBB: "»", 0xBC: "♯", 0xBD: "ʹ", 0xBE: "ʺ", 0xBF: "¿", 0xE1: "Æ", 0xE2: "Đ",
    0xE6: "Ĳ", 0xE8: "Ł", 0xE9: "Ø", 0xEA: "Œ", 0xEC: "Þ", 0xF1: "æ", 0xF2: "đ", 0xF3: "ð", 0xF5: "ı", 0xF6: "ĳ",
    0xF8: "ł", 0xF9: "ø", 0xFA: "œ", 0xFB: "ß", 0xFC: "þ", 0x8D: "", 0x8E: "", **_MARKS,
}  # fmt: skip
_DIACRITICS_FIRST = re.compile(r"([\u0300-\u036f\ufe20-\ufe23]+)([^\u0300-\u036f\ufe20-\ufe23])")
_AS_5426 = {byte: _COMBINING_5426.get(byte, _LETTERS_5426.get(byte, "\ufffd")) for byte in range(0x80, 0x100)}
_AS_LATIN1 = {byte: _MARKS.get(byte, "") or bytes([byte]).decode("cp1252", "replace") for byte in range(0x80, 0xA0)}
_SORT_MARK_BYTES = re.compile(rb"([\x88\x89\x98\x9c])")
_LONE_MARK = re.compile("[\x98\x9c]")


def _from_5426(data: bytes) -> str:
    """ISO 5426, where diacritics come before their letter."""
    text = data.decode("latin-1").translate(_AS_5426)
    return unicodedata.normalize("NFC", _DIACRITICS_FIRST.sub(r"\2\1", text))


def _from_latin1(data: bytes) -> str:
    """ISO 8859-1, with what Windows puts in its gaps; a lone sorting mark there is the œ or ˜ it looks like."""
    text = data.decode("latin-1").translate(_AS_LATIN1)
    if text.count(SORT_START) != text.count(SORT_END):
        text = _LONE_MARK.sub(lambda found: "œ" if found[0] == SORT_END else "", text)
    return text


def _from_marc8(data: bytes) -> str:
    """MARC-8 with its escape sequences; sorting marks, which the converter would drop, are kept."""
    converter = MARC8ToUnicode(quiet=True)
    parts = []
    for part in _SORT_MARK_BYTES.split(data):
        if len(part) == 1 and part[0] in _MARKS:
            parts.append(_MARKS[part[0]])
            continue
        try:
            parts.append("\x1f".join(converter.translate(piece) for piece in part.split(b"\x1f")))
        except (IndexError, TypeError):
            parts.append(part.decode("ascii", "replace"))
    return "".join(parts)


def _from_utf8(data: bytes) -> str:
    return data.decode("utf-8", "replace")


ONE_BYTE = (ISO5426, MARC8, LATIN1)
"""Alphabets of one byte a letter, which look alike."""
DECODERS: dict[str, Callable[[bytes], str]] = {
    UTF8: _from_utf8, ASCII: _from_utf8, ISO5426: _from_5426, MARC8: _from_marc8, LATIN1: _from_latin1,
}  # fmt: skip

_FITS_5426 = re.compile(
    rb"\xc1[aeiouAEIOU]|\xc2[aceilnorsuyzACEILNORSUYZ]|\xc3[aeioucgAEIOUCG]|\xc4[naoNAO]|\xc5[aeiouAEIOU]"
    rb"|\xc6[agAGu]|\xc7[zeIZ]|[\xc8\xc9][aeiouyAEIOUY]|\xca[aAuU]|\xcd[ouOU]|\xcf[czrsenuCZRSENU]|\xd0[cCsStT]"
    rb"|[\xd2\xd3][astieAST]|[\xf1\xf9\xfa\xfb]"
)
_BREAKS_5426 = re.compile(
    rb"[\xc0-\xdf](?![A-Za-z\xc0-\xdf\xf5])|[a-z][\xe0-\xef]|[\xe0\xe3-\xe5\xe7\xeb\xed-\xf0\xf4\xf7\xfd-\xff]"
    rb"|[\xc1\xc3\xc8\xc9][bdfhj-np-tv-xz]|[\xc8\xc9]c"
)
_FITS_MARC8 = re.compile(
    rb"[\xe1\xe3\xe8][aeiouAEIOU]|\xe2[aceilnorsuyzACEILNORSUYZ]|\xe4[naoNAO]|\xe5[aeiouAEIOU]|\xf0[cCsStT]|\xea[aA]"
    rb"|\x1b[(,$)b-]"
)
_BREAKS_MARC8 = re.compile(
    rb"[\xe0-\xfe](?![A-Za-z\xe0-\xfe])|\xe9[^czrsenCZRSEN\xe0-\xfe]|[\xe0-\xe8][^aceilnorsuyzgAB-Z\xe0-\xfe]"
    rb"|[\xe7\xea-\xee][b-z]|[\xc9-\xdf]"
)
_FITS_LATIN1 = re.compile(rb"[\xe0-\xef\xf1-\xf6\xf9-\xfc]|(?<![a-z])[\xc0\xc2\xc7-\xca\xce\xd4][b-df-hj-np-tv-xz]")
_BREAKS_LATIN1 = re.compile(rb"[a-z][\xc0-\xde]|[\xc0-\xde][AEIOUaeiou](?=[a-z])")
_SHAPES = {
    ISO5426: (_FITS_5426, _BREAKS_5426), MARC8: (_FITS_MARC8, _BREAKS_MARC8), LATIN1: (_FITS_LATIN1, _BREAKS_LATIN1),
}  # fmt: skip
_USUAL = {UNIMARC: ISO5426, MARC21: MARC8}


def declared_encoding(flavour: str, leader: str, coded: str) -> str:
    """What a record says it is written in: UNIMARC in 100$a, positions 26 to 29, MARC 21 in its leader; "" unsaid."""
    if flavour == MARC21:
        return {"a": UTF8, " ": MARC8}.get(leader[9:10], "")
    sets = coded[26:30]
    if "50" in (sets[:2], sets[2:]):
        return UTF8
    return ISO5426 if "03" in (sets[:2], sets[2:]) else ""


def detect(data: bytes, flavour: str, declared: str = "", usual: str = "") -> str:
    """The alphabet of some bytes, told from them; else from what was declared and from what the file mostly uses."""
    if data.isascii() and b"\x1b" not in data:
        return ASCII
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        return MARC8 if b"\x1b" in data and flavour == MARC21 else UTF8
    if _is_damaged_utf8(data):
        return UTF8
    scores = score(data)
    scores[_USUAL.get(flavour, ISO5426)] += 0.4
    for hint in (declared, usual):
        if hint in scores:
            scores[hint] += 0.5
    return max(scores, key=lambda name: scores[name])


def score(data: bytes) -> dict[str, float]:
    """How well some bytes, that are no UTF-8, read in each alphabet of one byte a letter."""
    found: dict[str, float] = {}
    for name, (fits, breaks) in _SHAPES.items():
        found[name] = len(fits.findall(data)) - 2 * len(breaks.findall(data))
    found[MARC8] += 0.3 * len(_FITS_MARC8.findall(data))
    return found


_WELL_FORMED = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")


def _is_damaged_utf8(data: bytes) -> bool:
    """UTF-8 with a letter cut through here or there: many whole letters, few bytes left over."""
    whole = sum(len(one) for one in _WELL_FORMED.findall(data))
    high = sum(byte > 0x7F for byte in data)
    return whole >= 6 and (high - whole) * 10 < whole


_TWICE = re.compile("[\u00c2-\u00f4][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]{1,3}")
_TO_BYTE = {
    ord(char): byte
    for byte in range(0x80, 0xA0)
    if (char := bytes([byte]).decode("cp1252", "ignore")) and ord(char) > 0xFF
}


def decode_again(text: str) -> str:
    """Text that was written in UTF-8 twice, read once more: “Ã©” as “é”. Anything else comes back as it was."""
    if not _TWICE.search(text):
        return text
    whole = _once_more(text)
    if whole is None:
        parts = [(found[0], _once_more(found[0])) for found in _TWICE.finditer(text)]
        read = [part for part, once in parts if once]
        if len(read) < 2 or len(read) < len(parts):
            return text
        whole = _TWICE.sub(lambda found: _once_more(found[0]) or found[0], text)
    return decode_again(whole) if len(whole) < len(text) else text


def _once_more(text: str) -> str | None:
    """The same bytes read as UTF-8; None when they are not UTF-8."""
    try:
        return text.translate(_TO_BYTE).encode("latin-1").decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return None


def compose(text: str) -> str:
    """Letters and their diacritics as one character, as everything here is compared."""
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)
