"""One article as a chapter: its text, its notes, who made it, what may be done with it."""

import re
from collections.abc import Sequence
from typing import Any

from core.spelled_dates import spell_date
from core.typography import typeset_text
from directory.relators import RELATORS
from magazine.models import ArticlePage
from magazine.publications.content import Chapter, Heading, Picture, PrintedNote
from magazine.publications.pictures import PictureShelf
from magazine.publications.xhtml import Cleaner
from magazine.reading.body import RenderedBody, render_body
from magazine.showing.people import Name, byline
from media_library.licences import LICENCE_ADDRESSES
from media_library.models import Licence

SOURCES = re.compile(r'<img\b[^>]*?\ssrc="([^"]+)"')


class ChapterReader:
    """Reads the articles of one file, in its language."""

    def __init__(self, cleaner: Cleaner, shelf: PictureShelf, language: str, base: str) -> None:
        self.cleaner = cleaner
        self.shelf = shelf
        self.language = language
        self.base = base

    def chapter(self, article: ArticlePage, key: str, people: Sequence[Name]) -> Chapter:
        """An article; whether it may be read is for the caller to ask."""
        body = render_body(article)
        parts = article.get_url_parts()
        url = f"{self.base}{parts[2]}" if parts and parts[2] else self.base
        self.shelf.know(SOURCES.findall(body.html))
        return Chapter(
            key=key,
            title=self._typeset(article.title),
            language=self.language,
            url=url,
            uuid=str(article.uuid),
            subtitle=self._typeset(article.subtitle),
            standfirst=self._typeset(article.standfirst),
            byline=self.byline(people),
            people=[(one.name, self._who(one)) for one in people],
            opening=self._opening(article),
            xml=self.cleaner.clean(body.html, key, url, [note.anchor for note in body.notes]),
            headings=[Heading(one.text, f"{key}-{one.anchor}", one.level) for one in body.headings],
            notes=self._notes(body, key, url),
            licence=str(article.get_licence_display()),
            licence_url=LICENCE_ADDRESSES.get(article.licence, ""),
            first_printed=self._typeset(article.first_printed),
            corrections=[(spell_date(one.date, "j F Y"), self._typeset(one.text)) for one in article.corrections.all()],
        )

    def byline(self, people: Sequence[Name]) -> str:
        """Who an article is by, in words."""
        return byline(people, self.language)

    def picture(self, image: Any, description: str, caption: str = "") -> Picture | None:
        """A picture that is a field of a page; None when it may not be shown."""
        key = self.shelf.take(image)
        if key is None:
            return None
        return Picture(key, self._typeset(description), self._typeset(caption), self.credit_of(image))

    def credit_of(self, image: Any) -> str:
        """Who made a picture and what may be done with it."""
        if not image.credit:
            return ""
        if image.licence == Licence.RESERVED:
            return self._typeset(image.credit)
        return f"{self._typeset(image.credit)}, {image.get_licence_display()}"

    def _opening(self, article: ArticlePage) -> Picture | None:
        if article.image is None:
            return None
        return self.picture(article.image, article.image_alt or article.image.description, article.image_caption)

    def _notes(self, body: RenderedBody, key: str, url: str) -> list[PrintedNote]:
        return [
            PrintedNote(
                note.number, f"{key}-{note.anchor}", self.cleaner.clean(note.html, f"{key}n{note.number}", url),
                [f"{key}-{call}" for call in note.calls],
            )
            for note in body.notes
        ]  # fmt: skip

    def _who(self, person: Name) -> str:
        """What somebody did, unless the byline says it, and who they are."""
        role = "" if person.role in ("aut", "") else str(dict(RELATORS).get(person.role, ""))
        return ", ".join(part for part in (role, self._typeset(person.about)) if part)

    def _typeset(self, text: str) -> str:
        return typeset_text(text, self.language)
