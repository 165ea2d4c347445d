"""A file of MARC records: what it is, found by looking, its records one at a time, and the draft of each."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.folders.rows import BadRow, FileRefused, SourceRow
from resources.imports.marc import characters, iso2709, marcxml
from resources.imports.marc.drafting import draft_marc
from resources.imports.marc.flavour import declared_flavour, tell_flavour
from resources.imports.marc.record import MARC21, UNIMARC, MarcRecord, Unreadable
from resources.imports.rows import Draft

SAMPLE = 200
"""How many records are looked at to tell what a file is."""
_FLAVOURS = {UNIMARC: "UNIMARC", MARC21: "MARC 21"}
_ISO_HEAD = re.compile(
    rb"^[\s\x00\xef\xbb\xbf]*[\d ]{5}[\x20-\x7e]{7}[\d ]{5}[\x20-\x7e]{7}(?:[0-9A-Za-z]{3}\d{9}|\x1e)"
)
_XML_HEAD = re.compile(rb"^\s*<")
_MARC_WORDS = re.compile(rb"datafield|<(?:[\w.-]+:)?leader|marc21/slim|marcxchange|unimarc", re.IGNORECASE)
_LISTED = 5


def is_marc(path: Path) -> bool:
    """Whether a file holds MARC records, in ISO 2709 or XML; told from its first bytes."""
    try:
        with path.open("rb") as file:
            head = file.read(marcxml.HEAD)
    except OSError:
        return False
    return bool(_ISO_HEAD.match(head)) or _is_xml(head)


def _is_xml(head: bytes) -> bool:
    """XML that speaks of MARC; UTF-16 is looked at without its nulls."""
    plain = head.replace(b"\x00", b"").lstrip(b"\xff\xfe\xef\xbb\xbf")
    return bool(_XML_HEAD.match(plain) and _MARC_WORDS.search(plain))


@dataclass
class MarcFile:
    """A file of MARC records that was looked at."""

    path: Path
    source: str = ""
    flavour: str = UNIMARC
    encodings: Counter[str] = field(default_factory=Counter)
    prolog: marcxml.Prolog | None = None
    notes: dict[str, list[int]] = field(default_factory=dict)
    """What had to be put right, with the numbers of the records: filled as the records are read and drafted."""
    declared: str = ""

    @property
    def format(self) -> str:
        """The format in words: “UNIMARC, ISO 2709”."""
        return f"{_FLAVOURS[self.flavour]}, {'MARCXML' if self.prolog else 'ISO 2709'}"

    @property
    def encoding(self) -> str:
        """The alphabets found, the commonest first; ASCII only when there is nothing else."""
        names = [name for name, _count in self.encodings.most_common() if name != characters.ASCII]
        return ", ".join(characters.LABELS[name] for name in names or [characters.ASCII])

    @property
    def remarks(self) -> list[str]:
        """Sentences about the file, complete once its records were read."""
        lines = []
        if self.declared and self.declared != self.flavour:
            lines.append(
                _("Le fichier annonce %(said)s ; son contenu est en %(found)s, il est lu ainsi.")
                % {"said": _FLAVOURS[self.declared], "found": _FLAVOURS[self.flavour]}
            )
        for sentence, numbers in self.notes.items():
            listed = ", ".join(str(number) for number in numbers[1 : _LISTED + 1])
            lines.append(
                ngettext(
                    "%(sentence)s (notice %(numbers)s)", "%(sentence)s (%(count)d notices : %(numbers)s)", numbers[0]
                )
                % {"sentence": sentence, "count": numbers[0], "numbers": listed + ("…" if numbers[0] > _LISTED else "")}
            )
        return lines

    def rows(self) -> Iterator[SourceRow | BadRow]:
        """Every record in order, or the reason why it can't be read; one in memory at a time."""
        self.notes.clear()
        for number, raw in enumerate(self._raw(), 1):
            position = _("notice %(number)d (octet %(offset)d)") % {"number": number, "offset": raw.offset}
            try:
                payload, record = self._parse(raw)
            except Unreadable as error:
                yield BadRow(position, str(error))
                continue
            record.number = number
            for remark in record.remarks:
                self.note(remark, number)
            yield SourceRow(position, payload, {}, number, record)

    def draft(self, row: SourceRow) -> Draft:
        """The draft of a record. Raises RowRefused with the reason when it can't become one."""
        record: MarcRecord = row.parsed
        draft, remarks = draft_marc(record)
        for remark in dict.fromkeys(remarks):
            self.note(remark, record.number)
        return draft

    def note(self, sentence: str, number: int) -> None:
        """Remember what was put right, and in which records for the first few."""
        known = self.notes.setdefault(sentence, [0])
        known[0] += 1
        if len(known) <= _LISTED:
            known.append(number)

    def _raw(self) -> Iterator[iso2709.RawRecord]:
        if self.prolog:
            yield from marcxml.read_chunks(self.path, self.prolog)
            return
        with self.path.open("rb") as file:
            yield from iso2709.read_records(file)

    def _parse(self, raw: iso2709.RawRecord) -> tuple[str, MarcRecord]:
        """A record and its text to the letter. Raises Unreadable."""
        if raw.fault:
            raise Unreadable(raw.fault)
        if self.prolog:
            text, alphabet = marcxml.decode(raw.data, self.prolog.codec)
            record = marcxml.parse(text, self.prolog)
            if alphabet != characters.UTF8 and self.prolog.codec == "utf-8":
                record.remarks.append(_("le fichier se dit en UTF-8, la notice est en ISO 8859-1"))
            record.encoding = alphabet
        else:
            text, record = iso2709.as_text(raw.data), self._parse_bytes(raw.data)
        record.flavour = tell_flavour(record) or self.flavour
        _read_twice_encoded(record)
        return text, record

    def _parse_bytes(self, data: bytes) -> MarcRecord:
        """A record of ISO 2709, in the alphabet its bytes are in."""
        usual = next((name for name, _count in self.encodings.most_common() if name in characters.ONE_BYTE), "")
        found = characters.detect(data, self.flavour, "", usual)
        decode = characters.DECODERS[found]
        record = iso2709.parse(data, decode)
        record.encoding = found
        declared = characters.declared_encoding(self.flavour, record.leader, record.first("100", "a"))
        if declared and found != characters.ASCII and declared != found:
            record.remarks.append(
                _("L’en-tête annonce %(said)s, le texte est en %(found)s et est lu comme tel")
                % {"said": characters.LABELS[declared], "found": characters.LABELS[found]}
            )
        return record


def _read_twice_encoded(record: MarcRecord) -> None:
    """Repair text that went through UTF-8 twice, and compose letters; say so of the first."""
    if record.encoding == characters.ASCII:
        return
    repaired = False
    for one in record.fields:
        for index, (code, value) in enumerate(one.subfields):
            if value.isascii():
                continue
            better = characters.compose(characters.decode_again(value))
            if better is not value:
                repaired = repaired or len(better) < len(characters.compose(value))
                one.subfields[index] = (code, better)
    if repaired:
        record.remarks.append(_("Texte encodé deux fois en UTF-8, réparé"))


def open_marc(path: Path, source: str = "", default_source: str = "") -> MarcFile:
    """Look at a file of MARC records. Raises FileRefused, in a sentence, when there is no record in it.

    Without `source`, the agency most records name; without one, `default_source` or the name of the file.
    """
    try:
        with path.open("rb") as file:
            is_xml = not _ISO_HEAD.match(file.read(4096))
    except OSError as error:
        raise FileRefused(
            _("%(path)s ne peut pas être lu : %(error)s") % {"path": path, "error": error.strerror}
        ) from error
    found = MarcFile(path, source, prolog=marcxml.read_prolog(path) if is_xml else None)
    _look(found, default_source)
    return found


def _look(found: MarcFile, default_source: str) -> None:
    """Tell flavour, alphabets and source from the first records."""
    flavours: Counter[str] = Counter()
    sources: Counter[str] = Counter()
    sample = list(islice(found._raw(), SAMPLE))
    for _again in range(2):  # the second look knows which alphabet the file mostly uses
        records = []
        for raw in sample:
            try:
                records.append(found._parse(raw)[1])
            except Unreadable:
                continue
        flavours = Counter(flavour for record in records if (flavour := tell_flavour(record)))
        found.encodings = Counter(record.encoding for record in records)
        if flavours:
            found.flavour = flavours.most_common(1)[0][0]
    if not sample:
        raise FileRefused(_("%(path)s : aucune notice MARC n’y a été trouvée.") % {"path": found.path})
    said = found.prolog.text if found.prolog else ""
    found.declared = declared_flavour(said, records[0].leader if records else "")
    sources.update(agency for record in records if (agency := _agency(record)))
    if not found.source:
        found.source = (sources.most_common(1)[0][0] if sources else default_source or found.path.stem)[:80]


def _agency(record: MarcRecord) -> str:
    """Who made a record, by which the file of next month is known to be of the same source."""
    if record.flavour == UNIMARC:
        return record.first("801", "b").strip()
    return (record.first("003") or record.first("040", "a")).strip()
