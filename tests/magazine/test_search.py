"""The magazine in the search: one contract with records, hits that lead to their section, nothing hidden."""

import datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import CollectionViewRestriction, ReferenceIndex
from wagtail_footnotes.models import Footnote

from core.shelves import shelf_of
from core.usage import usages_of
from magazine.models import (
    ArticleCommission,
    ArticleConcept,
    ArticleContributor,
    ArticlePage,
    DossierItemPage,
    GuestEditor,
    IssuePage,
)
from magazine.reading.body import render_body
from magazine.search import build_articles, visible_articles
from search.contract import SearchRequest, SearchResults
from search.services import engine, rebuild_search, sync_search
from tests.factories.directory import AgentFactory
from tests.factories.home import stream
from tests.factories.magazine import ArticleFactory, DossierFactory, IssueFactory, RubricFactory, magazine_page
from tests.factories.media_library import CollectionFactory, ImageFactory
from tests.factories.resources import RecordFactory
from tests.factories.thesaurus import ConceptFactory
from thesaurus.services import rebuild_ancestry

pytestmark = pytest.mark.django_db
NOTE = "0f9c1f0a-7a50-4d0e-9d35-0a5bd9a3c001"
LONG = "Un long développement sur autre chose. " * 30


def find(query: str = "", **options: Any) -> SearchResults:
    """What the search answers."""
    return engine().search(SearchRequest(query=query, **options))


def titles(query: str = "", **options: Any) -> list[str]:
    """The titles it answers, best first."""
    return [hit.title for hit in find(query, **options).hits]


def long_article(**more: Any) -> ArticlePage:
    """An article of two sections, with a note in the second and a box."""
    article: ArticlePage = ArticleFactory(
        parent=more.pop("parent", None) or IssueFactory(number="47"), title="Le guichet", slug="guichet",
        body=stream(
            ("text", f"<p>{LONG}Un préambule.</p>"),
            ("heading", {"text": "Première salle", "level": "2"}),
            ("text", f"<p>{LONG}Les <b>silen</b>ces de la traduction.</p>"),
            ("heading", {"text": "Seconde salle", "level": "3"}),
            ("text", f'<p>{LONG}Un guichetier<footnote id="{NOTE}">[0f9c1f]</footnote> attend.</p>'),
            ("box", {"title": "À côté", "text": "<p>Une définition du truchement.</p>"}),
        ), **more,
    )  # fmt: skip
    article.footnotes.add(Footnote(uuid=NOTE, text="<p>Entretien avec un drogman.</p>", locale=article.locale))
    article.save()
    return article


def test_article_is_found_as_soon_as_it_is_live() -> None:
    issue = IssueFactory(number="47")
    ArticleFactory(parent=issue, title="Le guichet", body=stream(("text", "<p>Les silences de la traduction.</p>")))
    ArticleFactory(parent=issue, title="Un brouillon", body=stream(("text", "<p>Les silences.</p>")), live=False)
    RecordFactory(title="Le silence", type="article")
    sync_search()

    assert titles("silences traduction") == ["Le guichet"]
    assert sorted(titles("silence type:article")) == ["Le guichet", "Le silence"]
    assert titles("silence genre:article") == ["Le guichet"]
    assert titles("silence genre:notice") == ["Le silence"]
    assert titles("soort:dossier") == []


@pytest.mark.parametrize(
    ("query", "heading"),
    [
        ("préambule", ""),
        ("silences", "Première salle"),
        ("guichetier", "Seconde salle"),
        ("truchement", "Seconde salle"),
    ],
)
def test_hit_in_a_long_article_leads_to_its_section(query: str, heading: str) -> None:
    article = long_article()
    sync_search()
    anchors = {one.text: f"#{one.anchor}" for one in render_body(article).headings}

    assert [hit.anchor for hit in find(query).hits] == [anchors.get(heading, "")]


def test_hit_in_a_note_leads_to_the_note_the_page_prints() -> None:
    article = long_article()
    sync_search()

    assert [hit.anchor for hit in find("drogman").hits] == [f"#{render_body(article).notes[0].anchor}"]


def test_results_link_to_the_section_and_say_what_it_is(client: Client) -> None:
    article = long_article()
    article.contributors.add(ArticleContributor(agent=AgentFactory(name="Lucie Vandermeulen"), role="aut"))
    article.save()
    sync_search()

    html = client.get("/fr/recherche/", {"q": "silences"}).content.decode()

    anchor = render_body(article).headings[0].anchor
    assert f'<a href="/fr/magazine/numero-47/guichet/#{anchor}">Le guichet</a>' in html
    assert '<p class="by">Lucie Vandermeulen, n°\N{NO-BREAK SPACE}47, automne 2026</p>' in html
    assert '<article class="entry" data-kind="revue">' in html


def test_number_and_dossier_are_found_by_their_own_words() -> None:
    issue = IssueFactory(number="47", title="L’hospitalité", introduction="Seuils et paliers.")
    dossier = DossierFactory(parent=issue, title="Traduire", introduction="<p>Des truchements.</p>")
    RubricFactory(parent=issue, title="Portraits")
    sync_search()

    assert titles("paliers") == ["L’hospitalité"]
    assert titles("numéro 47 automne") == ["L’hospitalité"]
    assert titles("truchement") == ["Traduire"]
    assert titles("type:dossier") == ["Traduire"]
    assert titles("genre:numéro année:2026") == ["L’hospitalité"]
    assert titles("portraits") == []
    assert find("truchement").hits[0].path == dossier.url


def test_placed_things_are_found_where_they_are_and_not_twice() -> None:
    dossier = DossierFactory(parent=IssueFactory())
    record = RecordFactory(title="Misafir")
    dossier.add_child(instance=DossierItemPage(title="Misafir", slug="livre", record=record, comment="À lire."))
    sync_search()

    assert [hit.kind for hit in find("misafir").hits] == ["resources.record"]


def test_magazine_is_found_by_its_issn() -> None:
    page = magazine_page()
    page.issn, page.presentation = "0317-8471", "<p>Une revue des passages.</p>"
    page.save()
    sync_search()

    assert titles("isbn:0317-8471") == [page.title]
    assert titles("revue passages") == [page.title]


def test_article_under_embargo_is_found_by_title_standfirst_and_people_alone() -> None:
    article = long_article(standfirst="On y viendra.", embargo_until=timezone.now() + datetime.timedelta(days=2))
    article.contributors.add(ArticleContributor(agent=AgentFactory(name="Lucie Vandermeulen"), role="aut"))
    article.concepts.add(ArticleConcept(concept=ConceptFactory(fr="traduction orale")))
    article.save()
    sync_search()

    found = {query: titles(query) for query in ("guichet", "viendra", "vandermeulen", "silences", "drogman", "orale")}
    assert found == {
        "guichet": ["Le guichet"], "viendra": ["Le guichet"], "vandermeulen": ["Le guichet"],
        "silences": [], "drogman": [], "orale": [],
    }  # fmt: skip


def test_people_and_subjects_show_articles_beside_records() -> None:
    agent, wide = AgentFactory(name="Lucie Vandermeulen"), ConceptFactory(fr="langues")
    narrow = ConceptFactory(fr="interprétation", broader=[wide])
    rebuild_ancestry()
    article = long_article()
    article.contributors.add(ArticleContributor(agent=agent, role="aut"))
    article.concepts.add(ArticleConcept(concept=narrow))
    article.save()
    dossier = DossierFactory(parent=article.get_parent(), title="Traduire")
    dossier.guest_editors.add(GuestEditor(agent=agent))
    dossier.save()
    sync_search()

    by_role = {group.heading: [card.hit.title for card in group.cards] for group in shelf_of(agent).groups}
    assert by_role == {"Auteur": ["Le guichet"], "Directeur de publication": ["Traduire"]}
    assert [card.hit.title for group in shelf_of(wide).groups for card in group.cards] == ["Le guichet"]
    assert titles("sujet:langues") == []
    assert titles("sujet:interprétation") == ["Le guichet"]


def test_new_names_reach_the_articles_that_print_them() -> None:
    agent, concept = AgentFactory(name="Lucie Vandermeulen"), ConceptFactory(fr="langues")
    article = long_article()
    article.contributors.add(ArticleContributor(agent=agent, role="aut"))
    article.concepts.add(ArticleConcept(concept=concept))
    article.save()
    sync_search()
    agent.name = "Lucie Vandermeersch"
    agent.save()
    label = concept.labels.first()
    label.text = "idiomes"
    label.save()
    concept.save()
    sync_search()

    assert [titles(query) for query in ("vandermeersch", "vandermeulen", "idiomes")] == [
        ["Le guichet"],
        [],
        ["Le guichet"],
    ]


def test_number_that_is_called_otherwise_is_so_on_the_cards_of_its_articles() -> None:
    article = long_article()
    sync_search()
    before = article.changed_at
    issue = IssuePage.objects.get()
    issue.price = 12
    issue.save()
    sync_search()
    article.refresh_from_db()
    assert article.changed_at == before

    issue.number = "47-48"
    issue.save()
    sync_search()

    assert find("silences").hits[0].card["number"] == "47-48"
    article.refresh_from_db()
    assert article.changed_at > before


def test_dossier_that_goes_takes_its_articles_with_it() -> None:
    dossier = DossierFactory(parent=IssueFactory())
    long_article(parent=dossier)
    sync_search()
    dossier.unpublish()
    sync_search()

    assert titles("silences") == []


def test_what_is_said_of_a_private_picture_is_not_searched() -> None:
    collection = CollectionFactory()
    picture = {"image": ImageFactory(collection=collection).pk, "decorative": False, "alt_text": "Un palimpseste"}
    ArticleFactory(
        parent=IssueFactory(), title="Le guichet",
        body=stream(("image", {"picture": picture, "caption": "<p>Un incunable.</p>", "wide": False})),
    )  # fmt: skip
    ReferenceIndex.create_or_update_for_object(ArticlePage.objects.get())
    sync_search()
    shown = [titles(query) for query in ("palimpseste", "incunable")]
    CollectionViewRestriction.objects.create(collection=collection, restriction_type="login")
    sync_search()

    assert shown == [["Le guichet"], ["Le guichet"]]
    assert [titles(query) for query in ("palimpseste", "incunable")] == [[], []]


def test_documents_are_built_with_the_same_queries_however_many() -> None:
    issue = IssueFactory()
    counts = []
    for number in (1, 4):
        for _ in range(number):
            article = long_article(parent=DossierFactory(parent=issue))
            article.contributors.add(ArticleContributor(agent=AgentFactory(), role="aut"))
            article.concepts.add(ArticleConcept(concept=ConceptFactory()))
            article.save()
        list(build_articles(list(visible_articles())))
        with CaptureQueriesContext(connection) as queries:
            assert len(list(build_articles(list(visible_articles())))) > 0
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_usage_names_what_uses_a_person() -> None:
    agent = AgentFactory()
    article = long_article()
    article.contributors.add(ArticleContributor(agent=agent, role="aut"))
    article.save()
    ArticleCommission.objects.create(
        article=ArticleFactory(parent=IssueFactory(), title="Attendu", live=False), agent=agent
    )

    used = {kind.heading: [(use.text, use.state) for use in kind.uses] for kind in usages_of(agent)}

    assert used == {
        "Articles signés": [("Le guichet", "")],
        "Articles attendus de cette personne": [("Attendu", "brouillon")],
    }


def test_identifiers_lead_to_pages_that_may_be_seen(client: Client) -> None:
    article, hidden = long_article(), ArticleFactory(parent=IssueFactory(), live=False)

    answer = client.get(f"/id/article/{article.uuid}")

    assert (answer.status_code, answer.headers["Location"]) == (303, "/fr/magazine/numero-47/guichet/")
    assert client.get(f"/id/article/{hidden.uuid}").status_code == 404


def test_rebuilt_index_holds_the_same() -> None:
    long_article()
    sync_search()
    before = [(hit.kind, hit.title, hit.anchor) for hit in find("guichet").hits]
    rebuild_search()

    assert [(hit.kind, hit.title, hit.anchor) for hit in find("guichet").hits] == before != []
