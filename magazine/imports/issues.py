"""Numbers of the magazine, made of files that describe them."""

from collections.abc import Sequence
from html import unescape
from typing import Any

from django.utils.translation import gettext as _

from core.conversion import Remark
from core.conversion.fitting import rich_text_of
from core.dates import first_day
from core.folders.markdown_folder import PATH
from core.folders.page_run import PageImport
from core.folders.pages import PageDraft, Written, check_length, digest_of
from core.folders.rows import FileRefused, RowRefused, SourceRow
from core.text import squeeze
from magazine.models import IssuePage, MagazinePage
from media_library.imports import FileShelf

KIND = "issues"


class IssueImport(PageImport):
    """One number a file; they come as drafts, and go out with their articles."""

    parts = frozenset({"number", "title", "slug", "date", "body", "cover", "facsimile", "share_image"})
    needed = frozenset({"number", "date"})

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.shelf = FileShelf(self.options.pictures, self.mapping.site, self.options.dry_run)
        self.magazine = find_magazine(self.mapping.language)

    def prepare(self, rows: list[SourceRow]) -> list[SourceRow]:
        """The oldest number first, as they came out."""
        return sorted(rows, key=lambda row: str(first_day(self.mapping.cell(row, "date")) or ""))

    def draft(self, row: SourceRow) -> PageDraft:
        """The number a file describes."""
        identifier = self.mapping.identifier(KIND, row.values[PATH].rsplit("/", 1)[-1])
        number = squeeze(self.mapping.cell(row, "number"))
        printed = squeeze(self.mapping.cell(row, "date"))
        issued_on = first_day(printed)
        if not number or issued_on is None:
            message = _("il faut un numéro et une date qui se lise ; la date est « %(date)s »")
            raise RowRefused(message % {"date": printed})
        converted = self.convert(row, "body", self.shelf.picture, identifier)
        fields: dict[str, Any] = {
            "title": squeeze(unescape(self.mapping.cell(row, "title"))) or _("Numéro %(number)s") % {"number": number},
            "number": number,
            "date_printed": printed,
            "issued_on": issued_on,
            "presentation": rich_text_of(converted),
            "source_identifier": identifier,
        }
        for name in ("title", "number", "date_printed"):
            check_length(IssuePage, name, fields[name])
        remarks = [*converted.remarks, *self._add_files(row, fields)]
        return PageDraft(
            identifier, row.position, IssuePage, lambda: self.magazine, fields,
            slug=self.mapping.cell(row, "slug") or fields["title"], remarks=remarks,
            digest=digest_of(row.payload, self.mapping.digest, fields),
        )  # fmt: skip

    def finish(self, written: Sequence[tuple[SourceRow, Written]]) -> None:
        """Say that numbers go out with their articles."""
        if self.options.publish:
            self.report.add("", [Remark("field", _("Les numéros paraissent quand leurs articles sont importés."))])

    def _add_files(self, row: SourceRow, fields: dict[str, Any]) -> list[Remark]:
        """Give a number its pictures and its facsimile; says which are not there."""
        remarks: list[Remark] = []
        for name in ("cover", "share_image", "facsimile"):
            fields[f"{name}_id"] = None
            address = self.mapping.cell(row, name)
            if not address:
                continue
            is_file = name == "facsimile"
            key = self.shelf.document(address, fields["title"]) if is_file else self.shelf.picture(address)
            if key:
                fields[f"{name}_id"] = key
            else:
                remarks.append(Remark("file" if is_file else "picture", address))
        return remarks


def find_magazine(language: str) -> MagazinePage:
    """The magazine of a language. Raises FileRefused when there is none."""
    magazine = MagazinePage.objects.filter(locale__language_code=language).order_by("path").first()
    if magazine is None:
        raise FileRefused(_("Il n’y a pas de magazine en « %(language)s ».") % {"language": language})
    return magazine
