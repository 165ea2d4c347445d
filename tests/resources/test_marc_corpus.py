"""The real files, compared with what pymarc and lxml find in them by themselves."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree
from pymarc import MARCReader, Record

from core.folders.rows import SourceRow
from resources.imports.marc.reader import open_marc
from resources.imports.rows import Draft
from tests.corpus import CORPUS, needs_corpus

pytestmark = [needs_corpus, pytest.mark.corpus]
BIB, BIBLIOS = CORPUS / "marc" / "bib.mrc", CORPUS / "marc" / "unimarc-biblios.xml"


def pymarc_records() -> list[Record]:
    """The records of bib.mrc as pymarc has them; it is told the encoding, which the file says wrong."""
    with BIB.open("rb") as file:
        data = file.read().replace(b"\n", b"")
    return [record for record in MARCReader(data, to_unicode=True, force_utf8=True) if record is not None]


def drafts_of(path: Path) -> list[Draft]:
    found = open_marc(path)
    rows = list(found.rows())
    assert all(isinstance(row, SourceRow) for row in rows)
    return [found.draft(row) for row in rows if isinstance(row, SourceRow)]


def xml_fields() -> Iterator[list[tuple[str, list[tuple[str, str]]]]]:
    """Tag and subfields of each record of unimarc-biblios.xml."""
    for record in etree.parse(BIBLIOS).getroot():
        yield [
            (field.get("tag", ""), [(one.get("code", ""), one.text or "") for one in field])
            for field in record
            if field.get("tag")
        ]


def test_bib_mrc_is_unimarc_in_utf_8_whatever_its_header_says() -> None:
    found = open_marc(BIB)

    assert (found.format, found.encoding, found.source) == ("UNIMARC, ISO 2709", "UTF-8", "BNF")
    assert len(list(found.rows())) == BIB.read_bytes().count(b"\x1d") == 6


def test_every_field_of_bib_mrc_has_its_place() -> None:
    read, records = drafts_of(BIB), pymarc_records()

    assert [draft.identifier for draft in read] == [record["001"].data for record in records]
    assert [draft.fields["title"] for draft in read] == [record["200"]["a"] for record in records]
    assert [draft.links[0][1] for draft in read] == [record["009"].data for record in records]
    assert [draft.fields["languages"] for draft in read] == [
        [{"eng": "en", "fre": "fr"}[record["101"]["a"]]] for record in records
    ]
    assert [draft.fields["date"][:4] for draft in read] == [record["100"]["a"][9:13] for record in records]
    for draft, record in zip(read, records, strict=True):
        people = record.get_fields("700", "701", "702")
        assert [(name.name, name.dates) for name in draft.people] == [
            (f"{field['a']}, {field['b']}", field.get("f", "")) for field in people
        ]
        assert [copy.shelf_mark for copy in draft.copies] == [field["k"] for field in record.get_fields("995")]
        assert [term.text for term in draft.subjects] == [
            " -- ".join(field.get_subfields("a", "x", "y", "z")) for field in record.get_fields("606")
        ]
        assert [title.text for title in draft.other_titles] == [field["a"] for field in record.get_fields("517")]
    assert Counter(name.role for draft in read for name in draft.people) == Counter(
        {"070": "aut", "080": "aui", "340": "edt"}[field["4"]]
        for record in records
        for field in record.get_fields("700", "701", "702")
    )


def test_what_bib_mrc_has_and_no_place_is_for_is_counted() -> None:
    unread = sum((draft.unread for draft in drafts_of(BIB)), Counter[str]())
    present = Counter(
        f"{field.tag}${one.code}" for record in pymarc_records() for field in record.fields for one in field.subfields
    )

    assert dict(unread) == {name: present[name] for name in unread}
    assert set(present) - set(unread) == {
        "100$a", "101$a", "105$a", "200$a", "200$b", "200$e", "200$f", "210$a", "210$c", "210$d", "215$a", "215$d",
        "300$a", "423$t", "517$a", "606$a", "606$y", "606$z", "700$a", "700$b", "700$f", "700$4", "701$a", "701$b",
        "701$f", "701$4", "702$a", "702$b", "702$f", "702$4", "801$a", "801$b", "801$c", "801$g", "801$2", "995$k",
    }  # fmt: skip


def test_unimarc_biblios_is_marc_21_in_spite_of_its_name() -> None:
    found = open_marc(BIBLIOS)

    assert (found.format, found.encoding) == ("MARC 21, MARCXML", "UTF-8")
    assert len(list(found.rows())) == BIBLIOS.read_text().count("<record>")


def test_every_field_of_unimarc_biblios_has_its_place() -> None:
    for draft, fields in zip(drafts_of(BIBLIOS), xml_fields(), strict=True):

        def values(tag: str, code: str, fields: list[tuple[str, list[tuple[str, str]]]] = fields) -> list[str]:
            return [text for field, subfields in fields if field == tag for one, text in subfields if one == code]

        assert draft.fields["title"] == values("245", "a")[0].rstrip(" :/")
        assert values("245", "b") == ([draft.fields["subtitle"]] if "subtitle" in draft.fields else [])
        assert draft.fields["date"] == values("260", "c")[0].rstrip(".")
        assert [one.name for one in draft.imprints] == [text.rstrip(",") for text in values("260", "b")]
        assert [one.name for one in draft.people] == values("100", "a") + values("700", "a")
        assert [value for _kind, value in draft.numbers] == values("020", "a")
        assert [term.text for term in draft.subjects] == values("690", "a")
        assert [(one.site, one.shelf_mark, one.inventory_number) for one in draft.copies] == [
            tuple(dict(subfields).get(code, "") for code in "aop") for tag, subfields in fields if tag == "952"
        ]
        assert [url for _kind, url, _label in draft.links] == values("856", "u")
        assert len(draft.notes) == sum(tag in {"500", "504", "505", "520", "785"} for tag, _subfields in fields)
        assert draft.fields["languages"] == ["en"]


def test_what_unimarc_biblios_has_and_no_place_is_for_is_counted() -> None:
    unread = sum((draft.unread for draft in drafts_of(BIBLIOS)), Counter[str]())
    present = Counter(f"{tag}${code}" for fields in xml_fields() for tag, subs in fields for code, _text in subs)

    assert dict(unread) == {
        name: present[name] for name in ("100$u", "583$a", "780$9", "785$9", "942$c", "952$y", "998$b", "998$e")
    }
