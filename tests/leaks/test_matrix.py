"""Nothing hidden is seen: each hidden state is asked of each channel."""

import difflib
import re
from collections.abc import Iterable
from datetime import datetime

import pytest
from django.apps import apps
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from wagtail.contrib.routable_page.models import RoutablePageMixin

from core.models import BasePage, IndexedModel
from core.navigation import forget_navigation
from core.sections import forget_sections
from resources.models import Record
from resources.oai.harvest import identifier_of
from search.contract import SearchRequest
from search.services import engine, rebuild_search, sync_search
from tests.leaks import channels, states, states_of_pages  # noqa: F401  the last joins its states to the others
from tests.leaks.world import World, build_world

pytestmark = pytest.mark.django_db
Answers = dict[str, tuple[int, bytes, str]]
OWN_APPS = {"accounts", "core", "thesaurus", "directory", "search", "media_library", "resources", "magazine", "home"}


@pytest.fixture
def world() -> World:
    """The visible site, indexed."""
    built = build_world()
    rebuild_search()
    return built


def listen(client: Client, asked: list[str]) -> Answers:
    """What every channel answers an anonymous visitor."""
    forget_navigation()
    forget_sections()
    answers = {}
    for path in asked:
        response = client.get(path)
        body = b"".join(response.streaming_content) if response.streaming else response.content
        answers[path] = (response.status_code, without_moment(path, body), response.headers.get("Location", ""))
    return answers


def without_moment(path: str, body: bytes) -> bytes:
    """An answer without the moment it was given at, which harvesters are told, and without a form's token."""
    body = re.sub(rb'name="csrfmiddlewaretoken" value="[^"]*"', b"", body)
    return re.sub(rb"<responseDate>[^<]*</responseDate>", b"", body) if path.startswith("/oai") else body


def without_tombstones(answers: Answers, hidden: states.Hidden) -> Answers:
    """Answers to harvesters without the tombstones that are due: an identifier and a date, and nothing else."""
    for record in hidden.tombstones:
        identifier = re.escape(identifier_of(record)).encode()
        date = rb"<datestamp>[^<]*</datestamp>"
        header = rb'<header status="deleted"><identifier>' + identifier + rb"</identifier>" + date + rb"</header>"
        stone = re.compile(rb"<record>" + header + rb"</record>|" + header)
        lists = {path for path in answers if path.startswith("/oai?verb=List") and "metadataPrefix" in path}
        assert {path: len(stone.findall(answers[path][1])) for path in lists} == dict.fromkeys(lists, 1)
        answers |= {path: (answers[path][0], stone.sub(b"", answers[path][1]), "") for path in lists}
    return answers


def put_dates_back(records: Iterable[Record], dates: dict[int, datetime]) -> None:
    """Give records the dates they had before."""
    for record in records:
        Record.objects.filter(pk=record.pk).update(changed_at=dates[record.pk])


def differences(before: Answers, after: Answers) -> dict[str, list[str]]:
    """The lines that changed, by address."""
    found = {}
    for path in before:
        if before[path] != after[path]:
            old, new = (answers[path][1].decode().splitlines() for answers in (before, after))
            changed = [line for line in difflib.unified_diff(old, new, lineterm="", n=0) if line[:1] in "+-"]
            found[path] = changed[:12]
    return found


@pytest.mark.parametrize("name", sorted(states.STATES))
def test_hidden_state_is_seen_nowhere(name: str, world: World, client: Client) -> None:
    asked = channels.paths(world)
    before = listen(client, asked)

    dates = dict(Record.objects.values_list("pk", "changed_at"))
    hidden = states.STATES[name][1](world)
    sync_search()
    put_dates_back(hidden.dated, dates)
    after = without_tombstones(listen(client, asked), hidden)

    canary = states.CANARY.lower()
    told = [path for path, (_, body, location) in after.items() if canary in (body.decode().lower() + location.lower())]
    assert told == []
    assert {path: status for path, (status, _, _) in after.items() if status >= 500} == {}
    if hidden.unchanged:
        assert differences(before, after) == {}


@pytest.mark.parametrize("name", sorted(states.STATES))
def test_hidden_state_has_no_address(name: str, world: World, client: Client) -> None:
    hidden = states.STATES[name][1](world)
    sync_search()

    for path, status in hidden.addresses.items():
        response = client.get(path, follow=path.startswith("/id/"))
        body = b"".join(response.streaming_content) if response.streaming else response.content
        assert (path, response.status_code) == (path, status)
        assert states.CANARY.lower() not in body.decode().lower().replace(path.lower(), "")


@pytest.mark.parametrize("name", sorted(states.STATES))
def test_hidden_state_is_not_in_a_rebuilt_index(name: str, world: World) -> None:
    states.STATES[name][1](world)
    rebuild_search()

    assert engine().search(SearchRequest(query="zanzib*")).total == 0


def test_world_is_seen(world: World, client: Client) -> None:
    answers = listen(client, channels.paths(world))

    refused = {path: status for path, (status, _, _) in answers.items() if status not in {200, 301, 302, 303}}
    assert {path for path in refused if not path.endswith("/z/")} == set()
    assert world.record.slug.encode() in answers["/fr/ressources/?q=passerelle"][1]


def test_every_public_model_is_declared() -> None:
    public = {
        model
        for model in apps.get_models()
        if model._meta.app_label in OWN_APPS and issubclass(model, IndexedModel | BasePage)
    }
    declared = {model for model, _maker in states.STATES.values()}

    missing = {model._meta.label for model in public - declared} - states.NOTHING_TO_HIDE.keys()
    assert missing == set()


def test_every_address_is_declared() -> None:
    names: set[str] = set()

    def walk(patterns: list[URLPattern | URLResolver], exempt: bool) -> None:
        for pattern in patterns:
            if isinstance(pattern, URLResolver):
                walk(pattern.url_patterns, exempt or str(pattern.pattern) == "admin/")
            elif not exempt:
                names.add(pattern.name or str(pattern.pattern))

    walk(get_resolver().url_patterns, exempt=False)

    assert names - channels.PATTERNS_TRIED - channels.PATTERNS_EXEMPT.keys() == set()


def test_every_route_is_declared() -> None:
    routes = {
        (model.__name__, pattern.name or "main")
        for model in apps.get_models()
        if issubclass(model, RoutablePageMixin)
        for pattern in model.get_subpage_urls()
    }

    assert routes - channels.ROUTES_TRIED == set()
