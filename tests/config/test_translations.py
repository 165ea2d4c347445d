"""Every string of the interface exists in Dutch and in English, with the same places to fill in."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
PLACES = re.compile(r"%\(\w+\)[sd]|%[sd]|%%")


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


def forms(string: str | tuple[str, ...] | list[str]) -> list[str]:
    """A message as a list: one form, or one for each number."""
    return [string] if isinstance(string, str) else list(string)


def test_templates_and_code_are_read(messages: Catalog) -> None:
    assert {"Chercher", "notice"} <= {forms(message.id)[0] for message in messages if message.id}


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
        places = set(PLACES.findall(" ".join(forms(message.id))))
        if any(set(PLACES.findall(form)) - places for form in forms(message.string)):
            wrong.append(message.id)

    assert [name for name in wrong if name] == []
