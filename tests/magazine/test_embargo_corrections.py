"""Texts that wait for a date, and texts that change after everybody read them."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from core.models import IndexChange
from magazine.models import ArticleCorrection, ArticlePage
from magazine.releases.corrections import changes_silently
from magazine.releases.embargo import advise_on_embargo, end_embargoes
from magazine.releases.planning import plan_release
from magazine.signals import embargo_ended
from tests.factories.home import stream
from tests.factories.magazine import ArticleFactory, IssueFactory
from tests.factories.numbers import draft_issue
from tests.magazine.test_release_guards import article_form

pytestmark = pytest.mark.django_db


def opened(**ago: int) -> ArticlePage:
    """An article whose embargo ended some time ago, and that did not change since before."""
    until = timezone.now() - timedelta(**ago)
    article: ArticlePage = ArticleFactory(parent=IssueFactory(), embargo_until=until)
    ArticlePage.objects.filter(pk=article.pk).update(changed_at=until - timedelta(days=1))
    IndexChange.objects.all().delete()
    return article


def test_end_of_an_embargo_is_noted_once() -> None:
    article = opened(minutes=1)
    ArticleFactory(parent=IssueFactory(), embargo_until=timezone.now() + timedelta(hours=1))
    IndexChange.objects.all().delete()
    heard: list[Any] = []

    def hear(sender: Any, articles: list[ArticlePage], **kwargs: Any) -> None:
        heard.extend(each.pk for each in articles)

    embargo_ended.connect(hear)
    try:
        assert (end_embargoes(), end_embargoes()) == (1, 0)
    finally:
        embargo_ended.disconnect(hear)

    assert heard == [article.pk]
    assert list(IndexChange.objects.values_list("object_uuid", flat=True)) == [article.uuid]
    fresh = ArticlePage.objects.get(pk=article.pk)
    assert fresh.changed_at > fresh.embargo_until


def test_embargo_of_a_hidden_number_ends_in_silence() -> None:
    issue = draft_issue(1)
    ArticlePage.objects.of_issue(issue).update(
        embargo_until=timezone.now() - timedelta(minutes=1), changed_at=timezone.now() - timedelta(days=1)
    )
    assert end_embargoes() == 0


def test_odd_dates_of_embargo_are_said() -> None:
    issue = draft_issue(1)
    article = ArticlePage.objects.of_issue(issue).get()
    now = timezone.now()
    assert advise_on_embargo(article) == ""
    article.embargo_until = now - timedelta(days=1)
    assert "est passée" in advise_on_embargo(article)
    article.embargo_until = now + timedelta(days=1)
    assert "n’a pas encore de date" in advise_on_embargo(article)
    plan_release(issue, "publish", now + timedelta(days=2), None)
    assert "finit avant la parution du numéro" in advise_on_embargo(article)
    article.embargo_until = now + timedelta(days=3)
    assert advise_on_embargo(article) == ""


def test_past_embargo_is_accepted_and_said_in_the_form(admin_client: Client) -> None:
    article = ArticleFactory(parent=IssueFactory())
    form = article_form(article, embargo_until="2020-01-01 08:00")
    answer = admin_client.post(f"/admin/pages/{article.pk}/edit/", {**form, "action-publish": "1"}, follow=True)
    assert "La date d’embargo est passée" in answer.content.decode()
    assert ArticlePage.objects.readable().get(pk=article.pk).embargo_until is not None


@pytest.mark.parametrize(
    ("given", "expected"),
    [({}, False), ({"title": "Autre"}, True), ({"standfirst": "Autre."}, True),
     ({"body": stream(("text", "<p>Autre.</p>"))}, True),
     ({"body": stream(("text", "<p><b>Un</b> paragraphe.</p>"))}, False)],
)  # fmt: skip
def test_changed_words_without_a_correction_are_seen(given: dict[str, str], expected: bool) -> None:
    article = ArticleFactory(parent=IssueFactory())
    after = ArticlePage.objects.get(pk=article.pk)
    for name, value in given.items():
        setattr(after, name, value)
    assert changes_silently(ArticlePage.objects.get(pk=article.pk), after) is expected
    after.corrections.add(ArticleCorrection(text="Une date était fausse."))
    assert changes_silently(ArticlePage.objects.get(pk=article.pk), after) is False


def test_draft_changes_as_it_likes() -> None:
    article = ArticlePage.objects.of_issue(draft_issue(1)).get()
    after = ArticlePage.objects.get(pk=article.pk)
    after.title = "Autre"
    assert changes_silently(article, after) is False


def test_publishing_a_changed_text_proposes_a_correction(admin_client: Client) -> None:
    article = ArticleFactory(parent=IssueFactory(), title="Le pont")
    form = {**article_form(article, title="Les ponts"), "action-publish": "1"}
    content = admin_client.post(f"/admin/pages/{article.pk}/edit/", form, follow=True).content.decode()
    assert "Le texte de « Les ponts » a changé après parution" in content
    assert "Ajouter une correction" in content
    assert ArticlePage.objects.get(pk=article.pk).title == "Les ponts"
