"""The tab of a chooser where what is missing is proposed."""

from typing import Any

from django.utils.translation import gettext_lazy
from wagtail.snippets.views.chooser import SnippetCreateView

from core.admin_views import FoldedChooserViewSet


class ProposeView(SnippetCreateView):
    """Makes what the form proposes, in the name of who asks, and chooses it at once."""

    def save_form(self, form: Any) -> Any:
        """The form knows how: `propose(user)`."""
        return form.propose(self.request.user)


class ProposingChooserViewSet(FoldedChooserViewSet):
    """A chooser with a second tab; the form has `propose(user)`."""

    create_view_class = ProposeView
    search_tab_label = gettext_lazy("Choisir")
    create_action_label = gettext_lazy("Proposer et choisir")
    creation_tab_label = gettext_lazy("Il n’y est pas")
