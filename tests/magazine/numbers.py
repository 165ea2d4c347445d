"""Numbers to show in tests: whole, with people, pictures and things of the library."""

import datetime
from typing import Any

from magazine.models import ArticleContributor, DossierConcept, DossierItemPage, GuestEditor, IssuePage
from tests.factories.magazine import ArticleFactory, DossierFactory, IssueFactory, RubricFactory, magazine_page
from tests.factories.media_library import DocumentFactory, ImageFactory
from tests.factories.resources import RecordFactory, agent, concept


def whole_issue(articles: int = 6, **fields: Any) -> IssuePage:
    """A number with an editorial, a dossier and a rubric; `articles` are spread over the last two."""
    given = {
        "number": "47",
        "title": "Apprendre la langue de l'autre",
        "slug": "numero-47",
        "introduction": "Qui apprend les langues des nouveaux venus ?",
        "presentation": "<p>Ce numéro retourne la question.</p>",
        "colophon": "<p>Imprimé à Bruxelles.</p>",
        "where_to_get": "<p>À la bibliothèque.</p>",
        "isbn": "978-2-07-036822-8",
        "pages": 64,
        "price": "12.50",
        **fields,
    }
    issue = IssueFactory(**given)
    signed(ArticleFactory(parent=issue, title="Neuf cents mots", slug="edito", page_printed="3"), "Idriss Camara")
    dossier = DossierFactory(parent=issue, title="Les langues de la ville", slug="dossier", standfirst="Six textes.")
    GuestEditor.objects.create(page=dossier, agent=agent("Lucie Vandermeulen"))
    DossierConcept.objects.create(page=dossier, concept=concept("Interprétation sociale"))
    rubric = RubricFactory(parent=issue, title="Lectures", slug="lectures", note="À la bibliothèque.")
    for number in range(articles):
        parent = (dossier, rubric)[number % 2]
        article = ArticleFactory(parent=parent, title=f"Texte {number + 1}", slug=f"texte-{number + 1}")
        signed(article, f"Personne {number + 1}", "Bram De Koninck")
    return issue


def signed(article: Any, *names: str, role: str = "aut") -> Any:
    """An article by some people."""
    for place, name in enumerate(names):
        ArticleContributor.objects.create(page=article, agent=agent(name), role=role, sort_order=place)
    return article


def placed(dossier: Any, title: str, **fields: Any) -> DossierItemPage:
    """A record in a dossier."""
    record = fields.pop("record", None) or RecordFactory(title="L’étranger à table")
    item = DossierItemPage(title=title, slug=f"notice-{record.number}", record=record, locale=dossier.locale, **fields)
    return dossier.add_child(instance=item)  # type: ignore[no-any-return]  # treebeard is untyped


def with_pictures(issue: IssuePage) -> IssuePage:
    """The same number with a cover and a facsimile."""
    issue.cover, issue.facsimile = ImageFactory(description="Deux mains"), DocumentFactory(title="Fac-similé")
    issue.save()
    return issue


def many_issues(count: int, first: int = 1) -> list[IssuePage]:
    """Numbers four a year from a first one, the last in autumn 2026."""
    quarter = 4 * 2026 + 4 - count
    return [
        IssueFactory(
            number=str(place + first),
            title=f"Thème {place + first}",
            slug=f"numero-{place + first}",
            date_printed="",
            issued_on=datetime.date((quarter + place) // 4, (quarter + place) % 4 * 3 + 1, 1),
            parent=magazine_page(),
        )
        for place in range(count)
    ]
