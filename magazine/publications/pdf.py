"""Makes the PDF: tagged, with its language, its bookmarks, notes at the foot of the page; nothing is fetched."""

import gc
import logging
from collections.abc import Iterator
from email.message import EmailMessage
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe
from lxml import etree

from magazine.publications.content import Chapter, Publication
from magazine.publications.fonts import FACES, faces_for, unpacked
from magazine.publications.pictures import Made, make_picture
from magazine.publications.woven import CLOTH as CLOTH_COLOUR
from magazine.publications.woven import cloth_png, label_colour
from magazine.publications.xhtml import BLOCKS, PICTURE, drop, inner_html, parse_xml, replace_by_text

STYLES = Path(__file__).parent / "css" / "pdf.css"
FONT = "font:"
CLOTH = f"{PICTURE}cloth"

logger = logging.getLogger(__name__)


@lru_cache(maxsize=1)
def can_make_pdf() -> bool:
    """Whether this machine has the libraries that lay out pages; without them the site offers no PDF."""
    try:
        import weasyprint  # noqa: F401  what fails is the loading of its libraries
    except (ImportError, OSError) as error:
        logger.warning("No PDF is made here: %s", error)
        return False
    for talkative in ("fontTools", "weasyprint.progress"):
        logging.getLogger(talkative).setLevel(logging.WARNING)
    return True


def make_pdf(publication: Publication) -> bytes:
    """An article or a number as PDF/UA-1, in its own language."""
    with translation.override(publication.language):
        return _PdfMaking(publication).make()


class _PdfMaking:
    """The making of one PDF."""

    def __init__(self, publication: Publication) -> None:
        self.publication = publication
        self.made: dict[str, Made | None] = {}

    def make(self) -> bytes:
        """Lay it out. Pictures wait on disk, which spares memory where a number has eighty."""
        import weasyprint
        from weasyprint.text.fonts import FontConfiguration

        html = self.html()
        fonts, fetcher = FontConfiguration(), _fetcher(self)
        styles = f"{self.faces(html)}\n{STYLES.read_text()}"
        css = weasyprint.CSS(string=styles, font_config=fonts, url_fetcher=fetcher, base_url="about:")
        document = weasyprint.HTML(string=html, url_fetcher=fetcher, base_url=self.publication.site)
        with TemporaryDirectory(prefix="publication-") as folder:
            options = {"pdf_variant": "pdf/ua-1", "pdf_identifier": self.publication.uuid.encode(),
                       "cache": Path(folder) / "pictures"}  # fmt: skip
            pages = document.render(stylesheets=[css], font_config=fonts, **options)
            del document, css, html
            gc.collect()  # the layout leaves as much behind as it keeps
            target = Path(folder) / "made.pdf"
            pages.write_pdf(target, finisher=name_notes, **options)
            return target.read_bytes()

    def html(self) -> str:
        """The whole document."""
        texts = {chapter.key: self.text_of(chapter) for chapter in self.publication.chapters}
        parts = {section.key: self.prepared(section.xml) for section in self.publication.sections if section.xml}
        context = {
            "publication": self.publication,
            "texts": texts,
            "parts": parts,
            "presentation": self.prepared(self.publication.presentation),
            "colophon": self.prepared(self.publication.colophon),
            "where": self.prepared(self.publication.where),
            "shown": {picture.key for picture in self.publication.pictures if self.picture(picture.key)},
            "picture": PICTURE,
            "pale": label_colour(self.publication.uuid) == CLOTH_COLOUR,
        }
        return render_to_string("publications/pdf.html", context)

    def text_of(self, chapter: Chapter) -> SafeString:
        """The body of an article with its notes where they are called."""
        root = parse_xml(chapter.xml)
        notes = {note.id: note for note in chapter.notes}
        for call in list(root.iter("a")):
            note = notes.pop(call.get("href", "")[1:], None) if call.get("class") == "note-ref" else None
            if note is not None:
                _put_note(call, note.id, note.number, note.xml)
        return self._finished(root)

    def prepared(self, xml: str) -> SafeString:
        """Running text without notes."""
        return self._finished(parse_xml(xml)) if xml else mark_safe("")

    def _finished(self, root: Any) -> SafeString:
        for image in list(root.iter("img")):
            self._place(image)
        return mark_safe(inner_html(root))  # noqa: S308  made of well-formed XML that was cleaned

    def _place(self, image: Any) -> None:
        """A picture that says something stays; a decorative one becomes a ground, which no reader hears of."""
        made = self.picture(image.get("src", "").removeprefix(PICTURE))
        if made is None:
            replace_by_text(image, image.get("alt") or "") if image.get("alt") else drop(image)
            return
        image.set("width", str(made.width))
        image.set("height", str(made.height))
        if not image.get("alt"):
            source = image.get("src")
            image.attrib.clear()
            image.tag = "span"
            image.set("class", "decoration")
            share = made.height / made.width * 100
            image.set("style", f"background-image:url('{source}');padding-top:{share:.1f}%")

    def picture(self, key: str) -> Made | None:
        """A picture by its key, made once."""
        if key not in self.made:
            source = self.publication.sources.get(key)
            self.made[key] = make_picture(source) if source else None
        return self.made[key]

    def faces(self, html: str) -> str:
        """The fonts the text needs, each under a name of its own."""
        return "\n".join(
            f'@font-face {{ font-family: "{face.name}"; src: url("{FONT}{face.file}");'
            f"{' font-weight: 900;' if face.weight == '900' else ''} }}"
            for face in faces_for(html)
        )

    def fetch(self, url: str) -> tuple[bytes, str]:
        """What an address of ours stands for. Raises ValueError for every other: nothing is fetched."""
        if url.startswith(FONT):
            return unpacked(next(face for face in FACES if url == f"{FONT}{face.file}")), "font/ttf"
        if url == CLOTH:
            return cloth_png(self.publication.uuid, 1184, 1100), "image/png"
        made = self.picture(url.removeprefix(PICTURE)) if url.startswith(PICTURE) else None
        if made is None:
            raise ValueError(f"{url} is not part of the file")
        del self.made[url.removeprefix(PICTURE)]  # it is kept on disk from here
        return made.content, made.media_type


def _fetcher(making: _PdfMaking) -> Any:
    """What gives WeasyPrint the parts of the file, and nothing of the network or the disk."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class OwnParts(URLFetcher):
        """Answers from the making alone."""

        def fetch(self, url: str, headers: Any = None) -> Any:
            """A part of the file. Raises ValueError for anything else."""
            content, media_type = making.fetch(url)
            said = EmailMessage()
            said["Content-Type"] = media_type
            return URLFetcherResponse(url, content, said)

    return OwnParts(allowed_protocols=("pic", "font"))


def _put_note(call: Any, name: str, number: int, xml: str) -> None:
    """Put a note right after its call: the page carries it to its foot."""
    note = etree.Element("span", {"class": "note", "id": name})
    back = etree.SubElement(note, "a", {"href": f"#{call.get('id')}", "class": "note-back"})
    back.text = str(number)
    back.tail = " "
    lines = etree.SubElement(note, "span")
    for child in _in_one_line(parse_xml(xml)):
        lines.append(child)
    note.tail, call.tail = call.tail, None
    call.addnext(note)


def _in_one_line(root: Any) -> Iterator[Any]:
    """The paragraphs of a note as parts of one line."""
    for place, element in enumerate(list(root)):
        for inner in element.iter(etree.Element):
            if inner.tag in BLOCKS:
                inner.tag = "span"
        if place:
            element.set("class", "again")
        yield element


def name_notes(document: Any, pdf: Any) -> None:
    """Say in the structure of the PDF which parts are notes: the layout engine only knows that they stand apart."""
    import pydyf

    objects = {item.number: item for item in pdf.objects}

    def resolve(reference: Any) -> Any:
        number = int(str(reference.decode() if isinstance(reference, bytes) else reference).split()[0])
        return objects[number]

    root = next(
        (item for item in pdf.objects if isinstance(item, dict) and item.get("Type") == "/StructTreeRoot"), None
    )
    if root is None:
        return
    top = resolve(root["K"][0])
    count = 0
    for reference in top["K"]:
        area = resolve(reference)
        if area.get("S") != "/NonStruct":
            continue
        for inner in area["K"]:
            if isinstance(inner, bytes) and (note := resolve(inner)).get("S") == "/Span":
                count += 1
                note["S"] = "/Note"
                note["ID"] = pydyf.String(f"note-{count}")
