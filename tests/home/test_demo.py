"""The demonstration: loaded once, allowed to its users only, and complete."""

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.contrib.auth import authenticate, get_user_model
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import Client, override_settings
from PIL import Image
from pytest_django import DjangoDbBlocker
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page, PageLogEntry, Revision

from core.models import IndexChange, LocalInformation
from core.woven_pictures import woven_picture
from directory.models import Agent
from home.demo.files import pdf_of
from home.demo.loading import load_demo
from home.models import HomePage, StandardPage
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
    models += [get_image_model(), get_document_model()]
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
