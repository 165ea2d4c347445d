"""Somebody of the same name, and a word that is taken: shown before anything is saved."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from core.duplicate_warning import CONFIRMED
from core.models import DuplicatePair
from directory.models import Agent
from tests.factories.directory import AgentFactory
from tests.factories.thesaurus import ConceptFactory
from thesaurus.models import Concept, Scheme

pytestmark = pytest.mark.django_db
WARNING = "Est-ce la même chose ?"


def posted(parts: dict[str, list[dict[str, Any]]], **fields: Any) -> dict[str, Any]:
    """What a form with parts posts."""
    for part, rows in parts.items():
        fields |= {f"{part}-TOTAL_FORMS": len(rows), f"{part}-INITIAL_FORMS": 0, f"{part}-MIN_NUM_FORMS": 0}
        fields |= {f"{part}-MAX_NUM_FORMS": 1000}
        for index, row in enumerate(rows):
            fields |= {f"{part}-{index}-{name}": value for name, value in row.items()}
            fields |= {f"{part}-{index}-DELETE": "", f"{part}-{index}-id": ""}
    return fields


def person(name: str, **fields: Any) -> dict[str, Any]:
    """What the form of a person posts."""
    return posted({"other_names": [], "biographies": [], "identifiers": []}, kind="person", name=name, **fields)


def term(text: str, language: str = "fr") -> dict[str, Any]:
    """What the form of a concept posts."""
    parts: dict[str, list[dict[str, Any]]] = {
        "labels": [{"kind": "pref", "language": language, "text": text}],
        "notes": [], "broader_links": [], "related_links": [], "matches": [],
    }  # fmt: skip
    return posted(parts, scheme=Scheme.objects.get().pk)


@pytest.mark.parametrize("name", ["Gaston Leroux", "LEROUX Gaston", "Gaston  Léroux"])
def test_namesake_is_shown_before_saving(admin_client: Client, name: str) -> None:
    known = AgentFactory(name="Gaston Leroux")

    html = admin_client.post(reverse("wagtailsnippets_directory_agent:add"), person(name)).content.decode()

    assert WARNING in html
    assert reverse("wagtailsnippets_directory_agent:edit", args=[known.pk]) in html
    assert Agent.objects.count() == 1


def test_namesake_who_is_somebody_else_is_saved(admin_client: Client) -> None:
    known = AgentFactory(name="Gaston Leroux")

    admin_client.post(
        reverse("wagtailsnippets_directory_agent:add"), person("Gaston Leroux", **{CONFIRMED: str(known.uuid)})
    )

    assert Agent.objects.count() == 2
    assert DuplicatePair.objects.get().dismissed_at is not None


def test_form_of_a_namesake_that_keeps_its_name_is_saved(admin_client: Client) -> None:
    AgentFactory(name="Gaston Leroux")
    second = AgentFactory(name="Gaston Leroux", born="1901")
    url = reverse("wagtailsnippets_directory_agent:edit", args=[second.pk])

    assert admin_client.post(url, person("Gaston Leroux", born="1902")).status_code == 302


def test_label_of_another_concept_is_shown_before_saving(admin_client: Client) -> None:
    known = ConceptFactory(fr="Exil", nl="Ballingschap", alt=["Bannissement"])
    url = reverse("wagtailsnippets_thesaurus_concept:add")

    html = admin_client.post(url, term("bannissement")).content.decode()
    other_language = admin_client.post(url, term("Exil", "nl"))

    assert WARNING in html
    assert reverse("wagtailsnippets_thesaurus_concept:edit", args=[known.pk]) in html
    assert other_language.status_code == 302
    assert Concept.objects.count() == 2
