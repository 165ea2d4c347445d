"""A record copied from another: what goes over, and what stays the first one's."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from resources.copying import copy_record
from resources.models import Holding, Record
from tests.factories.resources import agent, concept, full_record
from tests.resources.conftest import make_editor, signed_in, typed

pytestmark = pytest.mark.django_db


def test_copy_keeps_what_like_documents_share() -> None:
    record = full_record(host_title="Imag")
    copy = copy_record(record).record

    assert (copy.title, copy.subtitle, copy.series, copy.host_title) == (
        "L’étranger à table", "sept ports, sept repas", "Seuils", "Imag",
    )  # fmt: skip
    assert [(one.agent.name, one.role) for one in copy.contributions.all()] == [
        ("Eleni Vassiliou", "aut"), ("Paul Hensgens", "trl"),
    ]  # fmt: skip
    assert [one.place for one in copy.publications.all()] == ["Bruxelles"]
    assert [one.concept.label() for one in copy.subjects.all()] == ["Hospitalité"]


def test_copy_has_no_identity_of_the_first() -> None:
    record = full_record()
    record.save_revision().publish()
    record.refresh_from_db()
    copy = copy_record(record).record

    assert (copy.pk, copy.number, copy.live, copy.first_published_at, copy.latest_revision_id) == (
        None, None, False, None, None,
    )  # fmt: skip
    assert copy.uuid != record.uuid
    assert [list(getattr(copy, part).all()) for part in ("identifiers", "holdings", "files")] == [[], [], []]
    assert [one.pk for one in copy.contributions.all()] == [None, None]


def test_copy_says_what_the_form_shows_and_not_what_is_public() -> None:
    record = full_record()
    record.title = "Corrigé en brouillon"
    record.save_revision()

    assert copy_record(Record.objects.get()).record.title == "Corrigé en brouillon"


def test_copy_follows_what_was_merged_and_names_what_is_gone() -> None:
    record = full_record()
    kept = agent("Éléni Vassiliou")
    agent("Eleni Vassiliou", merged_into=kept)
    agent("Paul Hensgens").withdraw()
    record.subjects.get().concept.withdraw()
    copied = copy_record(Record.objects.get())

    assert [one.agent for one in copied.record.contributions.all()] == [kept]
    assert list(copied.record.subjects.all()) == []
    assert copied.dropped == ["Paul Hensgens", "Hospitalité"]


def test_trainee_copies_from_the_list_and_the_copy_is_a_draft_of_their_own() -> None:
    trainee = make_editor("stagiaire", "add", "change", "view")
    writer, record = signed_in(trainee), full_record()
    listed = writer.get(reverse("wagtailsnippets_resources_record:list")).content.decode()
    url = reverse("wagtailsnippets_resources_record:copy", args=[record.pk])
    form = writer.get(url).content.decode()
    writer.post(reverse("wagtailsnippets_resources_record:add"), typed(title="La copie"))

    assert (url in listed, "Dupliquer" in listed) == (True, True)
    assert 'value="L’étranger à table"' in form
    assert Record.objects.count() == 2
    copy = Record.objects.get(title="La copie")
    assert (copy.live, copy.cataloguer, copy.sources.count()) == (False, trainee, 0)


def test_copying_needs_the_right_to_add(client: Client) -> None:
    reader = signed_in(make_editor("lectrice", "view"))
    response = reader.get(reverse("wagtailsnippets_resources_record:copy", args=[full_record().pk]))

    assert response.status_code == 302
    assert response["Location"] == reverse("wagtailadmin_home")


def test_cataloguer_is_who_created_the_record_whoever_publishes_it(desk: Client, librarian: Any) -> None:
    trainee = make_editor("stagiaire", "add", "change", "view")
    signed_in(trainee).post(reverse("wagtailsnippets_resources_record:add"), typed())
    record = Record.objects.get()
    desk.post(
        reverse("wagtailsnippets_resources_record:edit", args=[record.pk]),
        typed(title="Relu", **{"action-publish": "1"}),
    )

    record.refresh_from_db()
    assert (record.title, record.live, record.cataloguer) == ("Relu", True, trainee)


def test_copied_form_saves_its_parts_as_new_rows(desk: Client) -> None:
    record = full_record()
    subject = concept("Repas")
    Holding.objects.update(inventory_number="2026-0001")
    posted = typed(
        title="Le tome deux",
        contributions=[{"agent": agent("Eleni Vassiliou").pk, "role": "aut", "name_as_printed": ""}],
        subjects=[{"concept": subject.pk}],
    )
    posted |= {"contributions-INITIAL_FORMS": 1, "subjects-INITIAL_FORMS": 1}
    desk.post(reverse("wagtailsnippets_resources_record:add"), posted)

    made = Record.objects.get(title="Le tome deux")
    assert [one.agent.name for one in made.contributions.all()] == ["Eleni Vassiliou"]
    assert [one.concept for one in made.subjects.all()] == [subject]
    assert record.contributions.count() == 2
