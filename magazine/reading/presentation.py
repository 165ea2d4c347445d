"""What the page of an article prints, prepared so that its template asks nothing of the database."""

from datetime import date, datetime
from typing import Any

from django.db.models import prefetch_related_objects
from django.http import HttpRequest
from django.utils import timezone

from core.other_languages import translations_of
from core.typography import typeset_text
from magazine.contents import Contents
from magazine.models import ArticlePage
from magazine.reading.around import Around, read_around
from magazine.reading.body import render_body
from magazine.reading.head import citation_tags, describe
from magazine.reading.parts import read_parts, read_parts_as_written
from magazine.reading.people import group_credits, presented
from magazine.reading.shown import Shown
from magazine.reading.words import count_words, reading_minutes
from magazine.showing.files import take_away
from magazine.showing.issues import number_label
from media_library.blocks import PRIVATE_KEY
from media_library.licences import LICENCE_ADDRESSES
from media_library.visibility import is_public_file, private_collections
from search.references import Related, related_to

HEADINGS_FOR_CONTENTS = 3


def present_article(page: ArticlePage, request: HttpRequest, contents: Contents | None = None) -> dict[str, Any]:
    """The context of an article's page; `contents` are given where its number is shown before it is out.

    Works on a page, on a version of it and on one that is being written. Who previews an article reads it whatever
    its embargo, and is told of it.
    """
    previews = bool(getattr(request, "is_preview", False)) or contents is not None
    readable = previews or not page.is_under_embargo
    shown = _read(page, request, contents, readable=readable, draft=previews)
    issue: Any = shown.around.issue
    words = (count_words(page) if previews else page.word_count) if readable else 0
    body, headings = shown.body, [one for one in shown.body.headings if one.level == 2] if shown.body else []
    return {
        "shown": shown,
        "body": body,
        "headings": headings if len(headings) >= HEADINGS_FOR_CONTENTS else [],
        "credits": group_credits(shown.people),
        "presented": presented(shown.people),
        "subjects": shown.subjects,
        "around": shown.around,
        "minutes": reading_minutes(words),
        "issue_label": number_label(issue) if issue else "",
        "corrections": shown.corrections,
        "embargo": page.embargo_until if page.is_under_embargo else None,
        "related": _related(page, shown, request) if readable else [],
        "translations": translations_of(page, request),
        "citation": [] if previews else citation_tags(shown, request),
        "structured_data": "" if previews else describe(shown, request),
        "og_type": "article",
        "description": typeset_text(page.standfirst, page.locale.language_code),
    }


def _read(page: ArticlePage, request: HttpRequest, contents: Contents | None, *, readable: bool, draft: bool) -> Shown:
    private = private_collections()
    around = read_around(page, request, contents)
    parts = read_parts_as_written(page) if draft else read_parts(page)
    about: dict[str, Any] = {}
    if readable:
        about = {
            "subjects": parts.subjects,
            "corrections": parts.corrections,
            "body": render_body(page, {PRIVATE_KEY: private}, contents=contents, notes=parts.notes),
            "picture": _opening(page, private),
            "files": tuple(take_away(page)),
        }
    return Shown(
        article=page,
        people=parts.people,
        around=around,
        published_on=published_on(page, around),
        licence_url=LICENCE_ADDRESSES.get(page.licence, ""),
        **about,
    )


def _related(page: ArticlePage, shown: Shown, request: HttpRequest) -> list[Related]:
    """What else is on its subjects, but for itself and what its dossier lists."""
    known = {page.get_url(request) or "", *(one.url for one in shown.around.beside)}
    return related_to([one.number for one in shown.subjects], known)


def published_on(page: ArticlePage, around: Around) -> date | None:
    """When the article came out: with its number, or at the end of its embargo."""
    out = around.issue.issued_on if around.issue else None
    until = _local_day(page.embargo_until)
    return max(out, until) if out and until else out or _local_day(page.first_published_at)


def _local_day(moment: datetime | None) -> date | None:
    return timezone.localdate(moment) if moment else None


def _opening(page: ArticlePage, private: set[int]) -> Any:
    """The picture at the top, with its renditions; None when there is none that may be seen."""
    if page.image is None or not is_public_file(page.image, private):
        return None
    prefetch_related_objects([page.image], "renditions")
    return page.image
