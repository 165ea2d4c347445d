"""Two people write one article: a save that has not seen the other's is refused, or kept beside it; no words vanish."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Revision

from magazine.models import ArticlePage
from resources.models import Record
from tests.factories.magazine import ArticleFactory, IssueFactory
from tests.factories.resources import RecordFactory
from tests.magazine.newsroom import edit_address, entered, form_of, member, submit
from tests.resources.conftest import typed

pytestmark = pytest.mark.django_db


class Window:
    """The form of an article, open in somebody's browser."""

    def __init__(self, client: Client, page: Any) -> None:
        self.client, self.page = client, page
        self.posted = form_of(client, page)
        self.own: int | None = None

    def autosave(self, **typed: Any) -> dict[str, Any]:
        """What the form sends by itself; it remembers its last version, as the script does."""
        self.posted |= typed
        extra = {"overwrite_revision_id": self.own} if self.own else {}
        answer = self.client.post(edit_address(self.page), self.posted | extra, headers={"Accept": "application/json"})
        said: dict[str, Any] = answer.json()
        if said["success"]:
            self.own = said["revision_id"]
        return said

    def save(self, **typed: Any) -> Any:
        """The button."""
        self.posted |= typed
        return self.client.post(edit_address(self.page), self.posted, follow=True)


@pytest.fixture
def article() -> ArticlePage:
    made = ArticleFactory(parent=IssueFactory(live=False), live=False, title="Au départ")
    made.save_revision()
    return ArticlePage.objects.get(pk=made.pk)


@pytest.fixture
def first(article: ArticlePage) -> Client:
    return entered(member("redactrice"))


@pytest.fixture
def second(article: ArticlePage) -> Client:
    return entered(member("chef"))


def titles() -> list[str]:
    """What every version says, the oldest first."""
    return [revision.content["title"] for revision in Revision.objects.order_by("pk")]


def warnings(answer: Any) -> list[str]:
    return [str(one) for one in answer.context["messages"] if "Entre-temps" in str(one)]


def test_form_that_saves_itself_writes_over_its_own_version_alone(article: ArticlePage, first: Client) -> None:
    window = Window(first, article)
    for title in ("U", "Un", "Un mot"):
        assert window.autosave(title=title)["success"]

    assert titles() == ["Au départ", "Un mot"]


def test_form_that_has_not_seen_the_other_does_not_save_itself(
    article: ArticlePage, first: Client, second: Client
) -> None:
    one, other = Window(first, article), Window(second, article)
    assert one.autosave(title="De la première")["success"]

    refused = other.autosave(title="Du second")

    assert (refused["success"], refused["error_code"]) == (False, "invalid_revision")
    assert titles() == ["Au départ", "De la première"]


def test_form_opened_on_a_version_that_changed_since_does_not_save_itself(
    article: ArticlePage, first: Client, second: Client
) -> None:
    one = Window(first, article)
    one.autosave(title="De la première")
    other = Window(second, article)
    one.autosave(title="De la première, encore")

    assert other.autosave(title="Du second")["error_code"] == "invalid_revision"
    assert titles() == ["Au départ", "De la première, encore"]


def test_saved_by_hand_both_are_kept_and_can_be_compared(article: ArticlePage, first: Client, second: Client) -> None:
    one, other = Window(first, article), Window(second, article)
    one.autosave(title="De la première", standfirst="Son chapeau")

    answer = other.save(title="Du second")

    assert titles() == ["Au départ", "De la première", "Du second"]
    link = re.search(r'href="([^"]+)"', warnings(answer)[0])
    assert "redactrice avait aussi enregistré" in warnings(answer)[0]
    assert link is not None
    compared = second.get(link[1]).content.decode()
    removed = " ".join(re.findall(r'<span class="deletion">([^<]*)</span>', compared))
    added = " ".join(re.findall(r'<span class="addition">([^<]*)</span>', compared))
    assert ("première" in removed, "Son" in removed) == (True, True)
    assert "second" in added
    assert one.autosave(title="De la première, plus tard")["error_code"] == "invalid_revision"
    one.save()
    assert titles() == ["Au départ", "De la première", "Du second", "De la première, plus tard"]


def test_saved_by_hand_over_a_version_written_over_since_both_are_kept(
    article: ArticlePage, first: Client, second: Client
) -> None:
    one = Window(first, article)
    one.autosave(title="De la première")
    other = Window(second, article)
    one.autosave(title="De la première, encore")

    answer = other.save(title="Du second")

    assert titles() == ["Au départ", "De la première, encore", "Du second"]
    assert len(warnings(answer)) == 1


def test_who_works_alone_is_not_warned(article: ArticlePage, first: Client) -> None:
    window = Window(first, article)
    window.autosave(title="Un")

    assert warnings(window.save(title="Deux")) == []
    assert warnings(Window(first, article).save(title="Trois")) == []


def test_nobody_writes_over_the_version_of_another(article: ArticlePage, first: Client, second: Client) -> None:
    one, other = Window(first, article), Window(second, article)
    one.autosave(title="De la première")
    other.own = one.own

    assert other.autosave(title="Du second")["error_code"] == "invalid_revision"
    assert titles() == ["Au départ", "De la première"]


def test_version_of_one_window_is_not_written_over_by_an_older_one(article: ArticlePage, first: Client) -> None:
    left, right = Window(first, article), Window(first, article)
    left.autosave(title="À gauche")
    right.save(title="À droite")

    assert left.autosave(title="À gauche encore")["error_code"] == "invalid_revision"
    assert titles() == ["Au départ", "À gauche", "À droite"]


def test_published_version_is_not_written_over() -> None:
    page = ArticleFactory(parent=IssueFactory(), title="Au départ")
    window = Window(entered(member("chef")), page)
    window.autosave(title="Publié")
    ArticlePage.objects.get().latest_revision.publish()

    assert window.autosave(title="Une idée après")["success"]
    assert window.autosave(title="Une idée après, suite")["success"]
    assert titles() == ["Publié", "Une idée après, suite"]
    assert ArticlePage.objects.get().live_revision.content["title"] == "Publié"


def test_submitted_version_is_not_written_over(article: ArticlePage, first: Client) -> None:
    submit(first, article, title="Soumis")
    window = Window(first, article)
    window.own = ArticlePage.objects.get().latest_revision_id

    assert window.autosave(title="Corrigé en relisant")["success"]
    assert titles() == ["Au départ", "Soumis", "Corrigé en relisant"]


def test_locked_article_is_not_saved_and_the_form_is_told(article: ArticlePage, first: Client, second: Client) -> None:
    window = Window(first, article)
    second.post(reverse("wagtailadmin_pages:lock", args=[article.pk]))

    assert window.autosave(title="Trop tard")["error_code"] == "locked"
    answer = window.save(title="Trop tard")
    assert titles() == ["Au départ"]
    assert answer.context["form"]["title"].value() == "Trop tard"


def test_records_are_kept_apart_too() -> None:
    record = RecordFactory(title="Au départ")
    record.save_revision()
    loaded = record.latest_revision
    seen = {"loaded_revision_id": loaded.pk, "loaded_revision_created_at": loaded.created_at.isoformat()}
    address = reverse("wagtailsnippets_resources_record:edit", args=[record.pk])
    one, other = entered(member("documentaliste")), entered(member("autre", group="Documentation"))
    one.post(address, typed(title="De l’une", **seen))

    refused = other.post(address, typed(title="De l’autre", **seen), headers={"Accept": "application/json"}).json()
    answer = other.post(address, typed(title="De l’autre", **seen), follow=True)

    assert refused["error_code"] == "invalid_revision"
    assert titles() == ["Au départ", "De l’une", "De l’autre"]
    assert len(warnings(answer)) == 1
    assert Record.objects.count() == 1
