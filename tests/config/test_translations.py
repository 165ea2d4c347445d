"""Every string of the interface exists in Dutch and in English, with the same places to fill in."""

import ast
import gettext
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from django.conf import settings
from django.test import Client
from django.utils.translation import ngettext, override, trans_real

ROOT = Path(settings.BASE_DIR)
APPS = ("accounts", "core", "directory", "home", "media_library", "resources", "search", "site", "thesaurus")
PLACES = re.compile(r"%(?:\(\w+\))?[\d.]*[sdXf]|%%|\{\w*\}")
MARKERS = {"_": 0, "gettext": 0, "gettext_lazy": 0, "ngettext": 0, "pgettext": 1, "pgettext_lazy": 1}
"""The functions that translate, and which of their arguments is the message."""
IN_TEMPLATES = re.compile(r"""(?:\{%-?\s*translate\s+|\b_\()(["'])(.+?)\1""")
IN_BLOCKS = re.compile(r"\{% blocktranslate[^%]*%\}(.*?)\{% (?:plural|endblocktranslate) %\}", re.DOTALL)


@pytest.fixture(scope="module")
def messages(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    """The strings of the code and of the templates, as `make messages` collects them."""
    target = tmp_path_factory.mktemp("messages") / "django.pot"
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    found = re.search(r'--keywords="([^"]+)"', makefile)
    assert found is not None
    command = [sys.executable, "-c", "from babel.messages.frontend import main; main()", "--quiet", "extract"]
    options = ["--mapping", "locale/babel.cfg", "--keywords", found[1], "--output", str(target), "."]
    subprocess.run([*command, *options], cwd=ROOT, env={"PYTHONPATH": "."}, check=True, timeout=120)
    with target.open("rb") as file:
        return read_po(file)


def translated(language: str) -> Catalog:
    """The translations of a language."""
    with (ROOT / "locale" / language / "LC_MESSAGES" / "django.po").open("rb") as file:
        return read_po(file, locale=language)


def forms(string: str | tuple[str, ...] | list[str] | None) -> list[str]:
    """A message as a list: one form, or one for each number."""
    return [string] if isinstance(string, str) else list(string or ())


def written_in_code() -> Iterator[str]:
    """Every message the Python of the project hands to be translated, found in its syntax tree."""
    for path in (path for app in APPS for path in sorted((ROOT / app).rglob("*.py")) if "migrations" not in path.parts):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MARKERS:
                message = node.args[MARKERS[node.func.id]]
                yield str(message.value) if isinstance(message, ast.Constant) else f"{path}: {ast.unparse(node)}"


def written_in_templates() -> Iterator[str]:
    """Every message of the templates, found by its tags; Django looks for a percent sign as two."""
    for path in sorted((ROOT / "templates").rglob("*.html")):
        text = path.read_text(encoding="utf-8")
        yield from (found[2].replace("%", "%%") for found in IN_TEMPLATES.finditer(text))
        yield from (re.sub(r"\{\{ (\w+) \}\}", r"%(\1)s", found[1]) for found in IN_BLOCKS.finditer(text))


def test_every_string_is_collected(messages: Catalog) -> None:
    collected = {forms(message.id)[0] for message in messages if message.id}

    code, templates = set(written_in_code()), set(written_in_templates())

    assert ("notice" in code, "Aller au contenu" in templates) == (True, True)
    assert sorted((code | templates) - collected) == []


@pytest.mark.parametrize("language", ["fr", "nl", "en"])
def test_nothing_is_kept_that_nobody_says_any_more(messages: Catalog, language: str) -> None:
    known = {(message.context, forms(message.id)[0]) for message in messages if message.id}
    kept = {(message.context, forms(message.id)[0]) for message in translated(language) if message.id}

    assert kept == known


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_string_is_translated(messages: Catalog, language: str) -> None:
    catalog = translated(language)
    missing = []
    for message in messages:
        known = catalog.get(message.id, message.context) if message.id else None
        if message.id and (known is None or known.fuzzy or not all(forms(known.string))):
            missing.append(message.id)

    assert missing == []


@pytest.mark.parametrize("language", ["nl", "en"])
def test_translations_have_the_same_places_to_fill_in(language: str) -> None:
    wrong = []
    for message in translated(language):
        pairs = zip(forms(message.id), forms(message.string), strict=True) if message.id else ()
        if any(sorted(PLACES.findall(ours)) != sorted(PLACES.findall(theirs)) for ours, theirs in pairs):
            wrong.append(message.id)

    assert wrong == []


@pytest.mark.parametrize("language", ["nl", "en"])
def test_edges_of_a_message_stay(language: str) -> None:
    """A message that is put between others keeps its spaces and its colon."""
    pairs = [
        (ours, theirs)
        for message in translated(language)
        if message.id
        for ours, theirs in zip(forms(message.id), forms(message.string), strict=True)
    ]
    spaced = [ours for ours, theirs in pairs if ours[-1:].isspace() != theirs[-1:].isspace()]
    closed = [ours for ours, theirs in pairs if ours.rstrip()[-1:] == ":" and theirs.rstrip()[-1:] != ":"]

    assert (spaced, closed) == ([], [])


@pytest.fixture(scope="module")
def compiled() -> None:
    """Catalogues a process can read, made as `make` makes them when they are missing or old."""
    for source in sorted((ROOT / "locale").glob("*/LC_MESSAGES/django.po")):
        target = source.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
            command = [sys.executable, "-c", "from babel.messages.frontend import main; main()", "--quiet", "compile"]
            subprocess.run([*command, "--input-file", source, "--output-file", target], check=True, timeout=120)
    gettext._translations.clear()  # type: ignore[attr-defined]  # what was read before would be kept for ever
    trans_real._translations.clear()  # type: ignore[attr-defined]  # Django's own tests empty it the same way


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fr", ["Cette page n’est pas ici", "Aller au contenu", "Que cherchez-vous ?"]),
        ("nl", ["Deze pagina is hier niet", "Naar de inhoud", "Wat zoekt u?"]),
        ("en", ["This page is not here", "Skip to content", "What are you looking for?"]),
    ],
)
@pytest.mark.usefixtures("compiled")
def test_pages_speak_the_language_of_their_address(client: Client, language: str, words: list[str]) -> None:
    html = client.get(f"/{language}/nulle-part/").content.decode()

    assert [word for word in [f'<html lang="{language}"', *words] if word not in html] == []


@pytest.mark.django_db
@pytest.mark.usefixtures("compiled")
def test_fields_that_choose_speak_the_editors_language(admin_client: Client) -> None:
    """Wagtail words these buttons once, in the language of the process."""
    html = admin_client.get(
        "/admin/snippets/thesaurus/concept/add/", headers={"accept-language": "nl"}
    ).content.decode()

    assert ("Kiezen" in html, "Choisir" in html) == (True, False)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("fr", ["0 exemplaire", "1 exemplaire", "2 exemplaires"]),
        ("nl", ["0 exemplaren", "1 exemplaar", "2 exemplaren"]),
        ("en", ["0 copies", "1 copy", "2 copies"]),
    ],
)
@pytest.mark.usefixtures("compiled")
def test_nothing_is_singular_in_french_and_plural_elsewhere(language: str, said: list[str]) -> None:
    with override(language):
        counted = [
            ngettext("%(count)d exemplaire", "%(count)d exemplaires", count) % {"count": count} for count in range(3)
        ]

    assert counted == said
