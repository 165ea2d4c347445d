"""The pages under the page of the subjects; each is given that page by its route."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render

from core.feeds.answers import FeedHead, answer_feed
from core.visibility import is_visible
from thesaurus.addresses import canonical_path, concept_slug, data_path
from thesaurus.models import Concept
from thesaurus.presentation import present_branch, present_concept, present_letter


def show_letter(page: Any, request: HttpRequest, letter: str) -> HttpResponse:
    """One letter of the A–Z; 404 for a letter that has nothing."""
    context = present_letter(letter, page.language)
    if context is None:
        raise Http404
    return _render(page, request, "pages/thesaurus/letter.html", context)


def show_branch(page: Any, request: HttpRequest, number: int) -> HttpResponse:
    """One branch of the tree."""
    concept = Concept.objects.visible().with_parts().numbered(number).first()
    if concept is None:
        raise Http404
    return _render(page, request, "pages/thesaurus/branch.html", present_branch(concept, page.language))


def show_concept(page: Any, request: HttpRequest, number: int, slug: str) -> HttpResponse:
    """The page of a concept; elsewhere with the wrong slug or a former number, gone when it was withdrawn."""
    concept = _find(number)
    if (elsewhere := _elsewhere(page, request, concept, slug)) is not None:
        return elsewhere
    context = present_concept(concept, page.language, _origin(request))
    return _render(page, request, "pages/thesaurus/concept.html", context)


def show_feed(page: Any, request: HttpRequest, number: int, slug: str, syntax: str) -> HttpResponse:
    """The feed of a concept and all narrower ones, which follows its page wherever that goes."""
    concept = _find(number)
    if (elsewhere := _elsewhere(page, request, concept, slug, f"{syntax}/")) is not None:
        return elsewhere
    label, path = concept.label(page.language), canonical_path(concept, page.language)
    head = FeedHead(f"urn:uuid:{concept.uuid}", label[:1].upper() + label[1:], path, page.language)
    return answer_feed(request, syntax, head, concept)


def _elsewhere(page: Any, request: HttpRequest, concept: Concept, slug: str, below: str = "") -> HttpResponse | None:
    """The answer when the page of a concept is not here: elsewhere, or gone; None when it is."""
    target = concept.resolve()
    if not is_visible(target):
        return render(request, "410.html", {"rubrique": page.rubrique}, status=410)
    right_slug = concept_slug(target.label(page.language))
    if target.pk != concept.pk or slug != right_slug:
        return HttpResponsePermanentRedirect(f"{page.get_url(request)}{target.number}/{right_slug}/{below}")
    return None


def lead_to_data(number: int, syntax: str) -> HttpResponse:
    """From where a concept's SKOS once was to its one address."""
    target = _find(number).resolve()
    if not is_visible(target):
        return HttpResponse(status=410)
    return HttpResponsePermanentRedirect(data_path(target, "ttl" if syntax == "turtle" else "jsonld"))


def _find(number: int) -> Concept:
    """A concept that is or was public, or a 404: drafts have no address."""
    concept: Concept | None = Concept.objects.public_or_gone().with_parts().numbered(number).first()
    if concept is None:
        raise Http404
    return concept


def _origin(request: HttpRequest) -> str:
    return request.build_absolute_uri("/").rstrip("/")


def _render(page: Any, request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    response: HttpResponse = page.render(request, template=template, context_overrides=context)
    return response
