"""A consistent copy of the database while it is in use, and its return."""

import gzip
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

PAGES_AT_ONCE = 4096
LOCK_SECONDS = 60.0


class BackupRefused(Exception):
    """The backup or the restoration can't be done; nothing was changed. Carries a sentence for the person."""


def database_member() -> str:
    """Name of the database's copy in an archive, by vendor: a copy goes back into the same kind of database only."""
    return {"sqlite": "database.sqlite3.gz", "postgresql": "database.pgdump"}[connection.vendor]


def dump_database(target: Path, emptied: Iterable[str] = ()) -> None:
    """Copy the database as it is at one moment, whatever is written meanwhile; tables that are `emptied` come empty."""
    if connection.vendor == "sqlite":
        _dump_sqlite(target, emptied)
    else:
        left_out = [f"--exclude-table-data={table}" for table in emptied]
        _run_postgres_tool(["pg_dump", "--format=custom", "--no-owner", *left_out, f"--file={target}"])


def load_database(copy: Path) -> None:
    """Replace everything in the database by a copy, all of it or nothing."""
    if connection.vendor == "sqlite":
        _load_sqlite(copy)
    else:
        connection.close()
        options = ["--clean", "--if-exists", "--no-owner", "--single-transaction", f"--dbname={_name()}"]
        _run_postgres_tool(["pg_restore", *options, str(copy)])


def _name() -> str:
    return str(connection.settings_dict["NAME"])


def _dump_sqlite(target: Path, emptied: Iterable[str]) -> None:
    """SQLite's own online backup: readers and writers go on, the copy is that of one moment."""
    plain = target.with_suffix(".plain")
    try:
        with closing(sqlite3.connect(_name(), timeout=LOCK_SECONDS)) as source, closing(sqlite3.connect(plain)) as copy:
            source.execute("BEGIN")  # one snapshot: without it a busy writer would make the copy start again and again
            source.execute("SELECT count(*) FROM sqlite_master").fetchone()
            source.backup(copy)
            copy.execute("PRAGMA secure_delete = ON")  # their bytes go too
            for table in emptied:
                copy.execute(f'DELETE FROM "{table}"')  # noqa: S608  the name of a table of ours
            copy.commit()
        with plain.open("rb") as raw, gzip.open(target, "wb", compresslevel=2) as packed:
            shutil.copyfileobj(raw, packed, 1 << 20)
    finally:
        plain.unlink(missing_ok=True)


def _load_sqlite(packed: Path) -> None:
    """Write the copy over the living database in one transaction of SQLite's: readers see the old or the new."""
    plain = packed.with_suffix(".plain")
    try:
        with gzip.open(packed, "rb") as source, plain.open("wb") as target:
            shutil.copyfileobj(source, target, 1 << 20)
        with closing(sqlite3.connect(plain)) as copy:
            problem = copy.execute("PRAGMA quick_check").fetchone()[0]
            if problem != "ok":
                raise BackupRefused(_("La base de l’archive est abîmée : %(problem)s") % {"problem": problem})
            connection.close()
            with closing(sqlite3.connect(_name(), timeout=LOCK_SECONDS)) as living:
                copy.backup(living)
    except sqlite3.Error as error:
        raise BackupRefused(_("La base n’a pas pu être remplacée : %(error)s") % {"error": error}) from error
    finally:
        plain.unlink(missing_ok=True)


def _run_postgres_tool(command: list[str]) -> None:
    """Run one of PostgreSQL's own tools on this database; the password goes through the environment."""
    given: dict[str, Any] = connection.settings_dict
    environment = {
        **os.environ,
        "PGDATABASE": str(given["NAME"]), "PGUSER": str(given["USER"]), "PGPASSWORD": str(given["PASSWORD"]),
        "PGHOST": str(given["HOST"] or "/var/run/postgresql"), "PGPORT": str(given["PORT"] or 5432),
    }  # fmt: skip
    try:
        subprocess.run(command, env=environment, check=True, capture_output=True, text=True)  # noqa: S603  fixed words
    except FileNotFoundError as error:
        raise BackupRefused(
            _("« %(tool)s » manque : installez les outils clients de PostgreSQL.") % {"tool": command[0]}
        ) from error
    except subprocess.CalledProcessError as error:
        raise BackupRefused(f"{command[0]}: {error.stderr.strip()[:1000]}") from error
