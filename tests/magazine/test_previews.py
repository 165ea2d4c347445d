"""Private links: a number whole before it is out, for those who hold the link and nobody else."""

import re
import zipfile
from datetime import timedelta
from io import BytesIO

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from magazine.models import ArticlePage, IssuePage, IssuePreviewLink
from magazine.previews.files import make_preview
from magazine.previews.services import create_link, forget_old_links, revoke_link
from tests.factories.home import stream
from tests.factories.magazine import ArticleFactory, DossierFactory, IssueFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def issue() -> IssuePage:
    """A number nobody has seen: a dossier with two articles, one of them with a newer draft."""
    issue = IssueFactory(title="Les ponts", slug="ponts", live=False)
    dossier = DossierFactory(parent=issue, title="Traverser", slug="traverser", live=False)
    ArticleFactory(parent=dossier, title="Le gué", slug="gue", live=False)
    article = ArticleFactory(parent=dossier, title="La barque", slug="barque", live=False)
    article.title = "La grande barque"
    article.body = stream(("text", "<p>Elle prend l’eau.</p>"))
    article.save_revision()
    return issue


def test_holder_of_link_reads_latest_drafts(client: Client, issue: IssuePage) -> None:
    link, token = create_link(issue, None, 7)
    article = ArticlePage.objects.get(slug="barque")

    contents = client.get(f"/apercu/{token}/")
    page = client.get(f"/apercu/{token}/{article.uuid}/")

    assert (contents.status_code, page.status_code) == (200, 200)
    assert re.search(rf'<a href="/apercu/{token}/{article.uuid}/"[^>]*>\s*La grande barque', contents.content.decode())
    assert "Elle prend l’eau." in page.content.decode()
    assert "/fr/magazine/ponts/" not in contents.content.decode() + page.content.decode()
    assert token not in str(IssuePreviewLink.objects.values_list().get(pk=link.pk))


def test_preview_is_kept_and_told_by_nobody(client: Client, issue: IssuePage) -> None:
    _link, token = create_link(issue, None, 7)

    response = client.get(f"/apercu/{token}/")

    assert response.headers["Cache-Control"] == "private, no-store"
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert response.headers["X-Robots-Tag"] == "noindex, nofollow, noarchive"
    assert response.cookies == {}
    assert 'rel="canonical"' not in response.content.decode()
    assert "application/ld+json" not in response.content.decode()


def test_link_shows_its_own_number_alone(client: Client, issue: IssuePage) -> None:
    other = ArticleFactory(parent=IssueFactory(slug="autre", live=False), title="Ailleurs", live=False)
    _link, token = create_link(issue, None, 7)

    assert client.get(f"/apercu/{token}/{other.uuid}/").status_code == 404
    assert client.get(f"/apercu/{token}x/").status_code == 404


@pytest.mark.parametrize("how", ["expired", "revoked"])
def test_link_that_is_over_says_so_and_nothing_else(client: Client, issue: IssuePage, how: str) -> None:
    link, token = create_link(issue, None, 7)
    if how == "revoked":
        revoke_link(link)
    else:
        IssuePreviewLink.objects.filter(pk=link.pk).update(expires_at=timezone.now() - timedelta(minutes=1))

    response = client.get(f"/apercu/{token}/")

    assert response.status_code == 410
    assert "Ce lien n’est plus valable" in response.content.decode()
    assert "Les ponts" not in response.content.decode()


def test_old_links_are_forgotten(issue: IssuePage) -> None:
    old, _token = create_link(issue, None, 7)
    recent, _token = create_link(issue, None, 7)
    IssuePreviewLink.objects.filter(pk=old.pk).update(expires_at=timezone.now() - timedelta(days=61))
    IssuePreviewLink.objects.filter(pk=recent.pk).update(expires_at=timezone.now() - timedelta(days=59))

    assert forget_old_links() == 1
    assert list(IssuePreviewLink.objects.all()) == [recent]


def test_guesses_are_counted(client: Client) -> None:
    answers = [client.get(f"/apercu/devine{number}/").status_code for number in range(61)]

    assert (answers[0], answers[-1]) == (404, 429)


def test_editor_makes_and_closes_a_link(client: Client, issue: IssuePage) -> None:
    client.force_login(get_user_model().objects.create_superuser("chef", password="chef"))
    address = f"/admin/magazine/{issue.pk}/apercus/"

    page = client.post(address, {"label": "La graphiste", "days": "7"}, follow=True).content.decode()
    token = re.search(r"/apercu/([\w-]+)/", page)
    assert token
    assert Client().get(f"/apercu/{token[1]}/").status_code == 200
    assert token[1] not in client.get(address).content.decode()
    client.post(address, {"close": str(IssuePreviewLink.objects.get().uuid)})

    assert Client().get(f"/apercu/{token[1]}/").status_code == 410


def test_who_may_not_edit_the_number_gets_no_link(client: Client, issue: IssuePage) -> None:
    client.force_login(get_user_model().objects.create_user("passant", password="passant"))

    response = client.get(f"/admin/magazine/{issue.pk}/apercus/")

    assert response.status_code in {302, 403}
    assert not IssuePreviewLink.objects.exists()


def test_ebook_of_drafts_is_made_when_asked_and_again_when_they_change(client: Client, issue: IssuePage) -> None:
    _link, token = create_link(issue, None, 7)
    address = f"/apercu/{token}/numero.epub"

    first = client.get(address)
    client.get(address)
    assert (first.status_code, first.headers["Retry-After"]) == (202, "5")
    assert DBTaskResult.objects.filter(task_path__endswith="make_preview").count() == 1
    make_preview.call(issue.pk, "epub")
    book = client.get(address)

    assert (book.status_code, book.headers["Content-Type"]) == (200, "application/epub+zip")
    assert book.headers["Cache-Control"] == "private, no-store"
    with zipfile.ZipFile(BytesIO(b"".join(book.streaming_content))) as archive:
        text = "".join(archive.read(name).decode() for name in archive.namelist() if name.endswith(".xhtml"))
    assert "Elle prend l’eau." in text
    article = ArticlePage.objects.get(slug="barque")
    article.title = "La toute petite barque"
    article.save_revision()
    assert client.get(address).status_code == 202
    assert client.get("/fr/magazine/ponts/epub/").status_code == 404


def test_file_of_link_that_is_over_is_not_handed_out(client: Client, issue: IssuePage) -> None:
    link, token = create_link(issue, None, 7)
    make_preview.call(issue.pk, "epub")
    revoke_link(link)

    assert client.get(f"/apercu/{token}/numero.epub").status_code == 410
    assert client.get(f"/apercu/{token}/numero.docx").status_code == 404
