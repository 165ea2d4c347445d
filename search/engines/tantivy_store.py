"""The folder of the embedded index: generations, the pointer to the live one, and the lock of its one writer."""

import fcntl
import json
import os
import secrets
import shutil
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any, Self
from uuid import UUID

import tantivy

from search.contract import Indexed, SearchUnavailable
from search.engines.tantivy_schema import document_id, fingerprint, make_schema, to_tantivy

WRITER_MEMORY = 60_000_000
BUILD_MEMORY = 250_000_000
MOST_SEGMENTS = 12
"""Past this many, a writer waits for merging before it goes."""
_POLL_SECONDS = 0.01


class IndexStore:
    """One index in a folder, shared by every process of the machine."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._guard = threading.Lock()
        self._open: tuple[str, int, tantivy.Index] | None = None

    # Reading --------------------------------------------------------------------------------------

    def searcher(self) -> tantivy.Searcher:
        """A view of the live index as last committed, by this process or another."""
        for attempt in (1, 2):
            try:
                return self._current().searcher()
            except SearchUnavailable:
                raise
            except (OSError, ValueError) as error:
                self._open = None
                if attempt == 2:
                    raise SearchUnavailable(f"The search index cannot be read: {error}") from error
        raise SearchUnavailable

    def live_name(self) -> str:
        """The folder name of the live generation; empty before the first."""
        try:
            return (self.folder / "current").read_text().strip()
        except FileNotFoundError:
            return ""

    def _current(self) -> tantivy.Index:
        name = self.live_name()
        if not name:
            raise SearchUnavailable("There is no search index yet: run `manage.py rebuild_search`.")
        stamp = (self.folder / name / "meta.json").stat().st_mtime_ns
        with self._guard:
            if self._open is None or self._open[0] != name:
                self._open = (name, stamp, self._open_generation(name))
            elif self._open[1] != stamp:
                self._open[2].reload()
                self._open = (name, stamp, self._open[2])
            return self._open[2]

    def _open_generation(self, name: str) -> tantivy.Index:
        described = json.loads((self.folder / name / "described.json").read_text())
        if described["fingerprint"] != fingerprint():
            raise SearchUnavailable("The search index was made by another version: run `manage.py rebuild_search`.")
        index = tantivy.Index(make_schema(), path=str(self.folder / name), reuse=True)
        index.config_reader(reload_policy="manual")
        index.reload()
        return index

    # Writing --------------------------------------------------------------------------------------

    @contextmanager
    def exclusive(self, timeout: float) -> Iterator[bool]:
        """Hold the writer's lock, which the system frees even when the process is killed."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / "writer.lock").open("w") as handle:
            held = _lock(handle, timeout)
            try:
                yield held
            finally:
                if held:
                    fcntl.flock(handle, fcntl.LOCK_UN)

    def write(self, documents: Iterable[Indexed], gone: Iterable[tuple[str, UUID]]) -> int:
        """Replace and forget documents of the live index, in one commit."""
        if not self.live_name():
            self.point_to(self.new_generation())
        return write_into(self._current(), documents, gone)

    def new_generation(self) -> str:
        """Make an empty index beside the live one; returns its folder name."""
        name = f"index-{int(time.time())}-{secrets.token_hex(4)}"
        path = self.folder / name
        path.mkdir(parents=True)
        (path / "described.json").write_text(json.dumps({"fingerprint": fingerprint()}))
        tantivy.Index(make_schema(), path=str(path))
        return name

    def point_to(self, name: str) -> None:
        """Make a generation the live one, at once, and drop all others."""
        pointer = self.folder / f"current.{os.getpid()}"
        pointer.write_text(name)
        pointer.replace(self.folder / "current")
        for old in self.folder.glob("index-*"):
            if old.name != name:
                self.drop(old.name)

    def drop(self, name: str) -> None:
        """Remove a generation; readers that have it open keep it until they let go."""
        with suppress(FileNotFoundError):
            shutil.rmtree(self.folder / name)


class Generation:
    """An index being filled beside the live one."""

    def __init__(self, store: IndexStore) -> None:
        self.store = store
        self.name = store.new_generation()
        self.index = tantivy.Index(make_schema(), path=str(store.folder / self.name), reuse=True)
        self._writer: tantivy.IndexWriter | None = self.index.writer(BUILD_MEMORY, 1)

    def add(self, documents: Iterable[Indexed]) -> int:
        """Add documents that are not in it yet."""
        assert self._writer is not None, "documents are added before changes are replayed"  # noqa: S101  a bug, not input
        count = 0
        for document in documents:
            self._writer.add_document(to_tantivy(document))
            count += 1
        return count

    def replace(self, documents: Iterable[Indexed], gone: Iterable[tuple[str, UUID]]) -> None:
        """Replay changes that came meanwhile."""
        self._finish()
        self.index.reload()
        write_into(self.index, documents, gone)

    def swap(self) -> None:
        """Make this index the live one."""
        self._finish()
        self.store.point_to(self.name)

    def abandon(self) -> None:
        """Drop this index."""
        self._writer = None
        self.store.drop(self.name)

    def _finish(self) -> None:
        if self._writer is not None:
            self._writer.commit()
            self._writer.wait_merging_threads()
            self._writer = None


class _OpenWriter:
    """Holds tantivy's writer in one place, so that letting go of it frees its lock even while an error is raised:
    the frames an error keeps alive know this holder only."""

    def __init__(self, index: tantivy.Index) -> None:
        self.writer: Any = index.writer(WRITER_MEMORY, 1)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *details: object) -> None:
        if kind is not None:
            self.writer.rollback()
        self.writer = None

    def forget(self, identity: str) -> None:
        """Take a document out."""
        self.writer.delete_documents_by_term("id", identity)

    def put(self, document: Indexed) -> None:
        """Put a document in the place of the one before."""
        self.forget(document_id(document.kind, document.uuid))
        self.writer.add_document(to_tantivy(document))


def write_into(index: tantivy.Index, documents: Iterable[Indexed], gone: Iterable[tuple[str, UUID]]) -> int:
    """Replace and forget documents in one commit."""
    count = 0
    with _OpenWriter(index) as opened:
        for kind, uuid in gone:
            opened.forget(document_id(kind, uuid))
        for document in documents:
            opened.put(document)
            count += 1
        opened.writer.commit()
        index.reload()
        if index.searcher().num_segments > MOST_SEGMENTS:
            opened.writer.wait_merging_threads()
            index.reload()
    return count


def _lock(handle: IO[str], timeout: float) -> bool:
    deadline = time.monotonic() + timeout
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= deadline:
                return False
            time.sleep(_POLL_SECONDS)
        else:
            return True
