"""The editors' workshop of the thesaurus."""

from typing import Any, ClassVar

import django_filters
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column, UpdatedAtColumn
from wagtail.admin.widgets.button import HeaderButton
from wagtail.snippets.views.snippets import SnippetViewSet

from core.admin_views import (
    AuthorityIndexView,
    LanguageSelect,
    PlainChooserViewSet,
    Withdrawal,
    WithdrawView,
    state_column,
)
from core.proposal_views import ProposingChooserViewSet
from thesaurus.duplicate_warning import ConceptCreateView, ConceptEditView
from thesaurus.forms import ConceptForm
from thesaurus.models import Concept, Scheme
from thesaurus.proposals import ProposeConceptForm
from thesaurus.services import merge_concepts, restore_concept, withdraw_concept
from thesaurus.tree_views import AddView, BranchView, LeaveView, MoveView, PlaceView, RenameView, TreeView, UndoView


class ConceptFilterSet(WagtailFilterSet):
    """By vocabulary, place in the tree and state."""

    withdrawn = django_filters.BooleanFilter(
        field_name="withdrawn_at", lookup_expr="isnull", exclude=True, label=_("Retirés")
    )

    class Meta:
        model = Concept
        fields: ClassVar[list[str]] = ["scheme", "top", "live"]


class ConceptIndexView(AuthorityIndexView):
    """Concepts, A to Z by French label."""

    title_order = "label_key"
    title_heading = _("Libellé")

    @cached_property
    def header_buttons(self) -> list[Any]:
        """With the way to the tree."""
        url = reverse("wagtailsnippets_thesaurus_concept:tree")
        return [*super().header_buttons, HeaderButton(_("Arbre des sujets"), url, icon_name="list-ul", priority=20)]


class ConceptWithdrawView(WithdrawView):
    """Withdraw, merge or restore a concept."""

    services = Withdrawal(withdraw_concept, merge_concepts, restore_concept)


class ConceptChooserViewSet(ProposingChooserViewSet):
    """The chooser of subjects, where a missing term is proposed."""

    creation_form_class = ProposeConceptForm
    creation_tab_label = _("Proposer un terme")


class ConceptViewSet(SnippetViewSet):
    """Concepts: list, form, history, preview, chooser."""

    model = Concept
    icon = "tag"
    menu_label = _("Sujets")
    menu_name = "concepts"
    copy_view_enabled = False
    index_view_class = ConceptIndexView
    add_view_class = ConceptCreateView
    edit_view_class = ConceptEditView
    delete_view_class = ConceptWithdrawView
    delete_template_name = "core/withdraw.html"
    chooser_viewset_class = ConceptChooserViewSet
    chooser_per_page = 20
    filterset_class = ConceptFilterSet
    search_backend_name = None
    search_fields: ClassVar[list[str]] = ["labels__text"]
    list_per_page = 50
    list_display: ClassVar[list[Any]] = [
        "__str__",
        Column("languages_line", label=_("Langues")),
        Column("broader_line", label=_("Sous")),
        Column("scheme", label=_("Vocabulaire"), sort_key="scheme__title"),
        UpdatedAtColumn(label=_("Mis à jour")),
        state_column(),
    ]
    edit_handler = ObjectList(
        [
            InlinePanel(
                "labels",
                panels=[
                    FieldRowPanel([FieldPanel("kind"), FieldPanel("language", widget=LanguageSelect)]),
                    FieldPanel("text"),
                ],
                heading=_("Libellés"),
                label=_("Libellé"),
                min_num=1,
                help_text=_("Un libellé préféré dans chaque langue ; autant d’autres que l’on veut."),
            ),
            InlinePanel(
                "notes",
                panels=[
                    FieldRowPanel([FieldPanel("kind"), FieldPanel("language", widget=LanguageSelect)]),
                    FieldPanel("text"),
                ],
                heading=_("Définition et notes"),
                label=_("Note"),
            ),
            MultiFieldPanel(
                [
                    InlinePanel("broader_links", panels=[FieldPanel("broader")], label=_("Plus général")),
                    InlinePanel("related_links", panels=[FieldPanel("related")], label=_("Voisin")),
                    FieldPanel("top"),
                ],
                heading=_("Place dans l’arbre"),
            ),
            MultiFieldPanel(
                [
                    FieldPanel("scheme"),
                    FieldPanel("notation"),
                    FieldPanel("uri"),
                    InlinePanel(
                        "matches", panels=[FieldPanel("kind"), FieldPanel("uri")], label=_("Équivalent ailleurs")
                    ),
                ],
                heading=_("Vocabulaire"),
                classname="collapsed",
            ),
        ],
        base_form_class=ConceptForm,
    )

    def get_queryset(self, request: HttpRequest) -> Any:
        """What a line of the list prints, in a fixed number of queries."""
        return Concept.objects.for_list()

    def get_urlpatterns(self) -> list[URLPattern]:
        """With those of the tree."""
        return [
            *super().get_urlpatterns(),
            path("arbre/", TreeView.as_view(), name="tree"),
            path("arbre/branche/<int:number>/", BranchView.as_view(), name="tree_branch"),
            path("arbre/<int:number>/", PlaceView.as_view(), name="tree_place"),
            path("arbre/<int:number>/deplacer/", MoveView.as_view(), name="tree_move"),
            path("arbre/<int:number>/retirer/", LeaveView.as_view(), name="tree_leave"),
            path("arbre/<int:number>/renommer/", RenameView.as_view(), name="tree_rename"),
            path("arbre/<int:number>/ajouter/", AddView.as_view(), name="tree_add"),
            path("arbre/annuler/<int:number>/", UndoView.as_view(), name="tree_undo"),
        ]


class SchemeViewSet(SnippetViewSet):
    """Vocabularies."""

    model = Scheme
    icon = "folder-open-1"
    menu_label = _("Vocabulaires")
    menu_name = "schemes"
    chooser_viewset_class = PlainChooserViewSet
    copy_view_enabled = False
    list_display: ClassVar[list[Any]] = ["title", "uri"]
    panels: ClassVar[list[Any]] = [FieldPanel("title"), FieldPanel("uri"), FieldPanel("source")]
