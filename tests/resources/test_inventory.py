"""Inventory numbers: given, unique, found; and the check of the shelves."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from resources.inventory import check_shelves, read_numbers, take_number
from resources.models import Holding, HoldingSite, Record
from resources.shown import RecordParts
from tests.factories.resources import RecordFactory, full_record
from tests.resources.conftest import make_editor, signed_in, typed

pytestmark = pytest.mark.django_db


def copy_of(record: Record, number: str = "", **fields: Any) -> Holding:
    return Holding.objects.create(record=record, inventory_number=number, **fields)


def posted_copy(**fields: Any) -> dict[str, Any]:
    empty = {"site": "", "shelf_mark": "", "status": "available", "condition": "good", "note": "", "origin": ""}
    return {**empty, "inventory_number": "", "acquired_on": "", "removed_on": "", **fields}


def test_numbers_follow_each_other_and_start_again_each_year() -> None:
    assert [take_number(2026), take_number(2026), take_number(2027)] == ["2026-0001", "2026-0002", "2027-0001"]


def test_number_typed_by_hand_is_passed_over() -> None:
    copy_of(RecordFactory(), "2026-0001")

    assert take_number(2026) == "2026-0002"


def test_button_gives_a_number_to_who_writes_records(desk: Client) -> None:
    url = reverse("workshop:give_number")
    year = timezone.localdate().year

    assert [desk.post(url).json() for _ in range(2)] == [{"number": f"{year}-0001"}, {"number": f"{year}-0002"}]
    assert desk.get(url).status_code == 405
    assert signed_in(make_editor("lectrice", "view")).post(url).status_code == 403
    assert Client().post(url).status_code == 302


def test_form_keeps_the_inventory_of_a_copy(desk: Client) -> None:
    add = reverse("wagtailsnippets_resources_record:add")
    copy = posted_copy(inventory_number="2026-0007", origin="gift", acquired_on="2026-03-04")
    desk.post(add, typed(holdings=[copy]))
    kept = Holding.objects.get()

    assert (kept.inventory_number, kept.origin, str(kept.acquired_on), kept.removed_on) == (
        "2026-0007", "gift", "2026-03-04", None,
    )  # fmt: skip
    assert "data-give-number" in desk.get(add).content.decode()


def test_number_of_another_record_is_refused_and_named(desk: Client) -> None:
    other = RecordFactory(title="Déjà là")
    copy_of(other, "2026-0007")
    posted = typed(title="Nouvelle", holdings=[posted_copy(inventory_number="2026-0007")])
    html = desk.post(reverse("wagtailsnippets_resources_record:add"), posted).content.decode()

    assert f"déjà celui d’un exemplaire de la notice {other.number}, « Déjà là »" in html
    assert Record.objects.count() == 1


def test_number_given_twice_in_a_record_is_refused(desk: Client) -> None:
    posted = typed(holdings=[posted_copy(inventory_number="A 1"), posted_copy(inventory_number="A 1")])
    html = desk.post(reverse("wagtailsnippets_resources_record:add"), posted).content.decode()

    assert ("donné deux fois dans cette notice" in html, Record.objects.count()) == (True, 0)


def test_record_keeps_its_own_number_when_it_is_saved_again(desk: Client) -> None:
    record = RecordFactory()
    copy = copy_of(record, "2026-0007")
    posted = typed(title="Corrigé", holdings=[posted_copy(inventory_number="2026-0007")])
    posted |= {"holdings-INITIAL_FORMS": 1, "holdings-0-id": copy.pk, "action-publish": "1"}
    desk.post(reverse("wagtailsnippets_resources_record:edit", args=[record.pk]), posted)

    assert [one.title for one in Record.objects.all()] == ["Corrigé"]
    assert [one.inventory_number for one in Holding.objects.all()] == ["2026-0007"]


@pytest.mark.parametrize("typed_number", ["2026-0007", " 2026-0007 "])
def test_admin_search_finds_a_record_by_its_inventory_number(typed_number: str) -> None:
    wanted = RecordFactory()
    copy_of(wanted, "2026-0007")
    copy_of(RecordFactory(), "2026-00071")

    assert list(Record.objects.matching(typed_number)) == [wanted]


def test_admin_search_finds_an_inventory_number_of_digits_alone() -> None:
    wanted = RecordFactory()
    copy_of(wanted, "004512")

    assert list(Record.objects.matching("004512")) == [wanted]


def test_removed_copy_is_nowhere_in_public_and_stays_in_the_inventory(client: Client) -> None:
    record = full_record()
    record.holdings.update(removed_on=timezone.localdate(), inventory_number="2026-0007")
    record = Record.objects.get()
    parts = RecordParts(record)

    assert (parts.holdings, parts.availability) == ([], None)
    assert "392.7 VAS" not in client.get(f"/fr/ressources/notice/{record.number}/{record.slug}/").content.decode()
    assert list(Record.objects.held_as("available")) == []
    assert list(Record.objects.matching("2026-0007")) == [record]


def test_check_tells_found_unknown_missing_and_misplaced() -> None:
    here, there = (HoldingSite.objects.create(name=name) for name in ("Salle", "Réserve"))
    record = RecordFactory()
    found = copy_of(record, "A1", site=here, shelf_mark="305 A")
    elsewhere = copy_of(record, "A2", site=there, shelf_mark="305 B")
    lost = copy_of(record, "A3", site=here, shelf_mark="305 C", status="lost")
    removed = copy_of(record, "A4", site=here, shelf_mark="305 D", removed_on=timezone.localdate())
    other_shelf = copy_of(record, "A5", site=here, shelf_mark="791 E")
    missing = copy_of(record, "A6", site=here, shelf_mark="305 F")
    copy_of(record, "A7", site=here, shelf_mark="305 G", status="on_loan")
    copy_of(record, "", site=here, shelf_mark="305 H")
    check = check_shelves(["A1", "A2", "A3", "A4", "A5", "X9", "A1"], here, "305")

    assert (check.found, check.unknown, check.repeated) == ([found], ["X9"], ["A1"])
    assert check.misplaced == [elsewhere, lost, removed, other_shelf]
    assert (check.missing, check.missing_total, check.scanned) == ([missing], 1, 6)


def test_scanned_list_is_read_with_any_line_ending_and_bounded() -> None:
    assert read_numbers(" A1\r\nA2;A3\tA4\n\n") == ["A1", "A2", "A3", "A4"]
    assert len(read_numbers("A\n" * 20_000)) == 10_000


def test_check_page_shows_its_result_and_writes_nothing(desk: Client) -> None:
    copy_of(RecordFactory(title="Perdu de vue"), "A6", shelf_mark="305 F")
    html = desk.post(reverse("workshop:inventory_check"), {"numbers": "X9"}).content.decode()

    assert ("1 inconnu" in html, "1 manquant" in html, "Perdu de vue" in html) == (True, True, True)


def test_check_page_is_for_who_changes_records() -> None:
    reader = signed_in(make_editor("lectrice", "view"))

    assert reader.get(reverse("workshop:inventory_check")).status_code == 302
