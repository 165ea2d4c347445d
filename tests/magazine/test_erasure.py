"""Erasing a person leaves their articles, without their name in the page, the search, the feeds or the versions."""

import json

import pytest
from django.test import Client

from core.erasure.names import WantedPerson
from core.erasure.services import erase_person, find_person, widen
from magazine.models import ArticleCommission, ArticleContributor, ArticlePage
from search.contract import SearchRequest
from search.services import engine, sync_search
from tests.factories.directory import AgentFactory
from tests.factories.magazine import ArticleFactory, IssueFactory

pytestmark = pytest.mark.django_db


def test_article_stays_without_the_name_of_who_asked_to_be_erased(client: Client) -> None:
    agent = AgentFactory(name="Zéphyrine Quatrelles")
    article = ArticleFactory(parent=IssueFactory(), title="Le guichet")
    article.contributors.add(
        ArticleContributor(agent=agent, role="aut", name_as_printed="Zéphy de Quatre", about="Interprète à Liège.")
    )
    article.save_revision().publish()
    ArticleCommission.objects.create(article=article, author_name="Z. Quatrelles", author_email="z@canari.example")
    sync_search()
    before = client.get("/fr/magazine/atom/")
    person = widen(WantedPerson.named(["Zéphyrine Quatrelles"], ["z@canari.example"], [agent.pk]))
    found = {group.label for group in find_person(person)}

    erase_person(person)
    sync_search()

    assert {"Signatures d’articles", "Articles attendus"} <= found
    assert "Zéphy de Quatre" in before.content.decode()
    after = client.get("/fr/magazine/atom/", headers={"If-None-Match": before.headers["ETag"]})
    assert (after.status_code, "Quatre" in after.content.decode()) == (200, False)
    article = ArticlePage.objects.get()
    row = article.contributors.get()
    assert (article.title, row.name_as_printed, row.about) == ("Le guichet", "", "")
    assert "Quatre" not in json.dumps([revision.content for revision in article.revisions.all()], ensure_ascii=False)
    commission = ArticleCommission.objects.get()
    assert (commission.author_name, commission.author_email) == ("", "")
    assert [engine().search(SearchRequest(query=word)).total for word in ("guichet", "quatrelles", "zéphy")] == [
        1,
        0,
        0,
    ]
