"""The editors' list, form, choosers and bulk actions."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from resources.models import Contribution, Record
from tests.factories.resources import RecordFactory, agent, full_record
from tests.resources.conftest import make_editor, signed_in, typed

pytestmark = pytest.mark.django_db
LIST = "wagtailsnippets_resources_record:list"


def titles(client: Client, **asked: Any) -> list[str]:
    """Titles of the list, in its order."""
    response = client.get(reverse(LIST), asked)
    assert response.status_code == 200
    return [record.title for record in response.context["object_list"]]


def test_list_is_newest_first_and_links_to_the_form(desk: Client) -> None:
    old, new = RecordFactory(title="Ancien"), RecordFactory(title="Nouveau")

    assert titles(desk) == ["Nouveau", "Ancien"]
    html = desk.get(reverse(LIST)).content.decode()
    assert reverse("wagtailsnippets_resources_record:edit", args=[new.pk]) in html
    assert str(old.number) in html


def test_list_finds_words_without_their_accents_in_titles_and_names(desk: Client) -> None:
    wanted = RecordFactory(title="L’étranger à table")
    Contribution.objects.create(record=wanted, agent=agent("Eleni Vassiliou"), role="aut")
    RecordFactory(title="Un autre étranger")

    assert titles(desk, q="etranger table") == ["L’étranger à table"]
    assert titles(desk, q="vassiliou etranger") == ["L’étranger à table"]
    assert titles(desk, q="VASSILIOU Eleni") == ["L’étranger à table"]
    assert titles(desk, q="vassiliou autre") == []


def test_list_finds_numbers_and_isbns_in_every_form(desk: Client) -> None:
    record = full_record()
    RecordFactory()

    for asked in (str(record.number), f"#{record.number}", "2070423336", "978-2-07-042333-0", "9782070423330"):
        assert record.title in titles(desk, q=asked)


@pytest.mark.parametrize("asked", ["%", "_", "'; DROP TABLE x", "a" * 500, "\x00", "١٢", "²"])
def test_list_survives_any_search(desk: Client, asked: str) -> None:
    RecordFactory(title="Ordinaire")

    assert isinstance(titles(desk, q=asked), list)


def test_list_filters_by_type_state_and_copies(desk: Client) -> None:
    full_record(title="Livre en rayon")
    RecordFactory(title="Film", type="film")
    RecordFactory(title="Brouillon", live=False)
    RecordFactory(title="Retirée").withdraw("doublon")

    assert titles(desk, type="film") == ["Film"]
    assert titles(desk, live="False") == ["Brouillon"]
    assert titles(desk, withdrawn="true") == ["Retirée"]
    assert titles(desk, holding="available") == ["Livre en rayon"]


def test_list_asks_as_many_queries_for_one_record_as_for_five(desk: Client) -> None:
    counts = []
    for number in (1, 4):
        for _ in range(number):
            record = full_record()
            record.save_revision()
        with CaptureQueriesContext(connection) as queries:
            titles(desk)
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_form_creates_a_draft_with_its_parts(desk: Client) -> None:
    author = agent("Mariam Okoundji")
    posted = typed(
        title="[L']hospitalité", languages=["fr", "ar"], keywords="accueil, table ; accueil",
        contributions=[{"agent": author.pk, "role": "aut", "name_as_printed": ""}],
        identifiers=[{"kind": "isbn", "value": "2-07-042333-6"}],
    )  # fmt: skip
    response = desk.post(reverse("wagtailsnippets_resources_record:add"), posted)

    record = Record.objects.get()
    assert response.status_code == 302
    assert (record.title, record.sort_title, record.live) == ("L'hospitalité", "hospitalite", False)
    assert record.languages == ["fr", "ar"]
    assert record.keywords == ["accueil", "table"]
    assert [one.agent for one in record.contributions.all()] == [author]
    assert [one.normalised for one in record.identifiers.all()] == ["9782070423330"]


def test_form_keeps_a_wrong_isbn_and_says_so(desk: Client) -> None:
    posted = typed(identifiers=[{"kind": "isbn", "value": "2-07-042333-1"}], **{"action-publish": "1"})
    response = desk.post(reverse("wagtailsnippets_resources_record:add"), posted, follow=True)

    number = Record.objects.get().identifiers.get()
    assert (number.value, number.valid) == ("2-07-042333-1", False)
    assert "le chiffre de contrôle est faux" in response.content.decode()


@pytest.mark.parametrize(
    ("field", "value"), [("title", ""), ("type", "grimoire"), ("languages", ["xx-inconnu"]), ("age_max", "-3")]
)
def test_form_refuses_what_cannot_be(desk: Client, field: str, value: Any) -> None:
    response = desk.post(reverse("wagtailsnippets_resources_record:add"), typed(**{field: value}))

    assert response.status_code == 200
    assert Record.objects.count() == 0


def test_form_refuses_a_range_that_runs_backwards(desk: Client) -> None:
    desk.post(reverse("wagtailsnippets_resources_record:add"), typed(age_min="12", age_max="8"))

    assert Record.objects.count() == 0


def test_form_opens_what_a_kit_needs_and_folds_it_for_a_book(desk: Client) -> None:
    kit, book = RecordFactory(type="kit"), RecordFactory()
    pages = [
        desk.get(reverse("wagtailsnippets_resources_record:edit", args=[record.pk])).content.decode()
        for record in (kit, book)
    ]
    folded = [page.count('class="w-panel collapsed') + page.count(" collapsed") for page in pages]

    assert folded[1] > folded[0]


def test_form_keeps_a_language_that_is_not_offered(desk: Client) -> None:
    record = RecordFactory(languages=["fr", "tlh"])
    html = desk.get(reverse("wagtailsnippets_resources_record:edit", args=[record.pk])).content.decode()

    assert '<option value="tlh" selected>' in html


def test_preview_shows_parts_that_are_not_saved(desk: Client) -> None:
    record = RecordFactory(title="Avant")
    url = reverse("wagtailsnippets_resources_record:preview_on_edit", args=[record.pk])
    posted = typed(
        title="Après", notes=[{"kind": "abstract", "language": "fr", "text": "Pas encore enregistré.", "source": ""}]
    )
    assert desk.post(url, posted).json()["is_valid"]
    html = desk.get(url).content.decode()

    assert "Après" in html
    assert "Pas encore enregistré." in html


def test_withdrawal_takes_the_place_of_deletion(desk: Client) -> None:
    record = RecordFactory()
    url = reverse("wagtailsnippets_resources_record:delete", args=[record.pk])
    desk.post(url, {"reason": "en double"})

    record.refresh_from_db()
    assert record.withdrawn_at is not None
    assert record.withdrawn_reason == "en double"
    assert list(Record.objects.visible()) == []

    desk.post(url, {})
    assert list(Record.objects.visible()) == [record]


def test_merge_moves_parts_to_the_other_record(desk: Client) -> None:
    double, kept = RecordFactory(), RecordFactory()
    part = RecordFactory(type="chapter", host=double)
    desk.post(reverse("wagtailsnippets_resources_record:delete", args=[double.pk]), {"target": kept.pk})

    double.refresh_from_db()
    part.refresh_from_db()
    assert double.resolve() == kept
    assert part.host == kept


def bulk(client: Client, action: str, *records: Record, **posted: str) -> Any:
    url = reverse("wagtail_bulk_action", args=["resources", "record", action])
    query = "&".join(f"id={record.pk}" for record in records)
    return client.post(f"{url}?{query}&next={reverse(LIST)}", posted)


def test_bulk_publish_and_unpublish(desk: Client) -> None:
    drafts = [RecordFactory(live=False), RecordFactory(live=False)]
    bulk(desk, "publish", *drafts)
    assert Record.objects.visible().count() == 2

    bulk(desk, "unpublish", *drafts)
    assert Record.objects.visible().count() == 0


def test_bulk_withdraw_keeps_every_row(desk: Client) -> None:
    records = [RecordFactory(), RecordFactory()]
    html = desk.get(
        reverse("wagtail_bulk_action", args=["resources", "record", "delete"]) + f"?id={records[0].pk}"
    ).content.decode()
    bulk(desk, "delete", *records, reason="inventaire")

    assert "Raison" in html
    assert [record.withdrawn_reason for record in Record.objects.all()] == ["inventaire", "inventaire"]


def test_bulk_actions_leave_locked_and_withdrawn_records_alone(desk: Client) -> None:
    locked, gone = RecordFactory(live=False, locked=True), RecordFactory(live=False)
    gone.withdraw()
    bulk(desk, "publish", locked, gone)

    assert Record.objects.filter(live=True).count() == 0


def test_bulk_actions_on_all_mean_what_the_list_shows(desk: Client) -> None:
    RecordFactory(title="Choisi", live=False)
    RecordFactory(title="Autre", live=False)
    url = reverse("wagtail_bulk_action", args=["resources", "record", "publish"])
    desk.post(f"{url}?id=all&next={reverse(LIST)}%3Fq%3Dchoisi")

    assert [record.title for record in Record.objects.visible()] == ["Choisi"]


def test_bulk_publish_needs_the_permission() -> None:
    writer = signed_in(make_editor("redactrice", "add", "change", "view"))
    draft = RecordFactory(live=False)
    bulk(writer, "publish", draft)

    assert Record.objects.visible().count() == 0


def test_chooser_finds_folded_titles_and_offers_nothing_withdrawn(desk: Client) -> None:
    RecordFactory(title="Éloge de la traduction")
    RecordFactory(title="Éloge retiré").withdraw()
    url = reverse("wagtailsnippetchoosers_resources_record:choose_results")
    html = desk.get(url, {"q": "eloge"}).content.decode()

    assert "Éloge de la traduction" in html
    assert "Éloge retiré" not in html


def test_list_and_form_speak_of_withdrawal_and_never_of_deletion(desk: Client) -> None:
    record = full_record()
    addresses = [reverse(LIST), reverse("wagtailsnippets_resources_record:edit", args=[record.pk])]
    before = [desk.get(address).content.decode() for address in addresses]
    desk.post(reverse("wagtailsnippets_resources_record:delete", args=[record.pk]), {"reason": "abîmé"})
    after = [desk.get(address).content.decode() for address in addresses]

    assert ["Retirer ou fusionner" in html for html in before] == [True, True]
    assert [("Rétablir" in html, "Retirer ou fusionner" in html) for html in after] == [(True, False), (True, False)]


def test_withdrawn_record_says_so_in_its_form(admin_client: Client) -> None:
    record = RecordFactory()
    record.withdraw("perdu")

    html = admin_client.get(reverse("wagtailsnippets_resources_record:edit", args=[record.pk])).content.decode()

    assert "Retiré ou fusionné : le public ne le voit plus." in html


def test_first_page_of_the_workshop_counts_records(admin_client: Client) -> None:
    RecordFactory()
    RecordFactory(live=False)
    RecordFactory(title="Retirée").withdraw()

    assert "2 notices" in admin_client.get(reverse("wagtailadmin_home")).content.decode()
