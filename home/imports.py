"""News and press releases made of Markdown files of another site."""

from collections.abc import Iterator, Sequence
from functools import partial
from html import escape, unescape
from pathlib import PurePosixPath
from typing import Any, ClassVar

from django.utils.translation import gettext as _
from wagtail.models import Page

from core.conversion import Remark
from core.conversion.fitting import notes_in_text
from core.conversion.result import Block, make_uuid
from core.conversion.styles import usable_address
from core.dates import first_day
from core.folders.kinds import register_folder_kind
from core.folders.markdown_folder import PATH
from core.folders.page_run import PageImport, stream_value
from core.folders.pages import PageDraft, Written, check_length, digest_of
from core.folders.rows import FileRefused, RowRefused, SourceRow
from core.text import squeeze
from home.models import NewsIndexPage, NewsPage, PressIndexPage, PressReleasePage
from media_library.imports import FileShelf
from search.bulk import import_pages


class BulletinImport(PageImport):
    """One page a file, under the index of its language."""

    model: ClassVar[type[Any]]
    index: ClassVar[type[Any]]
    kind: ClassVar[str]
    parts = frozenset({"title", "date", "shown", "image", "body", "standfirst", "slug"})
    needed = frozenset({"title", "date"})

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.shelf = FileShelf(self.options.pictures, self.mapping.site, self.options.dry_run)
        found = self.index.objects.filter(locale__language_code=self.mapping.language).order_by("path").first()
        if found is None:
            raise FileRefused(_("Il n’y a pas de page pour « %(kind)s » en « %(language)s ».") % {
                "kind": self.index._meta.verbose_name, "language": self.mapping.language,
            })  # fmt: skip
        self.parent: Page = found

    def prepare(self, rows: list[SourceRow]) -> list[SourceRow]:
        """The oldest first."""
        return sorted(rows, key=lambda row: (str(first_day(self.mapping.cell(row, "date")) or ""), row.position))

    def draft(self, row: SourceRow) -> PageDraft:
        """The page of a file."""
        identifier = self.mapping.identifier(self.kind, row.values[PATH])
        title = squeeze(unescape(self.mapping.cell(row, "title")))
        day = first_day(self.mapping.cell(row, "date"))
        if not title or day is None:
            raise RowRefused(_("il faut un titre et une date qui se lise"))
        converted = self.convert(row, "body", self.shelf.picture, identifier)
        notes_in_text(converted)
        standfirst = squeeze(self.mapping.cell(row, "standfirst")) or converted.standfirst
        fields: dict[str, Any] = {
            "title": title, "date": day, "standfirst": standfirst, "source_identifier": identifier,
        }  # fmt: skip
        for name in ("title", "standfirst"):
            check_length(self.model, name, fields[name])
        self._add_image(row, fields, converted.remarks)
        links, children = self.attach(row, converted.remarks)
        blocks = [*converted.blocks, *links]
        fields["body"] = stream_value(self.model, blocks, identifier)
        return PageDraft(
            identifier, row.position, self.model, lambda: self.index.objects.get(pk=self.parent.pk), fields,
            slug=self.mapping.cell(row, "slug") or title, children=children, remarks=converted.remarks,
            digest=digest_of(row.payload, self.mapping.digest, blocks, fields.get("image_id"), children),
        )  # fmt: skip

    def attach(self, row: SourceRow, remarks: list[Remark]) -> tuple[list[Block], dict[str, list[dict[str, Any]]]]:
        """The files and links of a row: as blocks at the end of the body, and as rows of the page."""
        return [], {}

    def _add_image(self, row: SourceRow, fields: dict[str, Any], remarks: list[Remark]) -> None:
        fields["image_id"] = None
        address = self.mapping.cell(row, "image")
        if not address:
            return
        key = self.shelf.picture(address)
        if key:
            fields["image_id"] = key
        else:
            remarks.append(Remark("picture", address))

    def link_to(self, label: str, address: str, remarks: list[Remark]) -> list[Block]:
        """A link to a file that was not found here, on the old site."""
        whole = usable_address(address, self.mapping.site)
        remarks.append(Remark("file", whole or address))
        return [("text", f'<p><a href="{escape(whole)}">{escape(label, quote=False)}</a></p>')] if whole else []

    def finish(self, written: Sequence[tuple[SourceRow, Written]]) -> None:
        """Publish what was made, when that was asked and the source shows it."""
        for row, outcome in written if self.options.publish else ():
            shown = self.mapping.cell(row, "shown").lower() not in {"false", "no", "non", "0"}
            page = self.model.objects.get(pk=outcome.page.pk)
            if shown and not page.live and page.first_published_at is None and outcome.state != "edited":
                page.get_latest_revision().publish()
                self.report.counts["published"] += 1


class NewsImport(BulletinImport):
    """News; their files are handed out at the end of the text."""

    model, index, kind = NewsPage, NewsIndexPage, "news"
    parts = BulletinImport.parts | {"files", "file"}

    def attach(self, row: SourceRow, remarks: list[Remark]) -> tuple[list[Block], dict[str, list[dict[str, Any]]]]:
        """Files found here as downloads, others as links to the old site."""
        found: list[dict[str, Any]] = []
        links: list[Block] = []
        for label, address in self._files(row):
            key = self.shelf.document(address, label)
            if key:
                item = {"document": key, "label": label[:255]}
                found.append({"type": "item", "value": item, "id": make_uuid(row.position, address)})
            else:
                links += self.link_to(label, address, remarks)
        downloads: list[Block] = [("downloads", {"title": "", "files": found})] if found else []
        return [*downloads, *links], {}

    def _files(self, row: SourceRow) -> Iterator[tuple[str, str]]:
        """Label and address of each file a row names, whichever way it does."""
        front = row.parsed if isinstance(row.parsed, dict) else {}
        yield from _named_files(front.get(self.mapping.columns.get("files", "")))
        yield from _named_files(front.get(self.mapping.columns.get("file", "")))


class PressImport(BulletinImport):
    """Press releases: mostly files."""

    model, index, kind = PressReleasePage, PressIndexPage, "press"
    parts = BulletinImport.parts | {"release_file", "pictures_file", "link"}

    def attach(self, row: SourceRow, remarks: list[Remark]) -> tuple[list[Block], dict[str, list[dict[str, Any]]]]:
        """Files found here hang on the page; others, and links, stand in its text."""
        rows: list[dict[str, Any]] = []
        links: list[Block] = []
        for part, label in (("release_file", _("Le communiqué")), ("pictures_file", _("Les images pour la presse"))):
            address = self.mapping.cell(row, part)
            if not address:
                continue
            key = self.shelf.document(address, f"{label} : {self.mapping.cell(row, 'title')}")
            if key:
                rows.append({"document_id": key, "label": label})
            else:
                ending = PurePosixPath(address).suffix.lstrip(".").upper()
                links += self.link_to(f"{label} ({ending})" if ending else label, address, remarks)
        address = usable_address(self.mapping.cell(row, "link"))
        if address:
            links.append(("text", f'<p><a href="{escape(address)}">{escape(address, quote=False)}</a></p>'))
        return links, {"attachments": rows}


def _named_files(value: Any) -> Iterator[tuple[str, str]]:
    """Label and address of files in a value of front matter: a path, a list, tables of paths and names."""
    if isinstance(value, str):
        yield from _named_file(value, "")
    elif isinstance(value, dict) and isinstance(value.get("file_src"), str):
        yield from _named_file(value["file_src"], str(value.get("file_name") or ""))
    elif isinstance(value, list | dict):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _named_files(one)


def _named_file(address: str, label: str) -> Iterator[tuple[str, str]]:
    address = address.strip()
    if address:
        yield label.strip() or PurePosixPath(address).name, address


def register_kinds() -> None:
    """Declare what the house's pages make of folders."""
    register_folder_kind("news", partial(import_pages, NewsImport))
    register_folder_kind("press", partial(import_pages, PressImport))
