"""What waits for somebody, what is late, and the report by number."""

import csv
import datetime
import io
from typing import Any

import openpyxl
import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Comment, TaskState, Workflow

from magazine.assembly.readiness import mark_ready
from magazine.dashboard.late import LateLine, what_is_late
from magazine.dashboard.report import report_numbers
from magazine.dashboard.waiting import what_waits
from magazine.models import ArticleCommission, ArticlePage, IssuePage
from tests.factories.home import stream
from tests.factories.magazine import ArticleFactory, DossierFactory, IssueFactory
from tests.factories.resources import RecordFactory
from tests.magazine.newsroom import decide, entered, member

pytestmark = pytest.mark.django_db

TODAY = datetime.date(2026, 11, 20)


@pytest.fixture
def issue() -> IssuePage:
    return IssueFactory(live=False, title="Numéro 12")


def draft(issue: IssuePage, **fields: Any) -> ArticlePage:
    made = ArticleFactory(parent=issue, live=False, **fields)
    made.save_revision()
    return ArticlePage.objects.get(pk=made.pk)


def start(thing: Any, user: Any) -> TaskState:
    """Submit something to the workflow of the magazine."""
    return Workflow.objects.get(name="De l’écriture à la parution").start(thing, user).current_task_state


def said(user: Any) -> list[tuple[str, str, str]]:
    return [(line.title, line.why, line.number) for line in what_waits(user)]


def test_steps_wait_for_their_group_the_oldest_first(issue: IssuePage) -> None:
    author, editor, proofreader = member("autrice"), member("redactrice"), member("correctrice")
    record = RecordFactory(title="Une notice", live=False)
    record.save_revision()
    start(draft(DossierFactory(parent=issue, live=False), title="Premier"), author)
    start(record, author)
    second = draft(issue, title="Second")
    start(second, author)

    assert said(editor) == [
        ("Premier", "Relecture", "Numéro 12"), ("Une notice", "Relecture", ""), ("Second", "Relecture", "Numéro 12"),
    ]  # fmt: skip
    assert said(proofreader) == []
    decide(entered(editor), second)
    assert said(proofreader) == [("Second", "Correction", "Numéro 12")]
    assert len(what_waits(get_user_model().objects.create_superuser("root", "r@example.org", "p"))) == 3


def test_article_sent_back_waits_for_who_submitted_and_who_wrote_it(issue: IssuePage) -> None:
    author, editor = member("autrice"), member("redactrice")
    page = draft(issue, title="À revoir", owner=author)
    start(page, editor)
    other = member("redactrice2", group="Rédaction")
    decide(entered(other), page, "reject", "Trop long.")

    for user in (author, editor):
        assert [(line.title, line.why, line.comment) for line in what_waits(user)] == [
            ("À revoir", "à revoir", "Trop long.")
        ]
    assert what_waits(other) == []


def test_promised_texts_wait_for_their_author_until_they_are_handed_in(issue: IssuePage) -> None:
    author = member("autrice")
    expected = draft(issue, title="Attendu", body="[]")
    ArticleCommission.objects.create(article=expected, author_email=author.email, due_on=TODAY)
    begun = draft(issue, title="Commencé", owner=author)
    ArticleCommission.objects.create(article=begun, due_on=TODAY - datetime.timedelta(days=1))
    ready = draft(issue, title="Prêt", owner=author)
    mark_ready(ready, None, author)
    handed = draft(issue, title="Remis", owner=author)
    ArticleCommission.objects.create(article=handed)
    start(handed, author)

    assert [(line.title, line.why, line.due_on) for line in what_waits(author)] == [
        ("Commencé", "attendu de vous", TODAY - datetime.timedelta(days=1)), ("Attendu", "attendu de vous", TODAY),
    ]  # fmt: skip


def test_comments_of_others_wait_for_who_wrote_and_who_follows(issue: IssuePage) -> None:
    author, editor, chief = member("autrice"), member("redactrice"), member("chef")
    page = draft(issue, title="Commenté", owner=author)
    page.subscribers.create(user=chief, comment_notifications=True)
    for text in ("Un", "Deux"):
        Comment.objects.create(page=page, user=editor, text=text, contentpath="standfirst")
    Comment.objects.create(page=page, user=editor, text="Réglé", contentpath="title", resolved_at=timezone.now())

    expected = [("Commenté", "2 commentaires", "Numéro 12")]
    assert (said(author), said(chief), said(editor)) == (expected, expected, [])


def test_late_texts_and_slow_steps_are_seen_by_those_who_follow(issue: IssuePage) -> None:
    author, editor = member("autrice"), member("redactrice")
    late = draft(issue, title="En retard", body="[]")
    due = timezone.localdate() - datetime.timedelta(days=3)
    ArticleCommission.objects.create(article=late, author_name="Nour", due_on=due)
    in_time = draft(issue, title="À temps", body="[]")
    ArticleCommission.objects.create(article=in_time, due_on=timezone.localdate())
    slow, quick = draft(issue, title="Lent"), draft(issue, title="Rapide")
    state = start(slow, author)
    start(quick, author)
    TaskState.objects.filter(pk=state.pk).update(started_at=timezone.now() - datetime.timedelta(days=8))

    number, base = "Numéro 12", "/admin/pages/"
    assert what_is_late(editor) == [
        LateLine("Lent", f"{base}{slow.pk}/edit/", number, "en attente de relecture", "Relecture", 8),
        LateLine("En retard", f"{base}{late.pk}/edit/", number, "texte attendu", "Nour", 3),
    ]
    assert what_is_late(author) == []


@pytest.mark.parametrize(
    ("role", "panels"),
    [("autrice", ["what-waits"]), ("redactrice", ["what-is-late"]), ("documentaliste", [])],
)
def test_first_page_shows_each_what_concerns_them(issue: IssuePage, role: str, panels: list[str]) -> None:
    user = member(role)
    page = draft(issue, body="[]", title="Le texte")
    ArticleCommission.objects.create(article=page, author_email="autrice@example.org", due_on=datetime.date(2020, 1, 1))

    html = entered(user).get("/admin/").content.decode()

    assert [name for name in ("what-waits", "what-is-late") if f'id="{name}' in html] == panels
    assert ("Le texte" in html) == bool(panels)


def queries(run: Any) -> int:
    with CaptureQueriesContext(
        connection,
    ) as caught:
        run()
    return len(caught)


def busy(issue: IssuePage, user: Any, count: int) -> None:
    """Much of everything for somebody."""
    for number in range(count):
        start(draft(issue, title=f"Étape {number}"), user)
        sent_back = start(draft(issue, title=f"Revenu {number}", owner=user), user)
        sent_back.reject(user=user)
        ArticleCommission.objects.create(
            article=draft(issue, owner=user, title=f"Promis {number}"), due_on=datetime.date(2020, 1, 1)
        )
        page = draft(issue, owner=user)
        Comment.objects.create(
            page=page, user=get_user_model().objects.get(username="autrice"), text="?", contentpath="x"
        )


def test_panels_cost_the_same_however_much_waits(issue: IssuePage) -> None:
    member("autrice")
    user = member("redactrice")
    busy(issue, user, 1)
    client = entered(user)
    client.get("/admin/")
    one = queries(lambda: client.get("/admin/"))
    what_is_late(user)
    few = (queries(lambda: what_waits(user)), queries(lambda: what_is_late(user)))
    busy(issue, user, 4)

    assert (queries(lambda: what_waits(user)), queries(lambda: what_is_late(user))) == few
    assert len(what_waits(user)) == 5 + 5 + 5 + 5
    assert queries(lambda: client.get("/admin/")) <= one + 8  # Wagtail's own panels list what somebody submitted


def whole_number() -> IssuePage:
    """A number not out yet with an article in each state."""
    user = get_user_model().objects.create_user("x")
    issue = IssueFactory(live=False, number="9", title="Numéro 9")
    late = draft(issue, body="[]")
    ArticleCommission.objects.create(article=late, due_on=datetime.date(2020, 1, 1))
    draft(issue, body=stream(("text", "<p>Un deux trois.</p>"), ("heading", {"text": "Quatre", "level": "3"})))
    start(draft(issue), user)
    mark_ready(draft(issue), None, user)
    return issue


def test_report_counts_each_number() -> None:
    whole_number()
    published = IssueFactory(number="8", title="Numéro 8")
    changed = ArticleFactory(parent=published)
    ArticleFactory(parent=published)
    changed.title = "Autre"
    changed.save_revision()

    first, second = report_numbers(IssuePage.objects.order_by("live"))

    assert [first.title, first.articles, first.missing, first.draft, first.in_review, first.ready] == [
        "Numéro 9", 4, 1, 1, 1, 1,
    ]  # fmt: skip
    assert [first.words, first.late, first.to_correct] == [8, 1, 1]
    assert [second.title, second.articles, second.published, second.changed, second.late] == ["Numéro 8", 2, 1, 1, 0]


def test_report_is_read_and_taken_away() -> None:
    whole_number()
    client = entered(member("redactrice"))
    address = reverse("magazine_report")

    html = client.get(address).content.decode()
    rows = list(csv.reader(io.StringIO(b"".join(client.get(address, {"export": "csv"})).decode())))
    book = openpyxl.load_workbook(io.BytesIO(b"".join(client.get(address, {"export": "xlsx"}))))

    headings = ["Numéro", "Parution", "Articles", "Attendu", "Brouillon", "En relecture", "Prêt", "Publié"]
    assert "Numéro 9" in html
    assert [name.lower() for name in rows[0][:8]] == [name.lower() for name in headings]
    assert rows[1] == ["Numéro 9", "2026-09-01", "4", "1", "1", "1", "1", "0", "0", "8", "1", "1"]
    assert [cell.value for cell in book.active[2]][2:] == [4, 1, 1, 1, 1, 0, 0, 8, 1, 1]
    assert reverse("magazine_report") in client.get("/admin/").content.decode()


def test_report_is_for_those_who_work_on_pages() -> None:
    whole_number()
    client = entered(member("documentaliste"))

    assert "Numéro 9" not in client.get(reverse("magazine_report")).content.decode()


def test_report_costs_the_same_for_five_numbers() -> None:
    whole_number()
    ArticleFactory(parent=IssueFactory())
    one = queries(lambda: report_numbers(IssuePage.objects.all()))
    for number in range(4):
        issue = IssueFactory(live=False, number=str(20 + number))
        draft(issue)
        ArticleFactory(parent=IssueFactory(number=str(30 + number)))

    assert queries(lambda: report_numbers(IssuePage.objects.all())) == one
