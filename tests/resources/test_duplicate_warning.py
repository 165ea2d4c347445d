"""A record that is likely there already is not saved before the editor has looked."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from core.duplicate_warning import CONFIRMED
from core.models import DuplicatePair
from resources.models import Record
from tests.factories.resources import RecordFactory, agent, full_record
from tests.resources.conftest import typed

pytestmark = pytest.mark.django_db
ADD = "wagtailsnippets_resources_record:add"
WARNING = "Est-ce la même chose ?"


def typed_again(**fields: Any) -> dict[str, Any]:
    """What an editor types who does not know the record is there."""
    author = agent("Eleni Vassiliou")
    contributions = [{"agent": author.pk, "role": "aut", "name_as_printed": "E. Vassiliou"}]
    return typed(**{"title": "L'Étranger à table", "contributions": contributions, **fields})


def test_same_title_year_and_author_are_shown_before_saving_and_nothing_is_lost(desk: Client) -> None:
    known = full_record()

    response = desk.post(reverse(ADD), typed_again(subtitle="ce que j’ai tapé"))

    html = response.content.decode()
    assert Record.objects.count() == 1
    assert WARNING in html
    assert reverse("wagtailsnippets_resources_record:edit", args=[known.pk]) in html
    assert "ce que j’ai tapé" in html
    assert 'value="E. Vassiliou"' in html
    assert f'value="{known.uuid}" form="w-editor-form"' in html


def test_confirmed_it_is_saved_and_the_two_are_never_a_pair(desk: Client, librarian: Any) -> None:
    known = full_record()
    desk.post(reverse(ADD), typed_again(**{CONFIRMED: str(known.uuid)}))

    made = Record.objects.exclude(pk=known.pk).get()
    pair = DuplicatePair.objects.get()
    assert [one.name_as_printed for one in made.contributions.all()] == ["E. Vassiliou"]
    assert {pair.first_uuid, pair.second_uuid} == {made.uuid, known.uuid}
    assert pair.dismissed_by == librarian


@pytest.mark.parametrize("isbn", ["978-2-07-042333-0", "2070423336"])
def test_same_isbn_in_any_form_is_shown(desk: Client, isbn: str) -> None:
    full_record()
    posted = typed(title="Tout autre chose", identifiers=[{"kind": "isbn", "value": isbn}])

    assert WARNING in desk.post(reverse(ADD), posted).content.decode()
    assert Record.objects.count() == 1


@pytest.mark.parametrize("other", [{"date": "2019"}, {"title": "L’étranger à la table"}, {"contributions": []}])
def test_another_year_title_or_author_is_another_document(desk: Client, other: dict[str, Any]) -> None:
    full_record()

    desk.post(reverse(ADD), typed_again(**other))

    assert Record.objects.count() == 2


def test_publishing_is_warned_of_too(desk: Client) -> None:
    full_record()

    response = desk.post(reverse(ADD), typed_again(**{"action-publish": "1"}))

    assert WARNING in response.content.decode()
    assert Record.objects.count() == 1


def test_automatic_saving_waits_for_the_editor(desk: Client) -> None:
    full_record()

    response = desk.post(reverse(ADD), typed_again(), headers={"Accept": "application/json"})

    assert (response.status_code, response.json()["error_code"]) == (400, "validation_error")
    assert Record.objects.count() == 1


def test_edit_warns_of_what_it_has_come_to_resemble_and_not_of_what_it_did_before(desk: Client) -> None:
    known = full_record()
    alike = full_record()
    other = RecordFactory(title="Autre chose")
    url = "wagtailsnippets_resources_record:edit"

    unchanged = desk.post(reverse(url, args=[alike.pk]), typed_again(subtitle="x", identifiers=[
        {"kind": "isbn", "value": "2-07-042333-6"}
    ]))  # fmt: skip
    changed = desk.post(reverse(url, args=[other.pk]), typed_again())

    assert unchanged.status_code == 302
    html = changed.content.decode()
    assert WARNING in html
    assert reverse(url, args=[known.pk]) in html
    other.refresh_from_db()
    assert (other.title, other.latest_revision) == ("Autre chose", None)


def test_what_is_withdrawn_or_merged_is_not_named(desk: Client) -> None:
    full_record().withdraw()

    assert desk.post(reverse(ADD), typed_again()).status_code == 302


def test_wrong_form_says_what_is_wrong_first(desk: Client) -> None:
    full_record()

    html = desk.post(reverse(ADD), typed_again(age_max="-3")).content.decode()

    assert WARNING not in html


@pytest.mark.parametrize("confirmed", ["", "x,y", "00000000-0000-0000-0000-000000000000"])
def test_confirming_something_else_confirms_nothing(desk: Client, confirmed: str) -> None:
    full_record()

    assert WARNING in desk.post(reverse(ADD), typed_again(**{CONFIRMED: confirmed})).content.decode()
    assert DuplicatePair.objects.count() == 0
