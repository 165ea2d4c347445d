"""French content on pages in other languages: it is shown, and marked as French."""

import re

import pytest
from django.test import Client

from resources.models import Record
from search.services import sync_search
from tests.factories.resources import RecordFactory, full_record

pytestmark = pytest.mark.django_db


def marked(html: str, language: str = "fr") -> set[str]:
    """The texts whose own element says they are in a language."""
    found = re.findall(rf'<\w+[^>]* lang="{language}"[^>]*>(?:<(?:a|cite|p)\b[^>]*>)?([^<]+)<', html)
    return {text.strip() for text in found}


@pytest.fixture
def pages(client: Client) -> dict[str, str]:
    """A record and an article in French, on the Dutch pages that show them."""
    record = full_record(type="kit", objectives="Se mettre à table.", contents="Une nappe.")
    article: Record = RecordFactory(type="article", title="Le pain", host=record, host_part="p. 3")
    sync_search()
    paths = {
        "record": f"/nl/bronnen/notice/{record.number}/{record.slug}/",
        "article": f"/nl/bronnen/notice/{article.number}/{article.slug}/",
        "list": "/nl/bronnen/",
        "home": "/nl/",
    }
    return {name: client.get(path).content.decode() for name, path in paths.items()}


def test_record_marks_what_the_cataloguer_wrote(pages: dict[str, str]) -> None:
    wanted = {"L’étranger à table", "Hospitalité", "168 p.", "Cuisine", "Se mettre à table.", "Une nappe."}

    assert wanted - marked(pages["record"]) == set()


def test_article_marks_its_host(pages: dict[str, str]) -> None:
    assert 'lang="fr"><cite>L’étranger à table' in pages["article"]
    assert '<cite><bdi lang="fr" dir="ltr">L’étranger à table' in pages["article"].split('class="cite"')[1]


def test_crumbs_mark_a_title(pages: dict[str, str]) -> None:
    crumbs = pages["record"].split('class="crumbs')[1].split("</nav>")[0]

    assert marked(crumbs) == {"L’étranger à table"}


def test_list_marks_texts_subjects_and_filters(pages: dict[str, str]) -> None:
    card = next(part for part in pages["list"].split("<article")[1:] if "168 p." in part)
    facets = pages["list"].split('<details class="facets')[1].split("</form>")[0]

    assert {"Hospitalité", "168 p.", "On y raconte des repas partagés."} - marked(card) == set()
    assert marked(facets) == {"Hospitalité"}


def test_home_page_marks_its_doors(pages: dict[str, str]) -> None:
    assert marked(pages["home"].split('class="doors"')[1].split("</ul>")[0]) == {"Hospitalité"}


def test_french_pages_do_not_repeat_their_language(client: Client, pages: dict[str, str]) -> None:
    card = client.get("/fr/ressources/").content.decode().split("<article")[1]

    assert '<span lang="fr"' not in card
