"""The editors' workshop of people and organisations."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from directory.addresses import agent_path
from directory.models import Agent, AgentIdentifier, AgentName
from tests.factories.directory import AgentFactory, directory_page
from tests.factories.home import make_site

pytestmark = pytest.mark.django_db
PARTS = ("other_names", "biographies", "identifiers")


@pytest.fixture(autouse=True)
def pages() -> None:
    """The page of people."""
    make_site()
    directory_page()


@pytest.fixture
def editor(client: Client) -> Client:
    """A signed-in editor who may do everything."""
    client.force_login(User.objects.create_superuser("editor", "editor@example.org", "x"))
    return client


def url(name: str, *args: object) -> str:
    """The address of an admin view of agents."""
    return reverse(f"wagtailsnippets_directory_agent:{name}", args=args)


def posted(fields: dict[str, str] | None = None, **parts: list[dict[str, Any]]) -> dict[str, Any]:
    """What the form posts; each part is a list of rows."""
    data: dict[str, Any] = {"kind": "person", "name": "Gaston Leroux", "sort_name": "", "born": "", "died": ""}
    data |= {"action-publish": "1", **(fields or {})}
    for part in PARTS:
        rows = parts.get(part, [])
        data |= {f"{part}-TOTAL_FORMS": len(rows), f"{part}-INITIAL_FORMS": 0}
        data |= {f"{part}-MIN_NUM_FORMS": 0, f"{part}-MAX_NUM_FORMS": 1000}
        for place, row in enumerate(rows):
            data |= {f"{part}-{place}-{name}": value for name, value in row.items()}
    return data


def errors(response: Any) -> list[str]:
    """Every error message the rows of the form show."""
    formsets = response.context["form"].formsets.values()
    return [error for formset in formsets for each in formset.forms for said in each.errors.values() for error in said]


def test_editor_makes_an_agent_and_the_public_sees_it(editor: Client) -> None:
    data = posted(
        {"born": "6 mai 1868"},
        other_names=[{"text": "Rouletabille", "language": ""}],
        biographies=[{"language": "fr", "text": "Écrivain."}],
        identifiers=[{"kind": "orcid", "value": "https://orcid.org/0000-0002-1825-0097"}],
    )

    response = editor.post(url("add"), data)

    agent = Agent.objects.get()
    assert response.status_code == 302
    assert (agent.live, agent.sort_name, agent.match_key) == (True, "Leroux, Gaston", "gaston leroux")
    assert AgentIdentifier.objects.get().value == "0000-0002-1825-0097"
    assert AgentName.objects.get().sort_key == "rouletabille"
    assert "Écrivain." in Client().get(agent_path(agent, "fr")).content.decode()


@pytest.mark.parametrize(("own", "expected"), [("Leroux, Gaston", "Lerouge, Gaston"), ("Rouletabille", "Rouletabille")])
def test_sorting_name_follows_the_name_until_it_is_set_by_hand(editor: Client, own: str, expected: str) -> None:
    agent = AgentFactory(name="Gaston Leroux", sort_name=own)

    editor.post(url("edit", agent.pk), posted({"name": "Gaston Lerouge", "sort_name": own}))

    agent.refresh_from_db()
    assert (agent.name, agent.sort_name) == ("Gaston Lerouge", expected)


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        (
            {"identifiers": [{"kind": "isni", "value": "0000 0001 2103 2684"}]},
            "Un ISNI a seize chiffres dont le dernier contrôle les autres : « 0000 0001 2103 2684 » est faux.",
        ),
        (
            {"identifiers": [{"kind": "viaf", "value": "12345"}, {"kind": "viaf", "value": "viaf.org/viaf/12345"}]},
            "Ce numéro y est déjà.",
        ),
    ],
)
def test_form_refuses_wrong_and_double_numbers(editor: Client, parts: dict[str, Any], message: str) -> None:
    response = editor.post(url("add"), posted(**parts))

    assert errors(response) == [message]
    assert Agent.objects.count() == 0


def test_chooser_finds_by_any_name_and_tells_namesakes_apart(editor: Client) -> None:
    agent = AgentFactory(name="Romain Gary", born="1914", died="1980")
    AgentName.objects.create(agent=agent, text="Émile Ajar")
    AgentFactory(name="Émile Ajarini").withdraw()
    address = reverse("wagtailsnippetchoosers_directory_agent:choose_results")

    html = editor.get(address, {"q": "ajar emi"}).content.decode()

    titles = re.findall(r"data-chooser-modal-choice[^>]*>\s*([^<]+?)\s*</a>", html)
    assert titles == ["Romain Gary (1914–1980), Émile Ajar"]


def test_list_leads_to_the_form(editor: Client) -> None:
    agent = AgentFactory(name="Gaston Leroux")

    html = editor.get(url("list")).content.decode()

    assert re.findall(r'<a href="([^"]+)">\s*<span id="\w+">Leroux, Gaston</span>', html) == [url("edit", agent.pk)]


@pytest.mark.parametrize("name", ["list", "choose"])
def test_lists_take_as_many_queries_for_one_as_for_five(editor: Client, name: str) -> None:
    namespace = "wagtailsnippetchoosers" if name == "choose" else "wagtailsnippets"
    address = reverse(f"{namespace}_directory_agent:{name}")
    counted = []
    for extra in (1, 4):
        for _ in range(extra):
            AgentName.objects.create(agent=AgentFactory(), text="Autre nom")
        editor.get(address)
        with CaptureQueriesContext(connection) as queries:
            editor.get(address)
        counted.append(len(queries))

    assert counted[0] == counted[1]


def test_preview_shows_the_page_with_what_is_not_saved_yet(editor: Client) -> None:
    editor.post(url("preview_on_add"), posted(biographies=[{"language": "fr", "text": "Tout neuf."}]))

    html = editor.get(url("preview_on_add"), {"in_preview_panel": "true"}).content.decode()

    assert ("Gaston Leroux</h1>" in html, "<p>Tout neuf.</p>" in html) == (True, True)
    assert Agent.objects.count() == 0


def test_withdrawing_takes_the_place_of_deleting(editor: Client) -> None:
    agent, target = AgentFactory(), AgentFactory()

    editor.post(url("delete", agent.pk), {"reason": "", "target": target.pk})

    agent.refresh_from_db()
    assert agent.resolve() == target
