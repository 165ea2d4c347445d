"""Files of MARC: what they are is told from what is in them, broken records are named and the others read."""

import codecs
import random
from pathlib import Path

import pytest
from pymarc.marc8 import marc8_to_unicode

from core.folders.rows import BadRow, FileRefused, RowRefused, SourceRow
from resources.imports.marc import iso2709 as raw
from resources.imports.marc.reader import MarcFile, is_marc, open_marc
from resources.imports.rows import Draft
from resources.imports.sources import open_source
from tests.bench.marc import record_fields
from tests.factories.marc import (
    CODED,
    CODED_5426,
    MARC21_LEADER,
    UNIMARC_LEADER,
    iso2709,
    made,
    marcxml,
)

BOOK = made(
    "001 12", f"100   $a{CODED}", "101 0 $afre", "200 1 $aLe racisme$fAlbert Memmi", "700  1$aMemmi$bAlbert$4070"
)
MARC21_008 = "008 261121s2018    be            000 0 fre d"
_ISO_5426 = {
    "é": b"\xc2e", "è": b"\xc1e", "ê": b"\xc3e", "à": b"\xc1a", "ç": b"\xd0c", "ï": b"\xc8i", "É": b"\xc2E",
    "ô": b"\xc3o", "â": b"\xc3a", "ë": b"\xc8e", "œ": b"\xfa", "«": b"\xab", "»": b"\xbb", "’": b"\xb9",
    "ö": b"\xc9o", "ň": b"\xcfn", "\x98": b"\x88", "\x9c": b"\x89",
}  # fmt: skip
_MARC_8 = {
    "é": b"\xe2e", "è": b"\xe1e", "ê": b"\xe3e", "à": b"\xe1a", "ç": b"\xf0c", "É": b"\xe2E", "ô": b"\xe3o",
    "ï": b"\xe8i", "â": b"\xe3a", "ë": b"\xe8e", "\x98": b"\x88", "\x9c": b"\x89",
}  # fmt: skip
FRENCH = "Été à l’école : « Où vont les élèves ? »"


def as_iso_5426(text: str) -> bytes:
    return b"".join(_ISO_5426.get(char) or char.encode("ascii") for char in text)


def as_marc_8(text: str) -> bytes:
    return b"".join(_MARC_8.get(char) or char.encode("ascii") for char in text)


def write(folder: Path, content: bytes | str, name: str = "") -> Path:
    path = folder / (name or ("notices.xml" if isinstance(content, str) else "notices.mrc"))
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def drafts(found: MarcFile) -> list[Draft]:
    return [found.draft(row) for row in found.rows() if isinstance(row, SourceRow)]


def titles(found: MarcFile) -> list[str]:
    return [str(draft.fields["title"]) for draft in drafts(found)]


def test_both_formats_are_recognised_and_a_table_is_not(tmp_path: Path) -> None:
    assert is_marc(write(tmp_path, iso2709(BOOK)))
    assert is_marc(write(tmp_path, marcxml([BOOK])))
    assert is_marc(write(tmp_path, marcxml([BOOK]).encode("utf-16"), "utf16.xml"))
    assert not is_marc(write(tmp_path, "id,titre\n1,Le racisme\n", "table.csv"))
    assert not is_marc(write(tmp_path, "<html><body><p>Rien</p></body></html>", "page.html"))
    assert not is_marc(tmp_path / "absent.mrc")


def test_a_source_is_opened_with_what_was_detected(tmp_path: Path) -> None:
    fields = [*BOOK, *made("801  0$aBE$bCBAI")]

    opened = open_source(write(tmp_path, iso2709(fields)))

    assert (opened.format, opened.encoding, opened.form, opened.name) == (
        "UNIMARC, ISO 2709",
        "ASCII",
        "unimarc",
        "CBAI",
    )
    assert [opened.draft(row).identifier for row in opened.rows() if isinstance(row, SourceRow)] == ["12"]


def test_unimarc_that_says_it_is_marc_21_is_read_as_unimarc(tmp_path: Path) -> None:
    namespace = 'xmlns="http://www.loc.gov/MARC21/slim"'

    for path in (
        write(tmp_path, iso2709(BOOK, leader=MARC21_LEADER)),
        write(tmp_path, marcxml([BOOK], leader=MARC21_LEADER, attributes=namespace)),
    ):
        found = open_marc(path)
        assert found.format.startswith("UNIMARC")
        assert titles(found) == ["Le racisme"]
        assert found.remarks == ["Le fichier annonce MARC 21 ; son contenu est en UNIMARC, il est lu ainsi."]


def test_marc_21_that_says_it_is_unimarc_is_read_as_marc_21(tmp_path: Path) -> None:
    fields = made("001 9", MARC21_008, "245 10$aLe racisme /$cAlbert Memmi.")

    found = open_marc(write(tmp_path, marcxml([fields], attributes='format="UNIMARC"')))

    assert found.format == "MARC 21, MARCXML"
    assert titles(found) == ["Le racisme"]
    assert len(found.remarks) == 1


def test_a_record_of_the_other_flavour_is_read_as_what_it_is(tmp_path: Path) -> None:
    other = made("001 9", MARC21_008, "245 10$aThe colonizer /$cAlbert Memmi.", "260   $aBoston :$bBeacon,$c1965.")

    found = open_marc(write(tmp_path, iso2709(BOOK) + iso2709(BOOK) + iso2709(other, leader=MARC21_LEADER)))

    assert titles(found) == ["Le racisme", "Le racisme", "The colonizer"]
    assert drafts(found)[2].fields["date"] == "1965"


def test_iso_5426_is_read_with_its_diacritics_before_the_letters(tmp_path: Path) -> None:
    fields = made(
        "001 1", f"100   $a{CODED_5426}", "200 1 $a\x98Les \x9cœuvres de l’été : « élèves »$fFrançoise Poupöň",
        "700  1$aLefèvre$bÉloïse$4070",
    )  # fmt: skip

    found = open_marc(write(tmp_path, iso2709(fields, encode=as_iso_5426)))
    (draft,) = drafts(found)

    assert found.encoding == "ISO 5426"
    assert draft.fields["title"] == "Les œuvres de l’été : « élèves »"
    assert draft.fields["nonfiling"] == 4
    assert draft.fields["responsibility"] == "Françoise Poupöň"
    assert [name.name for name in draft.people] == ["Lefèvre, Éloïse"]
    assert found.remarks == []


def test_marc_8_is_read_as_pymarc_reads_it(tmp_path: Path) -> None:
    text = "Été à l'école : l'arrêt des garçons naïfs"
    fields = made("001 1", MARC21_008, f"245 10$a{text}")

    found = open_marc(write(tmp_path, iso2709(fields, leader="     nam  22      i 4500", encode=as_marc_8)))

    assert marc8_to_unicode(as_marc_8(text)) == text
    assert (found.format, found.encoding) == ("MARC 21, ISO 2709", "MARC-8")
    assert titles(found) == [text]


def test_greek_in_marc_8_is_read_by_its_escapes(tmp_path: Path) -> None:
    fields = made("001 1", MARC21_008, "245 10$aAlphabet: \x1bgabc\x1bs")

    found = open_marc(
        write(tmp_path, iso2709(fields, leader="     nam  22      i 4500", encode=lambda text: text.encode()))
    )

    assert titles(found) == ["Alphabet: αβγ"]


@pytest.mark.parametrize("codec", ["latin-1", "cp1252"])
def test_latin_1_is_told_from_iso_5426_whatever_the_header_says(tmp_path: Path, codec: str) -> None:
    text = "Les élèves étrangers à l'école : théâtre, récit et mémoire. Ça commence à Liège, où l'été dure"
    fields = made("001 1", f"100   $a{CODED_5426}", f"200 1 $a{text}")

    found = open_marc(write(tmp_path, iso2709(fields, encode=lambda text: text.encode(codec))))

    assert found.encoding == "ISO 8859-1"
    assert titles(found) == [text]
    assert found.remarks == ["L’en-tête annonce ISO 5426, le texte est en ISO 8859-1 et est lu comme tel (notice 1)"]


def test_each_record_is_read_in_its_own_alphabet(tmp_path: Path) -> None:
    text = "Les élèves à l'école"
    fields = made("001 1", f"100   $a{CODED}", f"200 1 $a{text}")
    records = [
        iso2709(fields, encode=encode) for encode in (str.encode, as_iso_5426, lambda one: one.encode("latin-1"))
    ]

    found = open_marc(write(tmp_path, b"".join(records)))

    assert titles(found) == [text, text, text]
    assert sorted(found.encoding.split(", ")) == ["ISO 5426", "ISO 8859-1", "UTF-8"]


@pytest.mark.parametrize(
    "word",
    [
        "école",
        "Écoles",
        "été",
        "mère",
        "forêt",
        "naïf",
        "garçon",
        "théâtre",
        "à côté",
        "préjugés",
        "Noël",
        "élève",
        "réel",
    ],
)
@pytest.mark.parametrize(("flavour", "encode", "label"), [
    ("unimarc", as_iso_5426, "ISO 5426"), ("unimarc", lambda text: text.encode("latin-1"), "ISO 8859-1"),
    ("marc21", as_marc_8, "MARC-8"), ("marc21", lambda text: text.encode("latin-1"), "ISO 8859-1"),
])  # fmt: skip
def test_one_word_is_read_by_what_the_file_mostly_is(
    tmp_path: Path, flavour: str, encode: object, label: str, word: str
) -> None:
    text = "L'égalité des élèves, le récit d'une mère à l'hôpital et l'arrêt de l'été ; où la forêt"
    title = "200 1 " if flavour == "unimarc" else "245 10"
    leader = UNIMARC_LEADER if flavour == "unimarc" else "     nam  22      i 4500"
    coded = "100   $a20261121d2018    m  y0frey        ba" if flavour == "unimarc" else MARC21_008
    text = text.replace("ù", "u")
    records = [made("001 1", coded, f"{title}$a{text}"), made("001 2", coded, f"{title}$a{word}")]
    content = b"".join(iso2709(fields, leader=leader, encode=encode) for fields in records)

    found = open_marc(write(tmp_path, content))

    assert (found.encoding, titles(found)) == (label, [text, word])


def test_text_encoded_twice_is_repaired_and_said(tmp_path: Path) -> None:
    twice = FRENCH.encode().decode("cp1252", "ignore")
    thrice = "Été".encode().decode("latin-1").encode().decode("latin-1")
    fields = made("001 1", f"100   $a{CODED}", f"200 1 $a{twice}$f{thrice}$eUn vrai Ã, un vrai é")

    found = open_marc(write(tmp_path, iso2709(fields)))
    (draft,) = drafts(found)

    assert draft.fields["responsibility"] == "Été"
    assert draft.fields["subtitle"] == "Un vrai Ã, un vrai é"
    assert draft.fields["title"] == FRENCH
    assert found.remarks == ["Texte encodé deux fois en UTF-8, réparé (notice 1)"]


def test_decomposed_letters_become_one_character(tmp_path: Path) -> None:
    for path in (
        write(tmp_path, iso2709(made("001 1", f"100   $a{CODED}", "200 1 $aE\u0301te\u0301"))),
        write(tmp_path, marcxml([made("001 1", f"100   $a{CODED}", "200 1 $aE\u0301te\u0301")])),
    ):
        assert titles(open_marc(path)) == ["Été"]


def test_a_letter_cut_through_costs_that_letter_only(tmp_path: Path) -> None:
    good = made("001 1", f"100   $a{CODED}", "200 1 $aÉtés éternels à l’école éloignée")
    content = iso2709(good).replace("éternels".encode(), b"\xc3ternels ")

    found = open_marc(write(tmp_path, content))

    assert found.encoding == "UTF-8"
    assert titles(found) == ["Étés ternels à l’école éloignée"]


def test_a_truncated_record_is_named_and_the_next_is_read(tmp_path: Path) -> None:
    whole = iso2709(BOOK)
    content = whole + whole[:70] + whole + whole[: len(whole) - 20]

    rows = list(open_marc(write(tmp_path, content)).rows())

    assert [type(row) for row in rows] == [SourceRow, BadRow, SourceRow, BadRow]
    assert [row.position for row in rows] == [
        "notice 1 (octet 0)", f"notice 2 (octet {len(whole)})", f"notice 3 (octet {len(whole) + 70})",
        f"notice 4 (octet {2 * len(whole) + 70})",
    ]  # fmt: skip
    assert [row.reason for row in rows if isinstance(row, BadRow)] == ["la notice est tronquée"] * 2


@pytest.mark.parametrize("length", [30, 99999, 7])
def test_a_leader_that_lies_about_its_length_is_read_to_its_end(tmp_path: Path, length: int) -> None:
    content = iso2709(BOOK, length=length) + iso2709(BOOK)

    found = open_marc(write(tmp_path, content))

    assert titles(found) == ["Le racisme", "Le racisme"]
    assert found.remarks == ["longueur annoncée fausse, notice lue jusqu’à son terme (notice 1)"]


def test_a_directory_counted_in_characters_is_read_in_order(tmp_path: Path) -> None:
    fields = made("001 1", f"100   $a{CODED}", "200 1 $aÉtés éternels", "330   $aRésumé")
    counted = iso2709(fields, encode=lambda text: text.encode("latin-1"))
    content = counted.decode("latin-1").encode()

    found = open_marc(write(tmp_path, content))
    (draft,) = drafts(found)

    assert draft.fields["title"] == "Étés éternels"
    assert draft.notes == [("abstract", "Résumé", "", "")]
    assert len(found.remarks) == 2


def test_a_directory_that_names_more_fields_than_there_are_is_refused(tmp_path: Path) -> None:
    content = iso2709(BOOK).replace(b"700", b"700", 1)
    broken = content.replace(b"\x1e  \x1fa", b" ", 1)

    rows = list(open_marc(write(tmp_path, broken + iso2709(BOOK))).rows())

    assert [getattr(row, "reason", "") for row in rows] == ["le répertoire annonce 5 champs, il y en a 4", ""]


def test_something_endless_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(raw, "LONGEST_RECORD", 5000)
    monkeypatch.setattr(raw, "CHUNK", 1000)
    content = iso2709(BOOK) + b"x" * 20_000 + b"\x1d" + iso2709(BOOK)

    rows = list(open_marc(write(tmp_path, content)).rows())

    assert [type(row) for row in rows] == [SourceRow, BadRow, SourceRow]
    assert rows[2].position == f"notice 3 (octet {len(iso2709(BOOK)) + 20_001})"


def test_blank_lines_between_records_are_no_records(tmp_path: Path) -> None:
    found = open_marc(write(tmp_path, codecs.BOM_UTF8 + b"\r\n".join([iso2709(BOOK)] * 3) + b"\r\n\x1a"))

    assert [type(row) for row in found.rows()] == [SourceRow] * 3


def test_the_payload_is_the_record_to_the_letter(tmp_path: Path) -> None:
    fields = made("001 1", f"100   $a{CODED_5426}", "200 1 $aélève \\xe9 antislash \\")
    for encode in (str.encode, as_iso_5426, lambda text: text.encode("latin-1")):
        content = iso2709(fields, encode=encode)
        (row,) = open_marc(write(tmp_path, content)).rows()
        assert isinstance(row, SourceRow)
        assert raw.as_bytes(row.payload) == content
        row.payload.encode()
        assert "\x00" not in row.payload

    text = marcxml([BOOK, BOOK])
    rows = list(open_marc(write(tmp_path, text)).rows())
    assert [row.payload for row in rows if isinstance(row, SourceRow)] == [
        text[text.index("<record>") : text.index("</record>") + 9]
    ] * 2


def test_a_file_without_any_record_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileRefused, match="aucune notice MARC"):
        open_marc(write(tmp_path, marcxml([])))


ENTITIES = """<?xml version="1.0"?>
<!DOCTYPE collection [<!ENTITY a "aaaaaaaaaa"><!ENTITY f SYSTEM "file:///etc/passwd">]>
<collection><record><leader>     nam0 22        450 </leader>
<datafield tag="200" ind1="1" ind2=" "><subfield code="a">&f;&a;</subfield></datafield></record></collection>"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_xml_with_definitions_of_its_own_is_refused(tmp_path: Path, encoding: str) -> None:
    path = write(tmp_path, ENTITIES.encode(encoding), "notices.xml")

    assert is_marc(path)
    with pytest.raises(FileRefused, match="DOCTYPE"):
        open_marc(path)


def test_an_entity_nobody_defined_costs_its_record(tmp_path: Path) -> None:
    text = marcxml([BOOK, BOOK, BOOK]).replace("Le racisme", "Le &f; racisme", 1)

    rows = list(open_marc(write(tmp_path, text)).rows())

    assert [type(row) for row in rows] == [BadRow, SourceRow, SourceRow]
    assert isinstance(rows[0], BadRow)
    assert rows[0].reason.startswith("XML mal formé : Entity 'f' not defined")


def test_a_record_never_closed_is_named_and_the_next_is_read(tmp_path: Path) -> None:
    text = marcxml([BOOK, BOOK, BOOK])
    text = text.replace("</record>", "", 1).replace("</collection>", "<record><leader>")

    rows = list(open_marc(write(tmp_path, text)).rows())

    assert [getattr(row, "reason", "") for row in rows] == [
        "la notice n’est pas fermée",
        "",
        "",
        "la notice est tronquée",
    ]


def test_prefixes_envelopes_and_control_characters_of_xml_are_no_obstacle(tmp_path: Path) -> None:
    inner = (
        marcxml([BOOK]).split("<collection >")[1].replace("</collection>", "").replace("Le racisme", "Le racisme\x0b")
    )
    inner = inner.replace("<", "<marc:").replace("<marc:/", "</marc:")
    text = (
        '<?xml version="1.0" encoding="UTF-8"?><OAI-PMH xmlns:marc="info:lc/xmlns/marcxchange-v2"><ListRecords>'
        f"<record><header><identifier>oai:1</identifier></header><metadata>{inner}</metadata></record>"
        f"<record><metadata>{inner}</metadata></record></ListRecords></OAI-PMH>"
    )

    found = open_marc(write(tmp_path, text))

    assert titles(found) == ["Le racisme", "Le racisme"]


@pytest.mark.parametrize(("encoding", "said"), [("utf-16", "UTF-16"), ("iso-8859-1", "ISO-8859-1")])
def test_xml_is_read_in_the_encoding_it_announces(tmp_path: Path, encoding: str, said: str) -> None:
    text = marcxml([made("001 1", f"100   $a{CODED}", "200 1 $aÉtés éternels")]).replace("UTF-8", said)

    assert titles(open_marc(write(tmp_path, text.encode(encoding), "notices.xml"))) == ["Étés éternels"]


def test_xml_that_says_utf_8_and_is_not_is_read_and_said(tmp_path: Path) -> None:
    text = marcxml([made("001 1", f"100   $a{CODED}", "200 1 $aÉtés éternels")])

    found = open_marc(write(tmp_path, text.encode("latin-1"), "notices.xml"))

    assert titles(found) == ["Étés éternels"]
    assert found.remarks == ["le fichier se dit en UTF-8, la notice est en ISO 8859-1 (notice 1)"]


def test_ten_thousand_subfields_are_read_and_cut_with_a_word(tmp_path: Path) -> None:
    many = "".join(f"$aMot {number}" for number in range(10_000))
    people = [f"701  1$aNom {number}$bPrénom$4070" for number in range(5_000)]
    long = "x" * 3000

    found = open_marc(write(tmp_path, marcxml([[*BOOK, *made(f"610 0 {many}", *people, f"200 1 $e{long}")]])))
    (draft,) = drafts(found)

    assert (len(draft.keywords), len(draft.people), len(draft.fields["subtitle"])) == (1000, 1000, 1000)
    assert found.remarks == [
        "« complément du titre » trop long, coupé à 1000 caractères (notice 1)",
        "plus de 1000 éléments d’une même sorte, les autres restent dans la notice d’origine (notice 1)",
    ]


@pytest.mark.parametrize("kind", ["iso2709", "xml"])
def test_damage_anywhere_costs_records_and_nothing_else(tmp_path: Path, kind: str) -> None:
    rng = random.Random(20_261_121)
    rich = [record_fields(number, random.Random(number)) for number in range(1, 6)]
    outcomes: set[str] = set()
    whole = b"".join(iso2709(fields) for fields in rich) if kind == "iso2709" else marcxml(rich).encode()
    for _round in range(120):
        damaged = bytearray(whole)
        for _hit in range(rng.randint(1, 8)):
            at = rng.randrange(len(damaged) - 40)
            if rng.random() < 0.3:
                del damaged[at : at + rng.randint(1, 30)]
            else:
                damaged[at] = rng.choice(b"\x00\x1b\x1d\x1e\x1f$09azA <>&\xc3\xe9\xff")
        path = write(tmp_path, bytes(damaged), "abime.xml" if kind == "xml" else "abime.mrc")
        try:
            found = open_marc(path)
        except FileRefused:
            continue
        for row in found.rows():
            if isinstance(row, SourceRow):
                outcomes.add(outcome(found, row))
    assert "" in outcomes
    assert outcomes <= {"", "pas de titre"}


def outcome(found: MarcFile, row: SourceRow) -> str:
    """The reason why a record was refused; nothing for one that became a draft."""
    try:
        found.draft(row)
    except RowRefused as error:
        return str(error)
    return ""


def test_what_is_too_long_for_its_place_is_cut_and_said(tmp_path: Path) -> None:
    long = "x" * 2000
    fields = made(
        f"210   $a{long}$c{long}", f"700  1$a{long}$4070", f"610 0 $a{long}", f"517 1 $a{long}", f"073  0$a{long}",
        f"995   $c{long}$k{long}$u{long}$f{long}", f"330   $a{long * 31}",
    )  # fmt: skip

    found = open_marc(write(tmp_path, marcxml([[*BOOK, *fields]])))
    (draft,) = drafts(found)

    (copy,) = draft.copies
    assert [len(text) for text in (copy.site, copy.shelf_mark, copy.note, copy.inventory_number)] == [120, 120, 255, 60]
    assert (len(draft.imprints[0].place), len(draft.imprints[0].name)) == (120, 255)
    assert (len(draft.other_titles[0].text), len(draft.notes[0][1])) == (1000, 60_000)
    assert [len(name.name) for name in draft.people] == [len("Memmi, Albert"), 255]
    assert len(found.remarks) == 10
