"""Recordings are in every backup."""

import tarfile
from pathlib import Path

import pytest
from django.conf import LazySettings

from core.backup import services
from tests.factories.audiovisual import RecordingFactory

pytestmark = pytest.mark.django_db


def test_recordings_are_kept_and_missed_when_they_are_gone(settings: LazySettings, tmp_path: Path) -> None:
    kept, gone = RecordingFactory(), RecordingFactory()
    Path(gone.file.path).unlink()

    report = services.make_backup(tmp_path / "copy.tar")

    with tarfile.open(report.path) as archive:
        names = set(archive.getnames())
    assert f"recordings/{kept.file.name}" in names
    assert f"recordings/{gone.file.name}" in report.missing
