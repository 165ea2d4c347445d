"""Making a backup while the site runs, and putting one back."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.cache import cache
from django.core.files.storage import default_storage, storages
from django.core.management import call_command
from django.db import connection, models
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone
from django.utils.translation import gettext as _

from core.backup.archive import ArchiveWriter, Manifest, check_archive, extract_archive
from core.backup.databases import BackupRefused, database_member, dump_database, load_database

PREFIX = "passerelles-"
ASIDE = ".before-"
"""Beginning of the names of folders that keep what a restoration replaced; no backup takes them."""
_after_restore: dict[str, Callable[[], object]] = {}
_not_kept: set[str] = set()


def register_after_restore(name: str, work: Callable[[], object]) -> None:
    """Declare what is derived from the database and must be made again, from an app's `ready()`."""
    _after_restore[name] = work


def register_not_kept(*tables: str) -> None:
    """Declare tables whose rows no archive may hold, because they are destroyed here, from an app's `ready()`."""
    _not_kept.update(tables)


def kept_folders() -> dict[str, Path]:
    """The folders that hold what nobody could make again, by their name in an archive."""
    return {
        "media": Path(settings.MEDIA_ROOT),
        "imports": Path(settings.IMPORTS_DIR),
        "recordings": Path(settings.RECORDINGS_DIR),
    }


@dataclass
class BackupReport:
    """What went into an archive; `missing` are files the database names that were not there to be copied."""

    path: Path
    size: int = 0
    files: int = 0
    missing: list[str] = field(default_factory=list)


def make_backup(target: Path) -> BackupReport:
    """Write one archive of database and files; the site may go on working. Raises BackupRefused.

    Files are copied before and after the database, so that every file the copied database names is in the archive even
    when it was added, or deleted, while the copy was made.
    """
    if target.exists():
        raise BackupRefused(_("%(path)s existe déjà.") % {"path": target})
    partial = target.with_name(target.name + ".partial")
    manifest = Manifest(
        created_at=timezone.now().isoformat(timespec="seconds"), vendor=connection.vendor,
        migrations=_applied_migrations(),
    )  # fmt: skip
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file, tempfile.TemporaryDirectory(dir=target.parent) as folder:
            writer = ArchiveWriter(file, manifest)
            _add_files(writer)
            copy = Path(folder) / database_member()
            dump_database(copy, sorted(_not_kept))
            named = _named_files()
            writer.add(copy, database_member())
            _add_files(writer)
            writer.close()
            file.flush()
            os.fsync(file.fileno())
        partial.replace(target)
    except OSError as error:
        raise BackupRefused(_("La sauvegarde n’a pas pu être écrite : %(error)s") % {"error": error}) from error
    finally:
        with suppress(NotADirectoryError):
            partial.unlink(missing_ok=True)
    missing = sorted(named - manifest.files.keys())
    return BackupReport(target, target.stat().st_size, len(manifest.files) - 1, missing)


def _add_files(writer: ArchiveWriter) -> None:
    """Add the files that are not in the archive yet."""
    for folder, root in kept_folders().items():
        for path in _walk(root):
            name = f"{folder}/{path.relative_to(root).as_posix()}"
            if name not in writer.manifest.files:
                writer.add(path, name)


def _walk(root: Path) -> Iterator[Path]:
    """Files under a folder, in order; links are left alone."""
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if not name.startswith(ASIDE))
        for name in sorted(names):
            path = Path(folder) / name
            if path.is_file() and not path.is_symlink():
                yield path


def _named_files() -> set[str]:
    """Every file of the media and the recordings a row of the database names, by its name in an archive."""
    folders = {id(default_storage): "media", id(storages["recordings"]): "recordings"}
    named: set[str] = set()
    for model in apps.get_models():
        for each in model._meta.concrete_fields:
            folder = folders.get(id(each.storage)) if isinstance(each, models.FileField) else None
            if folder:
                rows = model._base_manager.exclude(**{each.name: ""}).exclude(**{f"{each.name}__isnull": True})
                named.update(f"{folder}/{name}" for name in rows.values_list(each.name, flat=True).iterator())
    return named


def _applied_migrations() -> list[str]:
    return sorted(f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations())


def restore_backup(path: Path, *, replace: bool = False) -> Manifest:
    """Put an archive back: database, files, then what is derived from them. Raises BackupRefused with nothing changed.

    `replace` allows it over a site that has content. The files that were there are moved aside, not deleted.
    """
    if not path.is_file():
        raise BackupRefused(_("%(path)s n’existe pas.") % {"path": path})
    manifest = check_archive(path)
    _check_restorable(manifest, replace=replace)
    with tempfile.TemporaryDirectory(dir=settings.VAR_DIR, prefix="restore-") as folder:
        unpacked = Path(folder)
        extract_archive(path, unpacked)
        load_database(unpacked / database_member())
        for name, root in kept_folders().items():
            _put_in_place(unpacked / name, root)
    call_command("migrate", interactive=False, verbosity=0)
    cache.clear()
    for work in _after_restore.values():
        work()
    return manifest


def _check_restorable(manifest: Manifest, *, replace: bool) -> None:
    """Refuse what would lose something, or could not be read afterwards."""
    if manifest.vendor != connection.vendor:
        raise BackupRefused(
            _("L’archive vient d’une base %(theirs)s, celle-ci est %(ours)s.")
            % {"theirs": manifest.vendor, "ours": connection.vendor}
        )
    loader = MigrationExecutor(connection).loader
    known = {f"{app}.{name}" for app, name in loader.disk_migrations} | {
        f"{app}.{name}" for migration in loader.disk_migrations.values() for app, name in migration.replaces
    }
    unknown = sorted(set(manifest.migrations) - known)
    if unknown:
        raise BackupRefused(
            _("L’archive vient d’une version plus récente du site : %(name)s y est inconnue.") % {"name": unknown[0]}
        )
    if not replace and _has_content():
        raise BackupRefused(_("Ce site a déjà un contenu ; « --replace » le remplace."))


def _has_content() -> bool:
    """Whether somebody has an account here: a database that was only just migrated has none."""
    user = apps.get_model(settings.AUTH_USER_MODEL)
    tables = connection.introspection.table_names()
    return user._meta.db_table in tables and user._default_manager.exists()


def _put_in_place(new: Path, root: Path) -> None:
    """Put what the archive holds in a folder; what was there goes into a folder of its own inside it.

    Entry by entry, because the folder itself may be a volume that can't be renamed.
    """
    root.mkdir(parents=True, exist_ok=True)
    present = [path for path in root.iterdir() if not path.name.startswith(ASIDE)]
    if present:
        aside = root / f"{ASIDE}{timezone.now():%Y%m%d-%H%M%S}"
        aside.mkdir()
        for path in present:
            path.rename(aside / path.name)
    if new.is_dir():
        for path in list(new.iterdir()):
            shutil.move(path, root / path.name)


def forget_old_backups(folder: Path, keep: int) -> list[Path]:
    """Delete all but the newest backups of a folder; returns those that went."""
    backups = sorted(folder.glob(f"{PREFIX}*.tar"))
    gone = backups[:-keep] if keep else []
    for path in gone:
        path.unlink()
    return gone
