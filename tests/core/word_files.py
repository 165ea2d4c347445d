"""Word documents made for tests: headings, lists, notes, tables, pictures, as Word writes them."""

import zipfile
from io import BytesIO

from docx import Document
from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm
from docx.text.paragraph import Paragraph
from PIL import Image

_W = nsdecls("w")
_NOTES = {
    "footnotes": "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml",
    "endnotes": "application/vnd.openxmlformats-officedocument.wordprocessingml.endnotes+xml",
}


def new_document() -> WordDocument:
    """An empty document with Word's own styles."""
    return Document()


def saved(document: WordDocument, notes: list[str] | None = None, endnotes: list[str] | None = None) -> bytes:
    """The bytes of a document, with its notes, which are numbered from 1 (endnotes from 101)."""
    file = BytesIO()
    document.save(file)
    content = file.getvalue()
    if notes:
        content = _with_notes(content, "footnotes", "footnote", 1, notes)
    if endnotes:
        content = _with_notes(content, "endnotes", "endnote", 101, endnotes)
    return content


def call_note(paragraph: Paragraph, number: int, kind: str = "footnote") -> None:
    """Call a note at the end of a paragraph."""
    paragraph._p.append(
        parse_xml(
            f'<w:r {_W}><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:{kind}Reference w:id="{number}"/></w:r>'
        )
    )


def add_link(paragraph: Paragraph, address: str, text: str) -> None:
    """A link at the end of a paragraph."""
    key = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link = parse_xml(f'<w:hyperlink {_W} {nsdecls("r")} r:id="{key}"><w:r><w:t>{text}</w:t></w:r></w:hyperlink>')
    paragraph._p.append(link)


def add_picture(document: WordDocument, description: str = "", size: tuple[int, int] = (8, 6)) -> None:
    """A picture in a paragraph of its own."""
    file = BytesIO()
    Image.new("RGB", size, "teal").save(file, "PNG")
    file.seek(0)
    shape = document.add_picture(file, width=Mm(20))
    shape._inline.find(qn("wp:docPr")).set("descr", description)


def repacked(content: bytes, changes: dict[str, bytes | None]) -> bytes:
    """A document with some of its parts replaced, added, or taken out (None)."""
    file = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        kept = {name: old.read(name) for name in old.namelist()}
        for name, part in {**kept, **changes}.items():
            if part is not None:
                new.writestr(name, part)
    return file.getvalue()


def _with_notes(content: bytes, part: str, kind: str, first: int, notes: list[str]) -> bytes:
    """Add the part that holds notes, and what leads to it."""
    rows = "".join(
        f'<w:{kind} w:id="{first + place}"><w:p><w:r><w:{kind}Ref/></w:r><w:r>'
        f'<w:t xml:space="preserve"> {note}</w:t></w:r></w:p></w:{kind}>'
        for place, note in enumerate(notes)
    )
    with zipfile.ZipFile(BytesIO(content)) as archive:
        types = archive.read("[Content_Types].xml").decode()
        relations = archive.read("word/_rels/document.xml.rels").decode()
    declared = f'<Override PartName="/word/{part}.xml" ContentType="{_NOTES[part]}"/></Types>'
    kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    related = f'<Relationship Id="rId{part}" Type="{kinds}/{part}" Target="{part}.xml"/></Relationships>'
    return repacked(
        content,
        {
            f"word/{part}.xml": f"<?xml version='1.0' encoding='UTF-8'?><w:{part} {_W}>{rows}</w:{part}>".encode(),
            "[Content_Types].xml": types.replace("</Types>", declared).encode(),
            "word/_rels/document.xml.rels": relations.replace("</Relationships>", related).encode(),
        },
    )
