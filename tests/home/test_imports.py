"""News and press releases from folders."""

from pathlib import Path

import pytest

from core.folders.page_report import PageReport
from home.models import NewsIndexPage, NewsPage, PressReleasePage
from media_library.models import CreditedDocument
from tests.magazine.corpus_magazine import MAPPINGS, import_folder

pytestmark = pytest.mark.django_db

NEWS = "title: Une nouvelle\nposted_on: 2020-05-18T00:00:00.000Z\npublished: {published}\n{more}"


def write(folder: Path, name: str, front: str, body: str = "") -> None:
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.md").write_text(f"---\n{front}\n---\n{body}\n", encoding="utf-8")


def run(kind: str, tmp_path: Path, **options: object) -> PageReport:
    return import_folder(kind, tmp_path / kind, MAPPINGS / f"{kind}.toml", **options)


@pytest.mark.parametrize(
    ("published", "publish", "live"), [("true", True, True), ("true", False, False), ("false", True, False)]
)
def test_news_go_live_when_asked_and_when_the_source_shows_them(
    tmp_path: Path, published: str, publish: bool, live: bool
) -> None:
    write(tmp_path / "news", "une", NEWS.format(published=published, more=""), "Un *mot*[^1].\n\n[^1]: Note.")
    run("news", tmp_path, publish=publish)

    page = NewsPage.objects.get()
    assert (page.title, str(page.date), page.live) == ("Une nouvelle", "2020-05-18", live)
    assert [str(block.value) for block in page.body] == [
        "<p>Un <i>mot</i><sup>1</sup>.</p>",
        "<ol><li>Note.</li></ol>",
    ]


FILES = """uploaded_files:
  - file: {}
  - file:
      file_name: Le dossier
      file_src: /assets/dossier.pdf
  - {}
  - file:
      file_src: ""
file_src: /assets/affiche.pdf"""


def test_files_of_news_are_links_until_they_are_here(tmp_path: Path) -> None:
    write(tmp_path / "news", "une", NEWS.format(published="true", more=FILES), "Texte.")
    first = run("news", tmp_path)
    links = [str(block.value) for block in list(NewsPage.objects.get().body)[1:]]
    here = tmp_path / "fichiers"
    here.mkdir()
    (here / "dossier.pdf").write_bytes(b"%PDF-1.7")

    second = run("news", tmp_path, pictures=here)

    site = "https://www.territoires-memoire.be/assets"
    assert links == [
        f'<p><a href="{site}/dossier.pdf">Le dossier</a></p>',
        f'<p><a href="{site}/affiche.pdf">affiche.pdf</a></p>',
    ]
    assert [text for _place, text in first.of_kind("file")] == [f"{site}/dossier.pdf", f"{site}/affiche.pdf"]
    assert second.counts == {"updated": 1}
    latest = NewsPage.objects.get().get_latest_revision_as_object()
    downloads = latest.body[1]
    assert [(one["document"], one["label"]) for one in downloads.value["files"]] == [
        (CreditedDocument.objects.get(), "Le dossier")
    ]


def test_press_release_is_made_of_its_files(tmp_path: Path) -> None:
    front = "title: Communiqué\ndate: 2018-11-09\npdf_src: /a/cp.pdf\nzip_src: /a/images.zip\nexternal_url: 'https://ailleurs.be/x'"
    write(tmp_path / "press", "un", front)
    here = tmp_path / "fichiers"
    here.mkdir()
    (here / "cp.pdf").write_bytes(b"%PDF-1.7")
    report = run("press", tmp_path, publish=True, pictures=here)

    page = PressReleasePage.objects.visible().get()
    assert [(one.document.title, one.label) for one in page.attachments.all()] == [
        ("Le communiqué : Communiqué", "Le communiqué")
    ]
    assert [str(block.value) for block in page.body] == [
        '<p><a href="https://www.territoires-memoire.be/a/images.zip">Les images pour la presse (ZIP)</a></p>',
        '<p><a href="https://ailleurs.be/x">https://ailleurs.be/x</a></p>',
    ]
    assert [text for _place, text in report.of_kind("file")] == ["https://www.territoires-memoire.be/a/images.zip"]


def test_second_run_changes_nothing_and_what_was_withdrawn_stays_so(tmp_path: Path) -> None:
    write(tmp_path / "news", "une", NEWS.format(published="true", more=""), "Texte.")
    run("news", tmp_path, publish=True)
    NewsPage.objects.get().unpublish()

    report = run("news", tmp_path, publish=True)

    assert report.counts == {"unchanged": 1}
    assert not NewsPage.objects.get().live


@pytest.mark.parametrize("front", ["title: Sans date", "title: Date\nposted_on: un jour", "posted_on: 2020-01-01"])
def test_news_without_title_or_date_are_refused(tmp_path: Path, front: str) -> None:
    write(tmp_path / "news", "une", front, "Texte.")
    report = run("news", tmp_path)

    assert report.of_kind("error") == [("une.md", "il faut un titre et une date qui se lise")]
    assert report.exit_code == 2


def test_language_without_its_page_is_refused(tmp_path: Path) -> None:
    from core.folders.rows import FileRefused

    write(tmp_path / "news", "une", NEWS.format(published="true", more=""), "Texte.")
    NewsIndexPage.objects.get(locale__language_code="fr").delete()

    with pytest.raises(FileRefused, match="Il n’y a pas de page"):
        run("news", tmp_path)
