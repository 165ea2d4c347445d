"""The public page of a record: its addresses, what it prints, and what it keeps to itself."""

import json
import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from resources.models import Contribution, RecordSubject
from tests.factories.media_library import CollectionFactory, DocumentFactory, ImageFactory
from tests.factories.resources import RecordFactory, agent, attach, concept, full_record

pytestmark = pytest.mark.django_db


def path_of(record: Any, language: str = "fr") -> str:
    section = {"fr": "ressources", "nl": "bronnen", "en": "resources"}[language]
    return f"/{language}/{section}/notice/{record.number}/{record.slug}/"


def read(client: Client, record: Any, language: str = "fr") -> str:
    response = client.get(path_of(record, language))
    assert response.status_code == 200
    return response.content.decode()


def json_ld(html: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    assert found
    return json.loads(found[1])  # type: ignore[no-any-return]  # an object by construction


def test_page_prints_every_fact(client: Client) -> None:
    html = read(client, full_record())

    for words in (
        "L’étranger à table", "sept ports, sept repas", "Ο ξένος στο τραπέζι", "Eleni Vassiliou", "Paul Hensgens",
        "traducteur", "Presses de la Senne", "Hospitalité", "978-2-07-042333-0", "168 p.", "Seuils, 12",
        "On y raconte des repas partagés.", "Disponible", "392.7 VAS", "cuisine",
    ):  # fmt: skip
        assert words in html


def test_original_title_says_its_language_and_direction(client: Client) -> None:
    html = read(
        client, RecordFactory(title="La chambre d’ami", original_title="غرفة الضيف", original_title_language="ar")
    )

    assert '<span lang="ar" dir="rtl">غرفة الضيف</span>' in html


def test_number_alone_leads_to_the_whole_address(client: Client) -> None:
    record = RecordFactory()
    response = client.get(f"/fr/ressources/notice/{record.number}/")

    assert (response.status_code, response["Location"]) == (301, path_of(record))


def test_another_slug_leads_to_the_right_one(client: Client) -> None:
    record = RecordFactory()
    response = client.get(f"/nl/bronnen/notice/{record.number}/autre-titre/")

    assert (response.status_code, response["Location"]) == (301, path_of(record, "nl"))


def test_merged_record_leads_to_the_one_it_became(client: Client) -> None:
    kept = RecordFactory(title="Le bon")
    gone = RecordFactory(title="Le doublon", merged_into=kept)
    response = client.get(path_of(gone))

    assert (response.status_code, response["Location"]) == (301, path_of(kept))


def test_record_merged_into_a_draft_is_not_found(client: Client) -> None:
    gone = RecordFactory(merged_into=RecordFactory(live=False))

    assert client.get(path_of(gone)).status_code == 404


def test_withdrawn_record_is_gone_without_a_word_of_it(client: Client) -> None:
    record = RecordFactory(title="Titre retiré")
    record.withdraw("doublon")
    response = client.get(path_of(record))

    assert response.status_code == 410
    assert "Titre retiré" not in response.content.decode()


@pytest.mark.parametrize("number", ["999999", "99999999999999999999999999"])
def test_unknown_number_is_not_found(client: Client, number: str) -> None:
    assert client.get(f"/fr/ressources/notice/{number}/").status_code == 404


def test_draft_is_not_found(client: Client) -> None:
    assert client.get(path_of(RecordFactory(live=False))).status_code == 404


def test_every_language_names_the_french_address_as_canonical(client: Client) -> None:
    record = full_record()

    for language in ("fr", "nl", "en"):
        assert f'<link rel="canonical" href="http://testserver{path_of(record)}">' in read(client, record, language)


def test_hidden_agents_and_concepts_leave_no_trace(client: Client) -> None:
    record = full_record()
    hidden = agent("Nom Caché", live=False)
    Contribution.objects.create(record=record, agent=hidden, role="aut", sort_order=5)
    RecordSubject.objects.create(record=record, concept=concept("Sujet caché", live=False))
    html = read(client, record)

    assert "Nom Caché" not in html
    assert "Sujet caché" not in html
    assert str(hidden.uuid) not in html


def test_hidden_agent_with_a_printed_name_is_named_without_link(client: Client) -> None:
    record = RecordFactory()
    hidden = agent("Nom Caché", live=False)
    Contribution.objects.create(record=record, agent=hidden, role="aut", name_as_printed="N. Imprimé")
    html = read(client, record)

    assert "N. Imprimé" in html
    assert "/fr/personnes/" not in html.split("<article")[1].split("</article>")[0]


def test_private_files_and_pictures_are_neither_shown_nor_linked(client: Client) -> None:
    private = CollectionFactory(private=True)
    record = RecordFactory(cover=ImageFactory(title="Couverture secrète", collection=private))
    document = DocumentFactory(title="Fichier secret", collection=private)
    attach(record, document)
    html = read(client, record)

    assert "secret" not in html
    assert f"/documents/{document.pk}/" not in html
    assert "En ligne" not in html


def test_public_file_makes_the_document_available_online(client: Client) -> None:
    record = RecordFactory()
    document = DocumentFactory(title="Extrait")
    attach(record, document, "Le premier chapitre")
    html = read(client, record)

    assert "Le premier chapitre" in html
    assert document.url in html
    assert "En ligne" in html


def test_parts_list_only_what_is_public(client: Client) -> None:
    host = RecordFactory(type="periodical", title="Imag")
    RecordFactory(type="issue", title="Numéro public", host=host)
    RecordFactory(type="issue", title="Numéro en préparation", host=host, live=False)
    html = read(client, host)

    assert "Numéro public" in html
    assert "Numéro en préparation" not in html


def test_article_names_its_host_unless_it_is_hidden(client: Client) -> None:
    host = RecordFactory(type="issue", title="Imag 41")
    article = RecordFactory(type="article", host=host, host_part="p. 18-27")
    assert "Imag 41" in read(client, article)

    host.live = False
    host.save()
    assert "Imag 41" not in read(client, article)


def test_same_shelf_shows_three_visible_neighbours_at_most(client: Client) -> None:
    shared = concept("Exil")
    record = RecordFactory(title="Le centre")
    others = [RecordFactory(title=f"Voisin {letter}") for letter in "ABCD"]
    hidden = RecordFactory(title="Voisin caché", live=False)
    for one in (record, *others, hidden):
        RecordSubject.objects.create(record=one, concept=shared)
    html = read(client, record)

    assert sorted(re.findall(r">(Voisin [^<]*)<", html)) == ["Voisin B", "Voisin C", "Voisin D"]


def test_awkward_record_still_has_a_page(client: Client) -> None:
    record = RecordFactory(title="x " * 500, date="", languages=[], type="grey")

    assert '<h1 class="long"' in read(client, record).replace('dir="ltr" ', "")


def test_fourteen_authors_fold_after_six(client: Client) -> None:
    record = RecordFactory()
    for number in range(14):
        someone = agent(f"Prénom{number} Nom{number}")
        Contribution.objects.create(record=record, agent=someone, role="aut", sort_order=number)
    html = read(client, record)

    assert "et 8 autres personnes" in html


def test_markup_in_any_field_stays_text(client: Client) -> None:
    nasty = "<script>alert('x')</script>\"; DROP TABLE resources_record; --"
    record = full_record(title=nasty, responsibility=nasty, extent=nasty, keywords=[nasty], series=nasty)
    html = read(client, record)

    assert "<script>alert" not in html
    assert json_ld(html)["name"].startswith(nasty)


def test_json_ld_describes_the_document(client: Client) -> None:
    record = full_record()
    data = json_ld(read(client, record))

    assert data["@type"] == "Book"
    assert data["name"] == "L’étranger à table\u00a0: sept ports, sept repas"
    assert data["isbn"] == ["9782070423330"]
    assert data["datePublished"] == "2018"
    assert data["inLanguage"] == ["fr"]
    assert [person["name"] for person in data["author"]] == ["Eleni Vassiliou"]
    assert [person["name"] for person in data["translator"]] == ["Paul Hensgens"]
    assert [one["name"] for one in data["about"]] == ["Hospitalité"]
    assert data["sdLicense"] == "https://creativecommons.org/publicdomain/zero/1.0/"


def test_permanent_identifier_leads_to_the_page(client: Client) -> None:
    record = RecordFactory()
    response = client.get(f"/id/record/{record.uuid}")

    assert (response.status_code, response["Location"]) == (303, path_of(record))


def test_permanent_identifier_of_a_draft_is_unknown(client: Client) -> None:
    response = client.get(f"/id/record/{RecordFactory(live=False).uuid}", follow=True)

    assert response.status_code == 404


def test_permanent_identifier_of_a_withdrawn_record_leads_to_its_tombstone(client: Client) -> None:
    record = RecordFactory(title="Titre retiré")
    record.withdraw()
    response = client.get(f"/id/record/{record.uuid}")

    assert (response.status_code, response["Location"]) == (303, f"/fr/ressources/notice/{record.number}/")


def test_page_asks_the_same_number_of_queries_whatever_it_holds(client: Client) -> None:
    counts = []
    for size in (1, 5):
        record = full_record(cover=ImageFactory())
        shared = concept(f"Sujet de {size}")
        RecordSubject.objects.create(record=record, concept=shared)
        for number in range(size):
            Contribution.objects.create(record=record, agent=agent(f"Nom {number}"), role="aut")
            RecordSubject.objects.create(record=record, concept=concept(f"Sujet {size} {number}"))
            attach(record, DocumentFactory())
            child, neighbour = RecordFactory(host=record), RecordFactory()
            RecordSubject.objects.create(record=neighbour, concept=shared)
            for one in (child, neighbour):
                Contribution.objects.create(record=one, agent=agent(f"Nom {number}"), role="aut")
        read(client, record)
        with CaptureQueriesContext(connection) as queries:
            read(client, record)
        counts.append(len(queries))

    assert counts[0] == counts[1]
    assert counts[1] <= 30


def test_plain_record_costs_few_queries(client: Client) -> None:
    record = RecordFactory()
    read(client, record)
    with CaptureQueriesContext(connection) as queries:
        read(client, record)

    assert len(queries) <= 9
