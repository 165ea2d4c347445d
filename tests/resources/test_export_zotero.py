"""What Zotero makes of our files and pages, by its own rules written down as data.

Sources, read in the repositories zotero/translators and zotero/utilities: `RIS.js` (importTypeMap with exportTypeMap,
fieldMap), `Embedded Metadata.js` (init, addHighwireMetadata), `RDF.js` (detectType), `COinS.js` and `openurl.js`
(parseContextObject), `utilities.js` (cleanAuthor). The tables below are those rules; the code is ours.
"""

import html
import re
from typing import Any
from urllib.parse import unquote

import pytest
import rispy

from resources.cards import card_of
from resources.citations.zotero import ITEM_TYPES, coins_of, page_tags
from resources.exports.house import House
from resources.exports.ris import TYPES, write_record
from resources.models.choices import RecordType
from resources.structured_data import describe
from tests.resources.exporting import drafted

HOUSE = House("La maison", "BE", "https://example.org")
ZOTERO_READS_RIS = {
    "ART": "artwork", "SOUND": "audioRecording", "BILL": "bill", "BLOG": "blogPost", "BOOK": "book",
    "CHAP": "bookSection", "CASE": "case", "COMP": "computerProgram", "CONF": "conferencePaper",
    "DICT": "dictionaryEntry", "ENCYC": "encyclopediaArticle", "ICOMM": "email", "MPCT": "film", "HEAR": "hearing",
    "JOUR": "journalArticle", "PCOMM": "letter", "MGZN": "magazineArticle", "MANSCPT": "manuscript", "MAP": "map",
    "NEWS": "newspaperArticle", "PAT": "patent", "SLIDE": "presentation", "RPRT": "report", "STAT": "statute",
    "THES": "thesis", "VIDEO": "videoRecording", "ELEC": "webpage", "ABST": "journalArticle", "ADVS": "film",
    "AGGR": "document", "ANCIENT": "document", "CHART": "artwork", "CLSWK": "book", "CPAPER": "conferencePaper",
    "CTLG": "magazineArticle", "DATA": "document", "DBASE": "document", "EBOOK": "book", "ECHAP": "bookSection",
    "EDBOOK": "book", "EJOUR": "journalArticle", "EQUA": "document", "FIGURE": "artwork", "GEN": "journalArticle",
    "GOVDOC": "report", "GRNT": "document", "INPR": "manuscript", "JFULL": "journalArticle", "LEGAL": "case",
    "MULTI": "videoRecording", "MUSIC": "audioRecording", "PAMP": "manuscript", "SER": "book", "STAND": "report",
    "UNBILL": "manuscript", "UNPD": "manuscript",
}  # fmt: skip
"""RIS.js: importTypeMap, completed by exportTypeMap turned round."""
EXPECTED = {
    "book": "book", "article": "journalArticle", "chapter": "bookSection", "report": "report", "evaluation": "report",
    "thesis": "thesis", "periodical": "book", "issue": "journalArticle", "kit": "book", "game": "book", "film": "film",
    "sound": "audioRecording", "poster": "artwork", "web": "webpage", "grey": "report",
}  # fmt: skip
"""What a documentalist would choose in Zotero by hand, for each of our types."""
ZOTERO_FIELDS = {
    "T2": {"journalArticle": "publicationTitle", "bookSection": "bookTitle", "book": "series", "report": "seriesTitle"},
    "T3": {"audioRecording": "seriesTitle"},
    "PB": {"report": "institution", "thesis": "university", "film": "distributor", "audioRecording": "label"},
    "AU": {"film": "director", "audioRecording": "composer", "artwork": "artist"},
    "A2": {"journalArticle": "editor", "bookSection": "editor"},
    "A3": {"film": "producer", "book": "editor"},
    "SP": {"book": "numPages", "thesis": "numPages", "film": "runningTime"},
}  # fmt: skip
"""RIS.js: fieldMap, the lines whose meaning depends on the type."""
HIGHWIRE = {
    "citation_title": "title", "citation_publication_date": "date", "citation_journal_title": "publicationTitle",
    "citation_book_title": "bookTitle", "citation_volume": "volume", "citation_issue": "issue",
    "citation_series_title": "series", "citation_dissertation_institution": "university",
    "citation_technical_report_institution": "institution", "citation_publisher": "publisher",
    "citation_isbn": "ISBN", "citation_doi": "DOI", "citation_public_url": "url", "citation_language": "language",
    "citation_firstpage": "firstpage", "citation_lastpage": "lastpage", "citation_issn": "ISSN",
    "citation_keywords": "tags", "citation_author": "creators", "citation_editor": "creators",
}  # fmt: skip
"""Embedded Metadata.js: HIGHWIRE_MAPPINGS and the tags it treats apart."""


def ris_text(**fields: Any) -> str:
    """One record as it is written."""
    return write_record(drafted(**fields), HOUSE).decode()


def ris_of(**fields: Any) -> dict[str, Any]:
    """One record as rispy reads it back."""
    read: list[dict[str, Any]] = rispy.loads(ris_text(**fields))
    assert len(read) == 1
    return read[0]


@pytest.mark.parametrize("kind", RecordType.values)
def test_ris_type_is_the_one_zotero_should_take(kind: str) -> None:
    assert TYPES[kind] != "GEN"
    assert ZOTERO_READS_RIS[ris_of(type=kind)["type_of_reference"]] == EXPECTED[kind]


@pytest.mark.parametrize("kind", RecordType.values)
def test_file_and_page_agree_on_the_type(kind: str) -> None:
    assert ITEM_TYPES[kind] == EXPECTED[kind]


def test_ris_says_who_did_what_where_zotero_looks_for_it() -> None:
    film = write_record(
        drafted(type="film", people=[("Chantal Akerman", "drt"), ("Marie Duval", "pro")]), HOUSE
    ).decode()
    book = write_record(
        drafted(people=[("Ali Diallo", "aut"), ("Jean Valjean", "edt"), ("P. H", "trl")]), HOUSE
    ).decode()
    song = write_record(drafted(type="sound", people=[("Arno", "cmp")], series="Quais"), HOUSE).decode()

    assert "AU  - Akerman, Chantal\r\n" in film
    assert ZOTERO_FIELDS["AU"]["film"] == "director"
    assert "A3  - Duval, Marie\r\n" in film
    assert ZOTERO_FIELDS["A3"]["film"] == "producer"
    assert "A3  - Valjean, Jean\r\n" in book
    assert ZOTERO_FIELDS["A3"]["book"] == "editor"
    assert "A4  - H, P.\r\n" in book
    assert "T3  - Quais\r\n" in song
    assert ZOTERO_FIELDS["T3"]["audioRecording"] == "seriesTitle"


def test_ris_is_read_back_field_by_field() -> None:
    read = ris_of(
        type="article", title="Partir", subtitle="et revenir", host_title="Imag", host_part="vol. 12, n° 41, p. 12-15",
        date="6 mai 2018", languages=["fr", "nl"], keywords=["port", "exil"],
        people=[("Mariam Okoundji", "aut"), ("Ville de Gand, service culture", "aut", "organisation")],
        publishers=[("CBAI", "Bruxelles")], numbers=[("issn", "1234-5679"), ("doi", "10.1234/abc.5")],
        links=[("fulltext", "https://example.org/partir")],
    )  # fmt: skip

    assert read == {
        "type_of_reference": "JOUR", "id": "notice-57", "title": "Partir : et revenir",
        "authors": ["Okoundji, Mariam", "Ville de Gand service culture"], "secondary_title": "Imag", "volume": "12",
        "number": "41", "start_page": "12", "end_page": "15", "year": "2018", "date": "2018/05/06/",
        "publisher": "CBAI", "place_published": "Bruxelles", "issn": "1234-5679", "doi": "10.1234/abc.5",
        "language": "fr, nl", "keywords": ["port", "exil"], "urls": ["https://example.org/partir"],
        "database_provider": "La maison",
    }  # fmt: skip


def test_ris_line_cannot_be_broken_by_a_text() -> None:
    text = write_record(drafted(title="Un\r\nER  - \r\nTY  - GEN\n deux"), HOUSE).decode()

    assert text.count("\r\nER  - ") == 1
    assert "TI  - Un ER - TY - GEN deux\r\n" in text


# The page ----------------------------------------------------------------------------------------


def read_tags(markup: str) -> list[tuple[str, str, str]]:
    """(attribute, name, content) of each meta element."""
    found = re.findall(r'<meta (name|property)="([^"]*)" content="([^"]*)">', markup)
    return [(attribute, html.unescape(name), html.unescape(content)) for attribute, name, content in found]


def detect_type(tags: list[tuple[str, str, str]], og_type: str = "website") -> str:
    """The type Zotero takes: z:itemType, else og:type, else what Highwire's tags make it guess."""
    if said := [content for _attribute, name, content in tags if name == "z:itemType"]:
        return said[0]
    return {"website": "webpage", "book": "book"}[og_type]


def clean_author(written: str) -> tuple[str, str]:
    """`cleanAuthor(author, "author", author has a comma)`: family name, given name."""
    comma = "," in written
    stripped = re.sub(r"^[\s\u00a0.,/\[\]:]+|[\s\u00a0.,/\[\]:]+$", "", written)
    if comma:
        family, _mark, given = stripped.partition(",")
        return family, given.strip()
    given, _space, family = stripped.rpartition(" ")
    return family, given


def read_authors(content: str) -> list[tuple[str, str]]:
    """What `addHighwireMetadata` makes of one citation_author tag."""
    authors = re.split(r"\s*;\s*", content)
    if len(authors) == 1:
        by_comma = re.split(r"\s*,\s*", authors[0])
        if len(by_comma) > 1 and " " in by_comma[0] and " " in by_comma[1]:
            authors = by_comma
    return [clean_author(one.strip()) for one in authors if re.search(r"[^\s,-.;]", one)]


@pytest.mark.parametrize("kind", RecordType.values)
def test_zotero_takes_the_right_type_from_the_page(kind: str) -> None:
    tags = read_tags(page_tags(drafted(type=kind, host_title="Hôte"), "https://example.org/id/record/1"))

    assert detect_type(tags) == EXPECTED[kind]
    assert tags[0] == ("property", "z:itemType", EXPECTED[kind])
    assert {attribute for attribute, _name, _content in tags[1:]} == {"name"}
    assert {name for _attribute, name, _content in tags[1:]} <= HIGHWIRE.keys()


@pytest.mark.parametrize(
    ("person", "expected"),
    [
        (("Gaston Leroux", "aut"), ("Leroux", "Gaston")),
        (("Honoré de Balzac", "aut"), ("Balzac", "Honoré de")),
        (("De Coster, Charles Théodore Henri", "aut"), ("De Coster", "Charles Théodore Henri")),
        (("Arno", "aut"), ("Arno", "")),
        (("Fondation Roi Baudouin", "aut", "organisation"), ("Fondation Roi Baudouin", "")),
        (("Ville de Gand, service culture", "aut", "organisation"), ("Ville de Gand  service culture", "")),
    ],
)
def test_zotero_cuts_a_name_where_it_should(person: tuple[str, ...], expected: tuple[str, str]) -> None:
    tags = read_tags(page_tags(drafted(people=[person]), ""))

    written = [content for _attribute, name, content in tags if name == "citation_author"]
    assert [author for content in written for author in read_authors(content)] == [
        (re.sub(r"\s+", " ", expected[0]), expected[1])
    ]


def test_page_of_an_article_gives_its_periodical() -> None:
    parts = drafted(
        type="article", title="Partir & revenir", host_title="Imag", host_part="vol. 12, n° 41, p. 12-15",
        date="mars 2018", numbers=[("issn", "1234-5679")], people=[("Ali Diallo", "aut")],
    )  # fmt: skip

    assert [(name, content) for _attribute, name, content in read_tags(page_tags(parts, "https://e.org/id/1"))] == [
        ("z:itemType", "journalArticle"), ("citation_title", "Partir & revenir"), ("citation_author", "Diallo, Ali"),
        ("citation_publication_date", "2018/03"), ("citation_journal_title", "Imag"), ("citation_volume", "12"),
        ("citation_issue", "41"), ("citation_firstpage", "12"), ("citation_lastpage", "15"),
        ("citation_issn", "1234-5679"), ("citation_language", "fr"), ("citation_public_url", "https://e.org/id/1"),
    ]  # fmt: skip


def test_nothing_gets_out_of_a_tag() -> None:
    markup = page_tags(drafted(title='"><script>alert(1)</script>'), "")

    assert "<script" not in markup
    assert ("name", "citation_title", '"><script>alert(1)</script>') in read_tags(markup)


# Lists -------------------------------------------------------------------------------------------


def read_coins(title: str) -> dict[str, Any]:
    """What `parseContextObject` makes of the title of a span."""
    pairs = [part.partition("=")[::2] for part in title.split("&")]
    values = {key: unquote(value) for key, value in pairs}
    form = values["rft_val_fmt"].removeprefix("info:ofi/fmt:kev:mtx:")
    books = {"bookitem": "bookSection", "report": "report", "document": "document"}
    types = {"journal": "journalArticle", "dissertation": "thesis", "dc": "webpage"}
    kind = books.get(values.get("rft.genre", ""), "book") if form == "book" else types[form]
    kind = values.get("rft.type", kind) if form == "dc" else kind
    own = {"book": "rft.btitle", "report": "rft.btitle", "bookSection": "rft.atitle", "journalArticle": "rft.atitle"}
    names = [unquote(value) for key, value in pairs if key in {"rft.au", "rft.creator"}]
    return {
        "type": kind, "title": values.get(own.get(kind, "rft.title")), "date": values.get("rft.date"),
        "names": [clean_author(name) for name in names], "host": values.get("rft.jtitle") or (
            values.get("rft.btitle") if kind == "bookSection" else None),
    }  # fmt: skip


@pytest.mark.parametrize("kind", RecordType.values)
def test_list_gives_zotero_type_title_names_and_date(kind: str) -> None:
    parts = drafted(type=kind, title="Ports & quais", date="2018", people=[("Ali Diallo", "aut"), ("Zoé Hals", "aut")])
    card = {**card_of(parts.record, parts), "number": 57}

    assert read_coins(coins_of(card)) == {
        "type": EXPECTED[kind], "title": "Ports & quais", "date": "2018",
        "names": [("Diallo", "Ali"), ("Hals", "Zoé")], "host": None,
    }  # fmt: skip


@pytest.mark.parametrize("kind", ["article", "chapter"])
def test_list_gives_zotero_the_host(kind: str) -> None:
    parts = drafted(type=kind, title="Partir", host_title="Imag : la revue")

    assert read_coins(coins_of(card_of(parts.record, parts)))["host"] == "Imag : la revue"


# Search engines ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "expected"),
    [("2018", "2018"), ("6 mai 2018", "2018-05-06"), ("[1998?]", "1998"), ("2010-2012", "2010"), ("s. d.", None)],
)
def test_json_ld_gives_a_date_machines_understand(written: str, expected: str | None) -> None:
    assert describe(drafted(date=written), "https://example.org", "/x/").get("datePublished") == expected


@pytest.mark.parametrize(("kind", "host"), [("article", "Periodical"), ("chapter", "Book"), ("film", "CreativeWork")])
def test_json_ld_says_what_the_host_is(kind: str, host: str) -> None:
    parts = drafted(type=kind, host_title="Imag")

    assert describe(parts, "https://example.org", "/x/")["isPartOf"] == {"@type": host, "name": "Imag"}
