"""An article that is submitted: what has errors stays a draft; the panel beside its form."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import WorkflowState

from magazine.checks.findings import PLACES
from magazine.models import ArticlePage
from tests.factories.home import stream
from tests.factories.magazine import ArticleFactory, IssueFactory
from tests.magazine.newsroom import edit_address, entered, form_of, member, submit

pytestmark = pytest.mark.django_db

WRONG = (("text", "<p>Un texte.</p>"), ("heading", {"text": "Dessous", "level": "3"}))


@pytest.fixture
def writer() -> Any:
    return member("autrice")


@pytest.fixture
def desk(writer: Any) -> Client:
    return entered(writer)


def article(owner: Any, *blocks: Any, **fields: Any) -> ArticlePage:
    body = stream(*(blocks or (("text", "<p>Un texte.</p>"),)))
    made = ArticleFactory(parent=IssueFactory(live=False), live=False, owner=owner, body=body, **fields)
    made.save_revision()
    return ArticlePage.objects.get(pk=made.pk)


def said(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_article_with_an_error_is_not_submitted_and_nothing_typed_is_lost(writer: Any, desk: Client) -> None:
    page = article(writer, *WRONG)

    answer = submit(desk, page, standfirst="Ce que je viens d’écrire")

    text = said(answer.content.decode())
    assert WorkflowState.objects.count() == 0
    assert "L’article n’est pas encore soumis : corrigez d’abord ce qui est signalé ci-dessous." in text
    assert "Ce que je viens d’écrire" in text
    body = answer.context["form"].errors.as_data()["body"][0]
    assert {index: error.non_block_errors[0] for index, error in body.block_errors.items()} == {
        1: "« Dessous » est un sous-titre, mais aucun titre de partie ne le précède. (RGAA 9.1)"
    }


def test_draft_with_an_error_is_saved(writer: Any, desk: Client) -> None:
    page = article(writer, *WRONG)

    desk.post(edit_address(page), form_of(desk, page, standfirst="Plus tard"))

    assert ArticlePage.objects.get().latest_revision.content["standfirst"] == "Plus tard"


def test_empty_article_is_not_submitted(writer: Any, desk: Client) -> None:
    page = article(writer)
    answer = submit(desk, page, **{"body-count": "0"})

    assert WorkflowState.objects.count() == 0
    assert "L’article n’a pas de texte." in said(answer.content.decode())


def test_submitted_article_says_what_is_to_look_at_still(writer: Any, desk: Client) -> None:
    page = article(writer)
    answer = submit(desk, page)

    listed = [str(message) for message in answer.context["messages"]]
    assert WorkflowState.objects.get().status == "in_progress"
    assert any(
        "À revoir encore :<ul><li>Personne ne signe l’article.</li><li>L’article n’a pas de sujet" in one
        for one in listed
    )


def test_panel_shows_the_findings_of_the_last_saved_version(writer: Any, desk: Client) -> None:
    page = article(writer)
    page.body = stream(*WRONG)
    page.standfirst = ""
    page.save_revision()
    block = page.body[1].id

    html = desk.get(reverse("article_findings", args=[page.pk])).content.decode()

    assert re.findall(r'<a href="([^"]+)">([^<]+)', html) == [
        (f"#block-{block}-section", "« Dessous » est un sous-titre, mais aucun titre de partie ne le précède."),
        ("#id_standfirst", "Il manque le chapeau."),
        ("#id_contributors-ADD", "Personne ne signe l’article."),
        ("#id_concepts-ADD", "L’article n’a pas de sujet : on ne le trouvera pas par thème."),
    ]


def test_findings_lead_to_places_that_are_in_the_form(writer: Any, desk: Client) -> None:
    html = desk.get(edit_address(article(writer))).content.decode()
    places = [*PLACES.values(), "id_standfirst", "id_image_alt"]

    assert [place for place in places if f'id="{place}"' not in html] == []


def test_panel_is_for_those_who_may_open_the_article(writer: Any, desk: Client) -> None:
    other = ArticleFactory(parent=IssueFactory(live=False), live=False)
    address = reverse("article_findings", args=[other.pk])

    assert "/login/" in Client().get(address).headers["Location"]
    assert desk.get(address).status_code in (302, 403)
    assert entered(member("redactrice")).get(address).status_code == 200


def test_checker_of_the_page_knows_the_rgaa(writer: Any, desk: Client) -> None:
    configuration = desk.get(edit_address(article(writer))).context["side_panels"]
    panel = next(one for one in configuration if one.name == "checks")
    axe = panel.get_axe_configuration()

    assert {"RGAAv4", "wcag22aa"} <= set(axe["options"]["runOnly"])
    assert axe["options"]["rules"]["heading-order"] == {"enabled": True}
    assert axe["messages"]["image-alt"]["error_name"] == "Une image n’a pas de description (RGAA 1.1)"
