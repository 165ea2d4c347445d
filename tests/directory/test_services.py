"""People and organisations found or made by name, withdrawn, merged; their numbers in registries."""

import pytest
from django.core.exceptions import ValidationError

from core.models import IndexChange
from directory.identifiers import identifier_address, normalise_identifier
from directory.models import Agent, AgentIdentifier, AgentName
from directory.services import find_or_create_agents, labels_of, merge_agents, restore_agent, withdraw_agent
from tests.factories.directory import AgentFactory, OrganisationFactory

SIXTEEN = "a seize chiffres dont le dernier contrôle les autres"


@pytest.mark.django_db
def test_agents_are_made_once_whatever_the_spelling() -> None:
    names = [("Leroux, Gaston", "person"), ("Gaston LEROUX (auteur)", "person"), ("Leroux Gaston", "person")]
    names += [("Presses de la Senne", "organisation"), ("  ", "person")]

    found = find_or_create_agents(names)

    assert list(
        Agent.objects.order_by("pk").values_list("number", "kind", "name", "sort_name", "sort_key", "live")
    ) == [
        (1, "person", "Gaston Leroux", "Leroux, Gaston", "leroux gaston", True),
        (2, "organisation", "Presses de la Senne", "Presses de la Senne", "presses de la senne", True),
    ]
    assert {named: agent.number for named, agent in found.items()} == {
        ("Leroux, Gaston", "person"): 1,
        ("Gaston LEROUX (auteur)", "person"): 1,
        ("Leroux Gaston", "person"): 1,
        ("Presses de la Senne", "organisation"): 2,
    }
    assert set(IndexChange.objects.values_list("object_uuid", flat=True)) == set(
        Agent.objects.values_list("uuid", flat=True)
    )


@pytest.mark.django_db
def test_known_agents_are_found_with_one_query(django_assert_num_queries: object) -> None:
    made = find_or_create_agents([("Gaston Leroux", "person"), ("Ayşe Tunç", "person")])

    with django_assert_num_queries(1):  # type: ignore[operator]  # pytest-django's own type is private
        found = find_or_create_agents([("TUNÇ, Ayse", "person"), ("leroux gaston", "person")])

    assert [found["TUNÇ, Ayse", "person"], found["leroux gaston", "person"]] == [
        made["Ayşe Tunç", "person"],
        made["Gaston Leroux", "person"],
    ]


@pytest.mark.django_db
def test_a_person_is_not_an_organisation_of_the_same_name() -> None:
    person = AgentFactory(name="Jean Vilar")

    found = find_or_create_agents([("Jean Vilar", "organisation")])

    assert found["Jean Vilar", "organisation"] != person


@pytest.mark.django_db
def test_withdrawn_agent_is_not_found_again_and_merged_one_leads_to_the_other() -> None:
    withdrawn, former, target = AgentFactory(name="A B"), AgentFactory(name="C D"), AgentFactory(name="E F")
    withdraw_agent(withdrawn)
    merge_agents(former, target)

    found = find_or_create_agents([("A B", "person"), ("C D", "person")])

    assert found["C D", "person"] == target
    assert found["A B", "person"].pk not in (withdrawn.pk, former.pk, target.pk)


@pytest.mark.django_db
def test_merging_keeps_the_names_and_can_be_undone() -> None:
    former, target = AgentFactory(name="Émile Ajar"), AgentFactory(name="Romain Gary")
    AgentName.objects.create(agent=former, text="Shatan Bogat")

    merge_agents(former, target)
    names = set(AgentName.objects.filter(agent=target).values_list("text", flat=True))
    restore_agent(former)

    assert names == {"Émile Ajar", "Shatan Bogat"}
    assert former in Agent.objects.visible()


@pytest.mark.django_db
def test_agent_cannot_be_merged_into_itself() -> None:
    agent = AgentFactory()

    with pytest.raises(ValueError, match="lui-même"):
        merge_agents(agent, agent)


@pytest.mark.django_db
def test_labels_leave_out_drafts() -> None:
    shown, draft = AgentFactory(name="Gaston Leroux"), AgentFactory(live=False)

    assert labels_of([shown.number, draft.number]) == {str(shown.number): "Gaston Leroux"}


@pytest.mark.django_db
def test_matching_finds_the_beginning_of_any_word_of_any_name() -> None:
    gary = AgentFactory(name="Romain Gary")
    AgentName.objects.create(agent=gary, text="Émile Ajar")
    onu = OrganisationFactory(name="Organisation des Nations unies")
    AgentFactory(name="Margarida Costa")

    found = {typed: list(Agent.objects.matching(typed)) for typed in ("gary", "rom ga", "emile aj", "nations", "%", "")}

    assert found == {"gary": [gary], "rom ga": [gary], "emile aj": [gary], "nations": [onu], "%": [], "": []}


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        ("isni", "0000000121032683", "0000 0001 2103 2683"),
        ("isni", "https://isni.org/isni/0000000121032683", "0000 0001 2103 2683"),
        ("isni", "ISNI 0000 0001 2281 955x", "0000 0001 2281 955X"),
        ("orcid", "https://orcid.org/0000-0002-1825-0097", "0000-0002-1825-0097"),
        ("orcid", "0000000218250097", "0000-0002-1825-0097"),
        ("viaf", "http://viaf.org/viaf/96993301/", "96993301"),
        ("viaf", "VIAF: 96993301", "96993301"),
        ("wikidata", "https://www.wikidata.org/wiki/q42#sitelinks", "Q42"),
        ("wikidata", "http://www.wikidata.org/entity/Q42", "Q42"),
    ],
)
def test_identifier_is_written_its_registry_s_way(kind: str, value: str, expected: str) -> None:
    assert normalise_identifier(kind, value) == expected


@pytest.mark.parametrize(
    ("kind", "value", "message"),
    [
        ("isni", "0000000121032684", f"Un ISNI {SIXTEEN} : « 0000000121032684 » est faux."),
        ("orcid", "0000-0002-1825", f"Un ORCID {SIXTEEN} : « 0000-0002-1825 » est faux."),
        ("viaf", "12a", "Un numéro VIAF n’a que des chiffres, par exemple 96993301."),
        ("wikidata", "L42", "Un identifiant Wikidata commence par Q, par exemple Q464452."),
        ("wikidata", "javascript:alert(1)", "Un identifiant Wikidata commence par Q, par exemple Q464452."),
    ],
)  # fmt: skip
def test_wrong_identifier_is_refused_with_a_sentence(kind: str, value: str, message: str) -> None:
    with pytest.raises(ValidationError) as refused:
        AgentIdentifier(kind=kind, value=value).clean()

    assert refused.value.message_dict == {"value": [message]}


def test_identifier_leads_to_its_registry() -> None:
    assert [
        identifier_address("isni", "0000 0001 2103 2683"),
        identifier_address("viaf", "96993301"),
        identifier_address("orcid", "0000-0002-1825-0097"),
        identifier_address("wikidata", "Q42"),
    ] == [
        "https://isni.org/isni/0000000121032683",
        "https://viaf.org/viaf/96993301",
        "https://orcid.org/0000-0002-1825-0097",
        "https://www.wikidata.org/wiki/Q42",
    ]
