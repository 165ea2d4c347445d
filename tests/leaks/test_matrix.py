"""Nothing hidden is seen: each hidden state is asked of each channel."""

import difflib
import re
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import zip_longest
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.conf import LazySettings
from django.core.cache import cache
from django.db import transaction
from django.test import Client, override_settings
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import translation
from pytest_django.plugin import DjangoDbBlocker
from wagtail.contrib.routable_page.models import RoutablePageMixin

from core.models import BasePage, IndexedModel
from core.navigation import forget_navigation
from core.sections import forget_sections
from magazine.models import ArticlePage, IssuePage
from magazine.publications.content import digest_of
from magazine.publications.gathering import read_publication
from resources.oai.harvest import identifier_of
from search.contract import SearchRequest
from search.services import engine, rebuild_search, sync_search
from tests.leaks import channels, states, states_of_magazine, states_of_pages, states_of_programmes  # noqa: F401  they join
from tests.leaks.world import World, build_world

pytestmark = pytest.mark.django_db
Answers = dict[str, tuple[int, bytes, str]]
OWN_APPS = {"accounts", "core", "thesaurus", "directory", "search", "media_library", "resources", "magazine", "home",
            "audiovisual"}  # fmt: skip


@dataclass
class Public:
    """The visible site, made once: its things, its index in a folder, and what every channel answers."""

    world: World
    index: Path
    asked: list[str]
    before: Answers
    files: list[str]
    """Digests of what the PDF and e-book of its number and articles show."""


@pytest.fixture(scope="module")
def public(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Public]:
    """The visible site, indexed; every test begins from it and what it changes is undone."""
    index = tmp_path_factory.mktemp("public") / "search"
    apart = override_settings(SEARCH_DIR=index)
    with django_db_blocker.unblock(), transaction.atomic(), translation.override("fr"), apart:
        world = build_world()
        rebuild_search()
        asked = channels.paths(world)
        yield Public(world, index, asked, listen(Client(), asked), [digest for digest, _text in printed(world)])
        transaction.set_rollback(True)


@pytest.fixture
def site(public: Public, db: None, settings: LazySettings, tmp_path: Path) -> Iterator[Public]:
    """The visible site with an index of its own."""
    with fresh(public, settings, tmp_path) as site:
        yield site


@contextmanager
def fresh(public: Public, settings: LazySettings, folder: Path) -> Iterator[Public]:
    """The site as it was made: its things read again, its index copied; what happens within is undone."""
    settings.SEARCH_DIR = folder / uuid4().hex
    shutil.copytree(public.index, settings.SEARCH_DIR)
    cache.clear()
    with transaction.atomic():
        yield replace(public, world=public.world.read_again())
        transaction.set_rollback(True)


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


Dates = dict[tuple[type[Any], Any], datetime]


def read_dates() -> Dates:
    """When everything visible last changed."""
    dated = [model for model in apps.get_models() if issubclass(model, IndexedModel)]
    return {
        (model, key): date
        for model in dated
        for key, date in model._default_manager.order_by().values_list("pk", "changed_at")
    }


def printed(world: World) -> list[tuple[str, str]]:
    """What the files of the number and of its readable articles show, and a digest of it."""
    articles = ArticlePage.objects.readable().of_issue(world.number.issue).order_by("path")
    shown = [read_publication(page) for page in (IssuePage.objects.get(pk=world.number.issue.pk), *articles)]
    return [(digest_of(one, ""), repr(one)) for one in shown]


def put_dates_back(things: Iterable[Any], dates: Dates) -> None:
    """Give things the dates they had before."""
    for thing in things:
        type(thing)._default_manager.filter(pk=thing.pk).update(changed_at=dates[type(thing), thing.pk])


def differences(before: Answers, after: Answers) -> dict[str, list[str]]:
    """The lines that changed, by address."""
    found = {}
    for path in before:
        if before[path] != after[path]:
            old, new = (answers[path][1].decode().splitlines() for answers in (before, after))
            changed = [line for line in difflib.unified_diff(old, new, lineterm="", n=0) if line[:1] in "+-"]
            found[path] = changed[:12]
    return found


def groups() -> list[list[str]]:
    """States asked together: one of each family (“record”, “agent”), so that none meets another of its own kind.

    Whatever changes an answer is seen, whoever changed it: a group is as strict as each of its states alone. Those
    after which answers may differ are asked alone.
    """
    families: dict[str, list[str]] = {}
    for name in sorted(states.STATES):
        family = name if name in states.ALONE else name.split(":")[0]
        families.setdefault(family, []).append(name)
    together = [names for family, names in families.items() if family not in states.ALONE]
    return [[name] for name in sorted(states.ALONE)] + [
        [name for name in row if name] for row in zip_longest(*together, fillvalue="")
    ]


def ask(names: list[str], site: Public) -> None:
    """Make hidden states, and look for them everywhere: in every answer, at their own addresses, in a new index."""
    dates = read_dates()
    made = [states.STATES[name][1](site.world.read_again()) for name in names]
    sync_search()
    for hidden in made:
        put_dates_back(hidden.dated, dates)
    client = Client()
    after = listen(client, site.asked)
    for hidden in made:
        after = without_tombstones(after, hidden)

    canary = states.CANARY.lower().encode()
    told = [path for path, (_, body, location) in after.items() if canary in body.lower() + location.lower().encode()]
    assert told == []
    failed = {path for path, (status, _, _) in after.items() if status >= 500 and site.before[path][0] != status}
    assert failed == set()
    files = printed(site.world)
    assert [digest for digest, text in files if states.CANARY.lower() in text.lower()] == []
    if all(hidden.unchanged for hidden in made):
        assert differences(site.before, after) == {}
        assert [digest for digest, _text in files] == site.files
    for hidden in made:
        ask_addresses(client, hidden)
    rebuild_search()
    assert engine().search(SearchRequest(query="zanzib*")).total == 0


def ask_addresses(client: Client, hidden: states.Hidden) -> None:
    """Ask for hidden things where they would be found."""
    for path, status in hidden.addresses.items():
        response = client.get(path, follow=path.startswith("/id/"))
        body = b"".join(response.streaming_content) if response.streaming else response.content
        assert (path, response.status_code) == (path, status)
        assert states.CANARY.lower().encode() not in body.lower().replace(path.lower().encode(), b"")
        if path.startswith("/enregistrements/"):
            ask_file(client, path)


def ask_file(client: Client, path: str) -> None:
    """However it is asked for, a hidden file answers as one that never was."""
    never = "/".join([*path.split("/")[:2], str(uuid4()), *path.split("/")[3:]])
    for given in ({}, {"Range": "bytes=0-1"}, {"Range": "bytes=2-"}, {"If-None-Match": "*"}):
        hidden, nothing = (client.get(one, headers=given) for one in (path, never))
        assert (hidden.status_code, dict(hidden.headers)) == (404, dict(nothing.headers))
    hidden, nothing = (client.head(one) for one in (path, never))
    assert (hidden.status_code, hidden.content, dict(hidden.headers)) == (404, b"", dict(nothing.headers))


@pytest.mark.parametrize("names", groups(), ids=lambda names: ", ".join(names))
def test_hidden_states_are_seen_nowhere(
    names: list[str], public: Public, db: None, settings: LazySettings, tmp_path: Path
) -> None:
    try:
        with fresh(public, settings, tmp_path) as site:
            ask(names, site)
    except AssertionError:
        for name in names if len(names) > 1 else ():  # which of them it is
            with fresh(public, settings, tmp_path) as site:
                ask([name], site)
        raise


def test_world_is_seen(public: Public) -> None:
    answers = public.before

    refused = {path: status for path, (status, _, _) in answers.items() if status not in {200, 301, 302, 303}}
    making = {path: 503 for path in answers if path.endswith(("/pdf/", "/epub/"))}
    nobody = {path: 404 for path in answers if path.endswith("/z/") or path.startswith("/apercu/")}
    assert refused == {**making, **nobody}
    assert public.world.record.slug.encode() in answers["/fr/ressources/?q=passerelle"][1]


def test_asking_again_gives_the_same(site: Public) -> None:
    assert differences(site.before, listen(Client(), site.asked)) == {}


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
