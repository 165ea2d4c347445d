"""An article with all that its page and its head are made of."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from magazine.models import ArticlePage
from magazine.reading.around import Around
from magazine.reading.body import RenderedBody
from magazine.reading.further import Subject
from magazine.reading.people import Person


@dataclass(frozen=True)
class Shown:
    """What may be shown of an article now; `body` is None while its text may not be read."""

    article: ArticlePage
    people: list[Person]
    subjects: list[Subject]
    around: Around
    published_on: date | None
    body: RenderedBody | None
    picture: Any = None
    licence_url: str = ""
    files: tuple[Any, ...] = ()
