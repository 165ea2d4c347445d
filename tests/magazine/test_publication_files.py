"""Files follow what is public: offered when they show it, gone when they do not, made once, and handed out cheaply."""

import os
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks

from core.clock import run_jobs
from magazine.models import FileOrder, PublicationFile
from magazine.publications import making
from magazine.publications.making import make_next_file, make_preview_file
from magazine.publications.services import files_of
from magazine.publications.sweeping import make_everything_again, tidy_files
from tests.factories.directory import AgentFactory
from tests.factories.home import stream
from tests.factories.magazine import ArticleFactory, DossierFactory, IssueFactory
from tests.factories.media_library import CollectionFactory, ImageFactory
from tests.magazine.published import make_all, words_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def quick_pdf(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is tested here is when files are made, not how pages are laid out."""
    monkeypatch.setattr(making, "can_make_pdf", lambda: True)
    monkeypatch.setattr(making, "make_pdf", lambda publication: b"%PDF " + publication.title.encode())


def offered(page: Any) -> list[str]:
    """The formats a page offers."""
    return [link.format for link in files_of(page)]


def get(client: Client, path: str, **headers: str) -> tuple[int, bytes]:
    """Status and content of an answer."""
    response = client.get(path, headers=headers)
    return response.status_code, response.getvalue()


def test_files_are_offered_once_made() -> None:
    issue = IssueFactory()
    article = ArticleFactory(parent=issue)
    before = offered(article), offered(issue)
    make_all()

    assert before == ([], [])
    assert (offered(article), offered(issue)) == (["pdf", "epub"], ["pdf", "epub"])


def test_file_link_says_what_it_is() -> None:
    issue = IssueFactory()
    make_all()
    pdf, epub = files_of(issue)

    assert (pdf.label, pdf.url, pdf.size, pdf.language) == (
        "PDF",
        f"{issue.url}pdf/",
        len(b"%PDF " + issue.title.encode()),
        "fr",
    )
    assert (epub.label, epub.url, epub.content_type) == ("EPUB", f"{issue.url}epub/", "application/epub+zip")
    assert pdf.accessibility == "PDF balisé, avec signets"


def test_files_of_a_page_are_one_query(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    issue = IssueFactory()
    make_all()
    issue.get_url()

    with django_assert_num_queries(1):
        assert len(files_of(issue)) == 2


def test_correction_takes_the_file_away_until_it_is_made_again(client: Client) -> None:
    issue = IssueFactory()
    article = ArticleFactory(parent=issue, title="Avant")
    make_all()
    article.title = "Après"
    article.save_revision().publish()
    between = offered(article), offered(issue), client.get(f"{article.url}pdf/").status_code
    make_all()

    assert between == ([], [], 503)
    assert get(client, f"{article.url}pdf/") == (200, "%PDF Après".encode())
    assert PublicationFile.objects.count() == 4


def test_draft_over_a_live_article_changes_nothing() -> None:
    issue = IssueFactory()
    article = ArticleFactory(parent=issue)
    make_all()
    article.title = "Brouillon"
    article.save_revision()
    ArticleFactory(parent=issue, live=False)

    assert (offered(article), offered(issue)) == (["pdf", "epub"], ["pdf", "epub"])
    assert FileOrder.objects.waiting().count() == 0


def test_saving_without_a_difference_keeps_the_file() -> None:
    issue = IssueFactory()
    article = ArticleFactory(parent=issue)
    make_all()
    digests = set(PublicationFile.objects.values_list("uuid", "digest"))
    article.save()
    make_all()

    assert set(PublicationFile.objects.values_list("uuid", "digest")) == digests


def test_twenty_articles_published_in_one_go_make_the_number_once() -> None:
    issue = IssueFactory()
    make_all()
    for _ in range(20):
        ArticleFactory(parent=issue)

    assert FileOrder.objects.of_pages([issue.pk]).waiting().count() == 2
    assert make_all() == 42


def test_unpublished_article_loses_its_files_and_leaves_the_number(
    client: Client, settings: LazySettings, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    issue = IssueFactory()
    article = ArticleFactory(parent=issue, title="Un secret")
    make_all()
    article.unpublish()
    between = client.get(f"{article.url}epub/").status_code, client.get(f"{issue.url}epub/").status_code
    with django_capture_on_commit_callbacks(execute=True):
        make_all()
    kept = [
        path for path in Path(settings.PUBLICATIONS_DIR).rglob("*.epub") if "Un secret" in words_of(path.read_bytes())
    ]

    assert between == (404, 503)
    assert "Un secret" not in words_of(get(client, f"{issue.url}epub/")[1])
    assert PublicationFile.objects.filter(page=article.pk).count() == 0
    assert kept == []


def test_embargo_keeps_the_text_out_until_its_day(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    issue = IssueFactory()
    until = timezone.now() + timedelta(days=2)
    article = ArticleFactory(
        parent=issue, title="Plus tard", embargo_until=until, body=stream(("text", "<p>Zanzibar sous scellés.</p>"))
    )
    make_all()
    waiting = words_of(get(client, f"{issue.url}epub/")[1])
    statuses = client.get(f"{article.url}epub/").status_code, client.get(f"{article.url}pdf/").status_code
    monkeypatch.setattr(timezone, "now", lambda now=timezone.now: now() + timedelta(days=3))
    run_jobs(["publications"])
    make_all()

    assert ("Plus tard" in waiting, "Zanzibar" in waiting) == (True, False)
    assert statuses == (404, 404)
    assert "Zanzibar" in words_of(get(client, f"{issue.url}epub/")[1])
    assert "Zanzibar" in words_of(get(client, f"{article.url}epub/")[1])


def test_hidden_number_has_no_files(client: Client) -> None:
    issue = IssueFactory()
    article = ArticleFactory(parent=issue)
    make_all()
    type(issue).objects.filter(pk=issue.pk).update(live=False)

    assert [client.get(f"{page.url}{each}/").status_code for page in (issue, article) for each in ("pdf", "epub")] == [
        404
    ] * 4


def test_private_picture_never_enters_a_file(client: Client) -> None:
    issue = IssueFactory()
    image = ImageFactory(collection=CollectionFactory(private=True), credit="Zanzibar")
    shown = {"image": image.pk, "alt_text": "Zanzibar", "decorative": False}
    body = stream(("image", {"picture": shown, "caption": "", "wide": False}), ("text", "<p>Texte.</p>"))
    ArticleFactory(parent=issue, image=image, image_caption="Zanzibar", body=body)
    make_all()

    assert "Zanzibar" not in words_of(get(client, f"{issue.url}epub/")[1])


def test_picture_made_private_takes_the_file_away(client: Client) -> None:
    issue = IssueFactory()
    image = ImageFactory(credit="Zanzibar", description="Un fil")
    article = ArticleFactory(parent=issue, image=image)
    article.save_revision().publish()
    make_all()
    before = "Zanzibar" in words_of(get(client, f"{article.url}epub/")[1])
    image.collection = CollectionFactory(private=True)
    image.save()
    between = offered(article)
    make_all()

    assert (before, between) == (True, [])
    assert "Zanzibar" not in words_of(get(client, f"{article.url}epub/")[1])


def test_hidden_contributor_is_not_named() -> None:
    issue = IssueFactory()
    agent = AgentFactory(name="Zanzibar Okoundji")
    article = ArticleFactory(parent=issue)
    article.contributors.create(agent=agent, role="aut")
    article.save()
    make_all()
    agent.live = False
    agent.save()
    between = offered(article)
    make_all()
    file = PublicationFile.objects.get(page=article.pk, format="epub")

    assert between == []
    assert "Zanzibar" not in words_of(file.file.read())
    file.file.close()


def test_dossier_renamed_is_renamed_in_the_files_of_its_articles(client: Client) -> None:
    issue = IssueFactory()
    dossier = DossierFactory(parent=issue, title="Avant")
    article = ArticleFactory(parent=dossier)
    make_all()
    dossier.title = "Après coup"
    dossier.save_revision().publish()
    make_all()

    assert "Après coup" in words_of(get(client, f"{article.url}epub/")[1])


def test_deleted_article_takes_its_files_along(
    settings: LazySettings, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    issue = IssueFactory()
    article = ArticleFactory(parent=issue)
    make_all()
    paths = [Path(file.file.path) for file in PublicationFile.objects.filter(page=article.pk)]
    with django_capture_on_commit_callbacks(execute=True):
        article.delete()

    assert [path.exists() for path in paths] == [False, False]
    assert offered(issue) == []


def test_asked_again_nothing_is_sent(client: Client, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    issue = IssueFactory()
    make_all()
    first = client.get(f"{issue.url}epub/")
    etag = first["ETag"]
    first.getvalue()
    with django_assert_max_num_queries(8):
        again = client.get(f"{issue.url}epub/", headers={"If-None-Match": etag})

    assert (again.status_code, again.content, again["ETag"]) == (304, b"", etag)


def test_answer_says_what_it_is(client: Client) -> None:
    issue = IssueFactory(slug="numero-47")
    make_all()
    response = client.get(f"{issue.url}epub/")
    size = len(response.getvalue())

    assert response["Content-Type"] == "application/epub+zip"
    assert response["Content-Disposition"] == 'attachment; filename="numero-47.epub"'
    assert response["Link"] == '<http://localhost/fr/magazine/numero-47/>; rel="canonical"'
    assert response["Content-Length"] == str(size)
    assert (response.cookies, response.get("Vary", "").lower().count("cookie")) == ({}, 0)


@pytest.mark.parametrize(
    ("asked", "status", "content"),
    [
        ("bytes=0-3", 206, b"%PDF"),
        ("bytes=-3", 206, b"ero"),
        ("bytes=5-", 206, b"Numero"),
        ("bytes=999-", 416, b""),
        ("bytes=0-1,3-4", 200, b"%PDF Numero"),
        ("lines=1", 200, b"%PDF Numero"),
    ],
)
def test_part_of_a_file(client: Client, asked: str, status: int, content: bytes) -> None:
    issue = IssueFactory(title="Numero")
    make_all()

    assert get(client, f"{issue.url}pdf/", Range=asked) == (status, content)


def test_head_and_post(client: Client) -> None:
    issue = IssueFactory()
    make_all()
    head = client.head(f"{issue.url}pdf/")
    head.getvalue()

    assert (head.status_code, head["Content-Type"]) == (200, "application/pdf")
    assert client.post(f"{issue.url}pdf/").status_code == 405


def test_file_in_the_making_says_when_to_come_back(client: Client) -> None:
    response = client.get(f"{IssueFactory().url}pdf/")

    assert (response.status_code, response["Retry-After"], response["Cache-Control"]) == (503, "60", "no-store")
    assert "Ce fichier se prépare" in response.content.decode()


def test_failure_is_written_down_and_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    issue = IssueFactory()

    def fail(publication: Any) -> bytes:
        raise RuntimeError("no ink")

    monkeypatch.setattr(making, "make_epub", fail)
    make_all()
    order = FileOrder.objects.get(page=issue.pk, format="epub")
    written = order.failure, order.attempts, order.due_at > timezone.now(), offered(issue)
    monkeypatch.undo()
    FileOrder.objects.filter(format="pdf").delete()
    make_all()

    assert written == ("RuntimeError: no ink", 1, True, ["pdf"])
    assert offered(issue) == ["epub"]


def test_machine_without_pango_offers_ebooks_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(making, "can_make_pdf", lambda: False)
    issue = IssueFactory()
    make_all()

    assert offered(issue) == ["epub"]
    assert FileOrder.objects.get(page=issue.pk, format="pdf").due_at > timezone.now() + timedelta(hours=20)


def test_change_during_the_making_is_made_again(monkeypatch: pytest.MonkeyPatch) -> None:
    issue = IssueFactory(title="Avant")

    def change(publication: Any) -> bytes:
        if issue.title == "Avant":
            issue.title = "Pendant"
            issue.save()
        return str(publication.title).encode()

    monkeypatch.setattr(making, "make_pdf", change)
    FileOrder.objects.filter(format="epub").delete()
    FileOrder.objects.update(due_at=timezone.now())
    make_next_file()
    between = [link.format for link in files_of(issue)]
    make_all()
    file = PublicationFile.objects.get(page=issue.pk, format="pdf").file

    assert between == []
    assert file.read() == b"Pendant"
    file.close()


def test_worker_is_asked_once_for_many_changes(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        issue = IssueFactory()
        for _ in range(5):
            ArticleFactory(parent=issue)

    assert DBTaskResult.objects.filter(task_path="magazine.publications.tasks.make_files").count() == 1


def test_clock_makes_again_what_another_version_made(monkeypatch: pytest.MonkeyPatch) -> None:
    issue = IssueFactory()
    make_all()
    monkeypatch.setattr("magazine.publications.sweeping.maker_digest", lambda each: "newer")
    run_jobs(["publications"])

    assert FileOrder.objects.of_pages([issue.pk]).waiting().count() == 2


def test_clock_does_nothing_when_nothing_changed() -> None:
    ArticleFactory(parent=IssueFactory())
    make_all()
    [result] = run_jobs(["publications"])

    assert result.error is None
    assert FileOrder.objects.waiting().count() == 0


def test_clock_throws_away_what_no_row_names(settings: LazySettings) -> None:
    make_preview_file(IssueFactory(), "epub")
    PublicationFile.objects.update(made_at=timezone.now() - timedelta(days=2))
    root = Path(settings.PUBLICATIONS_DIR)
    root.mkdir(parents=True, exist_ok=True)
    old, new = root / "old.pdf", root / "new.pdf"
    for path in (old, new):
        path.write_bytes(b"x")
    os.utime(old, (time.time() - 7200, time.time() - 7200))
    tidy_files()

    assert (old.exists(), new.exists(), PublicationFile.objects.count()) == (False, True, 0)
    new.unlink()


def test_restoration_makes_everything_again() -> None:
    issue = IssueFactory()
    make_all()
    make_everything_again()
    between = offered(issue), PublicationFile.objects.count()
    make_all()

    assert between == ([], 0)
    assert offered(issue) == ["pdf", "epub"]


def test_preview_shows_drafts_and_is_never_public(client: Client) -> None:
    issue = IssueFactory()
    article = ArticleFactory(parent=issue, title="Public")
    article.title = "Brouillon secret"
    article.save_revision()
    make_all()
    preview = make_preview_file(issue, "epub")
    again = make_preview_file(issue, "epub")
    with preview.file.open("rb") as opened:
        words = words_of(opened.read())

    assert "Brouillon secret" in words
    assert again.pk == preview.pk
    assert "Brouillon secret" not in words_of(get(client, f"{issue.url}epub/")[1])
    assert client.get(f"/media/{preview.file.name}").status_code == 404
