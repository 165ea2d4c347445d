"""The page that confirms a bulk action: how many records it is about, which are left out and why."""

from collections.abc import Sequence
from hashlib import sha256
from typing import Any, ClassVar
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.functional import cached_property, classproperty
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin import messages
from wagtail.admin.views.bulk_action import BulkAction
from wagtail.snippets.bulk_actions.snippet_bulk_action import SnippetBulkAction

from resources.bulk_actions.operations import OPERATIONS, Options
from resources.bulk_actions.services import Outcome, start_bulk
from resources.bulk_actions.sorting import Reason, Rules, Sorted, sort_out
from resources.models import Record
from resources.viewsets import RecordFilterSet

MOST_EVER = 50_000
"""The most records one action takes: more are found by a search that is not narrow enough to be meant."""


def say_left_out(left_out: Any) -> list[str]:
    """“12 : verrouillée”, for each reason."""
    return [f"{count} : {Reason(reason).label}" for reason, count in left_out.items()]


class RecordBulkAction(SnippetBulkAction):
    """Something done to the chosen records, or to all that a search and its filters show."""

    template_name = "resources/admin/bulk_action.html"
    classes: ClassVar[set[str]] = set()
    rules: ClassVar[Rules]

    @classproperty
    def models(cls) -> list[type[Record]]:
        """Records only."""
        return [Record]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """For those who work on records."""
        wanted = {"add", "change", "delete", "publish", "view"}
        if not self.permission_policy.user_has_any_permission(request.user, wanted):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def keys(self) -> list[int]:
        """Of the chosen records, in the order of the list. “All” means all that the list shows, in its search and
        its filters, on every page."""
        chosen = self.request.GET.getlist("id")
        records = Record.objects.all()
        if "all" in chosen:
            asked = QueryDict(urlsplit(self.next_url).query)
            records = RecordFilterSet(asked, queryset=records, request=self.request).qs
            if typed := asked.get("q"):
                records = records.matching(typed)
        else:
            records = records.filter(pk__in=[int(key) for key in chosen if key.isascii() and key.isdigit()][:MOST_EVER])
        return list(records.order_by("-added_at", "-pk").values_list("pk", flat=True)[:MOST_EVER])

    @cached_property
    def sorted(self) -> Sorted:
        """Those that are taken and those that are left out."""
        return sort_out(self.keys, self.request.user, self.rules)

    @property
    def fingerprint(self) -> str:
        """What the editor confirms: these records and no others."""
        return sha256(repr(self.sorted.keys).encode()).hexdigest()[:16]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """How many, which first, and who is left out."""
        found = self.sorted
        return {
            **super(BulkAction, self).get_context_data(**kwargs),
            "action": self,
            "header_icon": self.model.snippet_viewset.icon,
            "next": self.next_url,
            "submit_url": f"{self.request.path}?{self.request.META['QUERY_STRING']}",
            "total": len(found.keys),
            "first": found.first,
            "left_out_total": sum(found.left_out.values()),
            "left_out": say_left_out(found.left_out),
            "first_left_out": found.first_left_out,
            "fingerprint": self.fingerprint,
            "cut_short": MOST_EVER if len(self.keys) == MOST_EVER else 0,
            "in_background": len(found.keys) > self.at_once,
        }

    @property
    def at_once(self) -> int:
        """The most records that are dealt with before the page answers."""
        return MOST_EVER

    def form_valid(self, form: forms.Form) -> HttpResponseBase:
        """Do it, unless what would be done is no longer what was shown."""
        if self.request.POST.get("fingerprint", self.fingerprint) != self.fingerprint:
            messages.warning(
                self.request, _("Les notices concernées ont changé entre-temps. Relisez, puis confirmez à nouveau.")
            )
            return self.render_to_response(self.get_context_data(form=form))
        return self.perform(form, self.sorted.keys)

    def perform(self, form: forms.Form, keys: Sequence[int]) -> HttpResponseBase:
        """What the action does with the keys of the records it takes."""
        raise NotImplementedError


class ChangingAction(RecordBulkAction):
    """A bulk action that changes records, by the operation of its name."""

    @classproperty
    def rules(cls) -> Rules:
        """Those of the operation."""
        return OPERATIONS[str(cls.action_type)].rules

    @property
    def at_once(self) -> int:
        """Beyond this, the worker does it."""
        return OPERATIONS[str(self.action_type)].at_once

    def options_of(self, form: forms.Form) -> Options:
        """What the form chose, as JSON."""
        return {}

    def perform(self, form: forms.Form, keys: Sequence[int]) -> HttpResponse:
        """Do it now, or have it done."""
        operation = OPERATIONS[str(self.action_type)]
        outcome = start_bulk(operation, keys, self.request.user, self.options_of(form))
        if outcome.run is not None:
            return HttpResponseRedirect(reverse("workshop:run", args=[outcome.run.pk]))
        self.tell(outcome)
        return HttpResponseRedirect(self.next_url)

    def tell(self, outcome: Outcome) -> None:
        """Say what was done, and what could not be."""
        count = outcome.changed
        done = ngettext("%(action)s : %(count)d notice.", "%(action)s : %(count)d notices.", count)
        messages.success(self.request, done % {"action": self.display_name, "count": count})
        if outcome.left_out:
            text = _("Laissées de côté : %(reasons)s.") % {"reasons": ", ".join(say_left_out(outcome.left_out))}
            messages.warning(self.request, text)
