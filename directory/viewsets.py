"""The editors' workshop of people and organisations."""

from typing import Any, ClassVar

import django_filters
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column, UpdatedAtColumn
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from core.admin_views import (
    AuthorityIndexView,
    LanguageSelect,
    Withdrawal,
    WithdrawView,
    state_column,
)
from core.proposal_views import ProposingChooserViewSet
from directory.duplicate_warning import AgentCreateView, AgentEditView
from directory.forms import AgentForm
from directory.models import Agent
from directory.proposal_views import MODELS, may_decide, may_propose
from directory.proposals import ProposeAgentForm
from directory.services import merge_agents, restore_agent, withdraw_agent
from thesaurus.tree_views import ACTIONS
from thesaurus.viewsets import ConceptViewSet, SchemeViewSet


class AgentFilterSet(WagtailFilterSet):
    """By kind and state."""

    withdrawn = django_filters.BooleanFilter(
        field_name="withdrawn_at", lookup_expr="isnull", exclude=True, label=_("Retirés")
    )

    class Meta:
        model = Agent
        fields: ClassVar[list[str]] = ["kind", "live"]


class AgentIndexView(AuthorityIndexView):
    """People and organisations, A to Z by sorting name."""

    title_order = "sort_key"


class AgentWithdrawView(WithdrawView):
    """Withdraw, merge or restore an agent."""

    services = Withdrawal(withdraw_agent, merge_agents, restore_agent)


class AgentChooserViewSet(ProposingChooserViewSet):
    """The chooser of people and organisations, where who is missing is made."""

    creation_form_class = ProposeAgentForm
    create_action_label = _("Créer et choisir")


class AgentViewSet(SnippetViewSet):
    """People and organisations: list, form, history, preview, chooser."""

    model = Agent
    icon = "group"
    menu_label = _("Personnes et organisations")
    menu_name = "agents"
    copy_view_enabled = False
    index_view_class = AgentIndexView
    add_view_class = AgentCreateView
    edit_view_class = AgentEditView
    delete_view_class = AgentWithdrawView
    delete_template_name = "core/withdraw.html"
    chooser_viewset_class = AgentChooserViewSet
    chooser_per_page = 20
    filterset_class = AgentFilterSet
    search_backend_name = None
    search_fields: ClassVar[list[str]] = ["name"]
    list_per_page = 50
    list_display: ClassVar[list[Any]] = [
        "sort_name",
        Column("get_kind_display", label=_("Sorte"), sort_key="kind"),
        Column("life_dates", label=_("Dates")),
        UpdatedAtColumn(label=_("Mis à jour")),
        state_column(),
    ]
    edit_handler = ObjectList(
        [
            MultiFieldPanel(
                [FieldPanel("kind"), FieldPanel("name"), FieldPanel("sort_name")],
                heading=_("Nom"),
            ),
            InlinePanel(
                "other_names",
                panels=[FieldPanel("text"), FieldPanel("language", widget=LanguageSelect)],
                heading=_("Autres formes du nom"),
                label=_("Autre forme"),
                help_text=_("Dans une autre écriture, nom de plume, sigle : on le trouve aussi sous celles-ci."),
            ),
            MultiFieldPanel(
                [FieldRowPanel([FieldPanel("born"), FieldPanel("died")]), FieldPanel("birth_hidden")],
                heading=_("Dates"),
                help_text=_("Comme on les sait : 6 mai 1868, 1868, vers 1868."),
            ),
            InlinePanel(
                "biographies",
                panels=[FieldPanel("language", widget=LanguageSelect), FieldPanel("text")],
                heading=_("Biographie"),
                label=_("Texte"),
            ),
            InlinePanel(
                "identifiers",
                panels=[FieldPanel("kind"), FieldPanel("value")],
                heading=_("Identifiants"),
                label=_("Identifiant"),
            ),
        ],
        base_form_class=AgentForm,
    )

    def get_queryset(self, request: HttpRequest) -> Any:
        """What a line of the list prints, in a fixed number of queries."""
        return Agent.objects.for_list()


class TreeMenuItem(MenuItem):
    """The way to the tree, for who works on concepts."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the page would let them in."""
        return any(request.user.has_perm(f"thesaurus.{action}_concept") for action in ACTIONS)


class ProposalsMenuItem(MenuItem):
    """The way to the queue, for who proposes or decides."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the page would let them in."""
        return any(may_decide(request.user, kind) or may_propose(request.user, kind) for kind in MODELS)


class AuthorityGroup(SnippetViewSetGroup):
    """The menu of what everything else cites."""

    items = (AgentViewSet, ConceptViewSet, SchemeViewSet)
    menu_label = _("Autorités")
    menu_name = "authorities"
    menu_icon = "tag"
    menu_order = 250

    def get_submenu_items(self) -> list[Any]:
        """With the tree of the subjects and the queue of proposals."""
        tree = TreeMenuItem(
            _("Arbre des sujets"), reverse("wagtailsnippets_thesaurus_concept:tree"), name="concept-tree",
            icon_name="list-ul", order=2.5,
        )  # fmt: skip
        queue = ProposalsMenuItem(
            _("Propositions"), reverse("proposals:list"), name="proposals", icon_name="tasks", order=9
        )
        return [*super().get_submenu_items(), tree, queue]
