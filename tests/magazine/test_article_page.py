"""The page of an article: what it shows to whom, what machines read of it, what it asks and weighs."""

import datetime
import gzip
import json
import re
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail.models import Locale
from wagtail_footnotes.models import Footnote

from directory.models import Biography
from magazine.blocks import NOTED_FEATURES
from magazine.models import ArticleConcept, ArticleContributor, ArticleCorrection, ArticlePage, MagazinePage
from magazine.reading.parts import read_parts, read_parts_as_written
from magazine.showing.issues import number_label
from media_library.models import Licence
from resources.models import RecordSubject
from search import references
from search.contract import SearchUnavailable
from search.services import rebuild_search
from tests.factories.home import stream
from tests.factories.magazine import ArticleFactory, DossierFactory, IssueFactory, RubricFactory, magazine_page
from tests.factories.media_library import ImageFactory
from tests.factories.resources import RecordFactory, agent, concept
from tests.magazine.long_article import WORDS_OF_PARAGRAPH, long_article, subject, surround

pytestmark = pytest.mark.django_db


def page_of(article: ArticlePage) -> str:
    """The HTML a visitor gets."""
    return Client().get(article.url).content.decode()


def by(article: ArticlePage, name: str, role: str = "aut", **fields: Any) -> ArticleContributor:
    """Have somebody sign an article."""
    place = article.contributors.count()
    return ArticleContributor.objects.create(page=article, agent=agent(name), role=role, sort_order=place, **fields)


def linked_data(html: str) -> dict[str, Any]:
    """What the page says in JSON-LD."""
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', html)
    assert found
    data: dict[str, Any] = json.loads(found[1])
    return data


def citation(html: str) -> dict[str, list[str]]:
    """The `citation_*` tags of a page."""
    tags: dict[str, list[str]] = {}
    for name, content in re.findall(r'<meta name="(citation_\w+)" content="([^"]*)">', html):
        tags.setdefault(name, []).append(content)
    return tags


# Its head -----------------------------------------------------------------------------------------


def test_the_head_names_number_dossier_and_those_who_made_it() -> None:
    issue = IssueFactory(number="47", title="Numéro 47", issued_on=datetime.date(2026, 10, 2))
    dossier = DossierFactory(parent=issue, title="Apprendre la langue de l'autre")
    article = ArticleFactory(parent=dossier, title="Le guichet où l'on traduit", word_count=0)
    by(article, "Lucie Vandermeulen")
    by(article, "Bram De Koninck")
    by(article, "Ayşe Tunç", "ill")

    html = page_of(article)

    assert "<h1>Le guichet où l’on traduit</h1>" in html
    assert f'<a href="{issue.url}">Magazine, {number_label(issue)}</a>' in html
    assert f'dossier <a href="{dossier.url}">Apprendre la langue de l’autre</a>' in html
    assert re.search(r"Par <a [^>]*>Lucie Vandermeulen</a>, <a [^>]*>Bram De Koninck</a>\. Illustrations\xa0: <a", html)
    assert '<time datetime="2026-10-02">2 octobre 2026</time>' in html
    assert "1 minute de lecture." in html


def test_hidden_people_are_named_only_as_printed() -> None:
    article = ArticleFactory(parent=IssueFactory())
    by(article, "Cachée Une").agent.withdraw()
    by(article, "Cachée Deux", name_as_printed="Un nom imprimé").agent.withdraw()

    html = page_of(article)

    assert "Cachée" not in html
    assert "<bdi>Un nom imprimé</bdi>" in html


def test_biographies_stand_at_the_end_in_the_readers_language_or_with_their_own() -> None:
    article = ArticleFactory(parent=IssueFactory())
    first, second = by(article, "Lucie Une").agent, by(article, "Bram Deux").agent
    by(article, "Lucie Une", "pht")
    Biography.objects.create(agent=first, language="fr", text="Elle suit l'exil.")
    Biography.objects.create(agent=first, language="nl", text="Zij.")
    Biography.objects.create(agent=second, language="nl", text="Hij volgt.")

    html = page_of(article)

    assert html.count("Elle suit l’exil.") == 1
    assert "Zij." not in html
    assert '<div lang="nl" dir="ltr"><p>Hij volgt.</p></div>' in html


def test_corrections_rights_and_first_printing_are_said() -> None:
    article = ArticleFactory(
        parent=IssueFactory(), licence=Licence.CC_BY_SA, first_printed="Revue X", page_printed="12",
        first_printed_on=datetime.date(2001, 3, 5), is_plain_language=True,
    )  # fmt: skip
    ArticleCorrection.objects.create(page=article, date=datetime.date(2026, 11, 3), text="Onze ans, pas dix.")

    html = page_of(article)

    assert '<time datetime="2026-11-03">3 novembre 2026</time> Onze ans, pas dix.' in html
    assert 'href="#corrections"' in html
    assert 'rel="license" href="https://creativecommons.org/licenses/by-sa/4.0/"' in html
    assert 'Première parution : Revue X, <time datetime="2001-03-05">5 mars 2001</time>.' in html
    assert "Page 12 du numéro imprimé." in html
    assert "En langage clair" in html


def test_headings_are_listed_from_three_on() -> None:
    def blocks(count: int) -> str:
        return stream(*[("heading", {"text": f"Partie {number}", "level": "2"}) for number in range(count)])

    issue = IssueFactory()

    assert 'class="toc"' not in page_of(ArticleFactory(parent=issue, body=blocks(2)))
    assert page_of(ArticleFactory(parent=issue, body=blocks(3))).count('<li><a href="#s-') == 3


def test_the_article_in_another_language_is_linked_once_it_is_public() -> None:
    article = ArticleFactory(parent=IssueFactory(), title="Le guichet")
    dutch = IssueFactory(parent=magazine_page("nl"), number="47")
    twin = ArticleFactory(parent=dutch, translation_key=article.translation_key, slug="loket", live=False)

    assert twin.url not in page_of(article)
    twin.live = True
    twin.save()
    html = page_of(article)
    assert f'<a class="label" href="{twin.url}" lang="nl" hreflang="nl">' in html
    assert f'<link rel="alternate" hreflang="nl" href="http://testserver{twin.url}">' in html


# Around it ----------------------------------------------------------------------------------------


def test_the_articles_before_and_after_follow_the_contents_and_skip_drafts() -> None:
    issue = IssueFactory()
    before = ArticleFactory(parent=DossierFactory(parent=issue), title="Avant")
    rubric = RubricFactory(parent=issue)
    article = ArticleFactory(parent=rubric, title="Ici")
    ArticleFactory(parent=rubric, title="Brouillon", live=False)
    after = ArticleFactory(parent=rubric, title="Après")

    html = page_of(article)

    assert f'rel="prev" href="{before.url}"' in html
    assert f'rel="next" href="{after.url}"' in html
    assert "Brouillon" not in html
    assert "Dans le même dossier" not in html


def test_the_other_articles_of_a_dossier_are_listed() -> None:
    dossier = DossierFactory(parent=IssueFactory())
    article, other = ArticleFactory(parent=dossier), ArticleFactory(parent=dossier, title="Un autre")
    ArticleFactory(parent=dossier, title="Brouillon", live=False)

    html = page_of(article)

    assert "Dans le même dossier" in html
    assert f'<li><a href="{other.url}">Un autre</a></li>' in html
    assert "Brouillon" not in html


def about(article: ArticlePage, label: str) -> None:
    """Index an article with a concept."""
    ArticleConcept.objects.create(page=article, concept=subject(label))


def test_what_is_on_the_same_subjects_is_listed_and_what_is_hidden_is_not() -> None:
    article = ArticleFactory(parent=IssueFactory())
    elsewhere = ArticleFactory(parent=IssueFactory(), title="Ailleurs")
    taken_back = ArticleFactory(parent=IssueFactory(), title="Retiré")
    later = timezone.now() + datetime.timedelta(days=9)
    waiting = ArticleFactory(parent=IssueFactory(), title="Plus tard", embargo_until=later)
    for one in (article, elsewhere, taken_back, waiting):
        about(one, "exil")
    record = RecordFactory(title="Un livre sur l'exil")
    RecordSubject.objects.create(record=record, concept=subject("exil"))
    rebuild_search()
    taken_back.__class__.objects.filter(pk=taken_back.pk).update(live=False)

    html = page_of(article)

    listed = html.split('id="ailleurs"')[1].split("</section>")[0]
    assert set(re.findall(r">([^<>]+)</a>", listed)) == {"Ailleurs", "Un livre sur l’exil"}


def test_without_an_index_the_article_is_there_and_lists_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> Any:
        raise SearchUnavailable

    article = ArticleFactory(parent=IssueFactory())
    about(article, "exil")
    monkeypatch.setattr(references, "engine", refuse)

    html = page_of(article)

    assert "Un paragraphe." in html
    assert 'id="ailleurs"' not in html


# Embargo ------------------------------------------------------------------------------------------


def secret_article(**fields: Any) -> ArticlePage:
    """An article to be read later, with something secret in all that hangs on its text."""
    later = timezone.now() + datetime.timedelta(days=9)
    picture = ImageFactory(title="Image secrète", credit="Crédit secret")
    article: ArticlePage = ArticleFactory(
        parent=IssueFactory(), title="Plus tard", standfirst="Un chapeau lisible.", embargo_until=later,
        image=picture, image_caption="Légende secrète",
        body=stream(("heading", {"text": "Titre secret", "level": "2"}), ("text", "<p>Texte secret.</p>")), **fields,
    )  # fmt: skip
    about(article, "sujet secret")
    ArticleCorrection.objects.create(page=article, text="Correction secrète.")
    return article


def test_before_its_date_an_article_shows_its_head_and_nothing_of_its_text() -> None:
    article = secret_article()
    by(article, "Lucie Vandermeulen")

    html = page_of(article)

    assert "À lire à partir du" in html
    assert "Un chapeau lisible." in html
    assert ">Lucie Vandermeulen</a>" in html
    assert "secret" not in html.lower()
    assert "minute de lecture" not in html
    assert "Paru le" not in html
    assert "wordCount" not in html


def test_after_its_date_it_is_read() -> None:
    article = secret_article()
    ArticlePage.objects.filter(pk=article.pk).update(embargo_until=timezone.now() - datetime.timedelta(seconds=1))

    html = page_of(article)

    assert "Texte secret." in html
    assert "À lire à partir du" not in html


def preview_of(article: ArticlePage) -> str:
    """What the editor's preview shows of a version."""
    return article.make_preview_request().content.decode()


def test_the_editor_previews_an_article_under_embargo_and_is_told_of_it() -> None:
    draft = secret_article().save_revision().as_object()

    html = preview_of(draft)

    assert "Texte secret." in html
    assert "ne se lira sur le site qu’à partir du" in html


def test_the_preview_shows_notes_and_people_that_are_not_saved() -> None:
    article = ArticlePage.objects.get(pk=ArticleFactory(parent=IssueFactory()).pk)
    note = "0b7e3f2a-0000-4000-8000-000000000001"
    article.footnotes.add(Footnote(uuid=note, text="<p>Une note neuve.</p>", locale=article.locale))
    article.contributors.add(ArticleContributor(agent=agent("Lucie Vandermeulen"), role="aut"))
    article.concepts.add(ArticleConcept(concept=concept("exil")))
    article.corrections.add(ArticleCorrection(text="Corrigé."))
    article.body = json.loads(stream(("text", f'<p>Un{{}}<footnote id="{note}">[0b7]</footnote>.</p>')))

    html = preview_of(article)

    for shown in ("Une note neuve.", ">Lucie Vandermeulen</a>", ">exil</a>", "Corrigé.", 'href="#note-1"'):
        assert shown in html
    assert ArticleContributor.objects.count() == 0


def test_an_article_not_yet_in_the_tree_can_be_previewed(client: Client) -> None:
    issue = IssueFactory()
    article = ArticlePage(title="Neuf", slug="neuf", locale=Locale.objects.get(language_code="fr"))
    article.path, article.depth = issue.path + "0001", issue.depth + 1
    article.set_url_path(issue)
    article.body = json.loads(stream(("text", "<p>Neuf.</p>")))

    assert "<p>Neuf.</p>" in preview_of(article)


def test_public_and_written_parts_say_the_same() -> None:
    article = long_article(count=150, notes=3)
    Biography.objects.create(agent=agent("Lucie Vandermeulen"), language="fr", text="Elle.")
    merged, into = agent("Ancien Nom"), agent("Nouveau Nom")
    Biography.objects.create(agent=into, language="en", text="She.")
    ArticleContributor.objects.create(page=article, agent=merged, role="trl", sort_order=9)
    type(merged).objects.filter(pk=merged.pk).update(merged_into=into, live=False)

    public, written = read_parts(article), read_parts_as_written(ArticlePage.objects.get(pk=article.pk))

    assert public == written
    assert [one.name for one in public.people] == ["Lucie Vandermeulen", "Bram De Koninck", "Nouveau Nom"]
    assert [one.biography for one in public.people] == ["Elle.", "", "She."]
    assert len(public.notes) == 3


# For machines -------------------------------------------------------------------------------------


def test_machines_are_told_what_the_page_shows() -> None:
    MagazinePage.objects.filter(pk=magazine_page().pk).update(issn="0378-5955", publisher="La maison")
    issue = IssueFactory(number="47", title="Numéro 47", issued_on=datetime.date(2026, 10, 2))
    article = ArticleFactory(
        parent=issue, title="Le guichet", subtitle="Trois matins", licence=Licence.CC_BY, page_printed="12",
        body=stream(("text", "<p>Trois mots ici.</p>")),
    )  # fmt: skip
    author = by(article, "Lucie Vandermeulen").agent
    by(article, "Ayşe Tunç", "ill")
    about(article, "exil")
    ArticleCorrection.objects.create(page=article, date=datetime.date(2026, 11, 3), text="Onze ans.")

    html = page_of(article)
    data = linked_data(html)

    assert data["@type"] == "Article"
    assert data["headline"] == "Le guichet"
    assert data["datePublished"] == "2026-10-02"
    assert data["inLanguage"] == "fr"
    assert data["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert data["wordCount"] == 3
    assert [(one["name"], one["@id"].endswith(f"/id/agent/{author.uuid}")) for one in data["author"]] == [
        ("Lucie Vandermeulen", True)
    ]
    assert [one["name"] for one in data["illustrator"]] == ["Ayşe Tunç"]
    assert data["correction"] == [{"@type": "CorrectionComment", "text": "Onze ans.", "datePublished": "2026-11-03"}]
    assert data["isPartOf"]["issueNumber"] == "47"
    assert data["isPartOf"]["isPartOf"]["issn"] == ["0378-5955"]
    assert data["isPartOf"]["isPartOf"]["publisher"]["name"] == "La maison"
    assert [one["name"] for one in data["about"]] == ["exil"]
    assert data["image"].startswith("http://testserver/fr/magazine/")
    assert citation(html) == {
        "citation_title": ["Le guichet"],
        "citation_author": ["Lucie Vandermeulen"],
        "citation_publication_date": ["2026/10/02"],
        "citation_language": ["fr"],
        "citation_journal_title": ["Magazine"],
        "citation_publisher": ["La maison"],
        "citation_issn": ["0378-5955"],
        "citation_issue": ["47"],
        "citation_firstpage": ["12"],
        "citation_keywords": ["exil"],
        "citation_fulltext_html_url": [f"http://testserver{article.url}"],
    }
    assert '<meta property="og:type" content="article">' in html
    assert '<meta property="og:description" content="Un chapeau.">' in html


def test_under_embargo_the_date_for_machines_is_that_of_the_embargo() -> None:
    article = secret_article()
    assert article.embargo_until is not None

    data = linked_data(page_of(article))

    assert data["datePublished"] == timezone.localdate(article.embargo_until).isoformat()
    assert "about" not in data


# What it costs ------------------------------------------------------------------------------------


def cost_of(article: ArticlePage) -> tuple[int, int]:
    """Queries of the page once its pictures are made, and bytes of its HTML as they travel."""
    client = Client()
    client.get(article.url)
    with CaptureQueriesContext(connection) as asked:
        response = client.get(article.url)
    assert response.status_code == 200
    return len(asked), len(gzip.compress(response.content, 6))


def test_an_article_of_three_thousand_words_asks_twelve_questions_at_most_and_is_light() -> None:
    dossier = DossierFactory(parent=IssueFactory())
    article = long_article(dossier)
    add_elsewhere(dossier)

    few = cost_of(article)
    for _number in range(4):
        add_elsewhere(dossier)
    many = cost_of(article)

    assert many[0] == few[0] <= 12
    assert many[1] <= 15_000


def add_elsewhere(dossier: Any) -> None:
    """One more article beside it, and one more article and one more document elsewhere on its subjects."""
    surround(ArticleFactory(parent=dossier))
    surround(ArticleFactory(parent=IssueFactory()))
    RecordSubject.objects.create(record=RecordFactory(), concept=subject("exil"))
    rebuild_search()


def test_five_hundred_blocks_ask_no_more_than_fifty() -> None:
    issue = IssueFactory()
    short = long_article(issue, count=44 * WORDS_OF_PARAGRAPH, notes=5)
    long = long_article(issue, count=440 * WORDS_OF_PARAGRAPH, notes=50)

    assert len(long.body) > 490
    assert cost_of(long)[0] == cost_of(short)[0]


# What editors paste -------------------------------------------------------------------------------

WORD = (
    '<p class="MsoNormal" style="margin:0cm"><span style="font-family:Calibri">Un <b>mot</b><o:p></o:p></span></p>'
    "<!--[if gte mso 9]><xml><w:WordDocument/></xml><![endif]-->"
    '<p class="MsoListParagraph" onclick="x()">Deux <a href="https://example.org/" style="x">liens</a></p>'
    '<h1 style="color:red">Un titre</h1><table><tr><td>Une case</td></tr></table>'
)


def test_html_pasted_from_word_keeps_its_words_and_loses_its_dress() -> None:
    converter = ContentstateConverter(features=NOTED_FEATURES)

    kept = converter.to_database_format(converter.from_database_format(WORD))

    assert re.sub(r' data-block-key="\w+"', "", kept) == (
        '<p>Un <b>mot</b></p><p>Deux <a href="https://example.org/">liens</a></p><p>Un titre</p><p>Une case</p>'
    )


def test_an_editor_sees_a_link_to_the_workshop_and_a_visitor_does_not(rf: RequestFactory) -> None:
    article = ArticleFactory(parent=IssueFactory())
    editor = Client()
    editor.force_login(get_user_model().objects.create_superuser("red", "red@example.org", "x"))

    assert "wagtail-userbar" in editor.get(article.url).content.decode()
    assert "wagtail-userbar" not in page_of(article)
