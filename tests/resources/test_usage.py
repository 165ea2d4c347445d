"""What uses a thing, said before it is withdrawn."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from core.usage import usage_counts, usages_of
from resources.models import Contribution, Record, RecordSubject, SelectionEntry, SelectionPage
from tests.factories.home import make_site
from tests.factories.resources import RecordFactory, agent, concept
from tests.factories.thesaurus import ConceptFactory

pytestmark = pytest.mark.django_db


def told(thing: object) -> list[tuple[str, int, list[str]]]:
    """The kinds of uses, with how many and their names."""
    return [(kind.heading, kind.total, [one.text for one in kind.uses]) for kind in usages_of(thing)]


def test_concept_is_used_by_records_drafts_schedules_and_concepts() -> None:
    exil = concept("Exil")
    ConceptFactory(fr="Asile", broader=[exil], live=False)
    public, draft = RecordFactory(title="Publique"), RecordFactory(title="Brouillon", live=False)
    edited, scheduled, gone = RecordFactory(title="Reprise"), RecordFactory(title="Prévue"), RecordFactory()
    for record in (public, draft, gone):
        RecordSubject.objects.create(record=record, concept=exil)
    gone.withdraw()
    edited.subjects = [RecordSubject(concept=exil)]
    edited.save_revision()
    scheduled.subjects = [RecordSubject(concept=exil)]
    scheduled.save_revision(approved_go_live_at=timezone.now() + timedelta(days=1), changed=False)

    assert told(exil) == [
        ("Concepts placés dessous", 1, ["Asile"]),
        ("Notices publiées", 1, [f"Publique ({public.number})"]),
        ("Notices en brouillon", 1, [f"Brouillon ({draft.number})"]),
        ("Notices dont un brouillon le nomme", 1, [f"Reprise ({edited.number})"]),
        ("Versions programmées", 1, ["Prévue"]),
    ]
    assert usage_counts("thesaurus.concept", [exil.pk]) == {exil.pk: 2}


def test_key_that_begins_alike_is_not_taken_for_another() -> None:
    first = concept("Exil")
    other = concept("Autre", pk=first.pk * 10)
    record = RecordFactory()
    record.subjects = [RecordSubject(concept=other)]
    record.save_revision()

    assert told(first) == []
    assert [kind for kind, _total, _names in told(other)] == ["Notices dont un brouillon le nomme"]


def test_record_is_used_by_its_parts_and_selections() -> None:
    home = make_site()
    book = RecordFactory(title="Actes")
    chapter = RecordFactory(title="Un chapitre", host=book, live=False)
    page = SelectionPage(title="Étagère", slug="etagere", introduction="Un mot.")
    home.add_child(instance=page)
    SelectionEntry.objects.create(page=page, record=book)

    assert told(book) == [
        ("Ce qu’elle contient (articles, chapitres, numéros)", 1, [f"Un chapitre ({chapter.number})"]),
        ("Sélections où elle se trouve", 1, ["Étagère"]),
    ]


def test_page_of_withdrawal_names_twenty_in_a_fixed_number_of_queries(client: Client) -> None:
    client.force_login(User.objects.create_superuser("editor", "editor@example.org", "x"))
    make_site()
    author = agent("Eleni Vassiliou")
    url = reverse("wagtailsnippets_directory_agent:delete", args=[author.pk])
    assert "Rien ne l’emploie." in client.get(url).content.decode()
    counts = []
    for wanted in (1, 25):
        while Record.objects.count() < wanted:
            Contribution.objects.create(record=RecordFactory(), agent=author, role="aut")
        with CaptureQueriesContext(connection) as queries:
            page = client.get(url).content.decode()
        counts.append(len(queries))

    assert counts[0] == counts[1]
    assert "Notices publiées (25)" in page
    assert "et 5 autres" in page
    assert page.count("Traverser la place") == 20
