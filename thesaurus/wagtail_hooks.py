"""What the admin must know of the thesaurus."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.log_actions import LogFormatter

from thesaurus.models import Concept, Scheme
from thesaurus.placing import MOVED, RENAMED


@hooks.register("register_log_actions")
def register_log_actions(actions: Any) -> None:
    """Name what is done in the tree, so that the history of a concept tells it."""

    @actions.register_action(MOVED)
    class MoveFormatter(LogFormatter):
        label = gettext_lazy("Déplacer dans l’arbre")

        def format_message(self, log_entry: Any) -> str:
            """From where to where."""
            names, data = log_entry.data.get("names", {}), log_entry.data
            words = {name: names.get(str(data.get(name)), "—") for name in ("removed", "added")}
            return _("Déplacé dans l’arbre : de « %(removed)s » à « %(added)s »") % words

    @actions.register_action(RENAMED)
    class RenameFormatter(LogFormatter):
        label = gettext_lazy("Renommer")

        def format_message(self, log_entry: Any) -> str:
            """The label before and after."""
            return _("Renommé : « %(before)s » est devenu « %(after)s »") % log_entry.data


@hooks.register("before_delete_snippet")
def keep_schemes_in_use(request: HttpRequest, instances: Sequence[Any]) -> HttpResponse | None:
    """A vocabulary that has concepts stays: deleting it would take them all along."""
    used = [each for each in instances if isinstance(each, Scheme) and Concept.objects.filter(scheme=each).exists()]
    if not used:
        return None
    messages.error(request, _("« %s » a des concepts : ce vocabulaire ne peut pas être supprimé.") % used[0])
    return HttpResponseRedirect(reverse("wagtailsnippets_thesaurus_scheme:list"))
