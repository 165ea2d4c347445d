"""A documentalist imports a file by hand: reads the trial, meets a conflict, confirms, and undoes it all."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import LazySettings
from playwright.sync_api import Page

from home.demo.people import load_people
from resources.imports.runs import check_run, write_run
from resources.imports.undo import undo_run
from resources.models import ImportRun, Record
from search.services import rebuild_search

Open = Callable[..., Page]
HEADER = "identifiant,titre,auteur,annee\n"


@pytest.fixture
def desk(site: str, open_page: Open, settings: LazySettings, tmp_path: Path) -> Page:
    """The workshop, with the documentalist signed in."""
    settings.IMPORTS_DIR = tmp_path / "imports"
    load_people()
    rebuild_search()
    return sign_in(site, open_page, "demo")


def sign_in(site: str, open_page: Open, name: str, width: int = 1280) -> Page:
    page = open_page("/admin/", width=width, height=1000, reduced_motion="reduce")
    page.locator("[name=username]").fill(name)
    page.locator("[name=password]").fill(name)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{site}/admin/")
    return page


def give(page: Page, site: str, folder: Path, rows: str) -> None:
    """Drop a file in the form, as one does."""
    path = folder / "voisine.csv"
    path.write_text(HEADER + rows, encoding="utf-8")
    page.goto(f"{site}/admin/imports/")
    with page.expect_navigation():
        page.get_by_role("link", name="Importer un fichier").click()
    page.locator("[name=file]").set_input_files(path)
    page.locator("[name=source]").fill("Voisine")
    page.get_by_role("button", name="Déposer et essayer").click()
    page.wait_for_url("**/admin/imports/*-*/")


def work(step: Callable[[ImportRun], None]) -> None:
    """What the worker does meanwhile."""
    step(ImportRun.objects.order_by("-pk")[0])


def state(page: Page) -> str:
    return page.locator("#import-state").inner_text()


def titles() -> list[str]:
    return sorted(Record.objects.visible().values_list("title", flat=True))


def test_import_is_tried_read_confirmed_and_undone(
    site: str, desk: Page, tmp_path: Path, find_violations: Callable[[Page], list[str]]
) -> None:
    desk.goto(f"{site}/admin/")
    give(desk, site, tmp_path, "1,Ponts,Jean Untel,2001\n2,Rives,,2002\n")
    assert state(desk) == "État : en attente"
    work(check_run)
    desk.get_by_role("button", name="Confirmer l’import").wait_for()
    assert titles() == []
    with desk.expect_navigation():
        desk.get_by_role("button", name="Confirmer l’import").click()
    work(write_run)
    desk.get_by_role("link", name="Annuler tout cet import").wait_for()
    assert (state(desk), titles()) == ("État : terminé", ["Ponts", "Rives"])

    record = Record.objects.get(title="Ponts")
    desk.goto(f"{site}/admin/snippets/resources/record/edit/{record.pk}/")
    desk.locator("[name=title]").fill("Ponts et passerelles")
    desk.locator("footer .w-dropdown__toggle").click()
    with desk.expect_navigation():
        desk.locator("footer [name=action-publish]").click()

    give(desk, site, tmp_path, "1,Les ponts,Jean Untel,2011\n2,Rives,,2002\n3,Îles,,2003\n4,,,2004\n")
    work(check_run)
    desk.get_by_role("button", name="Confirmer l’import").wait_for()  # the page reloads itself once the trial is over
    with desk.expect_navigation():
        desk.get_by_role("link", name="conflit (1)").click()
    row = desk.locator("#import-lines ~ div tbody tr")
    assert row.count() == 1
    assert "Ponts et passerelles" in row.inner_text()
    assert "Les ponts" in row.inner_text()
    assert "gardé, modifié ici" in row.inner_text()
    with desk.expect_navigation():
        desk.get_by_role("link", name="erreur (1)").click()
    assert "pas de titre" in desk.locator("#import-lines ~ div tbody").inner_text()
    assert find_violations(desk) == []
    with desk.expect_navigation():
        desk.get_by_role("button", name="Confirmer l’import").click()
    work(write_run)
    desk.get_by_role("link", name="Annuler tout cet import").wait_for()
    assert titles() == ["Ponts et passerelles", "Rives", "Îles"]
    assert Record.objects.get(pk=record.pk).date == "2011"

    desk.goto(f"{site}/admin/snippets/resources/record/edit/{record.pk}/")
    assert desk.locator("[name=date]").input_value() == "2011"
    desk.goto(f"{site}/admin/imports/")
    for role, name in (("link", "voisine.csv"), ("link", "Annuler tout cet import"), ("button", "Annuler l’import")):
        with desk.expect_navigation():
            desk.get_by_role(role, name=name).first.click()
    work(undo_run)
    desk.get_by_text("Annulé.").wait_for()
    assert titles() == ["Ponts et passerelles", "Rives"]
    assert Record.objects.get(pk=record.pk).date == "2001"
    desk.goto(f"{site}/admin/snippets/resources/record/history/{record.pk}/")
    assert "Import annulé" in desk.locator("main").inner_text()


def test_pages_of_imports_are_readable_on_a_phone(
    site: str, open_page: Open, desk: Page, tmp_path: Path, find_overflow: Callable[[Page], int]
) -> None:
    give(desk, site, tmp_path, "1,Ponts,Jean Untel,2001\n2,,,2002\n")
    work(check_run)
    run = ImportRun.objects.get()
    phone = sign_in(site, open_page, "demo", width=360)
    for path in ("", "deposer/", f"{run.uuid}/", f"{run.uuid}/colonnes/", "disparues/"):
        phone.goto(f"{site}/admin/imports/{path}")
        assert (path, find_overflow(phone)) == (path, 0)


def test_trainee_has_no_imports(site: str, open_page: Open, desk: Page) -> None:
    trainee = sign_in(site, open_page, "stagiaire")
    assert trainee.locator("a[href='/admin/imports/']").count() == 0
    trainee.goto(f"{site}/admin/imports/")
    assert "/admin/imports/" not in trainee.url
