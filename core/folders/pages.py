"""Pages made of rows: written once, changed when their source changes, left alone once somebody edited them here."""

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail_footnotes.models import Footnote

from core.conversion import Note, Remark
from core.folders.rows import RowRefused
from core.models import ImportedPage

_KEYS = re.compile(r' data-block-key="[^"]*"')
_OWN_COLUMNS = {"id", "page", "sort_order", "agent"}
"""Of a row that hangs on a page: what says nothing of whether it was edited. A person may be merged into another."""
VERSION = 1
"""Of what pages are made of rows; a higher one makes them again."""


@dataclass
class PageDraft:
    """A page to be: where it comes from, where it goes, and what it says."""

    identifier: str
    position: str
    """Where its row stands, for the report."""
    model: type[Any]
    parent: Callable[[], Page]
    """Where a new page goes; asked only when there is one to make."""
    fields: dict[str, Any] = field(default_factory=dict)
    """All that this kind of import writes, each time: what is empty too."""
    slug: str = ""
    notes: list[Note] = field(default_factory=list)
    children: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    """Rows of each relation of the page: `contributors`…"""
    remarks: list[Remark] = field(default_factory=list)
    digest: str = ""
    """Of the row and of the rules it was read by."""


@dataclass(frozen=True)
class Written:
    """What became of a draft: `created`, `updated`, `unchanged`, `edited` or `conflicts`."""

    state: str
    page: Any


def digest_of(*parts: Any) -> str:
    """What tells one source, or one way to read it, from another."""
    text = json.dumps([VERSION, *parts], ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()


def find_imported(identifier: str) -> Any:
    """The page that was made of something, in its own class; None when there is none."""
    row = ImportedPage.objects.filter(identifier=identifier).select_related("page").first()
    return row.page.specific if row else None


@transaction.atomic
def write_page(draft: PageDraft) -> Written:
    """Make the page of a draft, or change it, or leave it alone. Raises RowRefused when it can't be made."""
    known = ImportedPage.objects.filter(identifier=draft.identifier).select_related("page").first()
    if known is None:
        page = _create(draft)
        _remember(draft, page, ImportedPage(identifier=draft.identifier))
        return Written("created", page)
    page = known.page.specific
    latest = page.get_latest_revision_as_object()
    is_edited = _content_digest(latest, draft) != known.content_digest
    if draft.digest == known.source_digest:
        return Written("edited" if is_edited else "unchanged", page)
    if is_edited:
        return Written("conflicts", page)
    _change(draft, page, latest)
    _remember(draft, latest, known)
    return Written("updated", page)


def _create(draft: PageDraft) -> Any:
    """A new page, as a draft, with its first version."""
    parent = draft.parent()
    page = draft.model(locale=parent.locale, live=False, **draft.fields)
    page.slug = free_slug(parent, draft.slug or page.title)
    _fill(page, draft)
    try:
        parent.add_child(instance=page)
    except ValidationError as error:
        raise RowRefused(" ".join(error.messages)) from error
    page.save_revision(changed=False, log_action="wagtail.create")
    return page


def _change(draft: PageDraft, page: Any, latest: Any) -> None:
    """A new version of a page, live where the page is live and had no newer draft."""
    for name, value in draft.fields.items():
        setattr(latest, name, value)
    _fill(latest, draft)
    publish = page.live and not page.has_unpublished_changes
    revision = latest.save_revision(log_action=True)
    if publish:
        revision.publish()


def _fill(page: Any, draft: PageDraft) -> None:
    """Give a page the rows that hang on it."""
    for name, rows in draft.children.items():
        model = page._meta.get_field(name).related_model
        setattr(page, name, [model(sort_order=place, **row) for place, row in enumerate(rows)])
    kept = {str(note.uuid): note for note in page.footnotes.all()}
    notes = []
    for place, one in enumerate(draft.notes):
        note = kept.get(one.uuid) or Footnote(uuid=one.uuid)
        note.text, note.sort_order = one.html, place
        notes.append(note)
    if notes or kept:
        page.footnotes = notes


def _remember(draft: PageDraft, page: Any, row: ImportedPage) -> None:
    """Keep what the source said and what was written."""
    row.page_id, row.source_digest, row.content_digest = page.pk, draft.digest, _content_digest(page, draft)
    row.save()


def _content_digest(page: Any, draft: PageDraft) -> str:
    """What tells whether somebody edited what an import wrote. Names of people may change without that."""
    content: dict[str, Any] = {name: _plain(page, name) for name in draft.fields}
    for name in draft.children:
        fields = page._meta.get_field(name).related_model._meta.concrete_fields
        columns = [one.attname for one in fields if one.name not in _OWN_COLUMNS]
        content[name] = [[str(getattr(one, column)) for column in columns] for one in getattr(page, name).all()]
    content["footnotes"] = [[str(note.uuid), _KEYS.sub("", note.text)] for note in page.footnotes.all()]
    return digest_of(content)


def _plain(page: Any, name: str) -> Any:
    """The value of a field in a form that does not change by being saved."""
    value = getattr(page, name)
    if hasattr(value, "stream_block"):
        return [[block.block_type, _without_ids(block.block.get_prep_value(block.value))] for block in value]
    if isinstance(value, Page) or hasattr(value, "_meta"):
        return value.pk
    return _KEYS.sub("", value) if isinstance(value, str) else value


def _without_ids(value: Any) -> Any:
    """A stored value without the identities of its items."""
    if isinstance(value, Mapping):
        return {key: _without_ids(each) for key, each in value.items() if key != "id"}
    if isinstance(value, list):
        return [_without_ids(each) for each in value]
    return _KEYS.sub("", value) if isinstance(value, str) else value


def free_slug(parent: Page, wanted: str) -> str:
    """A slug nothing under a page has yet."""
    base = slugify(wanted)[:80].strip("-") or "page"
    taken = set(parent.get_children().filter(slug__startswith=base).values_list("slug", flat=True))
    return next(slug for slug in _numbered(base) if slug not in taken)


def _numbered(base: str) -> Iterator[str]:
    yield base
    number = 2
    while True:
        yield f"{base}-{number}"
        number += 1


def put_in_order(pages: Iterable[Any]) -> None:
    """Put new pages after the one they follow, where both stand under one page; `pages` are in their order."""
    before: dict[str, Any] = {}
    for page in pages:
        parent = page.path[: -Page.steplen]
        previous = before.get(parent)
        if previous is not None and page.path < previous.path:
            page.move(previous, pos="right")
            page.refresh_from_db()
        before[parent] = page


def check_length(page_model: type[Any], name: str, value: str) -> None:
    """Refuse a text longer than its field. Raises RowRefused."""
    found = page_model._meta.get_field(name)
    limit = found.max_length
    if limit and len(value) > limit:
        raise RowRefused(
            _("« %(name)s » compte %(length)d caractères, %(limit)d au plus")
            % {"name": found.verbose_name, "length": len(value), "limit": limit}
        )
