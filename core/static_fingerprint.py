"""Static files are collected again only when one of their sources changed: compressing them takes long."""

import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

FINGERPRINT = "fingerprint.txt"


def collect_if_changed() -> bool:
    """Run `collectstatic` unless what it made last is still right; tells whether it ran."""
    target = Path(settings.STATIC_ROOT) / FINGERPRINT
    fingerprint = _fingerprint()
    if target.exists() and target.read_text() == fingerprint:
        return False
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    target.write_text(fingerprint)
    return True


def _fingerprint() -> str:
    """What changes with any source file (name, size, time) or with the code that processes them."""
    digest = hashlib.sha256((Path(__file__).parent / "static_files.py").read_bytes())
    for finder in get_finders():
        for path, storage in finder.list([]):
            state = Path(storage.path(path)).stat()
            digest.update(f"{path} {state.st_size} {state.st_mtime_ns}\n".encode())
    return digest.hexdigest()
