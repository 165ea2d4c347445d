"""An article with all that its page and its head are made of."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from magazine.models import ArticlePage
from magazine.reading.around import Around
from magazine.reading.body import RenderedBody
from magazine.reading.parts import Correction
from magazine.reading.people import Person
from search.references import Subject


@dataclass(frozen=True)
class Shown:
    """What may be shown of an article now; `body` is None while its text may not be read."""

    article: ArticlePage
    people: list[Person]
    around: Around
    published_on: date | None
    licence_url: str = ""
    body: RenderedBody | None = None
    subjects: list[Subject] = field(default_factory=list)
    corrections: list[Correction] = field(default_factory=list)
    picture: Any = None
    files: tuple[Any, ...] = ()
