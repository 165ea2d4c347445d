"""Each format of export, read back by other people's readers; what is left out, in which order, at which price."""

from typing import Any

import bibtexparser
import pymarc
import pytest
from bibtexparser.middlewares import SeparateCoAuthors, SplitNameParts
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import etree

from directory.relators import RELATORS
from resources.exports.bibtex import write_record as bibtex_of
from resources.exports.formats import FORMATS
from resources.exports.house import House
from resources.exports.language_codes import LIBRARY_CODES, library_code
from resources.exports.relator_codes import UNIMARC_ROLES
from resources.exports.services import BATCH, stream_export
from resources.exports.unimarc import LEADER_TYPES, MARCXML
from resources.imports.marc.roles import role_of_code
from resources.languages import read_language
from resources.models import Contribution, Record, RecordSubject
from resources.models.choices import RecordType
from tests.factories.media_library import CollectionFactory, DocumentFactory
from tests.factories.resources import RecordFactory, agent, attach, concept, full_record
from tests.resources.exporting import drafted, everything, export

HOUSE = House("La maison", "BE", "https://example.org")


def unimarc(number: int | None = None) -> Any:
    """The records of the export as pymarc reads MARCXML, or the one of a number."""
    root = etree.fromstring(export("unimarc", public=False).encode())
    records = root.findall(f"{{{MARCXML}}}record")
    if number is None:
        return records
    return next(one for one in records if one.findtext(f"{{{MARCXML}}}controlfield[@tag='001']") == str(number))


def fields(record: Any, tag: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """Indicators and subfields of each field of a tag."""
    return [
        (one.get("ind1") + one.get("ind2"), [(sub.get("code"), sub.text) for sub in one])
        for one in record.findall(f"{{{MARCXML}}}datafield[@tag='{tag}']")
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "lines"), [("ris", 0), ("bibtex", 0), ("csv", 1), ("unimarc", 3)])
def test_export_of_nothing_is_a_file_of_its_format(name: str, lines: int) -> None:
    RecordFactory(live=False)

    text = export(name)

    assert len(text.splitlines()) == lines
    assert "Traverser" not in text


@pytest.mark.django_db
@pytest.mark.parametrize("name", list(FORMATS))
def test_queries_do_not_grow_with_the_records_of_a_batch(name: str) -> None:
    article = RecordFactory(type="article", host=full_record(type="periodical"))
    one = _read_all(name)

    for number in range(5):
        full_record(title=f"Titre {number}", host=article.host)

    assert _read_all(name) == one
    assert BATCH > 6


def _read_all(name: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        b"".join(stream_export(Record.objects.order_by("number"), name))
    return len(queries)


@pytest.mark.django_db
def test_order_asked_is_the_order_written() -> None:
    first, second, third = RecordFactory(), RecordFactory(), RecordFactory()

    text = b"".join(stream_export([third.pk, first.pk, second.pk], "ris")).decode()

    ids = [line for line in text.splitlines() if line.startswith("ID")]
    assert ids == [f"ID  - notice-{one.number}" for one in (third, first, second)]


@pytest.mark.django_db
@pytest.mark.parametrize("name", list(FORMATS))
def test_public_file_leaves_out_what_visitors_do_not_see(name: str) -> None:
    record = full_record()
    hidden = agent("Zénobie Cachée")
    Contribution.objects.create(record=record, agent=hidden, role="aut", sort_order=9)
    hidden.live = False
    hidden.save()
    secret = concept("sujet caché")
    RecordSubject.objects.create(record=record, concept=secret, sort_order=9)
    secret.withdraw()
    attach(record, DocumentFactory(title="pièce cachée", collection=CollectionFactory(private=True)))
    record.holdings.update(inventory_number="INV-77")
    RecordFactory(title="Brouillon caché", live=False)

    text = export(name)

    assert "étranger à table" in text
    assert [word for word in ("Zénobie", "caché", "INV-77") if word in text] == []


@pytest.mark.django_db
def test_editors_file_has_what_they_see() -> None:
    record = everything()
    RecordFactory(title="Encore un brouillon", live=False)

    text = export("csv", public=False)

    assert "Encore un brouillon" in text
    assert "2026-0001" in text
    assert record.holdings.count() == 2


@pytest.mark.django_db
def test_record_withdrawn_while_a_file_is_made_is_not_in_it() -> None:
    record = RecordFactory(title="Parti")
    stream = stream_export([record.pk], "ris")
    record.withdraw()

    assert b"".join(stream) == b""


# UNIMARC -----------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_unimarc_has_every_field_in_its_place() -> None:
    record = everything()
    marc = unimarc(record.number)
    issn = record.host.number if record.host else 0

    expected = {
        "010": [("  ", [("a", "2-07-042333-6")]), ("  ", [("z", "2-07-042333-7")])],
        "011": [("  ", [("a", "1234-5679")])],
        "013": [("  ", [("a", "979-0-2600-0043-8")])],
        "017": [("7 ", [("a", "10.1234/abc.5"), ("2", "doi")]), ("8 ", [("a", "D/1998/1234/5")])],
        "073": [(" 0", [("a", "4006381333931")])],
        "101": [("1 ", [("a", "fre"), ("a", "dut"), ("a", "wol"), ("c", "gre"), ("c", "rom")])],
        "200": [
            ("1 ", [("a", "\x98L’\x9cétranger à table |="), ("e", "sept ports, sept repas"),
                    ("f", "Eleni Vassiliou ; trad. Paul Hensgens")]),
        ],
        "205": [("  ", [("a", "2e édition revue")])],
        "210": [
            ("  ", [("a", "Bruxelles"), ("c", "Presses de la Senne"), ("c", "Le Lavoir"), ("a", "Liège"),
                    ("d", "[1998?]")]),
        ],
        "215": [("  ", [("a", "168 p. : ill."), ("d", "21 x 14 cm"), ("e", "1 CD")])],
        "225": [("1 ", [("a", "Seuils"), ("v", "12")])],
        "333": [("  ", [("a", "enseignants et formateurs")])],
        "454": [(" 0", [("t", "Ο ξένος στο τραπέζι")])],
        "463": [(" 0", [("0", str(issn)), ("t", "Imag"), ("v", "n° 41, p. 12-15"), ("x", "2034-0117")])],
        "510": [("1 ", [("a", "Titre parallel"), ("z", "dut")])],
        "610": [("0 ", [("a", "=cuisine")]), ("0 ", [("a", "port | rade")])],
    }  # fmt: skip
    assert {tag: fields(marc, tag) for tag in expected} == expected
    assert fields(marc, "801")[0][1][0] == ("a", "BE")
    assert [dict(subfields)["9"] for _marks, subfields in fields(marc, "856")] == [
        "kind:fulltext", "kind:audio", "kind:video", "kind:toc", "kind:about",
    ]  # fmt: skip


@pytest.mark.django_db
def test_unimarc_names_everybody_with_their_role() -> None:
    record = everything()
    marc = unimarc(record.number)

    people = [field for tag in ("700", "701", "702", "710", "711", "712") for field in fields(marc, tag)]
    said = sorted(dict(subfields)["4"] for _marks, subfields in people)
    assert said == sorted(UNIMARC_ROLES[role] for role, _name in RELATORS)
    assert len(fields(marc, "700") + fields(marc, "710")) == 1
    assert all(dict(subfields)["3"].startswith("http") for _marks, subfields in people)


@pytest.mark.django_db
def test_unimarc_subject_carries_its_vocabulary_and_address() -> None:
    record = full_record()

    (marks, subfields), *others = fields(unimarc(record.number), "606")

    assert (marks, others) == ("  ", [])
    assert dict(subfields)["a"] == "Hospitalité"
    assert dict(subfields)["2"] == "Tests"
    assert "/id/concept/" in dict(subfields)["3"]


@pytest.mark.django_db
@pytest.mark.parametrize("kind", RecordType.values)
def test_unimarc_is_well_formed_for_every_type(kind: str, tmp_path: Any) -> None:
    record = RecordFactory(type=kind, date="2011-2013")
    marc = unimarc(record.number)

    leader = marc.findtext(f"{{{MARCXML}}}leader")
    ((_marks, ((_code, coded),)),) = fields(marc, "100")
    assert (len(leader), leader[5], leader[6:8], leader[20:24]) == (24, "n", LEADER_TYPES[kind], "450 ")
    assert len(coded) == 36
    assert coded[8:17] == ("b20112013" if kind == "periodical" else "f20112013")
    assert coded[22:36] == "frey50      ba"
    path = tmp_path / "one.xml"
    path.write_text(export("unimarc"), encoding="utf-8")
    (read,) = pymarc.parse_xml_to_array(str(path))
    assert read["200"]["a"] == record.title


@pytest.mark.django_db
def test_unimarc_drops_what_xml_cannot_hold() -> None:
    RecordFactory(title="Un\x01 titre\ufffe", responsibility="a < b & c")

    (record,) = unimarc()

    assert fields(record, "200") == [("1 ", [("a", "Un titre"), ("f", "a < b & c")])]


def test_every_role_has_its_own_number_and_reads_back() -> None:
    assert set(UNIMARC_ROLES) == {code for code, _name in RELATORS}
    nearest = {"hst": "spk", "mod": "spk", "pan": "ctb", "fmk": "drt", "sde": "rcd"}
    assert len(set(UNIMARC_ROLES.values())) == len(UNIMARC_ROLES) - len(nearest)
    assert {code: role_of_code(number) for code, number in UNIMARC_ROLES.items()} == {
        one: nearest.get(one, one) for one in UNIMARC_ROLES
    }


def test_every_language_has_three_letters() -> None:
    assert {len(code) for code in LIBRARY_CODES.values()} == {3}
    assert [library_code(code) for code in ("fr", "nl", "rom", "pt-BR", "klingon", "")] == [
        "fre", "dut", "rom", "por", "und", "und",
    ]  # fmt: skip
    assert {code: read_language(library_code(code)) for code in ("fr", "nl", "el", "sq", "zh")} == {
        code: code for code in ("fr", "nl", "el", "sq", "zh")
    }


# BibTeX ------------------------------------------------------------------------------------------


def bibtex(**given: Any) -> Any:
    """One entry as bibtexparser reads it, with its names split."""
    text = bibtex_of(drafted(**given), HOUSE).decode()
    library = bibtexparser.parse_string(text, append_middleware=[SeparateCoAuthors(), SplitNameParts()])
    assert library.failed_blocks == []
    (entry,) = library.entries
    return entry


def test_bibtex_is_read_back_field_by_field() -> None:
    entry = bibtex(
        type="chapter", title="Partir", host_title="Ports & quais", host_part="p. 12-15", date="6 mai 2018",
        keywords=["port", "exil, fuite"], numbers=[("isbn", "2-07-042333-6")], extent="12 p.",
        people=[("Mariam Okoundji", "aut"), ("Honoré de Balzac", "aut"), ("Jean Valjean", "edt")],
        publishers=[("Presses de la Senne", "Bruxelles")], links=[("fulltext", "https://example.org/a_b")],
    )  # fmt: skip

    assert (entry.entry_type, entry.key) == ("incollection", "okoundji2018n57")
    names = entry.fields_dict["author"].value
    assert [(one.last, one.first) for one in names] == [(["Okoundji"], ["Mariam"]), (["Balzac"], ["Honoré", "de"])]
    assert [one.last for one in entry.fields_dict["editor"].value] == [["Valjean"]]
    plain = {key: field.value for key, field in entry.fields_dict.items() if key not in {"author", "editor"}}
    assert plain == {
        "title": "{Partir}", "booktitle": r"Ports \& quais", "pages": "12--15", "publisher": "{Presses de la Senne}",
        "address": "Bruxelles", "year": "2018", "date": "2018-05-06", "pagetotal": "12", "isbn": "978-2-07-042333-0",
        "language": "fr", "keywords": "port, exil fuite", "url": "https://example.org/a_b",
    }  # fmt: skip


def test_bibtex_keeps_an_organisation_whole() -> None:
    entry = bibtex(people=[("Terre and Mer, asbl", "aut", "organisation"), ("Ali Diallo", "aut")])

    first, second = entry.fields_dict["author"].value
    assert first.last == ["{Terre and Mer, asbl}"]
    assert second.last == ["Diallo"]


def test_bibtex_escapes_what_would_be_a_command() -> None:
    entry = bibtex(title="50 % de {rien} & $x_1 #2 ~ ^ \\input{/etc/passwd}")

    assert entry.fields_dict["title"].value == (
        r"{50 \% de \{rien\} \& \$x\_1 \#2 \textasciitilde{} \textasciicircum{} "
        r"\textbackslash{}input\{/etc/passwd\}}"
    )


def test_bibtex_key_is_of_one_record_and_stays() -> None:
    assert bibtex(title="Rien").key == "noticen57"
    assert bibtex(people=[("Œdipe L’Étranger", "aut")], date="[1998?]").key == "letranger1998n57"
    assert bibtex(people=[("CBAI asbl", "aut", "organisation")], date="2011").key == "cbai2011n57"


@pytest.mark.parametrize("kind", RecordType.values)
def test_bibtex_parses_for_every_type(kind: str) -> None:
    entry = bibtex(type=kind, people=[("Ali Diallo", "aut"), ("Zoé Hals", "drt")], publishers=[("Labor", "Mons")])

    assert entry.entry_type in {"article", "book", "incollection", "techreport", "phdthesis", "misc"}
    assert entry.fields_dict["title"].value == "{Un titre}"
