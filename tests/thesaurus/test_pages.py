"""The public pages of the subjects, as a visitor and as a machine read them."""

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from rdflib import SKOS, Graph, Literal, URIRef
from rdflib.compare import isomorphic

from core.shelves import Shelf, ShelfGroup, register_shelf
from tests.factories.home import make_site
from tests.factories.thesaurus import ConceptFactory, SchemeFactory, thesaurus_page
from thesaurus.addresses import canonical_path
from thesaurus.models import Concept, ConceptMatch, ConceptNote
from thesaurus.services import merge_concepts, withdraw_concept

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def pages() -> None:
    """The page of the subjects in each language."""
    make_site()
    for language in ("fr", "nl", "en"):
        thesaurus_page(language)


@pytest.fixture
def shelf(monkeypatch: pytest.MonkeyPatch) -> Callable[[Any], None]:
    """Have somebody know what concepts index."""
    monkeypatch.setattr("core.shelves._shelves", {})
    monkeypatch.setattr("core.shelves._counts", {})

    def know(answer: Shelf, counts: dict[int, int]) -> None:
        register_shelf("thesaurus.concept", lambda thing: answer, lambda things: counts)

    return know


def base(language: str = "fr") -> str:
    """The path of the section."""
    return thesaurus_page(language).url


def text_of(html: str) -> str:
    """The words of a page's main part, in one line."""
    main = re.search(r"<main.*?</main>", html, re.DOTALL)
    assert main
    return " ".join(re.sub(r"<[^>]+>", " ", re.sub(r"<svg.*?</svg>", "", main[0], flags=re.DOTALL)).split())


def links_of(html: str, cut: str) -> list[str]:
    """The addresses linked from what follows a mark in the main part."""
    return re.findall(r'href="([^"]+)"', html.split(cut, 1)[1].split("</main>")[0])


def structured(html: str) -> dict[str, Any]:
    """The page's JSON-LD."""
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    assert len(found) == 1
    return json.loads(found[0])  # type: ignore[no-any-return]  JSON of any shape


def test_concept_page_shows_words_neighbours_and_data(client: Client) -> None:
    above = ConceptFactory(fr="Vivre ensemble")
    beside = ConceptFactory(fr="Droit d’asile")
    concept = ConceptFactory(
        fr="Hospitalité", nl="Gastvrijheid", ar="ضيافة", alt=["Sens de l’accueil"], hidden=["ospitalité"],
        broader=[above], related=[beside], notation="H.1",
    )  # fmt: skip
    below = ConceptFactory(fr="Villes refuges", broader=[concept])
    ConceptNote.objects.create(concept=concept, kind="definition", language="fr", text="Accueillir chez soi.")
    ConceptNote.objects.create(concept=concept, kind="scopeNote", language="fr", text="Pas l’hôtellerie.")
    ConceptNote.objects.create(concept=concept, kind="editorialNote", language="fr", text="À revoir en mai.")
    ConceptMatch.objects.create(concept=concept, kind="exactMatch", uri="https://example.net/h")

    html = client.get(f"{base()}{concept.number}/hospitalite/").content.decode()

    text = text_of(html)
    for words in (
        "Sujet du thésaurus Hospitalité Gastvrijheid , ضيافة Accueillir chez soi.",
        "Employé aussi pour : Sens de l’accueil .",
        "Plus général Vivre ensemble Plus précis Villes refuges Voisin Droit d’asile",
        "Note d’application Pas l’hôtellerie.",
        "Notation H.1",
        f"Identifiant {'http://127.0.0.1:8000'}/id/concept/{concept.uuid}",
        "https://example.net/h (équivalent exact)",
    ):
        assert words in text
    assert '<span lang="ar" dir="rtl">ضيافة</span>' in html
    assert "ospitalité" not in html.replace("Hospitalité", "").replace("hospitalité", "")
    assert "À revoir" not in html
    assert [canonical_path(one, "fr") for one in (above, below, beside)] == links_of(html, 'class="web"')[:3]
    data = structured(html)
    assert (data["@type"], data["name"], data["description"], data["termCode"], data["sameAs"]) == (
        "DefinedTerm", "Hospitalité", "Accueillir chez soi.", "H.1", ["https://example.net/h"],
    )  # fmt: skip
    assert set(data["alternateName"]) == {"Gastvrijheid", "ضيافة", "Sens de l’accueil"}


def test_concept_page_shows_counts_and_its_shelf(client: Client, shelf: Callable[..., None]) -> None:
    concept = ConceptFactory(fr="Hospitalité")
    below = ConceptFactory(fr="Villes refuges", broader=[concept])
    shelf(Shelf(96, "/x/", [ShelfGroup("Livres", 96, "/x/?type=book", [])]), {below.number: 52, concept.number: 1})

    text = text_of(client.get(canonical_path(concept, "fr")).content.decode())

    assert "Villes refuges 52 documents" in text
    assert "Tout sur ce sujet 96 documents Livres 96 documents Voir les 96 documents" in text


def test_concept_page_goes_on_without_an_index(client: Client, shelf: Callable[..., None]) -> None:
    concept = ConceptFactory(fr="Hospitalité")
    shelf(Shelf(available=False), {})

    text = text_of(client.get(canonical_path(concept, "fr")).content.decode())

    assert "La liste des documents ne peut pas être montrée en ce moment." in text


def test_concept_page_stands_under_the_way_down_to_it(client: Client) -> None:
    top = ConceptFactory(fr="Migrations")
    other = ConceptFactory(fr="Accueil", broader=[top])
    first = ConceptFactory(fr="Arrivée", broader=[top])
    concept = ConceptFactory(fr="Hospitalité", broader=[first, other])

    html = client.get(canonical_path(concept, "fr")).content.decode()

    crumbs = re.search(r'<nav class="crumbs.*?</nav>', html, re.DOTALL)
    assert crumbs
    assert re.findall(r">([^<>\n]+)</(?:a|span)>", crumbs[0])[-4:] == ["Sujets", "Migrations", "Accueil", "Hospitalité"]


@pytest.mark.parametrize("path", ["{number}/", "{number}/autre-mot/", "0{number}/hospitalite-autrefois/"])
def test_other_slugs_lead_to_the_right_one(client: Client, path: str) -> None:
    concept = ConceptFactory(fr="Hospitalité")

    response = client.get(base() + path.format(number=concept.number))

    assert (response.status_code, response.headers["Location"]) == (301, f"{base()}{concept.number}/hospitalite/")


def test_each_language_has_its_own_slug_and_knows_the_others(client: Client) -> None:
    concept = ConceptFactory(fr="Hospitalité", nl="Gastvrijheid")

    response = client.get(f"{base('nl')}{concept.number}/hospitalite/")
    page = client.get(f"{base('nl')}{concept.number}/gastvrijheid/").content.decode()

    assert (response.status_code, response.headers["Location"]) == (301, f"{base('nl')}{concept.number}/gastvrijheid/")
    assert re.findall(r'rel="alternate" hreflang="(\w+)" href="http://testserver([^"]+)"', page) == [
        ("fr", f"{base('fr')}{concept.number}/hospitalite/"),
        ("nl", f"{base('nl')}{concept.number}/gastvrijheid/"),
        ("en", f"{base('en')}{concept.number}/hospitalite/"),
    ]


def test_merged_concept_leads_to_the_other_and_withdrawn_is_gone(client: Client) -> None:
    target, former, gone = ConceptFactory(fr="Exil"), ConceptFactory(fr="Bannissement"), ConceptFactory(fr="Vieux mot")
    merge_concepts(former, target)
    withdraw_concept(gone)

    merged = client.get(f"{base()}{former.number}/bannissement/")
    withdrawn = client.get(f"{base()}{gone.number}/vieux-mot/")

    assert (merged.status_code, merged.headers["Location"]) == (301, f"{base()}{target.number}/exil/")
    assert withdrawn.status_code == 410
    assert "Vieux mot" not in withdrawn.content.decode()
    assert client.get(f"{base()}{gone.number}/vieux-mot/turtle/").status_code == 410


def test_bare_tree_leads_to_where_it_begins(client: Client) -> None:
    response = client.get(f"{base()}arbre/")

    assert (response.status_code, response.headers["Location"]) == (301, base())


@pytest.mark.parametrize("path", ["999999999999/x/", "0/x/", "1234567890123/x/", "arbre/999/", "é/", "q/"])
def test_what_is_not_there_is_not_found(client: Client, path: str) -> None:
    ConceptFactory(fr="Exil")

    assert client.get(base() + path).status_code == 404


def test_drafts_are_nowhere(client: Client) -> None:
    shown = ConceptFactory(fr="Exil", top=True)
    draft = ConceptFactory(fr="Zcanari", broader=[shown], related=[shown], live=False, top=True)
    shown.related_links.create(related=draft)
    shown.save()
    addresses = [
        base(), f"{base()}e/", canonical_path(shown, "fr"), f"{base()}arbre/{shown.number}/", f"{base()}?q=zcanari",
        f"/id/concept/{shown.uuid}.ttl", f"/id/concept/{shown.uuid}.jsonld",
    ]  # fmt: skip

    pages = [client.get(address) for address in addresses]

    assert [page.status_code for page in pages] == [200] * 7
    assert [address for address, page in zip(addresses, pages, strict=True) if b"Zcanari" in page.content] == []
    own = (f"{base()}{draft.number}/zcanari/", f"{base()}z/", f"{base()}arbre/{draft.number}/")
    hidden = (*own, f"/id/concept/{draft.uuid}")
    assert [client.get(address, follow=True).status_code for address in hidden] == [404] * 4


def test_letters_list_preferred_labels_and_send_others_to_them(client: Client) -> None:
    ConceptFactory(fr="Exil", alt=["Émigration forcée"], hidden=["exill"])
    ConceptFactory(fr="École")
    ConceptFactory(fr="Asile")
    ConceptFactory(fr="1er mai")

    html = client.get(f"{base()}e/").content.decode()

    listed = re.findall(r"<li>(.*?)</li>", html.split('class="az')[1].split("</ul>")[0], re.DOTALL)
    lines = [" ".join(re.sub(r"<[^>]+>", " ", line).split()) for line in listed]
    assert lines == ["École", "Émigration forcée → voir Exil", "Exil"]
    assert re.findall(r">([A-Z]|0-9)</(?:a|span)>", html.split('class="pager alphabet"')[1]) == ["A", "E", "0-9"]
    assert "1er mai" in client.get(f"{base()}0-9/").content.decode()


def test_letters_of_a_language_take_the_french_word_where_it_has_none(client: Client) -> None:
    ConceptFactory(fr="Exil", nl="Ballingschap")
    ConceptFactory(fr="Bruxelles")

    html = client.get(f"{base('nl')}b/").content.decode()

    assert re.findall(r'<a href="[^"]+"( lang="fr" dir="ltr")?>(Ballingschap|Bruxelles|Exil)</a>', html) == [
        ("", "Ballingschap"),
        (' lang="fr" dir="ltr"', "Bruxelles"),
    ]


def test_index_shows_where_the_tree_begins_with_what_is_below(client: Client) -> None:
    top = ConceptFactory(fr="Migrations", top=True)
    ConceptFactory(fr="Exil", broader=[top])
    ConceptFactory(fr="Sans place")
    ConceptFactory(fr="Ailleurs", scheme=SchemeFactory(uri="https://example.org/2", title="Autre vocabulaire"))

    text = text_of(client.get(base()).content.decode())

    assert "Vocabulaire de la maison Migrations Exil Toute la branche : Migrations Sans place" in text
    assert "Autre vocabulaire Ailleurs" in text


def test_index_finds_subjects_by_any_of_their_words(client: Client) -> None:
    ConceptFactory(fr="Exil", nl="Ballingschap")
    ConceptFactory(fr="Asile")

    text = text_of(client.get(f"{base()}?q=balling").content.decode())
    nothing = client.get(base(), {"q": "<script>%'\"" + "x" * 9000})

    assert "Sujets trouvés Exil Tous les sujets" in text
    assert "Asile" not in text
    assert (nothing.status_code, b"<script>%" in nothing.content) == (200, False)


def test_large_index_leaves_branches_to_their_pages(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("thesaurus.presentation.TOPS_WITH_CHILDREN", 1)
    top = ConceptFactory(fr="Migrations")
    ConceptFactory(fr="Exil", broader=[top])
    ConceptFactory(fr="Seul")

    text = text_of(client.get(base()).content.decode())

    assert "Migrations branche : Migrations Seul" in text
    assert "Exil" not in text


def test_branch_shows_everything_below_each_time_it_occurs(client: Client) -> None:
    top = ConceptFactory(fr="Haut")
    left, right = ConceptFactory(fr="Gauche", broader=[top]), ConceptFactory(fr="Droite", broader=[top])
    ConceptFactory(fr="Bas", broader=[left, right])

    text = text_of(client.get(f"{base()}arbre/{top.number}/").content.decode())

    assert "Haut La page de ce sujet Droite Voir ce sujet : Droite Bas Gauche Voir ce sujet : Gauche Bas" in text


def test_deep_branch_is_cut_and_leads_on(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("thesaurus.presentation.BRANCH_SIZE", 2)
    concepts = [ConceptFactory(fr="Un")]
    for word in ("Deux", "Trois", "Quatre"):
        concepts.append(ConceptFactory(fr=word, broader=[concepts[-1]]))

    html = client.get(f"{base()}arbre/{concepts[0].number}/").content.decode()

    assert "Quatre" not in html
    assert f'<a class="more" href="{base()}arbre/{concepts[2].number}/">toute la branche' in html


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # rdflib's own reader of JSON-LD uses it
def test_skos_of_a_concept_says_what_the_page_says(client: Client) -> None:
    above = ConceptFactory(fr="Vivre ensemble", uri="https://example.org/above")
    concept = ConceptFactory(fr="Hospitalité", alt=["Accueil"], hidden=["ospitalité"], broader=[above])
    ConceptNote.objects.create(concept=concept, kind="editorialNote", language="fr", text="À revoir.")
    turtle, json_ld = (client.get(f"/id/concept/{concept.uuid}.{suffix}") for suffix in ("ttl", "jsonld"))

    graph = Graph().parse(data=turtle.content, format="turtle")

    node = URIRef(f"http://127.0.0.1:8000/id/concept/{concept.uuid}")
    assert turtle.headers["Content-Type"] == "text/turtle; charset=utf-8"
    assert set(graph.objects(node, SKOS.prefLabel)) == {Literal("Hospitalité", lang="fr")}
    assert set(graph.objects(node, SKOS.altLabel)) == {Literal("Accueil", lang="fr")}
    assert set(graph.objects(node, SKOS.broader)) == {URIRef(f"http://127.0.0.1:8000/id/concept/{above.uuid}")}
    assert set(graph.objects(node, SKOS.hiddenLabel)) == set(graph.objects(node, SKOS.editorialNote)) == set()
    assert json_ld.headers["Content-Type"] == "application/ld+json"
    assert isomorphic(Graph().parse(data=json_ld.content, format="json-ld"), graph)


def test_identifier_leads_to_the_page_or_to_the_data(client: Client) -> None:
    concept = ConceptFactory(fr="Hospitalité")
    address, path = f"/id/concept/{concept.uuid}", canonical_path(concept, "fr")

    page = client.get(address, headers={"accept": "text/html,application/xhtml+xml,*/*;q=0.8"})
    data = client.get(address, headers={"accept": "text/turtle"})

    assert (page.status_code, page.headers["Location"]) == (303, path)
    assert (data.status_code, data.headers["Content-Location"]) == (200, f"{address}.ttl")
    assert client.get(f"{path}turtle/").headers["Location"] == f"{address}.ttl"
    assert "Accept" in data.headers["Vary"].split(", ")


def test_identifier_of_a_withdrawn_concept_leads_to_its_tombstone_without_its_name(client: Client) -> None:
    concept = ConceptFactory(fr="Vieux mot")
    withdraw_concept(concept)

    response = client.get(f"/id/concept/{concept.uuid}")

    assert response.headers["Location"] == f"{base()}{concept.number}/"
    assert client.get(response.headers["Location"]).status_code == 410


def queries_of(client: Client, address: str) -> int:
    """How many queries a page takes once what is kept between requests is known."""
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


@pytest.mark.parametrize(
    "address", ["{concept}", "{base}", "{base}s/", "{base}arbre/{number}/", "/id/concept/{uuid}.ttl"]
)
def test_pages_take_as_many_queries_for_one_as_for_five(client: Client, address: str) -> None:
    top = ConceptFactory(fr="Sommet")
    concept = ConceptFactory(fr="Seuil", broader=[top], alt=["Sas"])
    ConceptFactory(fr="Serrure", broader=[concept], related=[concept])
    names = {"concept": canonical_path(concept, "fr"), "base": base(), "number": concept.number, "uuid": concept.uuid}
    address = address.format(**names)
    one = queries_of(client, address)

    for number in range(4):
        ConceptFactory(fr=f"Serrure {number}", alt=[f"Sésame {number}"], broader=[concept], related=[concept])
        ConceptNote.objects.create(concept=concept, kind="scopeNote", language="fr", text=f"Note {number}")

    assert queries_of(client, address) == one


def test_anonymous_reader_gets_no_cookie(client: Client) -> None:
    response = client.get(canonical_path(ConceptFactory(fr="Exil"), "fr"))

    assert response.cookies == {}
    assert "Cookie" not in response.headers.get("Vary", "")


def test_words_with_markup_stay_words(client: Client) -> None:
    concept = ConceptFactory(fr="</script><b>Exil</b>")

    html = client.get(canonical_path(concept, "fr")).content.decode()

    assert "<b>Exil" not in html
    assert structured(html)["name"] == "</script><b>Exil</b>"


def test_concept_with_only_a_foreign_script_has_an_address(client: Client) -> None:
    concept = ConceptFactory(ar="منفى")

    response = client.get(f"{base()}{concept.number}/sujet/")

    assert response.status_code == 200
    assert '<h1 lang="ar" dir="rtl">منفى</h1>' in response.content.decode()


def test_number_of_a_page_is_not_its_primary_key() -> None:
    ConceptFactory()
    Concept.objects.all().delete()

    assert ConceptFactory().number == 2
