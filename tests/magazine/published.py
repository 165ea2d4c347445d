"""Numbers to make files of, and the worker that makes them."""

import io
import json
import os
import shutil
import uuid
import zipfile
from typing import Any

import pytest
from django.utils import timezone
from lxml import etree
from wagtail_footnotes.models import Footnote

from magazine.models import ArticleContributor, ArticleCorrection, ArticlePage, FileOrder, IssuePage
from magazine.publications.making import make_next_file
from magazine.publications.pdf import can_make_pdf
from tests.factories.directory import AgentFactory
from tests.factories.magazine import ArticleFactory, DossierFactory, IssueFactory
from tests.factories.media_library import ImageFactory

IN_CI = os.environ.get("CI") == "true"
needs_pango = pytest.mark.skipif(not IN_CI and not can_make_pdf(), reason="Pango is not installed")
needs_java = pytest.mark.skipif(not IN_CI and shutil.which("java") is None, reason="EPUBCheck needs Java")
XHTML = {"h": "http://www.w3.org/1999/xhtml", "opf": "http://www.idpf.org/2007/opf"}


def make_all() -> int:
    """Let the worker make everything that waits, as if all had settled; returns how many files it saw to."""
    count = 0
    FileOrder.objects.update(due_at=timezone.now())
    while make_next_file():
        count += 1
        assert count < 200
    return count


def block(kind: str, value: Any) -> dict[str, Any]:
    """A block as it is stored."""
    return {"type": kind, "value": value, "id": str(uuid.uuid4())}


def note(article: ArticlePage, text: str) -> str:
    """A new note of an article, and its call."""
    made = Footnote.objects.create(page=article, uuid=str(uuid.uuid4()), text=text)
    return f'<footnote id="{made.uuid}">[{made.uuid[:6]}]</footnote>'


def rich_article(parent: Any, **fields: Any) -> ArticlePage:
    """An article with a bit of everything: headings, notes called twice, pictures, a table, an interview, a player."""
    article: ArticlePage = ArticleFactory(parent=parent, body="[]", **fields)
    article.image = ImageFactory(description="Une navette sur un métier")
    article.image_caption = "L’atelier en mars"
    first, second = (
        note(article, "<p>Première note.</p><p>En deux temps.</p>"),
        note(article, "<p>Seconde <i>note</i>.</p>"),
    )
    shown = {"image": ImageFactory().pk, "alt_text": "Deux mains nouent un fil", "decorative": False}
    plain = {"image": ImageFactory().pk, "alt_text": "", "decorative": True}
    article.body = json.dumps([
        block("text", f"<p>Le fil tient{first}, le nœud aussi{second}.</p>"),
        block("heading", {"text": "Une trame & des langues", "level": "2"}),
        block("text", f'<p>On y revient{first}. Voir <a href="https://example.org/a b?x=1&amp;y=2">ailleurs</a>.</p>'),
        block("image", {"picture": shown, "caption": "<p>La main qui noue</p>", "wide": False}),
        block("image", {"picture": plain, "caption": "", "wide": False}),
        block("heading", {"text": "Détail", "level": "3"}),
        block("quote", {"text": "Un pont de mots.", "author": "Aïcha", "source": ""}),
        block("accordion", {"parts": [{"title": "Et après ?", "text": "<p>On tisse.</p>"}]}),
        block("embed", {"url": "https://vimeo.com/12345", "title": "Le film", "caption": ""}),
        block("interview", {"interviewer": "Nous", "interviewee": "Elle", "exchanges": [
            {"type": "item", "value": {"question": "Pourquoi ?", "answer": "<p>Parce que.</p>"}, "id": "1"}]}),
        block("html", {"html": '<b><p>Vieux<center>texte</center></p></b><ul>pêle-mêle<li>un</ul><script>x</script>'}),
    ])  # fmt: skip
    article.contributors = [
        ArticleContributor(agent=AgentFactory(name="Mariam Okoundji"), role="aut", about="tisserande")
    ]
    article.corrections = [ArticleCorrection(text="Le nom de la rivière.")]
    article.save()
    return article


def rich_issue(**fields: Any) -> tuple[IssuePage, ArticlePage]:
    """A number with a dossier of one rich article, and one that stands alone."""
    issue = IssueFactory(title="Ce que le fil retient", colophon="<p>Imprimé à Liège.</p>", **fields)
    dossier = DossierFactory(parent=issue, title="Écrire entre les langues", introduction="<p>Une ouverture.</p>")
    article = rich_article(dossier, title="Le nœud et la trame")
    ArticleFactory(parent=issue, title="Éditorial")
    return issue, article


def unpacked(content: bytes) -> dict[str, bytes]:
    """The parts of an e-book by name."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def words_of(content: bytes) -> str:
    """Everything an e-book says, in its order."""
    pages = [part for name, part in unpacked(content).items() if name.endswith((".xhtml", ".opf"))]
    return " ".join(" ".join(etree.fromstring(page).itertext()) for page in pages)
