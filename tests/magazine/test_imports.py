"""Numbers and articles from folders: found again, changed, left alone, refused."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from PIL import Image
from wagtail.models import Page, Revision

from core.folders.page_report import PageReport
from core.folders.rows import FileRefused
from magazine.contents import read_contents, read_drafts
from magazine.models import ArticlePage, IssuePage, RubricPage
from media_library.models import CreditedDocument, CreditedImage
from tests.magazine.corpus_magazine import import_folder

pytestmark = pytest.mark.django_db
Write = Callable[..., None]

ISSUE = "num: 1\ntitle: Numéro un\ndate_publication: avril - mai - juin 2014\ncouv_src: /u/couv.png\npdf_src: /u/un.pdf"


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A folder with one number and two articles, the editorial first."""
    for kind in ("issues", "articles"):
        (tmp_path / kind).mkdir()
    write(tmp_path, "issues/un", ISSUE, "Présentation **du** numéro.")
    write(
        tmp_path,
        "articles/a",
        article("Deuxième", order=2, credits="Par Ana Dupont"),
        "Un mot[[1]](#footnote-1).\n\n1. Note.",
    )
    write(tmp_path, "articles/b", article("Premier", order=1, type="editorial"), "Texte.")
    return tmp_path


def write(folder: Path, name: str, front: str, body: str = "") -> None:
    (folder / f"{name}.md").write_text(f"---\n{front}\n---\n{body}\n", encoding="utf-8")


def article(title: str, **values: object) -> str:
    values = {"credits": "''", "categories": "_numeros/un.md", **values}
    return "\n".join([f"title: {title}", *(f"{key}: {value}" for key, value in values.items())])


def run(source: Path, **options: object) -> PageReport:
    """Import the numbers, then the articles, by the mappings of the examples; the report of the articles."""
    import_folder("issues", source / "issues", **options)
    return import_folder("articles", source / "articles", **options)


def edit(page: Page, **values: object) -> None:
    for name, value in values.items():
        setattr(page, name, value)
    page.save_revision()


def test_articles_stand_in_their_order_under_their_number_and_rubric(source: Path) -> None:
    report = run(source)

    issue = IssuePage.objects.get(number="1")
    assert [(row.title, row.get_parent().title) for row in read_drafts(issue).rows] == [
        ("Premier", "Édito"),
        ("Deuxième", "Numéro un"),
    ]
    assert (issue.date_printed, str(issue.issued_on)) == ("avril - mai - juin 2014", "2014-04-01")
    assert issue.presentation == "<p>Présentation <b>du</b> numéro.</p>"
    assert report.counts == {"created": 2}
    assert not Page.objects.filter(pk__in=[issue.pk, *ArticlePage.objects.values_list("pk", flat=True)]).live().exists()
    second = ArticlePage.objects.get(title="Deuxième")
    assert [note.text for note in second.footnotes.all()] == ["<p>Note.</p>"]
    assert [str(one.agent) for one in second.contributors.all()] == ["Ana Dupont"]


def test_number_goes_out_as_a_whole_when_asked(source: Path) -> None:
    report = run(source, publish=True)

    issue = IssuePage.objects.visible().get()
    assert [row.title for row in read_contents(issue).rows] == ["Premier", "Deuxième"]
    assert report.counts == {"created": 2, "published": 1}


def test_article_without_text_stays_behind(source: Path) -> None:
    write(source, "articles/vide", article("Vide", order=3))
    report = run(source, publish=True)

    assert report.counts == {"created": 3, "published": 1}
    assert set(ArticlePage.objects.live().values_list("title", flat=True)) == {"Premier", "Deuxième"}


def test_number_whose_articles_all_lack_text_does_not_go_out(source: Path) -> None:
    for name in ("a", "b"):
        write(source, f"articles/{name}", article(name))
    report = run(source, publish=True)

    assert report.of_kind("release") == [("Numéro un", "Aucun article ne sort avec ce numéro.")]
    assert report.exit_code == 1
    assert not IssuePage.objects.live().exists()


def test_second_run_makes_no_version(source: Path) -> None:
    run(source)
    before = Revision.objects.count()

    report = run(source)

    assert report.counts == {"unchanged": 2}
    assert Revision.objects.count() == before


def test_change_at_the_source_makes_a_version_and_follows_online(source: Path) -> None:
    run(source, publish=True)
    write(source, "articles/a", article("Deuxième, revu", order=2), "Autre mot[[1]](#footnote-1).\n\n1. Autre.")

    report = run(source)

    changed = ArticlePage.objects.get(slug="deuxieme")
    assert (changed.title, changed.live, changed.revisions.count()) == ("Deuxième, revu", True, 2)
    assert [note.text for note in changed.footnotes.all()] == ["<p>Autre.</p>"]
    assert not changed.contributors.exists()
    assert report.counts == {"updated": 1, "unchanged": 1}


def test_page_edited_here_is_left_alone_and_reported(source: Path) -> None:
    run(source)
    edit(ArticlePage.objects.get(title="Premier"), standfirst="Écrit ici.")

    report = run(source)

    assert report.counts == {"edited": 1, "unchanged": 1}
    assert report.of_kind("field") == [("b.md", "« Premier » : modifié ici, laissé tel quel.")]
    assert report.exit_code == 0


def test_page_edited_here_and_at_the_source_is_a_conflict(source: Path) -> None:
    run(source)
    page = ArticlePage.objects.get(title="Premier")
    edit(page, title="Mon titre")
    write(source, "articles/b", article("Leur titre", order=1, type="editorial"), "Texte.")

    report = run(source)

    assert report.counts == {"conflicts": 1, "unchanged": 1}
    assert report.exit_code == 1
    assert page.get_latest_revision_as_object().title == "Mon titre"


def test_new_article_takes_its_place_between_the_others(source: Path) -> None:
    write(source, "articles/d", article("Quatrième", order=4), "Texte.")
    run(source, publish=True)
    write(source, "articles/c", article("Troisième", order=3), "Texte.")

    report = run(source, publish=True)

    rows = read_contents(IssuePage.objects.get()).rows
    assert [row.title for row in rows] == ["Premier", "Deuxième", "Troisième", "Quatrième"]
    assert report.counts == {"created": 1, "unchanged": 3, "published": 1}


def test_rubric_is_shared_by_those_that_follow_each_other_alone(source: Path) -> None:
    for order, part in enumerate(("mots", "mots", "article", "mots"), 3):
        write(source, f"articles/m{order}", article(f"M{order}", order=order, type=part), "Texte.")
    run(source)

    assert [rubric.title for rubric in RubricPage.objects.order_by("path")] == ["Édito", "Mots", "Mots"]
    rows = read_drafts(IssuePage.objects.get()).rows
    assert [row.title for row in rows] == ["Premier", "Deuxième", "M3", "M4", "M5", "M6"]


def test_rows_that_cannot_go_in_are_refused_one_by_one(source: Path) -> None:
    write(source, "articles/sans-titre", article("''"), "Texte.")
    write(source, "articles/long", article("x" * 300), "Texte.")
    write(source, "articles/ailleurs", article("Perdu", categories="_numeros/deux.md"), "Texte.")
    write(source, "articles/profond", article("Profond"), "<div>" * 400)
    (source / "articles" / "abîmé.md").write_text("pas d’en-tête", encoding="utf-8")

    report = run(source)

    assert dict(report.of_kind("error")) == {
        "abîmé.md": "pas d’en-tête YAML entre deux lignes « --- »",
        "ailleurs.md": "le numéro « _numeros/deux.md » n’a pas été importé",
        "long.md": "« Titre » compte 300 caractères, 255 au plus",
        "profond.md": "Le texte est imbriqué sur trop de niveaux, ou ses balises ne sont pas refermées.",
        "sans-titre.md": "pas de titre",
    }
    assert report.counts == {"created": 2, "errors": 5}
    assert report.exit_code == 1


@pytest.mark.parametrize("front", ["num: 1\ntitle: Un\ndate_publication: bientôt", "title: Un\ndate_publication: 2014"])
def test_number_needs_a_number_and_a_date(source: Path, front: str) -> None:
    write(source, "issues/deux", front)

    assert import_folder("issues", source / "issues").counts == {"created": 1, "errors": 1}


def test_pictures_and_files_are_taken_from_a_folder_when_they_come(source: Path) -> None:
    write(source, "articles/b", article("Premier", order=1), "![Un pont](/u/pont.png)\n\n![](/u/faux.png)")
    first = run(source)
    files = source / "fichiers"
    (files / "u").mkdir(parents=True)
    picture = BytesIO()
    Image.new("RGB", (4, 3)).save(picture, "PNG")
    (files / "u" / "pont.png").write_bytes(picture.getvalue())
    (files / "couv.png").write_bytes(picture.getvalue())
    (files / "u" / "un.pdf").write_bytes(b"%PDF-1.7")
    (files / "u" / "faux.png").write_bytes(b"<svg><script/></svg>")

    again = run(source, pictures=files)

    assert [text for _place, text in first.of_kind("picture")] == ["/u/pont.png (Un pont)", "/u/faux.png"]
    assert again.counts == {"updated": 1, "unchanged": 1}
    assert [text for _place, text in again.of_kind("picture")] == ["/u/faux.png"]
    couv, pont = CreditedImage.objects.order_by("pk")
    assert (pont.title, pont.description, pont.width, pont.height) == ("Un pont", "Un pont", 4, 3)
    latest = ArticlePage.objects.get(title="Premier").get_latest_revision_as_object()
    shown = [block.value["picture"] for block in latest.body]
    assert [picture and (picture.pk, picture.contextual_alt_text) for picture in shown] == [(pont.pk, "Un pont"), None]
    issue = IssuePage.objects.get().get_latest_revision_as_object()
    assert (issue.cover, issue.facsimile) == (couv, CreditedDocument.objects.get())
    assert run(source, pictures=files).counts == {"unchanged": 2}


def test_what_is_said_of_an_author_at_length_is_a_box(source: Path) -> None:
    about = "mot " * 100
    credits = '"Entretien avec Ana Dupont par Léa Roy"'
    write(source, "articles/b", article("Premier", order=1, credits=credits, about_the_author=about), "Texte.")
    run(source)

    page = ArticlePage.objects.get(title="Premier")
    assert [(block.block_type, block.value.get("title")) for block in list(page.body)[1:]] == [("box", "Ana Dupont")]


def test_corrections_of_names_are_followed(source: Path, tmp_path: Path) -> None:
    write(source, "articles/b", article("Premier", order=1, credits="J.P."), "Texte.")
    mapping = tmp_path / "articles.toml"
    text = (Path(__file__).resolve().parents[2] / "examples/imports/articles.toml").read_text("utf-8")
    mapping.write_text(f'{text}"J.P." = "Ana Dupont"\n', encoding="utf-8")
    import_folder("issues", source / "issues")
    report = import_folder("articles", source / "articles", mapping)

    signed = ArticlePage.objects.get(title="Premier").contributors.get()
    assert (str(signed.agent), signed.name_as_printed) == ("Ana Dupont", "J.P.")
    assert report.of_kind("person") == []


@pytest.mark.parametrize(
    ("mapping", "reason"),
    [
        ("kind = 'articles'", "il faut au moins « source »"),
        ("kind = 'articles'\nsource = 'S'\n[columns]\ntitle = 'titel'", "« titel » n’existe pas"),
        ("kind = 'articles'\nsource = 'S'\n[columns]\ntitle = 'title'", "aucune colonne ne va vers « body, issue »"),
        ("kind = 'poèmes'", "« poèmes » n’est pas une sorte connue"),
        ("kind = ", "n’est pas du TOML"),
        (
            "kind = 'articles'\nsource = 'S'\npeople = 3\n[columns]\na = 'title'\nb = 'issue'\nc = 'body'",
            "« people » devrait être une table",
        ),
    ],
)
def test_mapping_that_makes_no_sense_is_refused(source: Path, mapping: str, reason: str) -> None:
    path = source / "m.toml"
    path.write_text(mapping, encoding="utf-8")

    with pytest.raises(FileRefused, match=reason):
        import_folder("articles", source / "articles", path)


def test_command_prints_its_report_and_leaves_with_its_code(source: Path, capsys: pytest.CaptureFixture[str]) -> None:
    mappings = Path(__file__).resolve().parents[2] / "examples" / "imports"
    report = source / "r.json"
    call_command("import_folder", source / "issues", mapping=mappings / "issues.toml", report=report)
    write(source, "articles/c", article("''"), "Texte.")

    with pytest.raises(SystemExit) as left:
        call_command("import_folder", source / "articles", mapping=mappings / "articles.toml")

    assert left.value.code == 1
    assert "       2 créées" in capsys.readouterr().out
    assert '"created": 1' in report.read_text("utf-8")
    with pytest.raises(CommandError, match="n’est pas un dossier"):
        call_command("import_folder", source / "rien", mapping=mappings / "issues.toml")
