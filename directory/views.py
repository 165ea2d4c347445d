"""The pages under the page of people and organisations; each is given that page by its route."""

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import EmptyPage, PageNotAnInteger, Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render

from core.feeds.answers import FeedHead, answer_feed
from core.text import squeeze
from core.visibility import is_visible
from directory.addresses import agent_path, agent_slug
from directory.models import Agent
from directory.presentation import list_entries, present_agent

PER_PAGE = 100


def show_list(page: Any, request: HttpRequest, letter: str) -> HttpResponse:
    """A page of the A–Z, of one letter or of everybody; or of those a reader's words lead to."""
    query = "" if letter else squeeze(request.GET.get("q", ""))[:200]
    agents = Agent.objects.visible()
    agents = agents.under_letter(letter) if letter else agents.matching(query) if query else agents.in_order()
    try:
        listed = Paginator(agents, PER_PAGE).page(request.GET.get("page", "1"))
    except (EmptyPage, PageNotAnInteger) as error:
        raise Http404 from error
    if letter and not listed.object_list:
        raise Http404
    address = f"{page.get_url(request)}{letter}/" if letter else page.get_url(request)
    context = {
        "letter": letter.upper(),
        "query": query,
        "entries": list_entries(list(listed.object_list), page.language),
        "pages": _pager(listed, query),
        "canonical": address if listed.number == 1 else f"{address}?page={listed.number}",
        "total": listed.paginator.count,
    }
    if letter:
        context["crumbs"] = [(letter.upper(), address)]
    return _render(page, request, "pages/directory/index.html", context)


def _pager(listed: Any, query: str) -> list[tuple[str, str, bool]]:
    """Page number, address and whether it is this one, for each link of the pager; nothing for a single page."""
    if listed.paginator.num_pages == 1:
        return []
    links = []
    for number in listed.paginator.get_elided_page_range(listed.number):
        words = {"q": query, "page": number} if query else {"page": number}
        address = f"?{urlencode(words)}" if isinstance(number, int) else ""
        links.append((str(number), address, number == listed.number))
    return links


def show_agent(page: Any, request: HttpRequest, number: int, slug: str) -> HttpResponse:
    """The page of an agent; elsewhere with the wrong slug or a former number, gone when it was withdrawn."""
    agent: Any = Agent.objects.public_or_gone().with_parts().numbered(number).first()
    if (elsewhere := _elsewhere(page, request, agent, slug)) is not None:
        return elsewhere
    context = present_agent(agent, page.language, request.build_absolute_uri("/").rstrip("/"))
    return _render(page, request, "pages/directory/agent.html", context)


def show_feed(page: Any, request: HttpRequest, number: int, slug: str, syntax: str) -> HttpResponse:
    """The feed of an agent, which follows its page wherever that goes."""
    agent: Any = Agent.objects.public_or_gone().select_related("merged_into").numbered(number).first()
    if (elsewhere := _elsewhere(page, request, agent, slug, f"{syntax}/")) is not None:
        return elsewhere
    path = agent_path(agent, page.language)
    return answer_feed(request, syntax, FeedHead(f"urn:uuid:{agent.uuid}", agent.name, path, page.language), agent)


def _elsewhere(page: Any, request: HttpRequest, agent: Agent | None, slug: str, below: str = "") -> HttpResponse | None:
    """The answer when the page of an agent is elsewhere or gone; None when it is here. 404 for one never public."""
    if agent is None:
        raise Http404
    target = agent.resolve()
    if not is_visible(target):
        return render(request, "410.html", {"rubrique": page.rubrique}, status=410)
    right_slug = agent_slug(target.name)
    if target.pk != agent.pk or slug != right_slug:
        return HttpResponsePermanentRedirect(f"{page.get_url(request)}{target.number}/{right_slug}/{below}")
    return None


def _render(page: Any, request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    response: HttpResponse = page.render(request, template=template, context_overrides=context)
    return response
