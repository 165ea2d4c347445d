"""Pictures and PDF files of the demonstration, made by the program itself."""

import textwrap
from io import BytesIO
from pathlib import Path

from django.conf import settings
from django.core.files.base import ContentFile
from PIL import Image, ImageDraw, ImageFont

from core.covers import draft
from home.demo.sources import identity
from media_library.models import CreditedDocument, CreditedImage, Licence

Colour = tuple[int, int, int]

CREDIT = "Passerelles, tissage dessiné par programme"
DYES: tuple[tuple[Colour, Colour, Colour], ...] = (
    ((244, 236, 219), (27, 73, 101), (214, 158, 46)),
    ((240, 232, 222), (122, 32, 46), (46, 94, 78)),
    ((235, 236, 226), (38, 70, 60), (201, 106, 60)),
    ((243, 238, 228), (60, 52, 96), (192, 138, 160)),
    ((238, 234, 224), (20, 88, 96), (196, 72, 60)),
)
"""Ground, warp and weft of a cloth."""
THREAD = 18
FONT = Path(settings.BASE_DIR) / "site" / "static" / "fonts" / "alegreya-900-latin.woff2"
PAGE_WIDTH, PAGE_HEIGHT, LINE = 595, 842, 18


def woven_picture(key: str, width: int, height: int, label: str = "") -> bytes:
    """A PNG of a cloth, always the same for one key, with a sewn label when there is something to read on it."""
    picture = _cloth(key, width, height)
    if label and label.encode("cp1252", "ignore").decode("cp1252") == label:  # the letters the typeface has
        _sew_label(picture, label)
    stream = BytesIO()
    picture.quantize(64).save(stream, "PNG", optimize=True)
    return stream.getvalue()


def _cloth(key: str, width: int, height: int) -> Image.Image:
    """The draft of the key's weave, each crossing shaded like a thread that goes under the next."""
    rows = draft(key, "livre")
    dyes = DYES[identity("dye", key).int % len(DYES)]
    tile = Image.new("RGB", (16 * THREAD, 16 * THREAD))
    pen = ImageDraw.Draw(tile)
    for y, row in enumerate(rows):
        for x, shade in enumerate(row):
            colour = dyes[shade]
            for depth in range(THREAD // 2):
                box = [x * THREAD + depth, y * THREAD + depth, (x + 1) * THREAD - depth, (y + 1) * THREAD - depth]
                pen.rectangle(box, fill=_light(colour, 0.82 + depth * 0.045))
    picture = Image.new("RGB", (width, height))
    for left in range(0, width, tile.width):
        for top in range(0, height, tile.height):
            picture.paste(tile, (left, top))
    return picture


def _light(colour: Colour, factor: float) -> Colour:
    """A colour in more or less light."""
    red, green, blue = (min(255, round(part * factor)) for part in colour)
    return red, green, blue


def _sew_label(picture: Image.Image, text: str) -> None:
    """A cream label with a title on it, in the lower part of the picture."""
    width, height = picture.size
    size = 74 if len(text) < 40 else 56 if len(text) < 80 else 42
    font = ImageFont.truetype(str(FONT), size)
    lines = textwrap.wrap(text, width=int(width * 0.8 / font.getlength("n")), max_lines=5, placeholder=" …")
    tall = len(lines) * size + 56
    top = height - tall - height // 12
    pen = ImageDraw.Draw(picture)
    pen.rectangle([0, top, width - width // 10, top + tall], fill=(250, 246, 238))
    for place, line in enumerate(lines):
        pen.text((32, top + 16 + place * size), line, font=font, fill=(24, 24, 52))


def save_picture(key: str, title: str, content: bytes, description: str = "") -> CreditedImage:
    """An image of the library, made when it is not there yet."""
    uuid = identity("image", key)
    found = CreditedImage.objects.filter(uuid=uuid).first()
    if found is not None:
        return found
    image = CreditedImage(
        uuid=uuid, title=title[:255], description=description[:255], credit=CREDIT, rights_holder="Passerelles",
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
