"""The drill: a site is backed up while it is written to, wiped, restored, and answers as before."""

import hashlib
import io
import json
import os
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest

from core.backup.databases import BackupRefused
from core.backup.services import restore_backup
from resources.models import Record

ROOT = Path(__file__).resolve().parents[2]
DESCRIBE = """
import json
from django.conf import settings
from pathlib import Path
from resources.models import Record
from search.contract import SearchRequest
from search.services import engine
hits = engine().search(SearchRequest(query="passerelle", per_page=50)).hits
print(json.dumps({
    "records": list(Record.objects.order_by("number").values_list("number", "uuid", "title"))[:500],
    "found": [hit.title for hit in hits],
    "files": sorted(str(path.relative_to(settings.MEDIA_ROOT)) for path in Path(settings.MEDIA_ROOT).rglob("*")
                    if path.is_file() and ".before-" not in str(path)),
}, default=str))
"""
FILL = """
from django.core.files.base import ContentFile
from accounts.models import User
from media_library.models import CreditedDocument
from resources.models import Record, RecordFile
from search.services import rebuild_search, sync_held_back
User.objects.create(username="documentaliste")
with sync_held_back():
    for number in range(60):
        Record.objects.create(title=f"Passerelle numéro {number}", live=True)
document = CreditedDocument(title="Le mode d’emploi")
document.file.save("mode-emploi.txt", ContentFile(b"Ouvrir la boite."), save=True)
RecordFile.objects.create(record=Record.objects.first(), document=document)
rebuild_search()
"""
WRITE_ON = """
import itertools, sys
from resources.models import Record
from search.services import sync_held_back
with sync_held_back():
    for number in itertools.count():
        Record.objects.create(title=f"Écrite pendant la copie {number}", live=True)
        print(number, flush=True)
"""


class Site:
    """A site in a folder of its own, driven from the command line like any other."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(exist_ok=True)
        self.environment = {
            **{name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "SEARCH_DIR"}},
            "VAR_DIR": str(folder), "DJANGO_SETTINGS_MODULE": "config.settings.demo",
        }  # fmt: skip

    def manage(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        """Run a command to its end."""
        command = [sys.executable, "manage.py", *arguments]
        return subprocess.run(command, cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False)

    def run(self, *arguments: str) -> str:
        """Run a command that must succeed."""
        done = self.manage(*arguments)
        assert (done.returncode, done.stderr) == (0, "")
        return done.stdout

    def describe(self) -> dict[str, list[object]]:
        """What the site holds and answers."""
        answer: dict[str, list[object]] = json.loads(self.run("shell", "--no-imports", "-c", DESCRIBE))
        return answer


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A small site with content, an index and a file."""
    made = Site(tmp_path_factory.mktemp("site"))
    made.run("migrate", "-v", "0")
    made.run("shell", "--no-imports", "-c", FILL)
    return made


@pytest.fixture(scope="module")
def archive(site: Site) -> Path:
    """Its backup."""
    path = site.folder / "copie.tar"
    site.run("backup", str(path))
    return path


def test_restored_site_is_the_same(site: Site, archive: Path, tmp_path: Path) -> None:
    other = Site(tmp_path / "neuf")

    other.run("restore", str(archive))

    before = site.describe()
    assert (len(before["records"]), len(before["found"])) == (60, 50)
    assert other.describe() == before


def test_backup_is_readable_by_its_owner_only(archive: Path) -> None:
    assert archive.stat().st_mode & 0o777 == 0o600


def test_backup_made_while_somebody_writes_is_whole(site: Site, tmp_path: Path) -> None:
    shutil.copytree(site.folder, tmp_path / "vivant")
    other = Site(tmp_path / "vivant")
    command = [sys.executable, "manage.py", "shell", "--no-imports", "-c", WRITE_ON]
    with subprocess.Popen(command, cwd=ROOT, env=other.environment, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        first = int(writer.stdout.readline())
        other.run("backup", str(tmp_path / "copie.tar"))
        writer.kill()
        written = [int(line) for line in writer.stdout if line.strip().isdecimal()]

    restored = Site(tmp_path / "restaure")
    restored.run("restore", str(tmp_path / "copie.tar"))
    titles = [title for _number, _uuid, title in restored.describe()["records"]]
    during = [title for title in titles if title.startswith("Écrite")]
    assert during == [f"Écrite pendant la copie {number}" for number in range(len(during))]
    assert first < len(during) <= len(written) + 2


def test_site_with_content_is_replaced_only_when_asked(site: Site, archive: Path, tmp_path: Path) -> None:
    shutil.copytree(site.folder, tmp_path / "occupe")
    other = Site(tmp_path / "occupe")
    other.run("shell", "--no-imports", "-c", "from resources.models import Record; Record.objects.all().delete()")
    media = other.folder / "media" / "documents"
    (media / "a-garder.txt").write_text("sans autre copie")

    refused = other.manage("restore", str(archive))
    kept = other.describe()["records"]
    other.run("restore", "--replace", str(archive))

    assert refused.returncode == 1
    assert refused.stderr.strip() == "CommandError: Ce site a déjà un contenu ; « --replace » le remplace."
    assert kept == []
    assert other.describe() == site.describe()
    assert [path.read_text() for path in (other.folder / "media").rglob("a-garder.txt")] == ["sans autre copie"]


def test_backup_never_overwrites(site: Site, archive: Path) -> None:
    digest = hashlib.sha256(archive.read_bytes()).hexdigest()

    done = site.manage("backup", str(archive))

    assert done.returncode == 1
    assert done.stderr.strip() == f"CommandError: {archive} existe déjà."
    assert hashlib.sha256(archive.read_bytes()).hexdigest() == digest


def test_backup_to_a_place_that_refuses_leaves_nothing(site: Site, tmp_path: Path) -> None:
    (tmp_path / "plein").write_text("un fichier, pas un dossier")

    done = site.manage("backup", str(tmp_path / "plein" / "copie.tar"))

    assert done.returncode == 1
    assert "n’a pas pu être écrite" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["plein"]


def test_lost_file_is_named(site: Site, tmp_path: Path) -> None:
    shutil.copytree(site.folder, tmp_path / "troue")
    other = Site(tmp_path / "troue")
    (other.folder / "media" / "documents" / "mode-emploi.txt").unlink()

    done = other.manage("backup", str(tmp_path / "copie.tar"))

    assert (done.returncode, done.stderr) == (
        0, "named by the database but not there: media/documents/mode-emploi.txt\n"
    )  # fmt: skip


def test_old_backups_are_forgotten_when_asked(site: Site, tmp_path: Path) -> None:
    for day in ("20260101", "20260102", "20260103"):
        (tmp_path / f"passerelles-{day}-030000.tar").write_text("vieux")

    site.run("backup", str(tmp_path / "passerelles-20260104-030000.tar"), "--keep", "2")

    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "passerelles-20260103-030000.tar", "passerelles-20260104-030000.tar",
    ]  # fmt: skip


def cut(content: bytes) -> bytes:
    """A copy interrupted half-way."""
    return content[: len(content) // 2]


def flip(content: bytes) -> bytes:
    """One byte of a stored file changed."""
    place = content.index(b"Ouvrir la boite")
    return content[:place] + b"X" + content[place + 1 :]


def lead_out(content: bytes) -> bytes:
    """A member that would be written outside the folder."""
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode="w") as tar:
        info = tarfile.TarInfo("../dehors.txt")
        tar.addfile(info, io.BytesIO(b""))
    return target.getvalue()


def from_the_future(content: bytes) -> bytes:
    """The manifest of a later version: a migration nobody knows here."""
    target = io.BytesIO()
    with tarfile.open(fileobj=io.BytesIO(content)) as old, tarfile.open(fileobj=target, mode="w") as new:
        for member in old:
            data = old.extractfile(member).read()
            if member.name == "manifest.json":
                data = data.replace(b'"core.0001_initial"', b'"core.9999_telepathy", "core.0001_initial"')
                member.size = len(data)
            new.addfile(member, io.BytesIO(data))
    return target.getvalue()


@pytest.mark.parametrize(
    ("damage", "reason"),
    [
        (cut, "L’archive"),
        (flip, "L’archive est abîmée : media/documents/mode-emploi.txt."),
        (lead_out, "L’archive contient un nom dangereux : ../dehors.txt."),
        (from_the_future, "L’archive vient d’une version plus récente du site : core.9999_telepathy y est inconnue."),
        (lambda content: b"bonjour", "L’archive ne peut pas être lue"),
    ],
)
def test_bad_archive_is_refused_and_nothing_changes(
    damage: Callable[[bytes], bytes], reason: str, archive: Path, tmp_path: Path, db: None
) -> None:
    broken = tmp_path / "abimee.tar"
    broken.write_bytes(damage(archive.read_bytes()))
    Record.objects.create(title="Toujours là", live=True)

    with pytest.raises(BackupRefused) as refused:
        restore_backup(broken, replace=True)

    assert str(refused.value).startswith(reason)
    assert [record.title for record in Record.objects.all()] == ["Toujours là"]
    assert [path.name for path in tmp_path.iterdir()] == ["abimee.tar"]
