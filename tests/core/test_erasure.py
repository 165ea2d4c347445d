"""A person is found, exported and erased everywhere: a canary's name is put in every text of every table."""

import json
import re
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.urls import reverse
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry, Revision

from core.erasure.names import ERASED, Folded, WantedPerson
from core.erasure.services import erase_person, export_person, find_person, widen
from core.erasure.texts import UNTOUCHED, kind_of, text_columns
from core.merging import merge_things
from core.models import Erasure
from directory.models import Agent, AgentName, Biography
from directory.services import withdraw_agent
from resources.models import (
    Contribution,
    ErrorReport,
    ImportLine,
    ImportRun,
    Record,
    RecordTemplate,
    SourceRecord,
)
from search.contract import SearchRequest
from search.services import engine, rebuild_search, sync_search
from tests.factories.directory import AgentFactory
from tests.factories.home import StandardPageFactory, make_site, stream
from tests.factories.media_library import DocumentFactory, ImageFactory
from tests.factories.resources import RecordFactory, attach, full_record
from tests.resources.conftest import make_editor, signed_in

pytestmark = pytest.mark.django_db
NAME = "Zéphyrine Quatrelles"
EMAIL = "zephyrine@canari.example"
OURS = {"accounts", "core", "thesaurus", "directory", "search", "media_library", "resources", "home", "wagtailcore"}
FORMS = (
    NAME, "QUATRELLES Zéphyrine", "Quatrelles, Zéphyrine (1950-)", "zephyrine-quatrelles", "zephyrine quatrelles",
    "quatrelles zephyrine", "Z\\u00e9phyrine Quatrelles", "Zéphyrine  Quatrelles", EMAIL.upper(),
)  # fmt: skip
TRACES = ("quatrelles", "canari.example")


def canary() -> WantedPerson:
    """The person to be erased, with the agent of that name when there is one."""
    agents = Agent.objects.filter(name=NAME).values_list("pk", flat=True)
    return widen(WantedPerson.named([NAME], [EMAIL], agents))


def every_text() -> Iterator[tuple[str, str, str]]:
    """Every value of every column of every table, as text: tables no model knows among them."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table in UNTOUCHED:
                continue
            quoted = connection.ops.quote_name(table)
            cursor.execute(f"SELECT * FROM {quoted}")  # noqa: S608  the names come from the database itself
            names = [column[0] for column in cursor.description or ()]
            for row in cursor.fetchall():
                yield from ((table, name, str(value)) for name, value in zip(names, row, strict=True))


def told() -> set[tuple[str, str]]:
    """The columns that still name the canary."""
    return {(table, name) for table, name, text in every_text() if any(one in Folded(text).text for one in TRACES)}


LEFT_OUT = {"languages", "original_languages", "levels", "language", "language_code", "title_language"}
"""Columns of codes: a name there would break the page that reads them, and is no name."""


def fill_every_text() -> set[tuple[str, str]]:
    """Write the name into every text and JSON column of every row there is; returns the columns that took it."""
    filled = set()
    for model, field in text_columns():
        if model._meta.app_label not in OURS or field.choices or field.unique or field.name in LEFT_OUT:
            continue
        value = _filling(field)
        if value is not None and model._base_manager.update(**{field.attname: value}):
            filled.add((model._meta.db_table, field.column))
    return filled


def _filling(field: Any) -> Any:
    """What a column is filled with; None for one that cannot hold it."""
    if kind_of(field) == "file" or hasattr(field, "stream_block"):
        return None
    if kind_of(field) == "json":
        return {"clé": [f"avant {NAME}"], NAME: 1}
    text = "zephyrine-quatrelles" if field.get_internal_type() == "SlugField" else f"avant {NAME}"
    return text if len(text) <= (field.max_length or 999) else None


@pytest.mark.parametrize("form", FORMS)
def test_every_form_of_a_name_is_found_and_taken_out(form: str) -> None:
    person = WantedPerson.named([NAME], [EMAIL])

    assert person.take_out(f"« {form} », dit-on") == (
        f"« {ERASED} (1950-) », dit-on" if "1950" in form else f"« {ERASED} », dit-on"
    )


@pytest.mark.parametrize(
    "text", ["Zéphyrine Martin", "Quatrelles", "les quatrelles zéphyrines", "Bazéphyrine Quatrelles"]
)
def test_other_names_stay(text: str) -> None:
    assert WantedPerson.named([NAME]).take_out(text) == text


def test_short_single_words_name_nobody() -> None:
    assert not WantedPerson.named(["Li", "", "  "])
    assert bool(WantedPerson.named(["Li Wei"]))


def test_names_without_latin_letters_are_found() -> None:
    person = WantedPerson.named(["Анна Ахматова"])

    assert person.take_out("Стихи, Анна Ахматова") == f"Стихи, {ERASED}"
    record = RecordFactory(title="Анна Ахматова, стихи")
    erase_person(person)
    assert Record.objects.get(pk=record.pk).title == f"{ERASED}, стихи"


def build_world(settings: LazySettings, tmp_path: Path) -> Record:
    """The canary in every place a name usually has; returns a record that keeps its description."""
    settings.IMPORTS_DIR = str(tmp_path / "imports")
    settings.MEDIA_ROOT = str(tmp_path / "media")
    make_site()
    user = get_user_model().objects.create_user("z.quatrelles", EMAIL, first_name="Zéphyrine", last_name="Quatrelles")
    agent = AgentFactory(name=NAME, born="1950")
    AgentName.objects.create(agent=agent, text="Zéphyrine Quatrelles-Durand")
    Biography.objects.create(agent=agent, text=f"{NAME} est née en 1950.")
    agent = Agent.objects.get(pk=agent.pk)
    agent.save_revision(user=user, log_action=True).publish()
    record = full_record(title="Ponts et passerelles", responsibility=f"par {NAME}")
    Contribution.objects.create(record=record, agent=agent, name_as_printed="Z. Quatrelles")
    Record.objects.get(pk=record.pk).save_revision(user=user, log_action=True)
    payload = "<subfield code='a'>Quatrelles</subfield>\n<subfield code='b'>Zéphyrine</subfield>"
    SourceRecord.objects.create(record=record, source="a", identifier="1", format="marcxml", payload=payload, digest="")
    folder = tmp_path / "imports"
    folder.mkdir()
    (folder / "kept.xml").write_text(payload, encoding="utf-8")
    run = ImportRun.objects.create(file_name="notices.xml", stored_as="kept.xml", remarks=[f"Lu pour {NAME}"])
    changes = [["responsibility", "", NAME, "taken"]]
    ImportLine.objects.create(
        run=run, state="changed", position="1", record=record, changes=changes, before={"x": NAME}
    )
    ErrorReport.objects.create(record=record, text="Mon prénom est mal écrit.", email=EMAIL)
    RecordTemplate.objects.create(name=f"Articles de {NAME}", content={"responsibility": NAME})
    attach(record, DocumentFactory(title=f"Guide de {NAME}", file=ContentFile(b"%PDF-1.4", "zephyrine-quatrelles.pdf")))
    ImageFactory(credit=f"Photo : {NAME}")
    StandardPageFactory(title="Équipe", body=stream(("text", f"<p>{NAME} vous reçoit.</p>")))
    log(instance=record, action="wagtail.edit", data={"commentaire": NAME})
    merge_things(AgentFactory(name="Quatrelles, Zéphyrine"), agent, user=user)
    return record


def test_person_is_erased_from_every_text_of_every_table(settings: LazySettings, tmp_path: Path) -> None:
    record = build_world(settings, tmp_path)
    filled = fill_every_text()
    before = told()
    assert filled <= before
    assert len(filled) > 80

    erase_person(canary())

    assert told() == set()
    assert Record.objects.get(pk=record.pk).live


def test_usual_places_are_erased_and_the_documents_stay(
    settings: LazySettings, tmp_path: Path, django_capture_on_commit_callbacks: Any
) -> None:
    record = build_world(settings, tmp_path)
    rebuild_search()
    assert engine().search(SearchRequest(query="quatrelles")).total > 0
    agent = Agent.objects.get(name=NAME)

    with django_capture_on_commit_callbacks(execute=True):
        erasure = erase_person(canary())

    sync_search()
    assert told() == set()
    agent.refresh_from_db()
    assert (agent.name, agent.born, agent.withdrawn_at is not None, agent.revisions.count()) == (ERASED, "", True, 0)
    record = Record.objects.get(pk=record.pk)
    assert (record.title, record.responsibility, record.live) == ("Ponts et passerelles", f"par {ERASED}", True)
    assert [one.name_as_printed for one in record.contributions.filter(agent=agent)] == [""]
    assert [source.payload for source in record.sources.all()] == [""]
    assert not (tmp_path / "imports" / "kept.xml").exists()
    assert [path.name for path in (tmp_path / "media" / "documents").iterdir()] == ["personne-effacee.pdf"]
    assert engine().search(SearchRequest(query="quatrelles")).total == 0
    assert sum(erasure.counts.values()) > 15
    assert "uatrelles" not in json.dumps(erasure.counts)


def test_versions_of_records_still_open_without_the_name(settings: LazySettings, tmp_path: Path) -> None:
    record = build_world(settings, tmp_path)
    erase_person(canary())

    [version] = Revision.objects.for_instance(record)
    opened = version.as_object()
    assert (opened.title, opened.responsibility) == ("Ponts et passerelles", f"par {ERASED}")
    version.publish()
    assert Record.objects.get(pk=record.pk).contributions.count() == 3


def test_account_is_nobodys_and_cannot_sign_in(settings: LazySettings, tmp_path: Path) -> None:
    build_world(settings, tmp_path)
    erase_person(canary())

    user = get_user_model().objects.get()
    assert (user.first_name, user.last_name, user.email, user.is_active) == ("", "", "", False)
    assert not user.has_usable_password()
    assert ModelLogEntry.objects.filter(user=user).exists()


def test_who_erases_themselves_is_in_the_log_without_a_name(settings: LazySettings, tmp_path: Path) -> None:
    build_world(settings, tmp_path)
    user = get_user_model().objects.get()

    erase_person(canary(), user=user)

    assert Erasure.objects.get().erased_by == user
    assert told() == set()


def test_export_holds_all_that_is_found(settings: LazySettings, tmp_path: Path) -> None:
    build_world(settings, tmp_path)

    exported = json.loads(export_person(canary()))

    assert {"Fiches de personnes", "Comptes de l’atelier", "Notices d’origine", "Erreurs signalées"} <= set(exported)
    assert exported["Fiches de personnes"][0]["born"] == "1950"
    assert exported["Erreurs signalées"][0]["email"] == EMAIL


def test_nothing_is_changed_by_looking(settings: LazySettings, tmp_path: Path) -> None:
    build_world(settings, tmp_path)
    before = list(every_text())

    find_person(canary())
    export_person(canary())

    assert list(every_text()) == before


def test_places_that_are_kept_are_left_alone() -> None:
    biography = RecordFactory(title=f"{NAME}, une vie")
    other = RecordFactory(responsibility=f"{NAME}, dir.")
    person = WantedPerson.named([NAME])
    kept = [group.key for group in find_person(person) if group.key.endswith("record.title")]

    erase_person(person, keep=[*kept, "text:resources.record.sort_title"])

    assert Record.objects.get(pk=biography.pk).title == f"{NAME}, une vie"
    assert Record.objects.get(pk=other.pk).responsibility == f"{ERASED}, dir."


def test_namesake_who_was_not_chosen_keeps_the_page_of_their_own() -> None:
    mine, theirs = AgentFactory(name="Jean Martin", born="1950"), AgentFactory(name="Jean Martin", born="1980")
    person = widen(WantedPerson.named(["Jean Martin"], agents=[mine.pk]))
    names = {group.key for group in find_person(person) if group.key.startswith("text:directory.agent.")}

    erase_person(person, keep=names)

    theirs.refresh_from_db()
    assert (theirs.name, theirs.born, theirs.withdrawn_at) == ("Jean Martin", "1980", None)


def test_withdrawn_agent_is_erased_too() -> None:
    agent = AgentFactory(name=NAME)
    withdraw_agent(agent, f"Demande de {NAME}")

    erase_person(widen(WantedPerson.named([], agents=[agent.pk])))

    assert told() == set()


def test_command_shows_exports_and_erases(tmp_path: Path) -> None:
    agent = AgentFactory(name=NAME)
    RecordFactory(responsibility=f"par {NAME}")
    out = StringIO()
    call_command("erase_person", NAME, agent=[agent.number], export=tmp_path / "out.json", stdout=out)
    assert "Fiches de personnes [directory.agents]" in out.getvalue()
    assert "uatrelles" not in out.getvalue()
    assert NAME in (tmp_path / "out.json").read_text(encoding="utf-8")
    assert Erasure.objects.count() == 0

    call_command("erase_person", NAME, agent=[agent.number], erase=True, stdout=StringIO())
    assert told() == set()


@pytest.mark.parametrize("options", [{}, {"agent": [999]}])
def test_command_refuses_nobody(options: dict[str, Any]) -> None:
    with pytest.raises(CommandError):
        call_command("erase_person", "Li", **options)


def find_page() -> str:
    """The administrators' page."""
    return reverse("erase_person")


def test_page_shows_exports_and_erases_what_stays_ticked(admin_client: Client) -> None:
    agent = AgentFactory(name=NAME)
    record = RecordFactory(title=f"{NAME}, une vie", responsibility=f"par {NAME}")
    asked = {"names": NAME, "agents": [agent.number]}

    html = admin_client.post(find_page(), {**asked, "action": "find"}).content.decode()
    assert "Fiches de personnes" in html
    assert f'name="agents" value="{agent.number}"' in html

    exported = admin_client.post(find_page(), {**asked, "action": "export"})
    assert json.loads(exported.content)["Fiches de personnes"][0]["name"] == NAME

    places = ["directory.agents", "text:resources.record.responsibility"]
    unsure = admin_client.post(find_page(), {**asked, "action": "erase", "places": places})
    assert "tapez EFFACER" in unsure.content.decode()
    assert Erasure.objects.count() == 0

    done = {**asked, "action": "erase", "places": places, "confirmation": "effacer"}
    html = admin_client.post(find_page(), done, follow=True).content.decode()
    record.refresh_from_db()
    assert (record.title, record.responsibility) == (f"{NAME}, une vie", f"par {ERASED}")
    assert "Effacements faits" in html


def test_page_refuses_nobody_and_everybody_but_administrators(admin_client: Client) -> None:
    assert "Donnez un nom" in admin_client.post(find_page(), {"names": "Li", "action": "find"}).content.decode()
    librarian = signed_in(make_editor("documentaliste", "add", "change", "delete", "publish"))

    assert [librarian.get(find_page()).status_code, librarian.post(find_page(), {"names": NAME}).status_code] == [
        302
    ] * 2


def test_name_is_never_in_an_address(admin_client: Client) -> None:
    RecordFactory(responsibility=NAME)

    response = admin_client.get(find_page(), {"names": NAME, "action": "find"})

    assert "Ce qui est trouvé" not in response.content.decode()


def test_fiches_of_namesakes_are_not_ticked(admin_client: Client) -> None:
    mine, _theirs = AgentFactory(name=NAME), AgentFactory(name=NAME)

    html = admin_client.post(find_page(), {"names": NAME, "agents": [mine.number], "action": "find"}).content.decode()

    boxes = dict(re.findall(r'name="places" value="([^"]+)" id="place-\d+"( checked)?', html))
    assert (boxes["directory.agents"], boxes["text:directory.agent.name"]) == (" checked", "")


@pytest.mark.parametrize(
    "text", ["700 |\x1f312763418\x1faDurand\x1fbZéphyrine\x1ff1866", '{"700": "\\u001faDurand\\u001fbZ\\u00e9phyrine"}']
)
def test_name_is_found_behind_the_code_of_its_subfield(text: str) -> None:
    assert WantedPerson.named(["Zéphyrine Durand"]).is_in_record(text) is True
    assert WantedPerson.named(["Aurélie Durand"]).is_in_record(text) is False
