"""A number of the magazine, all of it public: what hidden articles, dossiers and numbers are held against."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from wagtail_footnotes.models import Footnote

from magazine.models import (
    ArticleConcept,
    ArticleContributor,
    ArticlePage,
    BoardMember,
    DossierConcept,
    DossierItemPage,
    DossierPage,
    GuestEditor,
    IssuePage,
    MagazinePage,
    RubricPage,
)
from tests.factories.home import stream
from tests.factories.magazine import ArticleFactory, DossierFactory, IssueFactory, RubricFactory, magazine_page

NOTE = "5f0f8a54-6a0c-4b4d-9c0e-7c7b3a2f1e01"
BASE = "/fr/magazine/numero-12/"


@dataclass
class Number:
    """The pages of a live number."""

    magazine: MagazinePage
    issue: IssuePage
    dossier: DossierPage
    rubric: RubricPage
    article: ArticlePage
    article_with_draft: ArticlePage
    item: DossierItemPage

    def read_again(self) -> "Number":
        """The same pages, as the database has them."""
        return Number(**{name: _again(page) for name, page in vars(self).items()})


def _again(page: Model) -> Any:
    return type(page)._default_manager.get(pk=page.pk)


def build_number(agent: Any, concept: Any, record: Any) -> Number:
    """A number with a dossier of two articles and a record, signed, indexed, with a note; and a rubric."""
    issue = IssueFactory(number="12", title="Ponts et passerelles", issued_on=datetime.date(2011, 3, 1))
    rubric = RubricFactory(parent=issue, title="Édito", slug="edito")
    ArticleFactory(parent=rubric, title="D’une rive à l’autre", slug="rive")
    dossier = DossierFactory(parent=issue, title="Traverser", slug="traverser", standfirst="Une passerelle de plus.")
    dossier.guest_editors = [GuestEditor(agent=agent)]
    dossier.concepts = [DossierConcept(concept=concept)]
    dossier.save()
    article = ArticleFactory(
        parent=dossier, title="La passerelle du lavoir", slug="lavoir",
        body=stream(
            ("heading", {"text": "Première rive", "level": "2"}),
            ("text", f'<p>Une passerelle.<footnote id="{NOTE}">[5f0f8a]</footnote></p>'),
            ("further_reading", {"title": "Lire encore", "records": [record.pk], "concepts": [concept.pk], "text": ""}),
        ),
    )  # fmt: skip
    article.footnotes = [Footnote(uuid=NOTE, text="<p>Une note.</p>", locale=article.locale)]
    article.contributors = [ArticleContributor(agent=agent, role="aut")]
    article.concepts = [ArticleConcept(concept=concept)]
    article.save()
    item = dossier.add_child(
        instance=DossierItemPage(title="Un livre", slug="livre", record=record, comment="À lire.", locale=issue.locale)
    )
    magazine = magazine_page()
    magazine.board = [BoardMember(agent=agent, role="rédactrice")]
    magazine.save()
    with_draft = ArticleFactory(parent=dossier, title="L’autre passerelle", slug="autre")
    return Number(magazine, issue, dossier, rubric, article, with_draft, item)


def number_paths(number: Number) -> list[str]:
    """Every address of the number and of what is in it."""
    dossier = f"{BASE}traverser/"
    pages = [
        "/fr/magazine/",
        BASE,
        f"{BASE}edito/",
        f"{BASE}edito/rive/",
        dossier,
        f"{dossier}autre/",
        f"{dossier}lavoir/",
    ]
    followed = ["/fr/magazine/", "/nl/magazine/", BASE, dossier]
    files = [BASE, f"{dossier}lavoir/", f"{dossier}autre/"]
    identified = [("issue", number.issue), ("dossier", number.dossier), ("article", number.article)]
    return [
        *pages,
        f"{dossier}livre/",
        *(f"{path}{syntax}/" for path in followed for syntax in ("atom", "rss")),
        *(f"{path}{form}/" for path in files for form in ("pdf", "epub")),
        *(f"{path}partage.png" for path in (BASE, f"{dossier}lavoir/")),
        *(f"/id/{kind}/{page.uuid}" for kind, page in identified),
        "/apercu/nulle-part/",
        f"/apercu/nulle-part/{number.article.uuid}/",
    ]
