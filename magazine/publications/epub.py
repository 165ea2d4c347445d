"""Makes the e-book: EPUB 3.3, its notes as popups, what it says to machines; the same content gives the same bytes."""

import zipfile
from collections.abc import Iterator
from datetime import UTC
from io import BytesIO
from pathlib import Path
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.functional import cached_property
from django.utils.safestring import SafeString, mark_safe

from magazine.publications.content import Chapter, Publication
from magazine.publications.fonts import Face, faces_for
from magazine.publications.pictures import Made, make_picture
from magazine.publications.woven import COVER, cover_png
from magazine.publications.xhtml import PICTURE, drop, inner_xml, parse_xml, replace_by_text

STYLES = Path(__file__).parent / "css" / "epub.css"
TYPE = "{http://www.idpf.org/2007/ops}type"
FOLDER = "OEBPS"
LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The date of every part, so that only content makes a difference."""


def make_epub(publication: Publication) -> bytes:
    """An article or a number as EPUB, in its own language."""
    with translation.override(publication.language):
        return _EpubMaking(publication).make()


class _EpubMaking:
    """The making of one e-book."""

    def __init__(self, publication: Publication) -> None:
        self.publication = publication
        self.made: dict[str, Made | None] = {}
        self.keys = {chapter.key for chapter in publication.chapters}

    def make(self) -> bytes:
        """All parts, packed."""
        pages = dict(self.pages())
        cover = self.cover
        pictures = {f"images/{key}.{made.suffix}": made for key, made in sorted(self.made.items()) if made is not None}
        faces = faces_for("".join(pages.values()))
        pages["nav.xhtml"] = self.render("nav.xhtml")
        package = self.render(
            "package.opf", pages=list(pages), pictures=pictures, faces=faces, cover=cover.suffix,
            cover_type=cover.media_type, modified=f"{self.publication.modified.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
            has_pictures=bool(pictures),
        )  # fmt: skip
        parts: dict[str, bytes] = {
            "META-INF/container.xml": self.render("container.xml").encode(),
            f"{FOLDER}/package.opf": package.encode(),
            **{f"{FOLDER}/{name}": text.encode() for name, text in pages.items()},
            f"{FOLDER}/css/book.css": self.styles(faces).encode(),
            f"{FOLDER}/images/cover.{cover.suffix}": cover.content,
            **{f"{FOLDER}/{name}": made.content for name, made in pictures.items()},
            **{f"{FOLDER}/fonts/{face.file}": face.path.read_bytes() for face in faces},
        }
        return _packed(parts)

    def pages(self) -> Iterator[tuple[str, str]]:
        """Every page by its name, in reading order."""
        publication = self.publication
        yield "cover.xhtml", self.render("cover.xhtml", suffix=self.cover.suffix)
        yield "title.xhtml", self.render("title.xhtml", presentation=self.prepared(publication.presentation))
        for section in publication.sections:
            if section.key:
                text, picture = self.prepared(section.xml), self.shown(section.picture)
                yield f"{section.key}.xhtml", self.render("part.xhtml", section=section, text=text, picture=picture)
            for chapter in section.chapters:
                yield f"{chapter.key}.xhtml", self.render(
                    "chapter.xhtml", chapter=chapter, section=section, text=self.text_of(chapter),
                    picture=self.shown(chapter.opening),
                    notes=[(note, self.prepared(note.xml, chapter.key)) for note in chapter.notes],
                )  # fmt: skip
        colophon, where = self.prepared(publication.colophon), self.prepared(publication.where)
        yield "about.xhtml", self.render("about.xhtml", colophon=colophon, where=where)

    def render(self, name: str, **context: Any) -> str:
        """One part."""
        return render_to_string(f"publications/epub/{name}", {"publication": self.publication, **context}).lstrip()

    def text_of(self, chapter: Chapter) -> SafeString:
        """The body of an article, its calls known as such."""
        root = parse_xml(chapter.xml)
        for call in root.iter("a"):
            if call.get("class") == "note-ref":
                call.set(TYPE, "noteref")
                call.set("role", "doc-noteref")
        return self._finished(root, chapter.key)

    def prepared(self, xml: str, key: str = "") -> SafeString:
        """Running text without notes."""
        return self._finished(parse_xml(xml), key) if xml else mark_safe("")

    def _finished(self, root: Any, key: str) -> SafeString:
        """Links between chapters by the names of their files, pictures by theirs."""
        for link in root.iter("a"):
            target = link.get("href", "")
            if target.startswith("#") and target[1:] in self.keys - {key}:
                link.set("href", f"{target[1:]}.xhtml")
            elif target == f"#{key}":
                link.set("href", f"{key}.xhtml")
        for image in list(root.iter("img")):
            self._place(image)
        return mark_safe(inner_xml(root))  # noqa: S308  made of well-formed XML that was cleaned

    def _place(self, image: Any) -> None:
        key = image.get("src", "").removeprefix(PICTURE)
        made = self.picture(key)
        if made is not None:
            image.set("src", f"images/{key}.{made.suffix}")
            image.set("width", str(made.width))
            image.set("height", str(made.height))
        elif image.get("alt"):
            replace_by_text(image, image.get("alt"))
        else:
            drop(image)

    def shown(self, picture: Any) -> dict[str, Any] | None:
        """A picture beside a text with its file; None when it cannot be shown."""
        made = self.picture(picture.key) if picture else None
        return {"of": picture, "file": f"images/{picture.key}.{made.suffix}", "made": made} if made else None

    def picture(self, key: str) -> Made | None:
        """A picture by its key, made once."""
        if key not in self.made:
            source = self.publication.sources.get(key)
            self.made[key] = make_picture(source) if source else None
        return self.made[key]

    @cached_property
    def cover(self) -> Made:
        """The cover: that of the number, else a woven one."""
        publication, made = self.publication, None
        if publication.cover and (source := publication.sources.get(publication.cover.key)):
            made = make_picture(source)
        if made is not None:
            return made
        content = cover_png(publication.uuid, publication.letters, self._cover_lines())
        return Made(content, "png", *COVER)

    def _cover_lines(self) -> tuple[str, ...]:
        publication = self.publication
        where = ", ".join(part for part in (publication.magazine, publication.label, publication.date_printed) if part)
        return tuple(line for line in (publication.title, publication.byline, where) if line)

    def styles(self, faces: list[Face]) -> str:
        """The style sheet, with the fonts the text needs."""
        fonts = "\n".join(
            f'@font-face {{ font-family: "{face.family}"; src: url("../fonts/{face.file}"); font-weight: {face.weight};'
            f" unicode-range: {face.ranges}; }}"
            for face in faces
        )
        return f"{fonts}\n{STYLES.read_text()}"


def _packed(parts: dict[str, bytes]) -> bytes:
    """The archive, in the order given, without anything of the day it was made."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        _add(archive, "mimetype", b"application/epub+zip", zipfile.ZIP_STORED)
        for name, content in parts.items():
            packed = zipfile.ZIP_STORED if name.endswith((".jpg", ".png", ".woff2")) else zipfile.ZIP_DEFLATED
            _add(archive, name, content, packed)
    return out.getvalue()


def _add(archive: zipfile.ZipFile, name: str, content: bytes, packed: int) -> None:
    entry = zipfile.ZipInfo(name, LONG_AGO)
    entry.create_system = 3
    entry.external_attr = 0o644 << 16
    archive.writestr(entry, content, packed, 9)
