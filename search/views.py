"""Addresses of search that hang under no page."""

import logging

from django.http import HttpRequest, JsonResponse
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from search.completion import complete
from search.contract import SearchUnavailable

logger = logging.getLogger(__name__)


@never_cache
@require_safe
def propose_names(request: HttpRequest) -> JsonResponse:
    """What to propose for the letters typed (`q`), in the address's language; 503 while the index cannot answer."""
    try:
        return JsonResponse(complete(request.GET.get("q", ""), (get_language() or "fr")[:2]))
    except SearchUnavailable:
        logger.exception("Names cannot be completed")
        return JsonResponse({"groups": [], "status": ""}, status=503, headers={"Retry-After": "60"})
