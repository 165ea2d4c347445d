"""The feeds of podcasts and capsules: asked for, answered, and told to be unchanged before anything is read."""

import hashlib
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, quote_etag
from django.utils.translation import override

from audiovisual.podcasts.channels import Given, channel_tags
from audiovisual.podcasts.items import item_tags
from audiovisual.podcasts.states import PAGE_SIZE, FeedState, state_of_feed
from audiovisual.podcasts.subjects import Subject, subject_of
from audiovisual.podcasts.writing import CONTENT_TYPE, write_podcast
from core.feeds.addresses import origin_of
from core.feeds.answers import house_name
from media_library.visibility import private_collections

FORMAT = "1"
"""Changed with what feeds say, so that applications fetch them again."""
KEPT = "sans-redirection"
"""Added to the address of a feed that has moved, for the host that takes it over: it is served as before."""


def show_feed(page: Any, request: HttpRequest) -> HttpResponse:
    """The feed of a page, one page of it, or 304 for who has it already; a podcast that has moved sends on for ever."""
    subject = subject_of(page)
    is_kept = KEPT in request.GET
    if subject.is_show and page.new_feed_url and not is_kept:
        return _open(HttpResponsePermanentRedirect(page.new_feed_url))
    number = _page_number(request)
    state = state_of_feed(subject)
    if number > state.pages:
        raise Http404
    house = house_name(request, page.locale.language_code)
    known = _digest(FORMAT, request.get_host(), house, number, is_kept, repr(state.marks))
    found = get_conditional_response(request, known, int(state.newest.timestamp()))
    if found is None:
        given = Given(origin_of(request), house, private_collections(), number, is_kept)
        found = HttpResponse(build_feed(subject, state, given), content_type=CONTENT_TYPE)
    found.headers["ETag"] = known
    found.headers["Last-Modified"] = http_date(state.newest.timestamp())
    found.headers["Cache-Control"] = "no-cache"
    return _open(found)


def build_feed(subject: Subject, state: FeedState, given: Given) -> bytes:
    """One page of a feed, in the language of its page."""
    start = (given.page - 1) * PAGE_SIZE
    with override(subject.page.locale.language_code):
        channel = list(channel_tags(subject, state, given))
        return write_podcast(channel, item_tags(subject, given, start, start + PAGE_SIZE))


def _page_number(request: HttpRequest) -> int:
    """Which page is asked for. Raises Http404 for what is none."""
    text = request.GET.get("page", "1")
    if not (text.isascii() and text.isdigit() and len(text) < 6 and int(text)):
        raise Http404
    return int(text)


def _digest(*parts: object) -> str:
    return quote_etag(hashlib.sha256("\n".join(map(str, parts)).encode()).hexdigest()[:32])


def _open(answer: HttpResponse) -> HttpResponse:
    """For applications that run in a browser, on any site."""
    answer.headers["Access-Control-Allow-Origin"] = "*"
    return answer
