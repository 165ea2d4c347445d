"""Files given for an import, kept in a private folder: copied and hashed once, so that none changes under way."""

import hashlib
import uuid
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from core.folders.rows import FileRefused
from resources.models import ImportRun, ImportState

KEPT_FOR = timedelta(days=90)
CHUNK = 1 << 20


def keep_upload(chunks: Iterable[bytes], name: str) -> tuple[str, str]:
    """Copy what was sent; returns the name of the copy and its SHA-256. Raises FileRefused when it is too long."""
    folder = imports_folder()
    suffix = Path(name).suffix.lower()[:10]
    stored = f"{uuid.uuid4().hex}{suffix if suffix[1:].isalnum() else ''}"
    digest, size = hashlib.sha256(), 0
    path = folder / stored
    try:
        with path.open("xb") as file:
            path.chmod(0o600)
            for chunk in chunks:
                size += len(chunk)
                if size > settings.IMPORT_MAX_MB << 20:
                    raise FileRefused(
                        _("Le fichier dépasse %(limit)d Mo : faites-le importer sur la machine du site.")
                        % {"limit": settings.IMPORT_MAX_MB}
                    )
                digest.update(chunk)
                file.write(chunk)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return stored, digest.hexdigest()


def imports_folder() -> Path:
    """Where copies are: beside the database, never under the public media."""
    folder = Path(settings.IMPORTS_DIR)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def copy_of(run: ImportRun) -> Path:
    """The kept copy of a run. Raises FileRefused when it is gone or is not what was sent."""
    path = imports_folder() / Path(run.stored_as).name
    if not run.stored_as or not path.is_file():
        raise FileRefused(_("La copie du fichier n’est plus là : déposez-le de nouveau."))
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
    if digest.hexdigest() != run.digest:
        raise FileRefused(_("La copie du fichier a changé depuis son dépôt : déposez-le de nouveau."))
    return path


def forget_copies() -> int:
    """Throw away the copies of imports finished three months ago, and of those given up; returns how many."""
    old = ImportRun.objects.exclude(stored_as="").filter(created_at__lt=timezone.now() - KEPT_FOR)
    given_up = ImportRun.objects.exclude(stored_as="").filter(state=ImportState.DISCARDED)
    at_work = (ImportState.READING, ImportState.WRITING, ImportState.UNDOING)
    count = 0
    for run in old.exclude(state__in=at_work) | given_up:
        (imports_folder() / Path(run.stored_as).name).unlink(missing_ok=True)
        ImportRun.objects.filter(pk=run.pk).update(stored_as="")
        count += 1
    return count
