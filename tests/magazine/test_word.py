"""An article made of a Word document: in the admin, by the worker, on the command line."""

from io import StringIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse
from wagtail.models import Page

from core.conversion import ConversionRefused
from magazine.models import ArticlePage, IssuePage, WordDocument
from magazine.models.word_document import WordState
from magazine.reading.body import render_body
from magazine.word import services
from magazine.word.services import make_article, take_document
from media_library.models import CreditedImage
from tests.core.word_files import add_picture, call_note, new_document, saved
from tests.factories.magazine import ArticleFactory, IssueFactory, RubricFactory
from tests.magazine.newsroom import entered, member

pytestmark = pytest.mark.django_db


def document(title: str = "Le titre", text: str = "Un paragraphe", picture: str | None = None) -> bytes:
    made = new_document()
    if title:
        made.add_paragraph(title, style="Title")
    if text:
        call_note(made.add_paragraph(text), 1)
    if picture is not None:
        add_picture(made, picture)
    return saved(made, ["Une note"])


def give(client: Any, place: Page, content: bytes, name: str = "texte.docx") -> Any:
    address = reverse("magazine_word:give", args=[place.pk])
    return client.post(address, {"file": SimpleUploadedFile(name, content)}, follow=True)


def test_editor_makes_an_article_of_a_document_and_reads_what_was_found() -> None:
    issue = IssueFactory(live=False)
    answer = give(entered(member("redactrice")), issue, document(picture=""))

    article = ArticlePage.objects.get()
    assert (article.title, article.live, article.get_parent().specific) == ("Le titre", False, issue)
    assert (article.owner.username, article.revisions.count()) == ("redactrice", 1)
    html = answer.content.decode()
    assert answer.redirect_chain[0][0] == reverse("magazine_word:report", args=[WordDocument.objects.get().uuid])
    assert "1 bloc de texte, 1 note, 1 image." in html
    assert "word-picture-1 : crédit et description à donner" in html
    assert reverse("wagtailadmin_pages:edit", args=[article.pk]) in html


def test_article_reads_as_the_document_with_its_notes() -> None:
    take_document(IssueFactory(), "texte.docx", document(), None)

    rendered = render_body(ArticlePage.objects.get())
    assert "Un paragraphe" in rendered.html
    assert len(rendered.notes) == 1


def test_pictures_go_to_the_library_with_their_descriptions() -> None:
    taken = take_document(IssueFactory(), "texte.docx", document(picture="Un carré"), None)

    image = CreditedImage.objects.get()
    assert (image.description, image.credit) == ("Un carré", "")
    assert ["picture", "Un carré : crédit à donner"] in taken.report["remarks"]
    shown = next(block for block in ArticlePage.objects.get().body if block.block_type == "image")
    assert (shown.value["picture"].pk, shown.value["picture"].contextual_alt_text) == (image.pk, "Un carré")


def test_title_comes_from_the_file_when_the_document_has_none() -> None:
    take_document(IssueFactory(), "../dossier/Mon texte.docx", document(title=""), None)

    assert ArticlePage.objects.get().title == "Mon texte"


def test_expected_article_receives_its_text_and_keeps_its_title() -> None:
    expected = ArticleFactory(parent=IssueFactory(live=False), title="Attendu", body=[], live=False)
    taken = take_document(expected, "texte.docx", document(), None)

    latest = ArticlePage.objects.get().get_latest_revision_as_object()
    assert (latest.pk, latest.title, len(latest.body), latest.footnotes.count()) == (expected.pk, "Attendu", 1, 1)
    assert ["field", "Le titre du document est « Le titre »."] in taken.report["remarks"]


def test_article_that_has_a_text_is_never_written_over() -> None:
    article = ArticleFactory(parent=RubricFactory(parent=IssueFactory()))

    with pytest.raises(ConversionRefused, match="a déjà un texte"):
        take_document(article, "texte.docx", document(), None)
    give(entered(member("redactrice")), article, document())
    assert not WordDocument.objects.exists()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"rien", "Ce n’est pas un document Word (.docx)."),
        (b"\xd0\xcf\x11\xe0" + b"x" * 99, "Ce document a un mot de passe"),
        (document(title="", text=""), "Ce document n’a pas de texte."),
    ],
)
def test_document_that_cannot_be_read_is_refused_beside_its_field(content: bytes, reason: str) -> None:
    answer = give(entered(member("redactrice")), IssueFactory(), content)

    assert reason in answer.content.decode()
    assert not ArticlePage.objects.exists()


def test_document_too_large_is_refused_before_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("magazine.word.forms.LARGEST_FILE", 1 << 20)
    answer = give(entered(member("redactrice")), IssueFactory(), b"PK\x03\x04" + b"x" * (1 << 20))

    assert "Le document dépasse 1 Mo." in answer.content.decode()


def test_only_who_may_write_there_may_give_a_document() -> None:
    issue = IssueFactory()
    reader = member("documentaliste")

    answer = entered(reader).post(
        reverse("magazine_word:give", args=[issue.pk]), {"file": SimpleUploadedFile("t.docx", document())}
    )

    assert answer.status_code == 302
    assert not ArticlePage.objects.exists()


def test_report_is_for_those_who_work_on_the_article() -> None:
    taken = take_document(IssueFactory(live=False), "t.docx", document(), member("redactrice"))
    address = reverse("magazine_word:report", args=[taken.uuid])

    assert entered(member("documentaliste")).get(address).status_code == 302
    assert entered(member("chef")).get(address).status_code == 200


def test_long_document_is_read_by_the_worker(
    monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    monkeypatch.setattr(services, "LONG_TEXT", 100)
    queued: list[int] = []
    monkeypatch.setattr("magazine.word.tasks.read_document", SimpleNamespace(enqueue=queued.append))
    client = entered(member("redactrice"))
    with django_capture_on_commit_callbacks(execute=True):
        answer = give(client, IssueFactory(live=False), document())
    assert "il est lu en arrière-plan" in answer.content.decode()
    waiting = WordDocument.objects.get()
    assert (queued, waiting.state, ArticlePage.objects.exists()) == ([waiting.pk], WordState.WAITING, False)

    make_article(waiting)
    make_article(waiting)

    assert (waiting.state, bytes(waiting.content), waiting.article) == (WordState.DONE, b"", ArticlePage.objects.get())


def test_long_document_that_fails_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "LONG_TEXT", 100)
    taken = take_document(IssueFactory(), "t.docx", document(title="", text=""), member("redactrice"))
    make_article(taken)

    assert (taken.state, taken.failure) == (WordState.FAILED, "Ce document n’a pas de texte.")
    answer = entered(taken.given_by).get(reverse("magazine_word:report", args=[taken.uuid]))
    assert "Ce document n’a pas de texte." in answer.content.decode()


def test_way_there_is_shown_where_a_document_may_be_given() -> None:
    issue = IssueFactory(live=False)
    client = entered(member("redactrice"))

    for address in (
        reverse("magazine_assembly:table", args=[issue.pk]),
        reverse("wagtailadmin_explore", args=[issue.pk]),
    ):
        assert reverse("magazine_word:give", args=[issue.pk]) in client.get(address).content.decode()


def test_command_makes_an_article_in_a_number(tmp_path: Path) -> None:
    issue = IssueFactory(slug="numero-9")
    file = tmp_path / "texte.docx"
    file.write_bytes(document(picture=""))
    out = StringIO()

    call_command("import_docx", file, into="numero-9", stdout=out)

    article = ArticlePage.objects.get()
    assert article.get_parent().specific == IssuePage.objects.get(pk=issue.pk)
    assert out.getvalue().splitlines() == [
        f"Le titre (id {article.pk})",
        "  images — word-picture-1 : crédit et description à donner",
    ]


@pytest.mark.parametrize(("into", "content"), [("aucun", document()), ("numero-9", b"rien"), ("999999", document())])
def test_command_refuses_in_words(tmp_path: Path, into: str, content: bytes) -> None:
    IssueFactory(slug="numero-9")
    (tmp_path / "t.docx").write_bytes(content)

    with pytest.raises(CommandError) as refused:
        call_command("import_docx", tmp_path / "t.docx", into=into)
    assert refused.value.returncode == 2
