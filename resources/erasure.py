"""What the documentation centre holds of people: their names as printed, the records they came with, what they wrote.

The description of a published document stays, without the name: the printed form is emptied, and the author it leads to
is a tombstone, which no page prints. A record of another system is emptied whole: taken out word by word, it would be
neither what it was nor readable.
"""

from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.erasure.names import ERASED, WantedPerson
from core.erasure.registry import Found, Holder, register_holder
from core.models import IndexChange
from resources.models import Contribution, ErrorReport, ImportRun, Publication, Record, SourceRecord

BATCH = 500
OVERLAP = 400


def _printed(person: WantedPerson) -> list[Any]:
    """Contributions and publications of the chosen agents that print a name."""
    found = (
        model._default_manager.filter(agent__in=person.agents).exclude(name_as_printed="").select_related("record")
        for model in (Contribution, Publication)
    )
    return list(chain(*found))


def _widen(person: WantedPerson) -> WantedPerson:
    """The forms documents print of the chosen agents; a single word, “Collectif”, would name others too."""
    names = {one.name_as_printed for one in _printed(person) if len(one.name_as_printed.split()) > 1}
    return WantedPerson.named(person.names | names, person.emails, person.agents)


def _find_printed(person: WantedPerson) -> Iterator[Found]:
    for one in _printed(person):
        yield Found(
            f"{one.name_as_printed} — {one.record.title}",
            {"record": str(one.record.uuid), "name_as_printed": one.name_as_printed},
        )


def _erase_printed(person: WantedPerson) -> int:
    found = _printed(person)
    for one in found:
        type(one)._default_manager.filter(pk=one.pk).update(name_as_printed="")
    touched = Record.objects.filter(
        Q(contributions__agent__in=person.agents) | Q(publications__agent__in=person.agents)
    )
    IndexChange.objects.note(Record.index_kind(), touched.order_by().distinct().values_list("uuid", flat=True))
    return len(found)


def _sources(person: WantedPerson) -> Iterator[SourceRecord]:
    """Records of other systems that name the person, however they are written."""
    wanted = Q()
    for trace in person.traces:
        wanted |= Q(payload__icontains=trace) if trace else Q(pk__isnull=False)
    for source in SourceRecord.objects.filter(wanted).order_by("pk").iterator(BATCH):
        if source.payload and person.is_in_record(source.payload):
            yield source


def _find_sources(person: WantedPerson) -> Iterator[Found]:
    for source in _sources(person):
        yield Found(f"{source.source} {source.identifier}", {"source": str(source), "payload": source.payload})


def _erase_sources(person: WantedPerson) -> int:
    pks = [source.pk for source in _sources(person)]
    for start in range(0, len(pks), BATCH):
        SourceRecord.objects.filter(pk__in=pks[start : start + BATCH]).update(payload="")
    return len(pks)


def _files(person: WantedPerson) -> Iterator[tuple[ImportRun, Path]]:
    """Kept files of imports that name the person."""
    for run in ImportRun.objects.exclude(stored_as="").order_by("pk"):
        path = Path(settings.IMPORTS_DIR) / Path(run.stored_as).name
        if path.is_file() and _names(path, person):
            yield run, path


def _names(path: Path, person: WantedPerson) -> bool:
    """Whether a file names the person, read piece by piece as each of two encodings."""
    before = b""
    with path.open("rb") as file:
        while piece := file.read(1 << 20):
            whole = before + piece
            if any(person.is_in_record(whole.decode(code, "replace")) for code in ("utf-8", "latin-1")):
                return True
            before = whole[-OVERLAP:]
    return False


def _find_files(person: WantedPerson) -> Iterator[Found]:
    for run, _path in _files(person):
        yield Found(run.file_name, {"file": run.file_name, "created_at": run.created_at})


def _erase_files(person: WantedPerson) -> int:
    found = list(_files(person))
    for run, path in found:
        path.unlink(missing_ok=True)
        ImportRun.objects.filter(pk=run.pk).update(stored_as="")
    return len(found)


def _reports(person: WantedPerson) -> list[ErrorReport]:
    """Mistakes reported from an address of the person."""
    wanted = Q(pk__in=[])
    for email in person.emails:
        wanted |= Q(email__iexact=email)
    return list(ErrorReport.objects.filter(wanted).order_by("pk"))


def _find_reports(person: WantedPerson) -> Iterator[Found]:
    for report in _reports(person):
        yield Found(str(report), {"text": report.text, "email": report.email, "created_at": report.created_at})


def _erase_reports(person: WantedPerson) -> int:
    reports = _reports(person)
    ErrorReport.objects.filter(pk__in=[one.pk for one in reports]).update(email="", text=ERASED)
    return len(reports)


HOLDERS = (
    Holder("resources.printed", _("Noms imprimés sur des documents"), _find_printed, _erase_printed, _widen),
    Holder("resources.sources", _("Notices d’origine"), _find_sources, _erase_sources),
    Holder("resources.files", _("Fichiers d’imports gardés"), _find_files, _erase_files),
    Holder("resources.reports", _("Erreurs signalées"), _find_reports, _erase_reports),
)


def register() -> None:
    """Declare what is held here."""
    for holder in HOLDERS:
        register_holder(holder)
