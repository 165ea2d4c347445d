"""The archive: a tar of the database's copy and of the files, with a manifest that says what must be in it."""

import hashlib
import io
import json
import tarfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO, Any

from django.utils.translation import gettext as _

from core.backup.databases import BackupRefused

MANIFEST = "manifest.json"
FORMAT = 1
_CHUNK = 1 << 20


@dataclass
class Manifest:
    """What an archive holds. `files` gives the SHA-256 of each member; `migrations` the state of the database."""

    format: int = FORMAT
    created_at: str = ""
    vendor: str = ""
    migrations: list[str] = field(default_factory=list)
    files: dict[str, str] = field(default_factory=dict)


class ArchiveWriter:
    """Adds members to an archive, noting the digest of each as it is read."""

    def __init__(self, target: IO[bytes], manifest: Manifest) -> None:
        self.tar = tarfile.open(fileobj=target, mode="w|", format=tarfile.PAX_FORMAT)  # noqa: SIM115  closed by `close`
        self.manifest = manifest

    def add(self, path: Path, name: str) -> bool:
        """Add a file under a name; False when it has gone in the meantime."""
        try:
            source = path.open("rb")
        except FileNotFoundError:
            return False
        with source:
            info = self.tar.gettarinfo(arcname=name, fileobj=source)
            info.uname = info.gname = ""
            info.uid = info.gid = 0
            reader = _Digesting(source)
            self.tar.addfile(info, reader)
        self.manifest.files[name] = reader.digest.hexdigest()
        return True

    def close(self) -> None:
        """Write the manifest, last, and end the archive."""
        data = json.dumps(asdict(self.manifest), ensure_ascii=False, indent=1).encode()
        info = tarfile.TarInfo(MANIFEST)
        info.size = len(data)
        self.tar.addfile(info, io.BytesIO(data))
        self.tar.close()


class _Digesting:
    """A file that is digested while it is read."""

    def __init__(self, source: IO[bytes]) -> None:
        self.source = source
        self.digest = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        data = self.source.read(size)
        self.digest.update(data)
        return data


def check_archive(path: Path) -> Manifest:
    """Read a whole archive and compare every member with the manifest. Raises BackupRefused when anything is amiss."""
    manifest: Manifest | None = None
    found: dict[str, str] = {}
    try:
        for member, content in _members(path):
            if member.name == MANIFEST:
                manifest = _read_manifest(content.read(64 << 20))
                continue
            _check_member(member)
            found[member.name] = _digest(content)
    except (tarfile.TarError, OSError, EOFError) as error:
        raise BackupRefused(_("L’archive ne peut pas être lue : %(error)s") % {"error": error}) from error
    if manifest is None:
        raise BackupRefused(_("L’archive est tronquée, ou n’est pas une sauvegarde de ce site."))
    wrong = sorted(set(found.items()) ^ set(manifest.files.items()))
    if wrong:
        raise BackupRefused(_("L’archive est abîmée : %(name)s.") % {"name": wrong[0][0]})
    return manifest


def extract_archive(path: Path, folder: Path) -> None:
    """Unpack a checked archive into an empty folder."""
    for member, content in _members(path):
        if member.name == MANIFEST:
            continue
        _check_member(member)
        target = folder / member.name
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("wb") as file:
            while data := content.read(_CHUNK):
                file.write(data)


def _members(path: Path) -> Iterator[tuple[tarfile.TarInfo, IO[bytes]]]:
    with tarfile.open(path, "r|") as tar:
        for member in tar:
            content = tar.extractfile(member) if member.isreg() else None
            if content is None:
                raise BackupRefused(
                    _("L’archive contient autre chose que des fichiers : %(name)s.") % {"name": member.name}
                )
            yield member, content


def _check_member(member: tarfile.TarInfo) -> None:
    """Refuse a name that would lead out of the folder."""
    name = PurePosixPath(member.name)
    if name.is_absolute() or ".." in name.parts:
        raise BackupRefused(_("L’archive contient un nom dangereux : %(name)s.") % {"name": member.name})


def _read_manifest(data: bytes) -> Manifest:
    try:
        read: dict[str, Any] = json.loads(data)
        manifest = Manifest(**read)
    except (ValueError, TypeError) as error:
        raise BackupRefused(_("Le sommaire de l’archive est illisible.")) from error
    if manifest.format > FORMAT:
        raise BackupRefused(_("L’archive vient d’une version plus récente du site."))
    return manifest


def _digest(content: IO[bytes]) -> str:
    digest = hashlib.sha256()
    while data := content.read(_CHUNK):
        digest.update(data)
    return digest.hexdigest()
