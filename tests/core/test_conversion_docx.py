"""Word documents read: every word, and what is refused."""

import re
import time
import zipfile
from io import BytesIO
from itertools import chain

import pytest

from core.conversion import ConversionRefused, Converted, convert_html
from core.conversion.docx import WordText, read_docx, text_size
from core.conversion.wordcount import words_of
from tests.core.word_files import add_link, add_picture, call_note, new_document, repacked, saved


def whole_document() -> bytes:
    """One of everything, each part saying what it is."""
    document = new_document()
    document.add_paragraph("Le titre du texte", style="Title")
    document.add_paragraph("Le chapeau du texte", style="Subtitle")
    document.add_heading("Premier intertitre", 1)
    paragraph = document.add_paragraph("Un paragraphe “anglais” et l’apostrophe, ")
    paragraph.add_run("gras").bold = True
    paragraph.add_run(" italique").italic = True
    call_note(paragraph, 1)
    add_link(paragraph, "https://exemple.be/page", " un lien")
    document.add_heading("Second niveau", 2)
    for word in ("puce", "boule"):
        document.add_paragraph(word, style="List Bullet")
    for word in ("primo", "secundo"):
        document.add_paragraph(word, style="List Number")
    document.add_paragraph("Une phrase citée", style="Quote")
    table = document.add_table(2, 2)
    for cell, word in zip(
        (cell for row in table.rows for cell in row.cells), "Ville Voix Liège Douze".split(), strict=True
    ):
        cell.text = word
    add_picture(document, "Un carré bleu")
    document.add_paragraph("Légende du carré", style="Caption")
    last = document.add_paragraph("Dernier paragraphe")
    call_note(last, 101, "endnote")
    return saved(document, ["Une note de bas de page"], ["Une note de fin"])


def convert(content: bytes) -> tuple[WordText, Converted]:
    text = read_docx(content)
    return text, convert_html(text.html, pictures=lambda src, alt: 7, seed="x")


def test_everything_in_a_document_has_its_block() -> None:
    text, converted = convert(whole_document())

    first, last = (f'<footnote id="{note.uuid}">[{note.uuid[:6]}]</footnote>' for note in converted.notes)
    assert (converted.title, converted.standfirst) == ("Le titre du texte", "Le chapeau du texte")
    assert converted.blocks == [
        ("heading", {"text": "Premier intertitre", "level": "2"}),
        (
            "text",
            "<p>Un paragraphe “anglais” et l’apostrophe, <b>gras</b><i> italique</i>"
            f'{first}<a href="https://exemple.be/page"> un lien</a></p>',
        ),
        ("heading", {"text": "Second niveau", "level": "3"}),
        ("text", "<ul><li>puce</li><li>boule</li></ul><ol><li>primo</li><li>secundo</li></ol>"),
        ("quote", {"text": "Une phrase citée", "author": "", "source": ""}),
        (
            "table",
            {
                "table": {
                    "columns": [{"type": "text", "heading": "Ville"}, {"type": "text", "heading": "Voix"}],
                    "rows": [{"values": ["Liège", "Douze"]}],
                    "caption": "Tableau 1",
                },
                "row_headings": False,
                "source": "",
            },
        ),
        (
            "image",
            {
                "picture": {"image": 7, "decorative": False, "alt_text": "Un carré bleu"},
                "caption": "<p>Légende du carré</p>",
                "wide": False,
            },
        ),
        ("text", f"<p>Dernier paragraphe{last}</p>"),
    ]
    assert [note.html for note in converted.notes] == ["<p>Une note de bas de page</p>", "<p>Une note de fin</p>"]
    assert [(one.name, one.description) for one in text.pictures.values()] == [("word-picture-1.png", "Un carré bleu")]
    assert {one.kind for one in converted.remarks} == {"table"}


def test_every_word_of_a_document_is_read_back() -> None:
    _text, converted = convert(whole_document())

    with zipfile.ZipFile(BytesIO(whole_document())) as archive:
        parts = [archive.read(f"word/{name}.xml").decode() for name in ("document", "footnotes", "endnotes")]
    written = [re.findall(r"\w+", " ".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>", part))) for part in parts]
    assert sorted(words_of(converted)) == sorted([*chain(*written), "Tableau", "1"])


def test_what_an_article_does_not_take_is_said() -> None:
    document = new_document()
    document.add_paragraph("Texte")
    document.sections[0].header.paragraphs[0].text = "En-tête"
    content = saved(document)
    with zipfile.ZipFile(BytesIO(content)) as archive:
        body = archive.read("word/document.xml")
    marked = body.replace(b"<w:r>", b'<w:ins w:id="1" w:author="a"><w:r>', 1).replace(b"</w:r>", b"</w:r></w:ins>", 1)
    comments = b'<w:comments xmlns:w="x"><w:comment w:id="1"/></w:comments>'

    text = read_docx(repacked(content, {"word/document.xml": marked, "word/comments.xml": comments}))

    assert text.html == "<p>Texte</p>"
    assert text.left_out == [
        "Les commentaires du document ne sont pas repris.",
        "Le document a des modifications suivies : elles sont reprises comme acceptées.",
        "Les en-têtes et pieds de page ne sont pas repris.",
    ]


def simple() -> bytes:
    document = new_document()
    document.add_paragraph("Texte")
    return saved(document)


def bomb() -> bytes:
    return repacked(simple(), {"word/document.xml": b" " * (13 << 20)})


def locked() -> bytes:
    content = bytearray(simple())
    start = content.find(b"PK\x01\x02")
    content[start + 8] |= 1
    return bytes(content)


DOCTYPE = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><w:document xmlns:w="x">&b;</w:document>'
NESTED = b'<w:document xmlns:w="x">' + b"<w:p>" * 5000 + b"</w:p>" * 5000 + b"</w:document>"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "Ce n’est pas un document Word"),
        (b"%PDF-1.7", "Ce n’est pas un document Word"),
        (b"\xd0\xcf\x11\xe0" + b"x" * 600, "mot de passe, ou c’est un ancien .doc"),
        (simple()[:900], "abîmé"),
        (b"PK\x03\x04" + b"x" * 600, "abîmé"),
        (locked(), "protégé par un mot de passe"),
        (bomb(), "démesuré"),
        (repacked(simple(), {f"word/p{n}.xml": b"<a/>" for n in range(3100)}), "démesuré"),
        (repacked(simple(), {"word/document.xml": None}), "Ce n’est pas un document Word"),
        (repacked(simple(), {"mimetype": b"x", "content.xml": b"<a/>"}), "OpenDocument"),
        (repacked(simple(), {"word/document.xml": DOCTYPE}), "définitions XML"),
        (repacked(simple(), {"word/document.xml": DOCTYPE.decode().encode("utf-16")}), "définitions XML"),
        (repacked(simple(), {"word/document.xml": NESTED}), "trop de niveaux"),
        (repacked(simple(), {"word/document.xml": b"<w:document"}), "abîmé"),
        (repacked(simple(), {"word/_rels/document.xml.rels": b"x"}), "abîmé"),
    ],
)
def test_document_that_cannot_be_read_is_refused_in_words(content: bytes, reason: str) -> None:
    start = time.process_time()

    with pytest.raises(ConversionRefused, match=reason):
        read_docx(content)
    assert time.process_time() - start < 3


def test_picture_that_is_elsewhere_is_never_fetched() -> None:
    document = new_document()
    add_picture(document)
    content = saved(document)
    with zipfile.ZipFile(BytesIO(content)) as archive:
        relations = archive.read("word/_rels/document.xml.rels").decode()
        body = archive.read("word/document.xml").decode()
    outside = re.sub(r'Target="media/image1.png"', 'Target="file:///etc/passwd" TargetMode="External"', relations)
    changes = {
        "word/_rels/document.xml.rels": outside.encode(),
        "word/document.xml": body.replace("r:embed", "r:link").encode(),
    }

    text = read_docx(repacked(content, changes))

    assert [one.content for one in text.pictures.values()] == [b""]


def test_size_of_the_text_is_known_before_it_is_read() -> None:
    with zipfile.ZipFile(BytesIO(simple())) as archive:
        assert text_size(simple()) == archive.getinfo("word/document.xml").file_size
