"""An article with one of each block, in a dossier, with the words that break layouts."""

import uuid
from typing import Any

from wagtail_footnotes.models import Footnote

from directory.models import Biography
from magazine.models import ArticleContributor, ArticleCorrection, ArticlePage
from tests.factories.home import stream
from tests.factories.magazine import ArticleFactory
from tests.factories.media_library import DocumentFactory, ImageFactory
from tests.factories.resources import RecordFactory, agent, concept
from tests.home.bodies import LONG_WORD

NOTES = [str(uuid.UUID(int=number)) for number in (101, 102, 103)]


def call(number: int) -> str:
    """The call of a note."""
    return f'<footnote id="{NOTES[number]}">[{number}]</footnote>'


def every_magazine_block() -> str:
    """One block of each kind an article may have, notes called from several of them."""
    pictures = [ImageFactory(title=title, credit="Dessin : Ayşe Tunç") for title in ("Une passerelle", "Des lettres")]
    shown = [{"image": one.pk, "decorative": False, "alt_text": one.title} for one in pictures]
    exchanges = [
        {"question": "Comment faites-vous ?", "answer": f"<p>J'écoute d'abord{call(0)}.</p>"},
        {"question": "Et après ?", "answer": "<p>Je traduis.</p>"},
    ]
    columns = [{"type": "text", "heading": "Jour"}, {"type": "number", "heading": "Heures"}]
    table = {"caption": "Heures", "columns": columns, "rows": [{"values": ["Lundi", "0"]}]}
    figure = {"figure": "14", "label": "langues", "source": "Le service", "source_url": ""}
    link = {"page": None, "url": "https://example.org/", "email": ""}
    lead = f"<p>« Le matin », dit-elle, un carnet et deux stylos{call(0)}. {LONG_WORD}</p><p>Elle fait passer.</p>"
    reading = {"title": "Pour aller plus loin", "text": "<p>Et d'autres.</p>"}
    reading |= {"records": [RecordFactory().pk], "concepts": [concept("hospitalité").pk]}
    blocks: list[tuple[str, Any]] = [
        ("text", lead),
        ("heading", {"text": f"Le banc, {LONG_WORD}", "level": "2"}),
        ("text", f"<p>Un agacement{call(1)}.</p><ul><li>Un <a href='https://example.org/'>lien</a></li></ul>"),
        ("pull_quote", {"text": "Je traduis des attentes.", "credit": "Nermin Aksu"}),
        ("image", {"picture": shown[0], "caption": "<p>La passerelle.</p>", "wide": True}),
        ("heading", {"text": "Des mots qui n'existent pas", "level": "2"}),
        ("interview", {"interviewer": "Lucie", "interviewee": "Nermin", "exchanges": exchanges}),
        ("heading", {"text": "Un sous-titre", "level": "3"}),
        ("box", {"title": "L'interprétation sociale", "text": f"<p>Un métier{call(2)}.</p>"}),
        ("gallery", {"title": "Le canal", "pictures": [{"picture": one, "caption": "<p>Vue.</p>"} for one in shown]}),
        ("quote", {"text": "Une citation.", "author": "Quelqu'un", "source": "Un livre"}),
        ("callout", {"tone": "warning", "title": "Attention", "text": "<p>Fermé lundi.</p>"}),
        ("figures", {"title": "En chiffres", "figures": [figure]}),
        ("accordion", {"parts": [{"title": "Faut-il s’inscrire ?", "text": "<p>Non.</p>"}]}),
        ("table", {"row_headings": True, "source": "La maison", "table": table}),
        ("heading", {"text": "À trois autour d'une table", "level": "2"}),
        ("downloads", {"title": "Les fichiers", "files": [{"document": DocumentFactory().pk, "label": ""}]}),
        ("action", {"title": "Écrire", "text": "Trois lignes.", "label": "Poser une question", "link": link}),
        ("embed", {"url": "https://www.youtube.com/watch?v=abcdefghijk", "title": "La valise", "caption": ""}),
        ("further_reading", reading),
        ("dossier_contents", {"title": ""}),
        ("html", {"html": f"<table><tr><td>{LONG_WORD}</td></tr></table><p>Reste</p>"}),
    ]
    return stream(*blocks)


def showcase_article(parent: Any, **fields: Any) -> ArticlePage:
    """A live article with every block, three notes, people of two scripts, a correction and a picture."""
    article: ArticlePage = ArticleFactory(
        parent=parent, title=f"Le guichet où l'on traduit, {LONG_WORD}", slug="guichet", subtitle="Trois matins",
        body=every_magazine_block(), image=ImageFactory(title="Ouverture", credit="La maison"), licence="CC-BY-SA-4.0",
        image_caption="L'ouverture", page_printed="12", first_printed="Revue X", is_plain_language=True, **fields,
    )  # fmt: skip
    for number, one in enumerate(NOTES):
        text = f'<p>La note {number}, <a href="https://example.org/">ailleurs</a>.</p>'
        Footnote.objects.create(page=article, uuid=one, text=text, locale=article.locale, sort_order=number)
    for place, (name, role) in enumerate(
        (("Lucie Vandermeulen", "aut"), ("إسماعيل حداد", "aut"), ("Ayşe Tunç", "ill"))
    ):
        ArticleContributor.objects.create(page=article, agent=agent(name), role=role, sort_order=place)
    Biography.objects.get_or_create(agent=agent("Lucie Vandermeulen"), language="fr", text="Elle suit les langues.")
    Biography.objects.get_or_create(agent=agent("إسماعيل حداد"), language="ar", text="كاتب ومترجم.")
    ArticleCorrection.objects.create(page=article, text="Le service a onze ans.")
    return article
