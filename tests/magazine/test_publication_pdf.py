"""The PDF: PDF/UA-1, tagged, in its language, with bookmarks, notes, and pictures that say what they show."""

import io
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pikepdf
import pytest

from magazine.publications.gathering import read_publication
from magazine.publications.pdf import make_pdf
from tests.factories.magazine import ArticleFactory, IssueFactory
from tests.magazine.published import needs_pango, rich_issue

pytestmark = [pytest.mark.django_db, needs_pango]


def opened(page: Any) -> pikepdf.Pdf:
    """The PDF of a page."""
    return pikepdf.open(io.BytesIO(make_pdf(read_publication(page))))


def elements(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """Every element of the structure, in order."""

    def walk(kids: Any) -> Iterator[Any]:
        if isinstance(kids, pikepdf.Array):
            for kid in kids:
                yield from walk(kid)
        elif isinstance(kids, pikepdf.Dictionary) and "/S" in kids:
            yield kids
            yield from walk(kids.get("/K"))

    yield from walk(pdf.Root.StructTreeRoot.K)


def test_pdf_of_a_number_is_tagged_and_says_so() -> None:
    issue, _article = rich_issue()
    with opened(issue) as pdf:
        metadata = pdf.open_metadata()

        assert bool(pdf.Root.MarkInfo.Marked) is True
        assert str(pdf.Root.Lang) == "fr"
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle) is True
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["dc:title"].endswith("Ce que le fil retient")


def test_pdf_bookmarks_follow_the_contents() -> None:
    issue, _article = rich_issue()
    with opened(issue) as pdf, pdf.open_outline() as outline:
        found = [(item.title, [(part.title, [one.title for one in part.children]) for part in item.children])
                 for item in outline.root]  # fmt: skip

    assert found == [
        ("Sommaire", []),
        ("Écrire entre les langues", [("Le nœud et la trame", ["Une trame & des langues"])]),
        ("Éditorial", []),
        ("À propos de ce numéro", []),
    ]


def test_pdf_notes_are_notes() -> None:
    _issue, article = rich_issue()
    with opened(article) as pdf:
        notes = [str(element.ID) for element in elements(pdf) if element.S == "/Note"]

    assert notes == ["note-1", "note-2"]


def test_pdf_pictures_say_what_they_show_and_decoration_is_silent() -> None:
    _issue, article = rich_issue()
    with opened(article) as pdf:
        said = [str(element.get("/Alt", "")) for element in elements(pdf) if element.S == "/Figure"]

    assert said == ["Une navette sur un métier", "Deux mains nouent un fil"]


def test_pdf_has_headings_lists_and_links() -> None:
    _issue, article = rich_issue()
    with opened(article) as pdf:
        counted = Counter(str(element.S) for element in elements(pdf))

    assert (counted["/H1"], counted["/H2"], counted["/H3"]) == (2, 1, 1)
    assert counted["/L"] > 0
    assert counted["/Link"] > 4


def test_pdf_embeds_its_fonts() -> None:
    issue = IssueFactory()
    ArticleFactory(parent=issue, title="Łódź, Αθήνα, Київ")
    with opened(issue) as pdf:
        fonts = {
            str(font.BaseFont).split("+")[1]: "/FontFile2" in font.DescendantFonts[0].FontDescriptor
            for page in pdf.pages
            for font in page.Resources.Font.values()
        }

    assert all(fonts.values())
    assert {"Alegreya-latin-ext-Heavy", "Alegreya-greek-Heavy", "Alegreya-cyrillic-Heavy"} <= fonts.keys()


def test_pdf_asks_nothing_of_the_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: Any, **kwargs: Any) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr("socket.socket.connect", refuse)
    monkeypatch.setattr("socket.create_connection", refuse)
    issue = IssueFactory()
    html = (
        '[{"type": "html", "value": {"html": "<p>Ici <img src=\\"https://example.org/a.png\\" alt=\\"Loin\\"></p>"}}]'
    )
    ArticleFactory(parent=issue, body=html)

    with opened(issue) as pdf:
        assert len(pdf.pages) == 4
