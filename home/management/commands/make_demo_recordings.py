"""`make_demo_recordings`: makes the sound and film files of the demonstration again, after their texts changed."""

from pathlib import Path
from typing import Any

import yaml
from django.core.management.base import BaseCommand

from home.demo.recording.files import make_file
from home.demo.recording.scripts import read_scripts, versions
from home.demo.sources import demo_folder


class Command(BaseCommand):
    """Needs ffmpeg and espeak-ng; what it writes is committed."""

    help = "Make the recordings of the demonstration from their texts (needs ffmpeg and espeak-ng)."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Make each file, then write down what was made."""
        folder = demo_folder() / "audiovisual" / "files"
        folder.mkdir(exist_ok=True)
        made = {
            version.key: make_file(version, folder, signer=version.key.endswith("-signee"))
            for script in read_scripts()
            for version in versions(script)
        }
        for key, facts in made.items():
            self.stdout.write(f"{key}: {(folder / facts['file']).stat().st_size / 1000:.0f} kB")
        self._write(folder / "times.yaml", made)

    def _write(self, path: Path, made: dict[str, Any]) -> None:
        head = "# Written by `manage.py make_demo_recordings`: when each line is said, in seconds.\n"
        path.write_text(head + yaml.safe_dump(made, allow_unicode=True, sort_keys=True), encoding="utf-8")
