"""The form of a new record: blank, after a template, or after another record."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.snippets.views.snippets import CreateView

from resources.copying import Beginning, copy_record
from resources.duplicate_warning import WarnsOfRecords
from resources.models import Record, RecordTemplate
from resources.record_templates import begin_from_template
from resources.workshop.buttons import TEMPLATE


class RecordCreateView(WarnsOfRecords, CreateView):
    """A new record; who opens the form is its cataloguer."""

    @cached_property
    def beginning(self) -> Beginning:
        """What the form starts with."""
        if wanted := self.request.GET.get(TEMPLATE):
            return begin_from_template(get_object_or_404(RecordTemplate.objects.known_as(wanted)))
        return Beginning(Record())

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Say what could not be taken over."""
        if self.beginning.dropped:
            text = _("Laissé de côté, parce que ce n’est plus là : %(names)s.")
            messages.warning(request, text % {"names": ", ".join(self.beginning.dropped)})
        return super().get(request, *args, **kwargs)

    def get_initial_form_instance(self) -> Record:
        """The record as the form opens on it."""
        record = self.beginning.record
        record.cataloguer_id = self.request.user.pk
        return record


class RecordCopyView(RecordCreateView):
    """A new record that says what another one says; it is not saved before the editor does."""

    @cached_property
    def beginning(self) -> Beginning:
        """A copy, without what makes the first one itself."""
        return copy_record(get_object_or_404(Record, pk=self.kwargs["pk"]))
