"""What the admin must know of the thesaurus."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail import hooks

from thesaurus.models import Concept, Scheme


@hooks.register("before_delete_snippet")
def keep_schemes_in_use(request: HttpRequest, instances: Sequence[Any]) -> HttpResponse | None:
    """A vocabulary that has concepts stays: deleting it would take them all along."""
    used = [each for each in instances if isinstance(each, Scheme) and Concept.objects.filter(scheme=each).exists()]
    if not used:
        return None
    messages.error(request, _("« %s » a des concepts : ce vocabulaire ne peut pas être supprimé.") % used[0])
    return HttpResponseRedirect(reverse("wagtailsnippets_thesaurus_scheme:list"))
