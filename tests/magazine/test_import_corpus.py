"""A real magazine imported whole, counted against its files."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import yaml
from django.db import transaction
from django.utils import translation
from pytest_django import DjangoDbBlocker
from wagtail.models import Revision

from core.folders.page_report import PageReport
from core.models import ImportedPage
from directory.models import Agent
from magazine.contents import read_contents
from magazine.models import ArticlePage, IssuePage, RubricPage
from magazine.reading.body import render_body
from search.services import sync_held_back
from tests.corpus import needs_corpus
from tests.magazine.corpus_magazine import TERRITOIRES, import_corpus, import_folder

pytestmark = [pytest.mark.django_db, needs_corpus]


@pytest.fixture(scope="module")
def reports(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[dict[str, PageReport]]:
    """The whole magazine imported and published once, for all tests here; nothing of it is left afterwards."""
    with django_db_blocker.unblock(), transaction.atomic(), translation.override("fr"), sync_held_back():
        yield import_corpus(publish=True)
        transaction.set_rollback(True)


@cache
def articles() -> list[dict[str, str]]:
    """The front matter of each article with its body, number after number, in the order printed there."""
    found = []
    for file in sorted((TERRITOIRES / "articles").glob("*/*.md")):
        text = file.read_text(encoding="utf-8-sig").replace("\r\n", "\n")
        front, body = text.split("\n---", 1)
        values = yaml.load(front.removeprefix("---"), Loader=yaml.BaseLoader)  # noqa: S506  it makes nothing but text
        number = re.search(r"n-(\d+)\.md", values["categories"])
        assert number
        found.append({**values, "number": number[1], "body": body, "place": str(file)})
    return sorted(found, key=lambda one: (int(one["number"]), int(one["order"]), one["place"]))


def titles(rows: list[dict[str, str]]) -> list[str]:
    return [" ".join(one["title"].replace("&nbsp;", "\u00a0").split()) for one in rows]


def people() -> set[str]:
    """Everybody named in a byline, taken out of it by hand: no rule of the importer is used."""
    names: set[str] = set()
    for one in articles():
        text = re.sub(r"\[1\]|\([^)]*\)", "", one["credits"]).strip()
        text = re.sub(
            r"^(?:Par|Une chronique de|(?:Un )?[Ee]ntretien (?:avec|de|par)|Un récit de rencontres, par) ", "", text
        )
        for part in re.split(r", | et | (?:réalisé )?par ", text):
            if re.fullmatch(r"(?:[A-ZÀÁ][\w-]* ?){2,3}", part.strip()) and not part.startswith("Maître"):
                names.add(part.strip())
    return names


def test_everything_is_imported_and_published_number_by_number(reports: dict[str, PageReport]) -> None:
    by_number = Counter(one["number"] for one in articles())
    assert (len(by_number), sum(by_number.values())) == (18, 207)
    assert reports["issues"].counts == {"created": 18}
    assert reports["articles"].counts == {"created": 207, "published": 18}
    assert (reports["issues"].exit_code, reports["articles"].exit_code) == (0, 0)
    for issue in IssuePage.objects.visible():
        printed = [one for one in articles() if one["number"] == issue.number]
        contents = read_contents(issue)
        assert [row.title for row in contents.rows] == titles(printed)
        rubrics = {"editorial": "Édito", "mots": "Mots"}
        parts = [part.page.title if part.page else "" for part in contents.parts for _row in part.rows]
        assert parts == [rubrics.get(one.get("type", ""), "") for one in printed]
    assert ArticlePage.objects.readable().count() == 207


def test_numbers_are_sorted_by_the_first_day_printed_on_them(reports: dict[str, PageReport]) -> None:
    issues = list(IssuePage.objects.order_by("issued_on").values_list("number", "date_printed"))
    assert [number for number, _printed in issues] == [str(number) for number in range(68, 86)]
    assert (issues[0][1], issues[-1][1]) == ("avril - mai - juin 2014", "juillet - août - septembre 2018")


def test_notes_pictures_and_headings_are_as_many_as_in_the_files(reports: dict[str, PageReport]) -> None:
    report = reports["articles"]
    bodies = [one["body"] for one in articles()]
    called = sum(len(set(re.findall(r"\]\(#foot?no?t?e?-(\d+)\)", body))) for body in bodies)
    plain_calls = 5
    assert sum(article.footnotes.count() for article in ArticlePage.objects.all()) == called + plain_calls
    blocks = Counter(block["type"] for article in ArticlePage.objects.all() for block in article.body.raw_data)
    abouts = [one.get("about_the_author") or "" for one in articles()]
    pictures = sum(len(re.findall(r"(?<!;)!\[|<img ", text)) for text in [*bodies, *abouts])
    assert blocks["image"] == pictures == len(report.of_kind("picture"))
    opening = [one for body in bodies for one in re.findall(r"^ {0,3}#{1,6}[ \t]+\S.*|<h3>", body, re.MULTILINE)]
    assert blocks["heading"] == len([one for one in opening if len(one) < 220])
    assert (blocks["html"], report.of_kind("html"), report.of_kind("lost")) == (0, [], [])


def test_every_article_is_rendered_with_all_its_notes(reports: dict[str, PageReport]) -> None:
    for article in ArticlePage.objects.readable():
        rendered = render_body(article)
        assert (article.title, len(rendered.notes)) == (article.title, article.footnotes.count())
        assert (article.title, "<footnote" in rendered.html) == (article.title, False)


def test_each_person_who_signs_is_one_agent(reports: dict[str, PageReport]) -> None:
    named = people()
    spelt_twice = {"Maite Molina Marmol"}
    single_words = {"Ak-Flow", "Julien"}
    organisations = {"La rédaction d’Aide-mémoire"}
    expected = (named - spelt_twice) | single_words | organisations
    assert set(Agent.objects.values_list("name", flat=True)) == expected
    assert all(Agent.objects.values_list("live", flat=True))
    assert [text for _place, text in reports["articles"].of_kind("person")] == [
        "une seule personne pour deux graphies : « Maite Molina Marmol », « Maite Molina Mármol »",
        "peut-être une seule personne : « Henri Deleersnijder », « Henri Dellersnijder »",
        "pas de signature",
        "pas de signature",
        "un seul mot pour nom : « Ak-Flow »",
        "un seul mot pour nom : « Julien »",
        "signature non reprise : « J.P. »",
    ]
    interview = ArticlePage.objects.get(title="Art et démocratie : rencontre avec Joe G Pinelli")
    assert [(one.agent.name, one.role) for one in interview.contributors.all()] == [
        ("Joe G Pinelli", "ive"),
        ("Michel Recloux", "ivr"),
        ("Jérôme Delnooz", "ivr"),
        ("Julien Paulus", "ivr"),
    ]


def test_second_run_changes_nothing(reports: dict[str, PageReport]) -> None:
    before = (Revision.objects.count(), ImportedPage.objects.count(), Agent.objects.count(), RubricPage.objects.count())

    again = import_corpus(publish=True)

    assert again["issues"].counts == {"unchanged": 18}
    assert again["articles"].counts == {"unchanged": 207}
    after = (Revision.objects.count(), ImportedPage.objects.count(), Agent.objects.count(), RubricPage.objects.count())
    assert after == before


def test_news_and_press_releases_are_imported() -> None:
    from home.models import NewsPage, PressReleasePage

    reports = [import_folder(kind, publish=True) for kind in ("news", "press")]

    files = [list((TERRITOIRES / kind).glob("*.md")) for kind in ("news", "press")]
    assert [report.counts for report in reports] == [{"created": len(one), "published": len(one)} for one in files]
    assert (NewsPage.objects.visible().count(), PressReleasePage.objects.visible().count()) == (47, 5)
    dates = [
        re.search(r"^posted_on: *(\d{4}-\d\d-\d\d)", file.read_text(encoding="utf-8-sig"), re.MULTILINE)
        for file in files[0]
    ]
    assert sorted(str(page.date) for page in NewsPage.objects.all()) == sorted(found[1] for found in dates if found)
    names = [text for file in files[1] for text in re.findall(r"/assets/[\w/.-]+", Path(file).read_text("utf-8"))]
    assert len(reports[1].of_kind("file")) == len(names) == 7
    assert [name for kind in reports for name in kind.of_kind("lost")] == []
