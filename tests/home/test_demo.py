"""The demonstration: loaded once, allowed to its users only, and complete."""

import io
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.contrib.auth import authenticate, get_user_model
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import Client, override_settings
from django.utils import timezone
from django.utils.text import slugify
from PIL import Image
from pytest_django import DjangoDbBlocker
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page, PageLogEntry, Revision
from wagtail_footnotes.models import Footnote

from core.models import IndexChange, LocalInformation
from core.woven_pictures import woven_picture
from directory.models import Agent
from home.demo.files import pdf_of
from home.demo.loading import load_demo
from home.demo.sources import identity
from home.demo.texts import UnfinishedText, load_yaml
from home.models import HomePage, NewsPage, PressReleasePage, StandardPage
from magazine.assembly.states import states_of
from magazine.models import (
    ArticleCommission,
    ArticlePage,
    DossierPage,
    IssuePage,
    IssueRelease,
    MagazinePage,
    RubricPage,
)
from resources.models import Contribution, Holding, Record, RecordSubject
from tests.factories.home import make_site
from thesaurus.models import Concept

FOLDER = Path(__file__).resolve().parents[2] / "demo"
WRITTEN = (("resources", "record"), ("directory", "agent"), ("thesaurus", "concept"))
EVERYTHING = ("add", "change", "delete", "lock", "publish", "unlock", "view")
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def loaded(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, int]]:
    """The demonstration, loaded once for all tests of this file, in a transaction that is then undone."""
    files = override_settings(DEMO=True, MEDIA_ROOT=tmp_path_factory.mktemp("media"))
    with django_db_blocker.unblock(), files, transaction.atomic():
        make_site()
        yield load_demo()
        transaction.set_rollback(True)


@pytest.fixture
def demo(loaded: dict[str, int], db: None) -> dict[str, int]:
    """How much of each was loaded; what a test changes is undone after it."""
    return loaded


def described(name: str) -> list[dict[str, Any]]:
    """What a file of the demonstration describes."""
    items: list[dict[str, Any]] = yaml.safe_load((FOLDER / name).read_text(encoding="utf-8"))
    return items


@pytest.mark.parametrize("command", ["load_demo", "prepare_demo"])
def test_commands_refuse_a_site_that_is_no_demonstration(command: str) -> None:
    with pytest.raises(CommandError, match=r"config\.settings\.demo only\.$"):
        call_command(command)

    assert get_user_model()._default_manager.count() == 0


def test_everything_in_the_files_is_loaded(demo: dict[str, int]) -> None:
    records, agents = described("records.yaml"), described("agents.yaml")
    concepts = (FOLDER / "thesaurus.ttl").read_text(encoding="utf-8").count(" a skos:Concept ;")

    assert [Record.objects.visible().count(), Agent.objects.visible().count()] == [len(records), len(agents)]
    assert Concept.objects.visible().count() == concepts
    assert [Contribution.objects.count(), Holding.objects.count(), RecordSubject.objects.count()] == [
        sum(len(item.get(part, [])) for item in records) for part in ("contributions", "holdings", "subjects")
    ]
    assert Record.objects.exclude(host=None).count() == sum("host" in item for item in records)


def test_demonstration_is_as_large_as_a_living_place(demo: dict[str, int]) -> None:
    assert demo["records"] >= 150
    assert demo["concepts"] >= 120
    assert demo["agents"] >= 60
    assert Record.objects.exclude(cover=None).count() == demo["covers"] >= 20


def test_second_load_changes_nothing(demo: dict[str, int]) -> None:
    models = [Record, Agent, Concept, Page, Revision, PageLogEntry, IndexChange, LocalInformation, get_user_model()]
    models += [get_image_model(), get_document_model(), ArticleCommission, IssueRelease, Footnote]
    before = [model._default_manager.count() for model in models]

    assert set(load_demo().values()) == {0}
    assert [model._default_manager.count() for model in models] == before


def test_second_load_keeps_what_an_editor_changed(demo: dict[str, int]) -> None:
    record = Record.objects.exclude(cover=None).order_by("pk").first()
    assert record is not None
    record.title, record.cover = "Changé", None
    record.save()
    home = HomePage.objects.get(locale__language_code="fr")
    home.heading = "Changé aussi"
    home.save()

    load_demo()

    record.refresh_from_db()
    home.refresh_from_db()
    assert [record.title, record.cover, home.heading] == ["Changé", None, "Changé aussi"]


def test_identities_are_the_same_wherever_it_is_loaded(demo: dict[str, int]) -> None:
    assert str(Record.objects.order_by("number").first().uuid) == "09920cca-a200-5e42-9d4d-b48ae5f93b7b"  # type: ignore[union-attr]  # there is one


def test_every_record_names_people_and_subjects_of_the_house(demo: dict[str, int]) -> None:
    assert Record.objects.filter(subjects=None).count() == 0
    assert Contribution.objects.filter(agent__live=False).count() == 0


def test_demo_signs_in_and_publishes(demo: dict[str, int]) -> None:
    user: Any = authenticate(username="demo", password="demo")

    assert (user.is_staff, user.is_superuser) == (False, False)
    assert user.has_perms(
        [
            f"{app}.{action}_{model}"
            for app, model in WRITTEN
            for action in ("add", "change", "publish", "delete", "lock")
        ]
    )
    assert user.has_perms(["core.change_siteinformation", "wagtailadmin.access_admin"])
    assert not user.has_perm("accounts.add_user")


def test_stagiaire_drafts_and_does_not_publish(demo: dict[str, int]) -> None:
    user: Any = authenticate(username="stagiaire", password="stagiaire")

    assert user.has_perms([f"{app}.{action}_{model}" for app, model in WRITTEN for action in ("add", "change")])
    assert [
        permission for permission in user.get_all_permissions() if re.search(r"\.(publish|delete|unlock)_", permission)
    ] == []
    permissions = StandardPage.objects.order_by("path")[0].permissions_for_user(user)
    assert (permissions.can_edit(), permissions.can_publish()) == (True, False)


@pytest.mark.parametrize(
    ("name", "groups"),
    [
        ("autrice", ["Autrices et auteurs"]), ("redactrice", ["Rédaction"]), ("correctrice", ["Correction"]),
        ("chef", ["Rédaction en chef"]), ("stagiaire", ["Autrices et auteurs", "Stage"]),
        ("demo", ["Correction", "Documentation", "Rédaction", "Rédaction en chef"]),
    ],
)  # fmt: skip
def test_each_role_has_somebody_to_try_it(demo: dict[str, int], name: str, groups: list[str]) -> None:
    user: Any = authenticate(username=name, password=name)

    assert sorted(user.groups.values_list("name", flat=True)) == groups


def test_records_and_pages_go_through_the_house_workflow(demo: dict[str, int]) -> None:
    names = [thing.get_workflow().name for thing in (Record.objects.all()[0], StandardPage.objects.all()[0])]

    assert names == ["Relecture avant publication"] * 2


def test_every_page_answers(demo: dict[str, int], client: Client) -> None:
    pages = [*HomePage.objects.all(), *StandardPage.objects.all()]

    assert [page.url for page in pages if client.get(page.url).status_code != 200] == []
    assert len(pages) == 3 + len(described("pages.yaml")["pages"])  # type: ignore[call-overload]  # a mapping there


def test_every_page_could_be_saved_by_an_editor(demo: dict[str, int]) -> None:
    for page in [*HomePage.objects.all(), *StandardPage.objects.all()]:
        page.full_clean()
        page.body.stream_block.clean(page.body)


def test_plain_pages_use_every_block(demo: dict[str, int]) -> None:
    used = {block.block_type for page in StandardPage.objects.all() for block in page.body}
    used |= {block.block_type for page in HomePage.objects.all() for block in page.body}

    assert used == set(StandardPage.body.field.stream_block.child_blocks)


def test_links_between_pages_follow_them(demo: dict[str, int]) -> None:
    visit = StandardPage.objects.get(slug="preparer-ma-visite")
    home = HomePage.objects.get(locale__language_code="fr")
    callouts = [block.value["text"].source for block in home.body if block.block_type == "callout"]

    assert any(f'<a linktype="page" id="{visit.pk}">' in text for text in callouts)


def test_pages_in_other_languages_are_translations(demo: dict[str, int]) -> None:
    house = StandardPage.objects.get(slug="la-maison")
    translations = house.get_translations().values_list("slug", flat=True)

    assert sorted(translations) == ["about", "over-ons"]


def test_pictures_are_credited_and_always_the_same() -> None:
    first, again = (woven_picture("x", 300, 400, label="Un titre") for _ in range(2))
    with Image.open(io.BytesIO(first)) as picture:
        assert (picture.format, picture.size) == ("PNG", (300, 400))

    assert first == again != woven_picture("y", 300, 400, label="Un titre")


def test_every_file_has_its_rights(demo: dict[str, int]) -> None:
    for model in (get_image_model(), get_document_model()):
        assert set(model._default_manager.values_list("rights_holder", "licence")) == {("Passerelles", "CC-BY-4.0")}


def test_pdf_has_its_objects_where_it_says() -> None:
    content = pdf_of("Un (titre) \\ d’été", ["Une ligne"])
    start = int(content.rsplit(b"startxref\n", 1)[1].split(b"\n")[0])
    offsets = [int(line[:10]) for line in content[start:].splitlines()[3:] if line.endswith(b" 00000 n ")]

    assert content[start : start + 4] == b"xref"
    assert [content[offset:].split(b"\n")[0] for offset in offsets] == [
        f"{number} 0 obj".encode() for number in range(1, 8)
    ]


# The magazine, news and press ---------------------------------------------------------------------


def numbers() -> dict[str, dict[str, Any]]:
    """The numbers the files describe, by folder."""
    return {path.parent.name: yaml.safe_load(path.read_text("utf-8")) for path in FOLDER.glob("magazine/*/numero.yaml")}


def texts(folder: str) -> dict[str, tuple[dict[str, Any], str]]:
    """The texts of a folder: what stands at the head of each, and its body."""
    files = {path.stem: path.read_text("utf-8").split("---\n", 2) for path in sorted((FOLDER / folder).glob("*.md"))}
    return {name: (yaml.safe_load(head), body) for name, (_, head, body) in files.items()}


def out(language: str = "") -> dict[str, dict[str, Any]]:
    """The numbers that are published, of one language or of all."""
    return {
        key: one for key, one in numbers().items() if one.get("state") != "preparing" and language in one["lang"]
    }  # fmt: skip


def visible_texts() -> list[Any]:
    """Every page of the magazine, of news and of the press that the public sees."""
    models = (MagazinePage, IssuePage, DossierPage, RubricPage, ArticlePage, NewsPage, PressReleasePage)
    return [page for model in models for page in model.objects.visible()]


def test_three_numbers_are_out_each_with_a_dossier(demo: dict[str, int]) -> None:
    french = IssuePage.objects.visible().filter(locale__language_code="fr")

    assert demo["issues"] == len(numbers())
    assert sorted(french.values_list("number", flat=True)) == sorted(one["number"] for one in out("fr").values())
    assert len(out("fr")) == 3
    assert [DossierPage.objects.visible().of_issue(issue).count() for issue in IssuePage.objects.visible()] == [1] * 5


def test_every_text_of_the_files_is_an_article_in_its_place(demo: dict[str, int]) -> None:
    for key, number in numbers().items():
        issue = IssuePage.objects.get(uuid=identity("issue", key))
        rows = [one for part in number["parts"] for one in part["contents"]]
        contents = [page.slug for page in issue.get_descendants().filter(depth=6).order_by("path").specific()]
        assert contents == [one if isinstance(one, str) else slugify(one["title"]) for one in rows]
        assert {one for one in rows if isinstance(one, str)} == set(texts(f"magazine/{key}"))


def test_sentence_cut_by_its_comma_is_refused() -> None:
    with pytest.raises(UnfinishedText, match="deux cordes"):
        load_yaml("image: {drawing: terrain, caption: Quinze maillots, deux cordes}")


def test_articles_are_long_enough_to_be_read(demo: dict[str, int]) -> None:
    french = ArticlePage.objects.visible().filter(locale__language_code="fr")
    lengths = sorted(french.values_list("word_count", flat=True))

    assert lengths[0] >= 250
    assert lengths[-1] >= 900
    assert sum(lengths) >= 12_000


def test_number_in_preparation_is_seen_by_nobody(demo: dict[str, int], client: Client) -> None:
    issue = IssuePage.objects.get(uuid=identity("issue", "48"))
    pages = [issue, *issue.get_descendants().specific()]

    assert [page.live for page in pages] == [False] * len(pages)
    assert {client.get(page.get_url()).status_code for page in pages} == {404}
    assert issue.title not in html_of(client, "/fr/magazine/")


def test_number_in_preparation_has_articles_in_every_state(demo: dict[str, int]) -> None:
    issue = IssuePage.objects.get(uuid=identity("issue", "48"))
    states = {"missing": "missing", "draft": "draft", "review": "in_review", "ready": "ready"}
    expected = Counter(states[head["state"]] for head, _body in texts("magazine/48").values())

    assert Counter(str(state) for state in states_of(issue).values()) == expected
    assert set(expected) == set(states.values())
    assert ArticleCommission.objects.filter(due_on__lt=timezone.localdate(), article__word_count=0).count() == 1


def test_articles_use_every_block(demo: dict[str, int]) -> None:
    used = {block.block_type for page in ArticlePage.objects.visible() for block in page.body}

    assert used == set(ArticlePage.body.field.stream_block.child_blocks) - {"html", "image"}


def test_every_call_has_its_note(demo: dict[str, int], client: Client) -> None:
    for key in out():
        for slug, (head, body) in texts(f"magazine/{key}").items():
            names = list(head.get("notes") or {})
            assert set(re.findall(r"\[\^([\w-]+)\]", body)) == set(names)
            page = ArticlePage.objects.get(uuid=identity("article", f"magazine/{key}/{slug}"))
            assert len(re.findall(r'id="note-\d+"', html_of(client, page.url))) == len(names)


def test_article_under_embargo_keeps_its_text(demo: dict[str, int], client: Client) -> None:
    (article,) = ArticlePage.objects.under_embargo()
    html = html_of(client, article.url)

    assert article.standfirst[:40] in html
    assert "On annonce dans la langue de son voisin" not in html


def test_two_articles_are_translated(demo: dict[str, int], client: Client) -> None:
    page = ArticlePage.objects.get(slug="ma-fille-me-corrige-en-neerlandais")
    html = html_of(client, page.url)

    assert [one.locale.language_code for one in page.get_translations()] == ["nl"]
    assert 'hreflang="nl" href="http://testserver/nl/magazine/47-de-taal-van-de-ander/' in html
    assert [ArticlePage.objects.visible().filter(locale__language_code=code).count() for code in ("nl", "en")] == [1, 1]


def test_corrections_are_dated_and_shown(demo: dict[str, int], client: Client) -> None:
    corrected = ArticlePage.objects.visible().exclude(corrections=None).get()

    assert "14 avril 2026" in html_of(client, corrected.url)


def test_news_and_releases_are_those_of_the_files(demo: dict[str, int]) -> None:
    news, press = texts("news"), texts("press")

    assert demo["news"] == len(news) + len(press)
    assert [NewsPage.objects.visible().count(), PressReleasePage.objects.visible().count()] == [len(news), len(press)]


def test_every_text_could_be_saved_by_an_editor(demo: dict[str, int]) -> None:
    for page in visible_texts():
        page.full_clean()
        if hasattr(page, "body"):
            page.body.stream_block.clean(page.body)


def test_every_link_of_every_text_leads_somewhere(demo: dict[str, int], client: Client) -> None:
    pages = {page.url: html_of(client, page.url) for page in visible_texts()}
    links = {
        link.split("#")[0]
        for html in pages.values()
        for link in re.findall(r'<a [^>]*href="(/[^"]*)"', html.split("<main")[1].split("</main>")[0])
    }
    broken = [link for link in sorted(links - set(pages) - {""}) if not answers(client, link)]

    assert broken == []
    assert len(links) > 150


def html_of(client: Client, url: str) -> str:
    """A page, which must answer."""
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


def answers(client: Client, link: str) -> bool:
    """Whether something is at an address; of a file, whether it is in the library."""
    if found := re.match(r"/documents/(\d+)/", link):
        return bool(get_document_model()._default_manager.filter(pk=found[1]).exists())
    return client.get(link).status_code in (200, 301, 302)
