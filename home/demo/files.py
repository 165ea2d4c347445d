"""Pictures and PDF files of the demonstration, made by the program itself."""

from io import BytesIO

from django.core.files.base import ContentFile
from PIL import Image

from home.demo.sources import identity
from media_library.models import CreditedDocument, CreditedImage, Licence

CREDIT = "Passerelles, tissage dessiné par programme"
PAGE_WIDTH, PAGE_HEIGHT, LINE = 595, 842, 18


def save_picture(key: str, title: str, content: bytes, description: str = "", credit: str = CREDIT) -> CreditedImage:
    """An image of the library, made when it is not there yet."""
    uuid = identity("image", key)
    found = CreditedImage.objects.filter(uuid=uuid).first()
    if found is not None:
        return found
    image = CreditedImage(
        uuid=uuid, title=title[:255], description=description[:255], credit=credit, rights_holder="Passerelles",
        licence=Licence.CC_BY, file=ContentFile(content, name=f"{key}.png"),
    )  # fmt: skip
    with Image.open(BytesIO(content)) as opened:
        image.width, image.height = opened.size
    image.file_size = len(content)
    image.save()
    return image


def save_document(name: str, title: str, lines: list[str]) -> CreditedDocument:
    """A PDF file of the library, made when it is not there yet."""
    uuid = identity("document", name)
    found = CreditedDocument.objects.filter(uuid=uuid).first()
    if found is not None:
        return found
    content = pdf_of(title, lines)
    document = CreditedDocument(
        uuid=uuid, title=title[:255], credit="Passerelles", rights_holder="Passerelles", licence=Licence.CC_BY,
        file=ContentFile(content, name=name), file_size=len(content),
    )  # fmt: skip
    document.save()
    return document


def pdf_of(title: str, lines: list[str]) -> bytes:
    """A one-page PDF with a title and a few lines, tagged with its title and language."""
    text = [f"BT /F2 20 Tf 56 {PAGE_HEIGHT - 80} Td ({_pdf_text(title)}) Tj ET"]
    for place, line in enumerate(lines):
        text.append(f"BT /F1 12 Tf 56 {PAGE_HEIGHT - 120 - place * LINE} Td ({_pdf_text(line)}) Tj ET")
    stream = "\n".join(text).encode("cp1252", "replace")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R /Lang (fr) /ViewerPreferences << /DisplayDocTitle true >> >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {PAGE_WIDTH} {PAGE_HEIGHT}] /Contents 4 0 R"
        " /Resources << /Font << /F1 5 0 R /F2 6 0 R >> >> >>".encode(),
        f"<< /Length {len(stream)} >>\nstream\n".encode() + stream + b"\nendstream",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
        b"<< /Title <FEFF" + title.encode("utf-16-be").hex().upper().encode() + b"> >>",
    ]
    return _pdf_file(objects)


def _pdf_text(text: str) -> str:
    """Text between the brackets of a PDF string, in the characters its plain fonts have."""
    text = text.replace("\u202f", "\u00a0")
    return text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")


def _pdf_file(objects: list[bytes]) -> bytes:
    """Numbered objects, the table of where they are, and the trailer; the last object describes the file."""
    out, offsets = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n".encode() + content + b"\nendobj\n"
    start, count = len(out), len(objects) + 1
    table = f"xref\n0 {count}\n0000000000 65535 f \n" + "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    trailer = f"trailer\n<< /Size {count} /Root 1 0 R /Info {count - 1} 0 R >>\nstartxref\n{start}\n%%EOF\n"
    return out + table.encode() + trailer.encode()
