"""Templates for series of like records."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from resources.models import RecordTemplate
from resources.record_templates import begin_from_template, keep_template
from tests.factories.resources import RecordFactory, agent, full_record
from tests.resources.conftest import make_editor, permit, signed_in

pytestmark = pytest.mark.django_db
LIST = "wagtailsnippets_resources_recordtemplate:list"


@pytest.fixture
def maker(librarian: Any) -> Client:
    """May make and manage templates too."""
    permit(librarian, "recordtemplate", "add", "change", "delete", "view")
    return signed_in(librarian)


def test_template_keeps_the_series_and_not_the_document() -> None:
    review = RecordFactory(type="periodical", title="Imag")
    record = full_record(type="article", host=review, host_part="n° 370", cover=None)
    started = begin_from_template(keep_template(record, "Imag, article", None)).record

    assert (started.type, started.host, started.host_part, started.series) == ("article", review, "n° 370", "Seuils")
    assert (started.title, started.subtitle, started.original_title) == ("", "", "")
    assert [one.agent.name for one in started.contributions.all()] == ["Eleni Vassiliou", "Paul Hensgens"]
    assert [one.concept.label() for one in started.subjects.all()] == ["Hospitalité"]
    assert [list(getattr(started, part).all()) for part in ("notes", "links", "identifiers", "holdings")] == [
        [], [], [], [],
    ]  # fmt: skip


def test_template_follows_merges_and_drops_what_is_withdrawn_or_deleted() -> None:
    host = RecordFactory(title="Imag")
    template = keep_template(full_record(host=host), "Série", None)
    kept = agent("Éléni Vassiliou")
    agent("Eleni Vassiliou", merged_into=kept)
    agent("Paul Hensgens").delete()
    host.withdraw()
    started = begin_from_template(template)

    assert [one.agent for one in started.record.contributions.all()] == [kept]
    assert started.record.host is None
    assert [name for name in started.dropped if not name.startswith("n° ")] == ["Imag"]
    assert len(started.dropped) == 2


def test_template_of_the_same_agent_twice_keeps_one_line_after_a_merge() -> None:
    record = full_record()
    agent("Paul Hensgens", merged_into=agent("Eleni Vassiliou"))
    record.contributions.update(role="aut")
    template = keep_template(record, "Série", None)

    assert [one.agent.name for one in begin_from_template(template).record.contributions.all()] == ["Eleni Vassiliou"]


def test_template_is_kept_from_a_record_then_starts_a_new_one(maker: Client) -> None:
    record = full_record()
    page = maker.get(reverse("wagtailsnippets_resources_record:edit", args=[record.pk])).content.decode()
    url = reverse("workshop:keep_template", args=[record.pk])
    maker.post(url, {"name": "Seuils"})
    template = RecordTemplate.objects.get()
    add = f"{reverse('wagtailsnippets_resources_record:add')}?modele={template.uuid}"
    form = maker.get(add).content.decode()
    listed = maker.get(reverse("wagtailsnippets_resources_record:list")).content.decode()

    assert (url in page, add in listed) == (True, True)
    assert ('value="Seuils"' in form, "L’étranger à table" in form) == (True, False)


def test_template_form_names_what_was_dropped(maker: Client) -> None:
    template = keep_template(full_record(), "Seuils", None)
    agent("Paul Hensgens").withdraw()
    add = f"{reverse('wagtailsnippets_resources_record:add')}?modele={template.uuid}"

    assert "Laissé de côté, parce que ce n’est plus là : Paul Hensgens." in maker.get(add).content.decode()


def test_template_name_that_is_taken_is_refused_unless_replaced(maker: Client) -> None:
    keep_template(full_record(type="book"), "Seuils", None)
    film = RecordFactory(type="film")
    url = reverse("workshop:keep_template", args=[film.pk])
    refused = maker.post(url, {"name": "Seuils"}).content.decode()
    assert ("Un modèle porte déjà ce nom." in refused, RecordTemplate.objects.get().content["type"]) == (True, "book")

    maker.post(url, {"name": "Seuils", "replace": "on"})
    assert RecordTemplate.objects.get().content["type"] == "film"


def test_template_is_renamed_and_deleted(maker: Client) -> None:
    template = keep_template(full_record(), "Seuils", None)
    maker.post(reverse("wagtailsnippets_resources_recordtemplate:edit", args=[template.pk]), {"name": "Collection"})
    template.refresh_from_db()
    assert (template.name, template.content["series"]) == ("Collection", "Seuils")

    maker.post(reverse("wagtailsnippets_resources_recordtemplate:delete", args=[template.pk]))
    assert RecordTemplate.objects.count() == 0


def test_template_list_is_quiet_about_what_one_may_not_do() -> None:
    reader = make_editor("lectrice", "view")
    permit(reader, "recordtemplate", "view")
    keep_template(full_record(), "Seuils", None)
    html = signed_in(reader).get(reverse(LIST)).content.decode()

    assert ("Seuils" in html, "?modele=" in html) == (True, False)


@pytest.mark.parametrize("wanted", ["pas-un-uuid", "00000000-0000-4000-8000-000000000000"])
def test_unknown_template_is_not_found(maker: Client, wanted: str) -> None:
    add = f"{reverse('wagtailsnippets_resources_record:add')}?modele={wanted}"

    assert maker.get(add, follow=True).status_code == 404


def test_keeping_a_template_needs_the_right(desk: Client) -> None:
    response = desk.post(reverse("workshop:keep_template", args=[full_record().pk]), {"name": "X"})

    assert (response.status_code, RecordTemplate.objects.count()) == (302, 0)
