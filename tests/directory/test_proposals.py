"""Terms and names proposed while cataloguing: used at once, hidden until validated, merged or refused."""

import json
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from directory.models import Agent
from directory.proposals import make_agent
from resources.models import Contribution, Publication, Record, RecordSubject
from resources.presentation import present_record
from tests.factories.directory import directory_page
from tests.factories.home import make_site
from tests.factories.resources import RecordFactory
from tests.factories.thesaurus import ConceptFactory, SchemeFactory, thesaurus_page
from thesaurus.addresses import canonical_path
from thesaurus.models import BroaderLink, Concept
from thesaurus.placing import Refused
from thesaurus.proposals import propose_concept

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def pages() -> None:
    """The pages of subjects and people."""
    make_site()
    thesaurus_page()
    directory_page()
    SchemeFactory()


def somebody(name: str, *codes: str) -> User:
    """A user with some permissions."""
    user = User.objects.create_user(name, f"{name}@example.org", "x", first_name=name.capitalize(), last_name="Essai")
    group = Group.objects.create(name=name)
    group.permissions.set(Permission.objects.filter(codename__in=["access_admin", *codes]))
    user.groups.add(group)
    return user


@pytest.fixture
def sam() -> User:
    """Who drafts."""
    return somebody("sam", "add_concept", "change_concept", "add_agent", "change_agent", "add_record", "change_record")


@pytest.fixture
def eleni() -> User:
    """Who decides."""
    return somebody("eleni", "publish_concept", "publish_agent", "add_concept", "add_agent", "change_agent")


def signed_in(user: User) -> Client:
    """A browser in which somebody has signed in."""
    client = Client()
    client.force_login(user)
    return client


def chosen(client: Client, model: str, **data: Any) -> Any:
    """What the second tab of a chooser answers."""
    answer = client.post(reverse(f"wagtailsnippetchoosers_{model}:create"), data)
    return json.loads(answer.content)


def decide(client: Client, thing: Any, **data: Any) -> str:
    """Decide of a proposal; the page of the queue afterwards."""
    url = reverse("proposals:decide", args=[thing._meta.model_name, thing.uuid])
    return client.post(url, data, follow=True).content.decode()


def test_trainee_proposes_a_term_from_the_chooser_and_uses_it(sam: User) -> None:
    above = ConceptFactory(fr="Migrations")
    answer = chosen(
        signed_in(sam),
        "thesaurus_concept",
        text=" Exil  climatique ",
        language="fr",
        broader="migrations",
        note="Manque",
    )

    concept = Concept.objects.exclude(pk=above.pk).get()
    assert (answer["step"], answer["result"]["id"], answer["result"]["string"]) == (
        "chosen", str(concept.pk), "Exil climatique",
    )  # fmt: skip
    assert (concept.live, concept.proposed_by, concept.proposal_note) == (False, sam, "Manque")
    assert [link.broader for link in concept.broader_links.all()] == [above]
    record = RecordFactory()
    RecordSubject.objects.create(record=record, concept=concept)
    assert "Exil climatique" not in str(present_record(record)["view"].rows)
    assert Client().get(f"/fr/sujets/{concept.number}/").status_code == 404


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"text": "exil", "language": "fr"}, "« Exil » est déjà un concept en français"),
        ({"text": "Neuf", "language": "fr", "broader": "Nulle part"}, "Aucun concept ne porte ce libellé."),
    ],
)
def test_term_that_is_there_or_hangs_nowhere_is_refused(sam: User, data: dict[str, str], message: str) -> None:
    ConceptFactory(fr="Exil")

    answer = chosen(signed_in(sam), "thesaurus_concept", **data)

    assert answer["step"] == "reshow_creation_form"
    assert message in answer["htmlFragment"]
    assert Concept.objects.count() == 1


def test_agent_is_proposed_by_a_trainee_and_made_by_who_publishes(sam: User, eleni: User) -> None:
    chosen(signed_in(sam), "directory_agent", kind="person", name="Vassiliou, Eleni", note="")
    chosen(signed_in(eleni), "directory_agent", kind="organisation", name="Presses de la Senne", note="")

    made = [(one.name, one.sort_name, one.live, one.proposed_by) for one in Agent.objects.order_by("pk")]
    assert made == [
        ("Eleni Vassiliou", "Vassiliou, Eleni", False, sam),
        ("Presses de la Senne", "Presses de la Senne", True, None),
    ]


def test_namesake_must_be_said_to_be_another(sam: User) -> None:
    client = signed_in(sam)
    chosen(client, "directory_agent", kind="person", name="Eleni Vassiliou")

    refused = chosen(client, "directory_agent", kind="person", name="VASSILIOU, Eleni")
    taken = chosen(client, "directory_agent", kind="person", name="VASSILIOU, Eleni", namesake="on")

    assert (refused["step"], taken["step"], Agent.objects.count()) == ("reshow_creation_form", "chosen", 2)


def test_validated_term_is_public_where_it_was_put(sam: User, eleni: User) -> None:
    above = ConceptFactory(fr="Migrations")
    concept = propose_concept("Exil climatique", "fr", "", None, sam)

    page = decide(signed_in(eleni), concept, decision="validate", broader=above.pk)

    concept = Concept.objects.get(pk=concept.pk)
    assert "« Exil climatique » est validé, et public." in page
    assert (concept.live, concept.proposed_at, concept.proposed_by) == (True, None, sam)
    assert [link.broader for link in BroaderLink.objects.filter(concept=concept)] == [above]
    assert Client().get(canonical_path(concept, "fr")).status_code == 200
    assert (
        "Exil climatique</b> (sujet, sous « Migrations ») : validé"
        in signed_in(sam).get(reverse("proposals:list")).content.decode()
    )


def test_published_in_its_form_is_validated_too(sam: User, eleni: User) -> None:
    concept = propose_concept("Exil climatique", "fr", "", None, sam)

    concept.get_latest_revision().publish(user=eleni)

    assert Concept.objects.get(pk=concept.pk).proposed_at is None
    assert list(Concept.objects.proposed()) == []


def test_merged_proposal_leads_to_the_other(sam: User, eleni: User) -> None:
    exil = ConceptFactory(fr="Exil")
    concept = propose_concept("Exil forcé", "fr", "", None, sam)

    decide(signed_in(eleni), concept, decision="merge", target=exil.pk)

    assert Concept.objects.get(pk=concept.pk).merged_into == exil
    assert list(Concept.objects.proposed()) == []


@pytest.mark.parametrize(("keep", "keywords"), [("on", ["cuisine", "Exil climatique"]), ("", ["cuisine"])])
def test_refused_term_leaves_records_and_drafts(sam: User, eleni: User, keep: str, keywords: list[str]) -> None:
    concept, other = propose_concept("Exil climatique", "fr", "", None, sam), ConceptFactory(fr="Exil")
    live, edited = RecordFactory(keywords=["cuisine"]), RecordFactory(keywords=["cuisine"])
    for record in (live, edited):
        RecordSubject.objects.create(record=record, concept=other)
    RecordSubject.objects.create(record=live, concept=concept)
    edited.subjects = [RecordSubject(concept=other), RecordSubject(concept=concept)]
    edited.save_revision(user=sam)

    page = decide(signed_in(eleni), concept, decision="refuse", reason="Trop précis", keep_words=keep)

    assert "« Exil climatique » est refusé." in page
    draft = Record.objects.get(pk=edited.pk).get_latest_revision_as_object()
    live = Record.objects.get(pk=live.pk)
    assert [(one.subjects.get().concept, one.keywords) for one in (live, draft)] == [(other, keywords)] * 2
    assert live.live is True
    assert Concept.objects.get(pk=concept.pk).withdrawn_reason == "Trop précis"
    mine = signed_in(sam).get(reverse("proposals:list")).content.decode()
    assert "refusé : Trop précis" in mine


def test_refused_agent_leaves_its_name_as_printed(sam: User, eleni: User) -> None:
    agent = make_agent("Maison Neuve", "organisation", "", sam, live=False)
    record = RecordFactory(live=False)
    Contribution.objects.create(record=record, agent=agent, role="aut")
    Publication.objects.create(record=record, agent=agent, place="Liège")

    decide(signed_in(eleni), agent, decision="refuse", reason="Une collection", keep_words="on")

    record = Record.objects.get(pk=record.pk)
    publication = record.publications.get()
    assert (record.contributions.count(), record.responsibility) == (0, "Maison Neuve")
    assert (publication.agent, publication.name_as_printed, publication.place) == (None, "Maison Neuve", "Liège")


def test_refusal_needs_a_reason_and_merge_another(sam: User, eleni: User) -> None:
    concept = propose_concept("Exil climatique", "fr", "", None, sam)
    client = signed_in(eleni)

    assert "Dites pourquoi" in decide(client, concept, decision="refuse")
    assert "Choisissez avec quoi fusionner." in decide(client, concept, decision="merge")
    assert Concept.objects.proposed().count() == 1


def test_second_decision_comes_too_late(sam: User, eleni: User) -> None:
    concept = propose_concept("Exil climatique", "fr", "", None, sam)
    client = signed_in(eleni)
    decide(client, concept, decision="validate")

    assert "Quelqu’un d’autre a déjà décidé" in decide(client, concept, decision="refuse", reason="Non")
    assert Concept.objects.get(pk=concept.pk).live is True


def test_trainee_decides_nothing_and_sees_their_own(sam: User, eleni: User) -> None:
    concept = propose_concept("Exil climatique", "fr", "", None, sam)
    propose_concept("Terme d’une autre", "fr", "", None, eleni)
    client = signed_in(sam)

    page = client.get(reverse("proposals:list")).content.decode()

    assert ("Exil climatique" in page, "Terme d’une autre" in page) == (True, False)
    assert client.post(reverse("proposals:decide", args=["concept", concept.uuid]), {}).status_code == 302
    assert Concept.objects.get(pk=concept.pk).live is False


def test_queue_costs_the_same_for_one_and_for_five(sam: User, eleni: User) -> None:
    client = signed_in(eleni)
    counts = []
    for number in range(6):
        concept = propose_concept(f"Terme {number}", "fr", "", None, sam)
        agent = make_agent(f"Maison {number}", "organisation", "", sam, live=False)
        record = RecordFactory()
        RecordSubject.objects.create(record=record, concept=concept)
        Contribution.objects.create(record=record, agent=agent, role="aut")
        client.get(reverse("proposals:list"))
        with CaptureQueriesContext(connection) as queries:
            page = client.get(reverse("proposals:list")).content.decode()
        counts.append(len(queries))

    assert counts[0] == counts[5]
    assert page.count("<td>1</td>") == 12


def test_no_second_concept_of_a_word_even_in_a_race(sam: User) -> None:
    propose_concept("Exil", "fr", "", None, sam)

    with pytest.raises(Refused):
        propose_concept("exil", "fr", "", None, sam)
