"""What awaits a reading, and what came of one's own drafts."""

from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import GroupApprovalTask, Workflow, WorkflowContentType, WorkflowTask

from resources.models import Record
from tests.factories.resources import RecordFactory
from tests.resources.conftest import make_editor, signed_in, typed

pytestmark = pytest.mark.django_db
ADD = reverse("wagtailsnippets_resources_record:add")
QUEUE, MINE = reverse("workshop:review"), reverse("workshop:my_drafts")


@pytest.fixture
def reviewer() -> Any:
    """May publish, and approves what trainees submit."""
    user = make_editor("relectrice", "change", "publish", "view")
    workflow = Workflow.objects.create(name="Relecture")
    task = GroupApprovalTask.objects.create(name="Relecture des notices")
    task.groups.add(user.groups.get())
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    WorkflowContentType.objects.create(workflow=workflow, content_type=ContentType.objects.get_for_model(Record))
    return user


@pytest.fixture
def trainee() -> Any:
    return make_editor("stagiaire", "add", "change", "view")


def write(who: Any, title: str, submit: bool = False) -> Record:
    signed_in(who).post(ADD, typed(title=title, **({"action-submit": "1"} if submit else {})))
    return Record.objects.get(title=title)


def lines(client: Client, url: str) -> list[tuple[str, str, str]]:
    return [(line.title, line.state, line.who) for line in client.get(url).context["lines"]]


def test_queue_shows_the_submitted_first_then_drafts_of_trainees_the_oldest_first(
    reviewer: Any, trainee: Any, librarian: Any
) -> None:
    write(trainee, "Brouillon ancien")
    write(trainee, "Brouillon récent")
    write(librarian, "Brouillon de qui publie")
    write(trainee, "Soumis d’abord", submit=True)
    write(trainee, "Soumis ensuite", submit=True)
    RecordFactory(live=False, title="Importé en brouillon")
    write(trainee, "Brouillon retiré").withdraw()

    assert lines(signed_in(reviewer), QUEUE) == [
        ("Soumis d’abord", "Relecture des notices", "stagiaire"),
        ("Soumis ensuite", "Relecture des notices", "stagiaire"),
        ("Brouillon ancien", "brouillon, non soumis", "stagiaire"),
        ("Brouillon récent", "brouillon, non soumis", "stagiaire"),
    ]


def test_queue_shows_corrections_of_what_is_public_under_their_own_title(reviewer: Any, trainee: Any) -> None:
    record = RecordFactory(title="En ligne")
    edit = reverse("wagtailsnippets_resources_record:edit", args=[record.pk])
    signed_in(trainee).post(edit, typed(title="Corrigé"))

    assert lines(signed_in(reviewer), QUEUE) == [("Corrigé", "publiée, modifiée depuis", "stagiaire")]


def test_queue_turns_its_pages_across_both_parts(reviewer: Any, trainee: Any) -> None:
    for place in range(2):
        write(trainee, f"Soumis {place}", submit=True)
        write(trainee, f"Brouillon {place}")
    from resources.review_queue import ReviewQueue

    queue = ReviewQueue()
    titles = [[line.title for line in queue[start : start + 3]] for start in (0, 3)]
    assert (len(queue), titles) == (4, [["Soumis 0", "Soumis 1", "Brouillon 0"], ["Brouillon 1"]])


def test_menu_counts_what_is_submitted_and_trainees_do_not_see_the_queue(reviewer: Any, trainee: Any) -> None:
    write(trainee, "Soumis", submit=True)
    home = reverse("wagtailadmin_home")
    pages = [signed_in(who).get(home).content.decode() for who in (reviewer, trainee)]

    assert [(QUEUE in page, MINE in page) for page in pages] == [(True, True), (False, True)]
    assert "relire (1)" in pages[0]
    assert signed_in(trainee).get(QUEUE).status_code == 302


def test_approved_record_leaves_the_queue(reviewer: Any, trainee: Any) -> None:
    record = write(trainee, "Soumis", submit=True)
    desk, state = signed_in(reviewer), record.current_workflow_task_state
    desk.post(reverse("wagtailsnippets_resources_record:workflow_action", args=[record.pk, "approve", state.pk]))

    assert (lines(desk, QUEUE), lines(signed_in(trainee), MINE)) == ([], [])


def test_trainee_reads_what_the_reviewer_said(reviewer: Any, trainee: Any) -> None:
    record = write(trainee, "À revoir", submit=True)
    write(make_editor("autre", "add", "change"), "D’une autre")
    state = record.current_workflow_task_state
    assert lines(signed_in(trainee), MINE) == [("À revoir", "en relecture", "stagiaire")]
    reject = reverse("wagtailsnippets_resources_record:workflow_action", args=[record.pk, "reject", state.pk])
    signed_in(reviewer).post(reject, {"comment": "L’éditeur manque."})
    page = signed_in(trainee).get(MINE)

    line = page.context["lines"][0]
    assert (line.state, line.comment, line.commented_by) == (
        "modifications demandées", "L’éditeur manque.", "relectrice",
    )  # fmt: skip
    assert "L’éditeur manque." in page.content.decode()
    assert [one[1] for one in lines(signed_in(reviewer), QUEUE)] == ["modifications demandées", "brouillon, non soumis"]


def test_queue_asks_as_many_queries_for_one_record_as_for_five(reviewer: Any, trainee: Any) -> None:
    counts = {QUEUE: [], MINE: []}
    for number in (1, 4):
        for place in range(number):
            write(trainee, f"Soumis {number} {place}", submit=True)
            write(trainee, f"Brouillon {number} {place}")
        for url, who in ((QUEUE, reviewer), (MINE, trainee)):
            client = signed_in(who)
            client.get(url)
            with CaptureQueriesContext(connection) as queries:
                client.get(url)
            counts[url].append(len(queries))

    assert [first == last for first, last in counts.values()] == [True, True]
