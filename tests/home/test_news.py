"""News and press releases: lists by year, pages, what machines read, and what stays hidden."""

import datetime
import html as html_module
import json
import re

import feedparser
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from core.erasure.names import WantedPerson
from core.erasure.services import erase_person
from core.feeds.registry import entries_of
from core.merging import merge_things
from core.usage import usages_of
from home.models import NewsConcept, NewsContributor, NewsPage, PressAttachment, PressConcept, PressReleasePage
from search.contract import SearchRequest
from search.services import engine, rebuild_search
from tests.factories.directory import AgentFactory
from tests.factories.home import NewsFactory, PressReleaseFactory, news_index, press_index, stream
from tests.factories.media_library import CollectionFactory, DocumentFactory, ImageFactory
from tests.factories.resources import concept

pytestmark = pytest.mark.django_db

TITLES = re.compile(r"<h2><a href=\"([^\"]+)\">([^<]+)</a></h2>")


def day(year: int, month: int = 1, number: int = 1) -> datetime.date:
    """A date, in few letters."""
    return datetime.date(year, month, number)


def queries(client: Client, url: str) -> int:
    """What the second view of an address costs."""
    client.get(url)
    with CaptureQueriesContext(connection) as caught:
        client.get(url)
    return len(caught)


# Lists --------------------------------------------------------------------------------------------


def test_list_has_the_newest_first_and_nothing_hidden(client: Client) -> None:
    NewsFactory(title="Ancienne", slug="ancienne", date=day(2024))
    NewsFactory(title="Récente", slug="recente", date=day(2026))
    NewsFactory(title="Brouillon", date=day(2026), live=False)
    private = NewsFactory(title="Privée", date=day(2026))
    PageViewRestriction.objects.create(page=private, restriction_type="login")

    assert TITLES.findall(client.get("/fr/actualites/").content.decode()) == [
        ("/fr/actualites/recente/", "Récente"),
        ("/fr/actualites/ancienne/", "Ancienne"),
    ]


def test_list_of_a_year_holds_that_year(client: Client) -> None:
    NewsFactory(title="D’hier", date=day(2024, 12, 31))
    NewsFactory(title="D’aujourd’hui", date=day(2025))
    html = client.get("/fr/actualites/2024/").content.decode()

    assert [title for _url, title in TITLES.findall(html)] == ["D’hier"]
    assert re.findall(r'href="(/fr/actualites/[\d/]*)"( aria-current="page")?>(\d+|Toutes)', html) == [
        ("/fr/actualites/", "", "Toutes"),
        ("/fr/actualites/2025/", "", "2025"),
        ("/fr/actualites/2024/", ' aria-current="page"', "2024"),
    ]


@pytest.mark.parametrize(
    "address", ["/fr/actualites/2023/", "/fr/actualites/?page=2", "/fr/actualites/?page=x", "/fr/actualites/99999999/"]
)
def test_list_has_no_page_where_nothing_is(client: Client, address: str) -> None:
    NewsFactory(date=day(2024))

    assert client.get(address).status_code == 404


def test_list_goes_on_over_pages(client: Client) -> None:
    for number in range(21):
        NewsFactory(title=f"Nouvelle {number:02}", date=day(2026, 1, number + 1))
    first, second = (client.get(f"/fr/actualites/{query}").content.decode() for query in ("", "?page=2"))

    assert [title for _url, title in TITLES.findall(first)] == [f"Nouvelle {number:02}" for number in range(20, 0, -1)]
    assert [title for _url, title in TITLES.findall(second)] == ["Nouvelle 00"]
    assert '<a href="/fr/actualites/?page=2" rel="next nofollow">' in first
    assert '<link rel="canonical" href="http://testserver/fr/actualites/?page=2">' in second


def test_empty_list_says_so(client: Client) -> None:
    assert "Rien n’a encore paru ici." in client.get("/fr/presse/").content.decode()


@pytest.mark.parametrize("year", ["", "2026/"])
def test_list_costs_the_same_for_one_and_for_five(client: Client, year: str) -> None:
    NewsFactory(image=ImageFactory())
    one = queries(client, f"/fr/actualites/{year}")
    for _number in range(4):
        NewsFactory(image=ImageFactory())

    assert queries(client, f"/fr/actualites/{year}") == one
    assert one <= 14


def test_each_language_lists_its_own(client: Client) -> None:
    NewsFactory(title="En français")
    NewsFactory(title="In het Nederlands", parent=news_index("nl"))

    assert [title for _url, title in TITLES.findall(client.get("/nl/nieuws/").content.decode())] == [
        "In het Nederlands"
    ]


def test_footer_leads_to_news_and_press(client: Client) -> None:
    footer = client.get("/en/").content.decode().split('<footer class="colophon">')[1]

    assert re.findall(r'<a href="(/en/[^"]+)">([^<]+)</a>', footer) == [("/en/news/", "News"), ("/en/press/", "Press")]


def test_front_page_shows_the_last_three_of_its_language(client: Client) -> None:
    for number in range(4):
        NewsFactory(title=f"Nouvelle {number}", date=day(2026, 1, number + 1))
    NewsFactory(title="Nieuws", parent=news_index("nl"), date=day(2026, 2))
    html = client.get("/fr/").content.decode()

    assert re.findall(r'<h3><a href="/fr/actualites/[^"]+">([^<]+)</a></h3>', html) == [
        "Nouvelle 3",
        "Nouvelle 2",
        "Nouvelle 1",
    ]


def test_front_page_without_news_has_no_heading_for_them(client: Client) -> None:
    assert 'id="actualites"' not in client.get("/fr/").content.decode()


# Pages --------------------------------------------------------------------------------------------


def test_news_names_who_wrote_it_and_what_it_is_about(client: Client) -> None:
    author, drawer, hidden = (AgentFactory(name=name) for name in ("Ada Rive", "Ben Quai", "Cleo Pont"))
    hidden.live = False
    hidden.save()
    subject = concept("Hospitalité")
    page = NewsFactory(title="Une table de plus", slug="table")
    for order, (agent, role) in enumerate([(author, "aut"), (drawer, "ill"), (hidden, "aut")]):
        NewsContributor.objects.create(page=page, agent=agent, role=role, sort_order=order)
    NewsConcept.objects.create(page=page, concept=subject)
    html = client.get("/fr/actualites/table/").content.decode()
    byline = re.search(r'<p class="by">(.*?)</p>', html, re.DOTALL)

    assert byline is not None
    assert re.sub(r"<[^>]+>", "", byline[1]) == "Ada Rive, Illustrateur : Ben Quai. 1er septembre 2026"
    assert f'<a class="label" href="/fr/sujets/{subject.number}/hospitalite/">Hospitalité</a>' in html
    assert "Cleo Pont" not in html


def test_news_tells_machines_what_it_is(client: Client) -> None:
    page = NewsFactory(title="Un </script> titre", slug="machine", standfirst="Court.", date=day(2026, 3, 4))
    NewsContributor.objects.create(page=page, agent=AgentFactory(name="Ada Rive"))
    html = client.get("/fr/actualites/machine/").content.decode()
    data = json.loads(re.findall(r'<script type="application/ld\+json">(.*?)</script>', html)[0])

    assert {key: data[key] for key in ("@type", "headline", "datePublished", "inLanguage", "abstract", "url")} == {
        "@type": "NewsArticle",
        "headline": "Un </script> titre",
        "datePublished": "2026-03-04",
        "inLanguage": "fr",
        "abstract": "Court.",
        "url": "http://testserver/fr/actualites/machine/",
    }
    assert data["author"] == [{"@type": "Person", "name": "Ada Rive"}]


def test_related_are_those_on_the_same_subjects(client: Client) -> None:
    shared, other = concept("Football"), concept("Cuisine")
    page = NewsFactory(slug="page")
    near, far, release = NewsFactory(title="Proche"), NewsFactory(title="Loin"), PressReleaseFactory(title="Communiqué")
    draft = NewsFactory(title="Brouillon", live=False)
    for one, subject in ((page, shared), (near, shared), (far, other), (draft, shared)):
        NewsConcept.objects.create(page=one, concept=subject)
    PressConcept.objects.create(page=release, concept=shared)
    html = client.get("/fr/actualites/page/").content.decode()
    section = html.split('id="aussi"')[1].split("</section>")[0]

    assert sorted(re.findall(r"<a [^>]+>([^<]+)</a>", section)) == ["Communiqué", "Proche"]


def test_picture_and_files_of_private_collections_stay_private(client: Client) -> None:
    hidden = CollectionFactory(private=True)
    page = PressReleaseFactory(slug="secret", image=ImageFactory(collection=hidden, title="Image secrète"))
    for document in (DocumentFactory(title="Dossier ouvert"), DocumentFactory(title="Clos", collection=hidden)):
        PressAttachment.objects.create(page=page, document=document)
    html = client.get("/fr/presse/secret/").content.decode()

    assert re.findall(r'<a href="/documents/[^"]+">([^<]+)</a>', html) == ["Dossier ouvert"]
    assert "<figure" not in html


def test_press_release_says_whom_to_ask(client: Client) -> None:
    PressReleaseFactory(slug="c", contact_name="Ada Rive", contact_email="ada@x.example", contact_phone="+32 (0)2 1")
    html = client.get("/fr/presse/c/").content.decode()

    assert 'Ada Rive<br><a href="mailto:ada@x.example">ada@x.example</a><br><a href="tel:+3221">+32 (0)2 1</a>' in html


def test_imported_html_is_cleaned_again_where_it_is_shown(client: Client) -> None:
    foreign = {"html": '<p onclick="x()">Texte<script>alert(1)</script></p>'}
    NewsFactory(slug="importee", body=stream(("html", foreign)))
    body = client.get("/fr/actualites/importee/").content.decode().split('<div class="body">')[1]

    assert "<p>Texte</p>" in body
    assert "alert" not in body


def test_page_costs_the_same_for_one_signature_and_for_five(client: Client) -> None:
    page = NewsFactory(slug="page", image=ImageFactory())

    def sign() -> None:
        NewsContributor.objects.create(page=page, agent=AgentFactory())
        NewsConcept.objects.create(page=page, concept=concept(f"Sujet {NewsConcept.objects.count()}"))
        NewsConcept.objects.create(page=NewsFactory(), concept=NewsConcept.objects.latest("pk").concept)

    sign()
    one = queries(client, "/fr/actualites/page/")
    for _number in range(4):
        sign()

    assert queries(client, "/fr/actualites/page/") == one
    assert one <= 24


# Search, sitemap ----------------------------------------------------------------------------------


def test_news_and_press_are_found_by_their_words_people_and_subjects() -> None:
    page = NewsFactory(title="La nuit des chaises", body=stream(("text", "<p>On apporte son tabouret.</p>")))
    NewsContributor.objects.create(page=page, agent=AgentFactory(name="Ada Rive"))
    NewsConcept.objects.create(page=page, concept=concept("Hospitalité"))
    PressReleaseFactory(title="Appel à bénévoles")
    NewsFactory(title="Brouillon de chaise", live=False)
    rebuild_search()

    def titles(query: str, **filters: tuple[str, ...]) -> list[str]:
        return [hit.title for hit in engine().search(SearchRequest(query=query, filters=filters)).hits]

    assert titles("tabouret") == titles("Rive") == titles("hospitalité") == titles("chaise") == ["La nuit des chaises"]
    assert titles("", type=("press",)) == ["Appel à bénévoles"]
    assert titles("", type=("news",)) == ["La nuit des chaises"]


def test_results_name_the_type_and_the_day(client: Client) -> None:
    NewsFactory(title="La nuit des chaises", date=day(2026, 9, 3))
    rebuild_search()
    html = html_module.unescape(client.get("/fr/recherche/?q=chaises").content.decode())

    assert 'Actualité, <time datetime="2026-09-03">3 septembre 2026</time>' in html


def test_sitemap_has_what_is_public() -> None:
    NewsFactory(slug="ouverte")
    NewsFactory(slug="brouillon", live=False)
    found = re.findall(r"<loc>http://testserver(/fr/actualites/[^<]*)</loc>", Client().get("/sitemap-pages.xml").text)

    assert found == ["/fr/actualites/", "/fr/actualites/ouverte/"]


@pytest.mark.parametrize("syntax", ["atom", "rss"])
def test_feed_gives_what_is_public_whole(client: Client, syntax: str) -> None:
    page = NewsFactory(title="La nuit", slug="nuit", date=day(2026, 9, 3), body=stream(("text", "<p>Le texte.</p>")))
    NewsContributor.objects.create(page=page, agent=AgentFactory(name="Ada Rive"))
    NewsFactory(title="Brouillon", live=False)
    feed = feedparser.parse(client.get(f"/fr/actualites/{syntax}/").content)
    entry = feed.entries[0]

    assert feed.bozo is False
    assert [(one.title, one.link, one.id) for one in feed.entries] == [
        ("La nuit", "http://testserver/fr/actualites/nuit/", f"urn:uuid:{page.uuid}")
    ]
    assert "<p>Le texte.</p>" in entry.content[0].value
    assert entry.author == "Ada Rive"
    assert entry.published_parsed[:3] in {(2026, 9, 2), (2026, 9, 3)}


def test_feed_is_not_read_again_for_who_has_it(client: Client) -> None:
    NewsFactory()
    first = client.get("/fr/actualites/atom/")
    second = client.get("/fr/actualites/atom/", headers={"If-None-Match": first.headers["ETag"]})

    assert (first.status_code, second.status_code, second.content) == (200, 304, b"")


def test_feed_of_a_subject_holds_its_news(client: Client) -> None:
    subject = concept("Football")
    NewsConcept.objects.create(page=NewsFactory(title="Tournoi"), concept=subject)
    PressConcept.objects.create(page=PressReleaseFactory(title="Communiqué"), concept=subject)
    NewsConcept.objects.create(page=NewsFactory(title="Brouillon", live=False), concept=subject)

    assert sorted(entry.title for entry in entries_of(subject, "http://testserver")) == ["Communiqué", "Tournoi"]


# People and subjects ------------------------------------------------------------------------------


def test_merged_person_and_subject_are_followed() -> None:
    kept, gone = AgentFactory(name="Ada Rive"), AgentFactory(name="A. Rive")
    page = NewsFactory()
    for agent in (kept, gone):
        NewsContributor.objects.create(page=page, agent=agent)

    merge_things(gone, kept)

    assert list(page.contributors.values_list("agent", flat=True)) == [kept.pk]


def test_uses_of_a_subject_count_drafts_too() -> None:
    subject = concept("Football")
    for page in (NewsFactory(title="Au jour"), NewsFactory(title="Au frais", live=False)):
        NewsConcept.objects.create(page=page, concept=subject)
    PressConcept.objects.create(page=PressReleaseFactory(title="Communiqué"), concept=subject)

    assert [(kind.heading, [(use.text, use.state) for use in kind.uses]) for kind in usages_of(subject)] == [
        ("Actualités", [("Au frais", "brouillon"), ("Au jour", "")]),
        ("Communiqués de presse", [("Communiqué", "")]),
    ]


def test_erased_contact_is_gone_from_the_page_and_its_versions() -> None:
    page = PressReleaseFactory(contact_name="Ada Rive", contact_email="ada@x.example", contact_phone="+32 2 1")
    other = PressReleaseFactory(contact_name="Ben Quai", contact_phone="+32 2 2")
    page.save_revision()

    erase_person(WantedPerson.named(["Ada Rive"]))
    page = PressReleasePage.objects.get(pk=page.pk)
    other.refresh_from_db()

    assert [page.contact_name, page.contact_email, page.contact_phone] == ["", "", ""]
    assert [page.latest_revision.content[name] for name in ("contact_name", "contact_email", "contact_phone")] == [
        "", "", "",
    ]  # fmt: skip
    assert other.contact_phone == "+32 2 2"


# In the admin -------------------------------------------------------------------------------------


def test_news_and_press_stand_under_their_pages_only() -> None:
    assert NewsPage.allowed_parent_page_models() == [type(news_index())]
    assert PressReleasePage.allowed_parent_page_models() == [type(press_index())]
    assert [model.__name__ for model in type(news_index()).allowed_subpage_models()] == ["NewsPage"]
