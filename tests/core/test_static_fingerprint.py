"""Static files are collected again only when a source changed."""

import os
from pathlib import Path

import pytest
from django.conf import LazySettings

from core.static_fingerprint import collect_if_changed


@pytest.fixture
def source(settings: LazySettings, tmp_path: Path) -> Path:
    """One file to collect, and a place for it."""
    folder = tmp_path / "source"
    folder.mkdir()
    (folder / "a.css").write_text("a {}")
    settings.STATICFILES_DIRS = [folder]
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STATIC_ROOT = tmp_path / "collected"
    return folder / "a.css"


def test_second_time_collects_nothing(source: Path) -> None:
    assert [collect_if_changed(), collect_if_changed()] == [True, False]


def test_changed_file_is_collected_again(source: Path, settings: LazySettings) -> None:
    collect_if_changed()
    source.write_text("b {}")
    os.utime(source, (1, 1))

    assert collect_if_changed() is True
    assert (settings.STATIC_ROOT / "a.css").read_text() == "b {}"


def test_new_and_removed_files_are_noticed(source: Path, settings: LazySettings) -> None:
    collect_if_changed()
    source.rename(source.with_name("c.css"))

    assert collect_if_changed() is True
    assert sorted(path.name for path in settings.STATIC_ROOT.glob("*.css")) == ["c.css"]


def test_collection_that_failed_is_tried_again(source: Path, settings: LazySettings) -> None:
    collect_if_changed()
    (settings.STATIC_ROOT / "fingerprint.txt").write_text("half of it")

    assert collect_if_changed() is True
