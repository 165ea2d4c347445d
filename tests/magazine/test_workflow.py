"""The way of an article: submitted, edited, proofread, found ready; published at once where its number is out."""

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse
from wagtail.models import Comment, Page, TaskState, Workflow, WorkflowState

from directory.models import Agent
from magazine.assembly.readiness import is_ready
from magazine.models import ArticleContributor, ArticlePage, IssuePage
from resources.models import Record
from tests.factories.directory import AgentFactory
from tests.factories.magazine import ArticleFactory, DossierFactory, IssueFactory, magazine_page
from tests.factories.resources import RecordFactory
from tests.magazine.newsroom import decide, edit_address, entered, form_of, member, submit

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> dict[str, Any]:
    """A browser of somebody of each role of the workflow."""
    return {name: entered(member(name)) for name in ("autrice", "redactrice", "correctrice", "chef")}


def draft(people: dict[str, Any], parent: Page | None = None, **fields: Any) -> ArticlePage:
    """A draft of the author in a number that is not out, complete enough to be submitted."""
    owner = get_user_model().objects.get(username="autrice")
    article = ArticleFactory(parent=parent or IssueFactory(live=False), live=False, owner=owner, **fields)
    ArticleContributor.objects.create(page=article, agent=AgentFactory())
    article.refresh_from_db()
    article.save_revision()
    return ArticlePage.objects.get(pk=article.pk)


def step_of(article: ArticlePage) -> str | None:
    """The step an article waits in."""
    task = ArticlePage.objects.get(pk=article.pk).current_workflow_task
    return task.name if task else None


def fresh(article: ArticlePage) -> ArticlePage:
    return ArticlePage.objects.get(pk=article.pk)


@pytest.mark.parametrize("language", ["fr", "nl", "en"])
def test_articles_of_every_language_take_the_same_way(people: dict[str, Any], language: str) -> None:
    article = draft(people, DossierFactory(parent=IssueFactory(parent=magazine_page(language))))

    assert [task.name for task in article.get_workflow().tasks] == ["Relecture", "Correction", "Bon à publier"]


def test_article_goes_from_its_author_to_ready(people: dict[str, Any]) -> None:
    article = draft(people)
    steps = []
    submit(people["autrice"], article, standfirst="Soumis")
    for name in ("redactrice", "correctrice", "chef"):
        steps.append(step_of(article))
        decide(people[name], article)

    article = fresh(article)
    assert steps == ["Relecture", "Correction", "Bon à publier"]
    assert (article.live, is_ready(article), article.workflow_in_progress) == (False, True, False)
    assert article.commission.ready_by.username == "chef"
    assert article.latest_revision.content["standfirst"] == "Soumis"


def test_article_of_a_live_number_is_published_at_the_end(people: dict[str, Any]) -> None:
    article = draft(people, IssueFactory())
    submit(people["autrice"], article, title="Enfin")
    for name in ("redactrice", "correctrice", "chef"):
        decide(people[name], article)

    assert (fresh(article).live, fresh(article).title) == (True, "Enfin")


def test_correction_of_a_live_article_is_published_at_the_end(people: dict[str, Any]) -> None:
    article = draft(people, IssueFactory())
    article.latest_revision.publish()
    submit(people["correctrice"], article, title="Corrigé")
    assert fresh(article).title != "Corrigé"
    for name in ("redactrice", "correctrice", "chef"):
        decide(people[name], article)

    assert fresh(article).title == "Corrigé"


def test_dossier_and_number_wait_for_the_whole_number(people: dict[str, Any]) -> None:
    issue = IssueFactory(live=False)
    dossier = DossierFactory(parent=issue, live=False)
    for page in (issue, dossier):
        submit(people["redactrice"], page)
        for name in ("redactrice", "correctrice", "chef"):
            decide(people[name], page)

    states = WorkflowState.objects.values_list("status", flat=True)
    assert list(states) == ["approved", "approved"]
    assert [page.live for page in (IssuePage.objects.get(), type(dossier).objects.get())] == [False, False]


def test_each_step_is_in_the_hands_of_its_group_alone(people: dict[str, Any]) -> None:
    article = draft(people)
    submit(people["autrice"], article)
    state = fresh(article).current_workflow_task_state
    address = reverse("wagtailadmin_pages:workflow_action", args=[article.pk, "approve", state.pk])

    for name in ("autrice", "correctrice", "chef"):
        people[name].post(address, {"comment": ""})
        assert step_of(article) == "Relecture"


def test_article_in_review_is_closed_to_the_others(people: dict[str, Any]) -> None:
    article = draft(people)
    posted = form_of(people["autrice"], article, title="Trop tard")
    submit(people["autrice"], article)

    answer = people["autrice"].post(edit_address(article), posted)

    assert answer.status_code == 200
    assert "verrouillée" in answer.content.decode()
    assert fresh(article).latest_revision.content["title"] == article.title


def test_proofreader_corrects_and_approves_in_one_go(people: dict[str, Any]) -> None:
    article = draft(people)
    submit(people["autrice"], article)
    decide(people["redactrice"], article)
    posted = form_of(people["correctrice"], article, title="Sans faute")
    approval = {"action-workflow-action": "true", "workflow-action-name": "approve"}

    people["correctrice"].post(edit_address(article), posted | approval)

    assert (step_of(article), fresh(article).latest_revision.content["title"]) == ("Bon à publier", "Sans faute")


def test_rejected_article_comes_back_with_a_word_and_returns_to_the_same_step(people: dict[str, Any]) -> None:
    article = draft(people)
    submit(people["autrice"], article)
    decide(people["redactrice"], article)
    decide(people["correctrice"], article, "reject", "Deux dates se contredisent.")
    said = TaskState.objects.get(status="rejected")
    assert (said.comment, fresh(article).current_workflow_state.status) == (
        "Deux dates se contredisent.", "needs_changes",
    )  # fmt: skip

    submit(people["autrice"], article, title="Dates revues")

    assert step_of(article) == "Correction"


def test_article_moved_to_another_number_stays_in_review(people: dict[str, Any]) -> None:
    article = draft(people)
    submit(people["autrice"], article)
    decide(people["redactrice"], article)
    other = IssueFactory(live=False)

    fresh(article).move(other, pos="last-child")
    assert step_of(article) == "Correction"
    for name in ("correctrice", "chef"):
        decide(people[name], article)

    assert fresh(article).get_parent().pk == other.pk
    assert (fresh(article).live, is_ready(fresh(article))) == (False, True)


def test_article_moved_in_review_into_a_live_number_is_published(people: dict[str, Any]) -> None:
    article = draft(people)
    submit(people["autrice"], article)
    fresh(article).move(IssueFactory(), pos="last-child")
    for name in ("redactrice", "correctrice", "chef"):
        decide(people[name], article)

    assert fresh(article).live


def test_article_changed_after_it_was_ready_has_to_be_found_ready_anew(people: dict[str, Any]) -> None:
    article = draft(people)
    submit(people["autrice"], article)
    for name in ("redactrice", "correctrice", "chef"):
        decide(people[name], article)

    people["redactrice"].post(edit_address(article), form_of(people["redactrice"], article, title="Une idée encore"))

    assert not is_ready(fresh(article))


def test_draft_opens_when_its_contributor_was_merged(people: dict[str, Any]) -> None:
    article = draft(people)
    submit(people["autrice"], article)
    gone, kept = article.contributors.get().agent, AgentFactory()
    Agent.objects.filter(pk=gone.pk).update(merged_into=kept, live=False)

    assert people["redactrice"].get(edit_address(article)).status_code == 200
    assert [one.agent for one in fresh(article).get_latest_revision_as_object().contributors.all()] == [kept]


def test_draft_opens_when_its_contributor_was_deleted(people: dict[str, Any]) -> None:
    article = draft(people)
    submit(people["autrice"], article)
    Agent.objects.filter(pk=article.contributors.get().agent_id).delete()

    assert people["redactrice"].get(edit_address(article)).status_code == 200
    assert list(fresh(article).get_latest_revision_as_object().contributors.all()) == []


def test_comment_is_kept_with_the_article(people: dict[str, Any]) -> None:
    article = draft(people)
    comment = {
        "comments-TOTAL_FORMS": 1, "comments-INITIAL_FORMS": 0, "comments-MIN_NUM_FORMS": 0,
        "comments-MAX_NUM_FORMS": "", "comments-0-id": "", "comments-0-contentpath": "standfirst",
        "comments-0-text": "Plus court ?", "comments-0-position": "", "comments-0-deleted": "",
        "comments-0-resolved": "", "comments-0-replies-TOTAL_FORMS": 0, "comments-0-replies-INITIAL_FORMS": 0,
        "comments-0-replies-MIN_NUM_FORMS": 0, "comments-0-replies-MAX_NUM_FORMS": "",
    }  # fmt: skip

    people["redactrice"].post(edit_address(article), form_of(people["redactrice"], article) | comment)

    assert [(one.text, one.user.username, one.contentpath) for one in Comment.objects.all()] == [
        ("Plus court ?", "redactrice", "standfirst")
    ]


def test_records_are_published_by_their_last_approval_as_before() -> None:
    record = RecordFactory(live=False)
    record.save_revision()
    librarian = member("documentaliste")
    state = Workflow.objects.get(name="De l’écriture à la parution").start(record, librarian)
    for _step in range(3):
        state.refresh_from_db()
        state.current_task_state.approve(user=librarian)

    assert Record.objects.get().live
