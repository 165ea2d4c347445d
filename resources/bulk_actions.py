"""What editors do to several records at once: publish, unpublish, withdraw."""

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar
from urllib.parse import urlsplit

from django import forms
from django.http import QueryDict
from django.utils.functional import classproperty
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.log_actions import log
from wagtail.snippets.bulk_actions.snippet_bulk_action import SnippetBulkAction

from resources.models import Record
from resources.services import publish_records, unpublish_records, withdraw_record
from resources.viewsets import RecordFilterSet

MOST_AT_ONCE = 500
"""More would keep an editor waiting for minutes."""


class RecordBulkAction(SnippetBulkAction):
    """A change to the chosen records; those that are locked or withdrawn are left out, and listed."""

    template_name = "resources/admin/bulk_action.html"
    permission = "publish"
    classes: ClassVar[set[str]] = set()

    @classproperty
    def models(cls) -> list[type[Record]]:
        """Records only."""
        return [Record]

    def check_perm(self, record: Record) -> bool:
        """Whether this editor may do this to this record now."""
        lock = record.get_lock()
        if record.withdrawn_at is not None or (lock and lock.for_user(self.request.user)):
            return False
        return bool(self.permission_policy.user_has_permission(self.request.user, self.permission))

    def get_all_objects_in_listing_query(self, parent_id: Any) -> Any:
        """“All” means all that the list shows, with its search and its filters; five hundred at most."""
        asked = QueryDict(urlsplit(self.next_url).query)
        records = RecordFilterSet(asked, queryset=Record.objects.all()).qs
        if typed := asked.get("q"):
            records = records.matching(typed)
        return records.order_by("-added_at", "-pk").values_list("pk", flat=True)[:MOST_AT_ONCE]

    @classmethod
    def get_queryset(cls, model: type[Record], object_ids: Iterable[Any]) -> list[Record]:
        """The chosen records, the newest first."""
        keys = [key for key in map(str, object_ids) if key.isdigit()][:MOST_AT_ONCE]
        return list(Record.objects.filter(pk__in=keys).order_by("-added_at", "-pk"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The name of the action, for its page."""
        return {**super().get_context_data(**kwargs), "action": self}


class PublishRecords(RecordBulkAction):
    """Publish the latest drafts."""

    display_name = _("Publier")
    action_type = "publish"
    aria_label = _("Publier les notices choisies")
    action_priority = 10

    @classmethod
    def execute_action(cls, objects: Sequence[Record], **kwargs: Any) -> tuple[int, int]:
        """Publish each."""
        return publish_records(objects, kwargs["self"].request.user), 0

    def get_success_message(self, count: int, children: int) -> str:
        """How many there were."""
        return ngettext("%(n)d notice publiée.", "%(n)d notices publiées.", count) % {"n": count}


class UnpublishRecords(RecordBulkAction):
    """Make drafts of live records."""

    display_name = _("Dépublier")
    action_type = "unpublish"
    aria_label = _("Dépublier les notices choisies")
    action_priority = 20

    @classmethod
    def execute_action(cls, objects: Sequence[Record], **kwargs: Any) -> tuple[int, int]:
        """Unpublish those that are live."""
        live = [record for record in objects if record.live]
        return unpublish_records(live, kwargs["self"].request.user), 0

    def get_success_message(self, count: int, children: int) -> str:
        """How many there were."""
        return ngettext("%(n)d notice dépubliée.", "%(n)d notices dépubliées.", count) % {"n": count}


class WithdrawalForm(forms.Form):
    """Why they go."""

    reason = forms.CharField(label=_("Raison"), required=False, max_length=255)


class WithdrawRecords(RecordBulkAction):
    """Withdraw records. It bears the name of Wagtail's deletion, whose place it takes."""

    display_name = _("Retirer")
    action_type = "delete"
    aria_label = _("Retirer les notices choisies")
    action_priority = 30
    classes: ClassVar[set[str]] = {"serious"}
    permission = "delete"
    form_class = WithdrawalForm

    @classmethod
    def execute_action(cls, objects: Sequence[Record], **kwargs: Any) -> tuple[int, int]:
        """Withdraw each, and note it in its history."""
        action = kwargs["self"]
        for record in objects:
            withdraw_record(record, action.cleaned_form.cleaned_data["reason"])
            log(instance=record, action="passerelles.withdraw", user=action.request.user)
        return len(objects), 0

    def get_success_message(self, count: int, children: int) -> str:
        """How many there were."""
        return ngettext("%(n)d notice retirée.", "%(n)d notices retirées.", count) % {"n": count}
