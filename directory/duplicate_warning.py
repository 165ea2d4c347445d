"""Warning before a person or an organisation is saved whose name is there already."""

from typing import Any

from wagtail.snippets.views.snippets import CreateView

from core.admin_views import WithdrawableEditView
from core.duplicate_warning import WarnsOfDuplicates
from core.names import match_key
from directory.models import Agent

MOST = 8


class WarnsOfAgents(WarnsOfDuplicates):
    """For the form of a person or an organisation, new or not."""

    def duplicate_keys(self, thing: Any) -> str:
        """The name, whatever the order of its words, their accents and their capitals."""
        return match_key(thing.name)[:255]

    def duplicate_keys_of_form(self, form: Any) -> str:
        """The same, as typed."""
        return self.duplicate_keys(form.instance)

    def find_likely(self, keys: str, own: Any) -> list[Any]:
        """Agents of that name, drafts and proposals among them."""
        if not keys:
            return []
        return list(Agent.objects.for_list().not_gone().filter(match_key=keys).exclude(pk=own.pk)[:MOST])


class AgentCreateView(WarnsOfAgents, CreateView):
    """A new person or organisation."""


class AgentEditView(WarnsOfAgents, WithdrawableEditView):
    """The form of one there is."""
