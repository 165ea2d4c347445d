"""An article as long as they get: three thousand words, twenty notes, one picture; or as many blocks as wanted."""

import random
import uuid
from typing import Any

from wagtail_footnotes.models import Footnote

from magazine.models import ArticleConcept, ArticleContributor, ArticleCorrection, ArticlePage
from tests.factories.home import stream
from tests.factories.magazine import ArticleFactory, DossierFactory, IssueFactory
from tests.factories.media_library import ImageFactory
from tests.factories.resources import agent, concept
from thesaurus.models import Concept

WORDS, NOTES = 3000, 20
WORDS_OF_PARAGRAPH = 75
SYLLABLES = (
    "ba ce di fo gu la me ni po ru sa te vi xo zu ar el in or un bra cle dri fro glu pla tre vin mor tan ches leur ment"
    " tion age eur iste pont rive fil"
).split()
MARKS = (", ", ", ", ". ", ". ", " ; ", " : ", " ? ", " ! ")


def _vocabulary() -> tuple[list[str], list[float]]:
    """Invented words, and how often each is said: few often, many once, so that a text compresses like French."""
    rng = random.Random(1)
    invented = ["".join(rng.choices(SYLLABLES, k=1 + place % 4)) for place in range(2500)]
    return invented, [1 / (place + 8) for place in range(len(invented))]


VOCABULARY, FREQUENCIES = _vocabulary()


def words(count: int, seed: int) -> str:
    """So many invented words, with the marks and apostrophes a French text has."""
    rng = random.Random(seed)
    said = []
    for place, word in enumerate(rng.choices(VOCABULARY, FREQUENCIES, k=count)):
        said.append(f"l'{word}" if rng.random() < 0.08 else f"« {word} »" if rng.random() < 0.02 else word)
        said.append(rng.choice(MARKS) if rng.random() < 0.12 and place < count - 1 else " ")
    return "".join(said).strip() + "."


def long_article(parent: Any = None, count: int = WORDS, notes: int = NOTES, **fields: Any) -> ArticlePage:
    """A live article in a dossier, by two people, on three subjects, corrected once."""
    parent = parent or DossierFactory(parent=IssueFactory())
    called = [str(uuid.UUID(int=number + 1)) for number in range(notes)]
    paragraphs = count // WORDS_OF_PARAGRAPH
    picture = ImageFactory(title="Un pont", credit="La maison")
    blocks: list[tuple[str, Any]] = []
    for place in range(paragraphs):
        if place % 8 == 0:
            blocks.append(("heading", {"text": words(4, place), "level": "2"}))
        if place == 3:
            value = {"image": picture.pk, "decorative": False, "alt_text": "Un pont"}
            blocks.append(("image", {"picture": value, "caption": "<p>Le pont.</p>", "wide": False}))
        calls = "".join(f'<footnote id="{one}">[{one[:6]}]</footnote>' for one in called[place::paragraphs])
        blocks.append(("text", f"<p>{words(WORDS_OF_PARAGRAPH, 1000 + place)}{calls}</p>"))
    article: ArticlePage = ArticleFactory(parent=parent, body=stream(*blocks), **fields)
    for number, one in enumerate(called):
        text = f"<p>{words(15, 5000 + number)}</p>"
        Footnote.objects.create(page=article, uuid=one, text=text, locale=article.locale, sort_order=number)
    surround(article)
    return article


def subject(label: str) -> Concept:
    """The one concept with a label."""
    return Concept.objects.filter(labels__text=label).first() or concept(label)


def surround(article: ArticlePage) -> None:
    """Two people, three subjects, one correction."""
    for place, name in enumerate(("Lucie Vandermeulen", "Bram De Koninck")):
        ArticleContributor.objects.create(page=article, agent=agent(name), role="aut", sort_order=place)
    for place, label in enumerate(("exil", "langues", "hospitalité")):
        ArticleConcept.objects.create(page=article, concept=subject(label), sort_order=place)
    ArticleCorrection.objects.create(page=article, text="Une date.")
