"""What surrounds every page: languages, canonical address, way back, menu and footer; seen by anonymous visitors."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale, PageViewRestriction, Site

from core.models import LocalInformation, SiteInformation
from home.models import FooterPlace
from tests.factories.home import StandardPageFactory, home_page

pytestmark = pytest.mark.django_db


def read(client: Client, path: str, **headers: str) -> str:
    """The page as an anonymous visitor gets it."""
    response = client.get(path, headers=headers)
    assert response.status_code == 200
    return str(response.content.decode())


def menu(html: str) -> list[tuple[str, str]]:
    """Addresses and titles of the menu."""
    nav = html[html.index('<nav class="menu"') :].split("</nav>")[0]
    return re.findall(r'<li[^>]*><a href="([^"]+)"[^>]*>([^<]+)</a>', nav)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (
            "/fr/",
            [
                ("/fr/ressources/", "Ressources"),
                ("/fr/magazine/", "Magazine"),
                ("/fr/podcasts/", "Podcasts"),
                ("/fr/capsules/", "Capsules"),
                ("/fr/sujets/", "Sujets"),
                ("/fr/personnes/", "Personnes"),
            ],
        ),
        (
            "/nl/",
            [
                ("/nl/bronnen/", "Bronnen"),
                ("/nl/magazine/", "Magazine"),
                ("/nl/podcasts/", "Podcasts"),
                ("/nl/capsules/", "Capsules"),
                ("/nl/onderwerpen/", "Onderwerpen"),
                ("/nl/mensen/", "Mensen"),
            ],
        ),
        (
            "/en/",
            [
                ("/en/resources/", "Resources"),
                ("/en/magazine/", "Magazine"),
                ("/en/podcasts/", "Podcasts"),
                ("/en/capsules/", "Capsules"),
                ("/en/subjects/", "Subjects"),
                ("/en/people/", "People"),
            ],
        ),
    ],
)
def test_each_language_has_its_home_page_and_menu(client: Client, path: str, expected: list[tuple[str, str]]) -> None:
    html = read(client, path)

    assert f'<html lang="{path[1:3]}">' in html
    assert menu(html) == expected


def test_menu_leaves_out_drafts_private_pages_and_pages_not_asked_for(client: Client) -> None:
    StandardPageFactory(title="Brouillon", live=False, show_in_menus=True)
    StandardPageFactory(title="Discrète")
    closed = StandardPageFactory(title="Fermée", show_in_menus=True)
    PageViewRestriction.objects.create(page=closed, restriction_type="login")
    StandardPageFactory(title="La maison", slug="la-maison", show_in_menus=True)

    titles = [title for _url, title in menu(read(client, "/fr/"))]
    assert titles == ["Ressources", "Magazine", "Podcasts", "Capsules", "Sujets", "Personnes", "La maison"]


def test_menu_follows_what_editors_do_at_once(client: Client) -> None:
    page = StandardPageFactory(title="La maison", show_in_menus=True)
    assert menu(read(client, "/fr/"))[-1][1] == "La maison"

    page.title = "Qui nous sommes"
    page.save()
    assert menu(read(client, "/fr/"))[-1][1] == "Qui nous sommes"

    page.unpublish()
    assert menu(read(client, "/fr/"))[-1][1] == "Personnes"


def test_menu_says_where_one_is(client: Client) -> None:
    StandardPageFactory(title="La maison", slug="la-maison", show_in_menus=True)

    assert '<a href="/fr/la-maison/" aria-current="true">' in read(client, "/fr/la-maison/")


def test_languages_lead_to_the_same_page_or_to_the_home_page(client: Client) -> None:
    french = StandardPageFactory(title="La maison", slug="la-maison")
    StandardPageFactory(title="Seule", slug="seule")
    dutch = french.copy_for_translation(Locale.objects.get(language_code="nl"))
    dutch.slug = "het-huis"
    dutch.save_revision().publish()

    assert _languages(read(client, "/fr/la-maison/")) == ["/fr/la-maison/", "/nl/het-huis/", "/en/"]
    assert _languages(read(client, "/fr/seule/")) == ["/fr/seule/", "/nl/", "/en/"]


def test_hreflang_names_translations_that_exist_only(client: Client) -> None:
    StandardPageFactory(slug="seule")

    assert _alternates(read(client, "/fr/seule/")) == []
    assert _alternates(read(client, "/nl/")) == [
        ("fr", "http://testserver/fr/"), ("nl", "http://testserver/nl/"), ("en", "http://testserver/en/")
    ]  # fmt: skip


def test_canonical_address_has_no_query(client: Client) -> None:
    assert '<link rel="canonical" href="http://testserver/fr/">' in read(client, "/fr/?utm_source=lettre")


def test_crumbs_lead_back_through_visible_pages(client: Client) -> None:
    above = StandardPageFactory(title="La maison", slug="maison")
    StandardPageFactory(title="L’équipe", slug="equipe", parent=above)
    html = read(client, "/fr/maison/equipe/")
    crumbs = html[html.index('<nav class="crumbs') :].split("</nav>")[0]

    assert re.findall(r">([^<>\n]+)</(?:a|span)>", crumbs) == ["Accueil", "La maison", "L’équipe"]
    assert '<nav class="crumbs' not in read(client, "/fr/")


def test_footer_says_where_and_when_in_the_reader_s_language(client: Client) -> None:
    site = Site.objects.get()
    information = SiteInformation.objects.create(
        site=site, organisation="Passerelles ASBL", city="Bruxelles", phone="+32 (0)2 000 00 00"
    )
    texts = (("fr", "Mardi au samedi"), ("nl", "Dinsdag tot zaterdag"))
    for code, hours in texts:
        locale = Locale.objects.get(language_code=code)
        LocalInformation.objects.create(setting=information, locale=locale, hours=hours)

    assert "Dinsdag tot zaterdag" in read(client, "/nl/")
    assert "Mardi au samedi" in read(client, "/en/")
    assert 'href="tel:+3220000000"' in read(client, "/fr/")


def test_footer_lists_visible_pages_under_their_heading(client: Client) -> None:
    StandardPageFactory(title="Accessibilité", slug="acces", footer_place=FooterPlace.RULES)
    StandardPageFactory(title="Cachée", footer_place=FooterPlace.RULES, live=False)
    html = read(client, "/fr/")
    footer = html[html.index('<footer class="colophon"') :]

    assert "Règles du jeu" in footer
    assert '<a href="/fr/acces/">Accessibilité</a>' in footer
    assert "Cachée" not in footer
    assert "Besoin d’aide" not in footer


def test_frame_costs_no_query_once_it_is_kept(client: Client) -> None:
    StandardPageFactory(slug="une")
    client.get("/fr/une/")
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get("/fr/une/")
    for number in range(5):
        StandardPageFactory(slug=f"autre-{number}", show_in_menus=True, footer_place=FooterPlace.HELP)
    client.get("/fr/une/")
    with CaptureQueriesContext(connection) as more:
        client.get("/fr/une/")

    assert len(more) == len(few)
    assert len(few) <= 8


@pytest.mark.parametrize("path", ["/fr/", "/nl/", "/fr/une/", "/fr/absente/"])
def test_anonymous_pages_set_no_cookie_and_do_not_vary_by_it(client: Client, path: str) -> None:
    StandardPageFactory(slug="une")
    response = client.get(path)

    assert response.cookies == {}
    assert response.headers["Vary"] == "Save-Data, Accept-Encoding"


def test_pages_forbid_inline_scripts_styles_and_other_hosts(client: Client) -> None:
    response = client.get("/fr/")
    policy = dict(part.strip().split(" ", 1) for part in response.headers["Content-Security-Policy"].split(";"))

    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["font-src"] == "'self'"
    assert policy["img-src"] == "'self' data:"
    assert "unsafe-inline" not in response.headers["Content-Security-Policy"]
    html = response.content.decode()
    assert re.findall(r"<style|\sstyle=|<script(?![^>]*\ssrc=)|\son\w+=", html) == []
    assert re.findall(r'(?:src|href)="(?:https?:)?//(?!testserver)', html) == []


def test_saving_data_asks_for_no_font(client: Client) -> None:
    plain, saving = read(client, "/fr/"), read(client, "/fr/", save_data="on")

    assert 'rel="preload"' in plain
    assert "data-saver" not in plain
    assert 'rel="preload"' not in saving
    assert '<html lang="fr" data-saver>' in saving


def test_bare_address_goes_to_the_preferred_language(client: Client) -> None:
    dutch = client.get("/", headers={"accept-language": "de, nl-BE;q=0.8, fr;q=0.5"})
    other = client.get("/", headers={"accept-language": "xx"})

    assert (dutch.status_code, dutch.headers["Location"]) == (302, "/nl/")
    assert other.headers["Location"] == "/fr/"
    assert "Cookie" not in dutch.headers["Vary"]
    assert "Accept-Language" in dutch.headers["Vary"]


def test_missing_page_offers_the_way_back(client: Client) -> None:
    response = client.get("/en/nowhere/")
    html = response.content.decode()

    assert response.status_code == 404
    assert '<html lang="en">' in html
    assert 'action="/en/search/"' in html
    assert '<meta name="robots" content="noindex">' in html


def test_error_page_needs_no_database(client: Client, django_assert_num_queries: object) -> None:
    from django.test import RequestFactory

    from core.views import server_error

    with CaptureQueriesContext(connection) as queries:
        response = server_error(RequestFactory().get("/fr/"))

    assert response.status_code == 500
    assert len(queries) == 0
    assert "/static/css/main.css" in response.content.decode()


def test_user_bar_is_for_those_who_are_signed_in(client: Client, admin_client: Client) -> None:
    home_page().save_revision()

    assert "wagtail-userbar" not in read(client, "/fr/")
    assert "wagtail-userbar" in read(admin_client, "/fr/")


def _languages(html: str) -> list[str]:
    nav = html[html.index('<nav class="langs"') :].split("</nav>")[0]
    return re.findall(r'href="([^"]+)"', nav)


def _alternates(html: str) -> list[tuple[str, str]]:
    return re.findall(r'<link rel="alternate" hreflang="(\w+)" href="([^"]+)">', html)


def test_address_without_a_language_is_led_on_without_a_word_about_cookies(client: Client) -> None:
    response = client.get("/inconnue/", headers={"accept-language": "nl"})

    assert (response.status_code, response.headers["Location"]) == (302, "/nl/inconnue/")
    assert response.headers["Vary"] == "Accept-Language, Save-Data"
