"""Importing a folder of Markdown files."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from resources.models import Record

pytestmark = pytest.mark.django_db

BOOKS = """
source = "Revue"
empty = ["false"]
[columns]
file = "identifier"
title = { to = "title", split = true, markup = true }
author = "people"
link = { to = "links", kind = "about" }
body = { to = "note", kind = "review", markdown = true, source = "Revue n° {version}" }
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "books").mkdir()
    (tmp_path / "books.toml").write_text(BOOKS, encoding="utf-8")
    return tmp_path / "books"


def import_folder(folder: Path) -> int:
    try:
        call_command("import_folder", str(folder), "--mapping", str(folder.parent / "books.toml"), stdout=StringIO())
    except SystemExit as end:
        return int(str(end.code))
    return 0


def test_markdown_file_becomes_a_record_with_its_review(folder: Path) -> None:
    lines = (
        "---", "version: 81", "title: 'Commun : essai au XXI<sup>e</sup> siècle'", "author: false",
        "link: https://example.org/c", "---", "Un _pavé_.", "",
    )  # fmt: skip
    (folder / "commun.md").write_bytes(b"\xef\xbb\xbf" + "\r\n".join(lines).encode())

    assert import_folder(folder) == 0
    record = Record.objects.get()
    assert (record.title, record.subtitle) == ("Commun", "essai au XXIe siècle")
    note = record.notes.get()
    assert (note.kind, note.text, note.source) == ("review", "Un pavé.", "Revue n° 81")
    assert [(link.kind, link.url) for link in record.links.all()] == [("about", "https://example.org/c")]
    assert record.contributions.count() == 0
    assert record.sources.get().identifier == "commun"


@pytest.mark.parametrize(
    "content",
    [
        b"pas d'en-tete",
        b"---\ntitle: [\n---\n",
        b"---\n- liste\n---\n",
        b"---\ntitle: ''\n---\nx",
        b"\x00" * 50,
        b"---\ntitle: " + b"[" * 5000 + b"\n---\n",
    ],
)
def test_faulty_file_is_reported_and_the_others_go_in(folder: Path, content: bytes) -> None:
    (folder / "a.md").write_bytes(content)
    (folder / "b.md").write_text("---\ntitle: Bon\n---\n", encoding="utf-8")

    assert import_folder(folder) == 1
    assert [record.title for record in Record.objects.all()] == ["Bon"]


def test_wrong_address_is_left_in_the_source_record(folder: Path) -> None:
    (folder / "a.md").write_text("---\ntitle: Bon\nlink: javascript:alert(1)\n---\n", encoding="utf-8")
    import_folder(folder)

    assert Record.objects.get().links.count() == 0


def test_empty_or_missing_folder_is_said(folder: Path) -> None:
    for path in (folder, folder / "rien"):
        with pytest.raises(CommandError) as refusal:
            call_command("import_folder", str(path), "--mapping", str(folder.parent / "books.toml"))
        assert refusal.value.returncode == 2
