"""Labels of copies, and their bar codes."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from resources.barcodes import PATTERNS, can_encode, code_values, draw_barcode
from resources.labels import make_sheets, split_shelf_mark
from resources.models import Holding
from tests.factories.resources import RecordFactory, full_record
from tests.resources.conftest import make_editor, signed_in


def test_bar_code_has_the_values_of_the_standard() -> None:
    # “PJJ123C”, the example of the literature, has check value 54 in set A, whose start is one less than that of B.
    text = "PJJ123C"
    values = [104, *(ord(letter) - 32 for letter in text)]
    assert code_values(text) == [*values, (104 + sum(at * value for at, value in enumerate(values) if at)) % 103]
    assert code_values(text)[-1] == 55
    # Digits in pairs: set C.
    assert code_values("1234") == [105, 12, 34, (105 + 12 + 2 * 34) % 103]


def test_bar_code_patterns_are_those_of_the_standard() -> None:
    assert len(PATTERNS) == len(set(PATTERNS)) == 106
    assert {sum(map(int, pattern)) for pattern in PATTERNS} == {11}
    assert {sum(map(int, pattern[::2])) % 2 for pattern in PATTERNS} == {0}


def test_bar_code_is_drawn_with_its_quiet_zones() -> None:
    code = draw_barcode("2026-0001")

    assert code.bars[:3] == ((10, 2), (13, 1), (16, 1))
    assert code.width == 10 + 11 * (1 + 9 + 1) + 13 + 10
    assert code.bars[-1] == (code.width - 10 - 2, 2)


@pytest.mark.parametrize("text", ["", "é", "a\n"])
def test_bar_code_refuses_what_it_has_no_bars_for(text: str) -> None:
    assert not can_encode(text)
    with pytest.raises(ValueError, match="ASCII"):
        draw_barcode(text)


@pytest.mark.parametrize(
    ("mark", "lines"),
    [("392.7 VAS", ["392.7", "VAS"]), ("", []), ("A B C D E F", ["A", "B", "C", "D E F"]), ("CD", ["CD"])],
)
def test_shelf_mark_stands_on_lines(mark: str, lines: list[str]) -> None:
    assert split_shelf_mark(mark) == lines


@pytest.mark.django_db
def test_sheets_begin_where_the_last_one_ended_and_keep_the_order() -> None:
    first, second = RecordFactory(), RecordFactory()
    for record, count in ((first, 2), (second, 23)):
        for place in range(count):
            Holding.objects.create(record=record, shelf_mark=f"{record.number}-{place:02d}", sort_order=place)
    Holding.objects.create(record=first, shelf_mark="éliminé", removed_on=timezone.localdate())
    sheets = make_sheets([second.pk, first.pk], start=23)

    assert [len(sheet) for sheet in sheets] == [24, 23]
    assert [label.empty for label in sheets[0][:23]] == [True] * 22 + [False]
    assert sheets[0][22].lines == [f"{second.number}-00"]
    assert sheets[1][-1].lines == [f"{first.number}-01"]


@pytest.mark.django_db
def test_labels_of_one_record_and_of_a_selection(desk: Client) -> None:
    record = full_record()
    record.holdings.update(inventory_number="2026-0001")
    page = reverse("workshop:labels")
    one = desk.get(f"{page}?notice={record.number}&start=3&spine=on&bars=on").content.decode()
    bulk = reverse("wagtail_bulk_action", args=["resources", "record", "labels"])
    chosen = desk.post(f"{bulk}?id={record.pk}", follow=True).content.decode()

    assert (one.count("labels-one"), "<span>392.7</span><span>VAS</span>" in one, one.count("<svg viewBox")) == (
        3, True, 1,
    )  # fmt: skip
    assert ("2026-0001" in chosen, chosen.count('class="labels-one"')) == (True, 1)


@pytest.mark.django_db
@pytest.mark.parametrize("asked", ["", "?notice=999999", "?notice=abc", "?start=99", "?start=x"])
def test_labels_page_without_anything_to_print_says_so(desk: Client, asked: str) -> None:
    assert "Aucun exemplaire à étiqueter" in desk.get(reverse("workshop:labels") + asked).content.decode()


@pytest.mark.django_db
def test_labels_are_for_who_works_on_records() -> None:
    assert signed_in(make_editor("visiteuse")).get(reverse("workshop:labels")).status_code == 302
