"""Admin lists and choosers of things that are named by others: searched by folded words, withdrawn instead of deleted.

The queryset of such a model has `matching(typed)` and `not_gone()`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.ui.menus import MenuItem
from wagtail.admin.ui.tables import BaseColumn, BulkActionsCheckboxColumn, Column, LiveStatusTagColumn, TitleColumn
from wagtail.log_actions import log
from wagtail.snippets.views.chooser import ChooseResultsView, ChooseView, SnippetChooserViewSet
from wagtail.snippets.views.snippets import DeleteView, EditView, IndexView
from wagtail.snippets.widgets import AdminSnippetChooser

from core.languages import language_choices, language_name
from core.merging import MergeRefused
from core.models import Merge


class LanguageSelect(forms.Select):
    """The languages by name; a code nobody offers, from an import, stays what it is."""

    def optgroups(self, name: str, value: list[str], attrs: dict[str, Any] | None = None) -> list[Any]:
        """Options in the reader's language, with what is chosen among them."""
        offered = language_choices()
        known = {code for code, _name in offered}
        others = [(code, language_name(code)) for code in value if code and code not in known]
        blank = [] if self.is_required else [("", "—")]
        self.choices = [*blank, *others, *offered]
        return super().optgroups(name, value, attrs)


class FoldedSearchForm(BaseFilterForm):
    """The search box of a chooser."""

    q = forms.CharField(
        label=gettext_lazy("Chercher"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"placeholder": gettext_lazy("Le début des mots, avec ou sans accents")}),
    )

    def filter(self, objects: Any) -> Any:
        """What answers to the words typed, the nearest first."""
        objects = super().filter(objects)
        query = self.cleaned_data.get("q")
        if not query:
            return objects
        self.is_searching, self.search_query = True, query
        return objects.matching(query)


def describe_state(thing: Any) -> str:
    """The state of a tombstoned thing with drafts, in words, without the query Wagtail's own column makes a row."""
    if thing.merged_into_id:
        return _("fusionné")
    if thing.withdrawn_at:
        return _("retiré")
    if not thing.live:
        return _("programmé") if thing.go_live_at and thing.has_unpublished_changes else _("brouillon")
    return _("publié, modifié depuis") if thing.has_unpublished_changes else _("publié")


def state_column() -> Column:
    """The column of `describe_state`."""
    return Column("state", label=gettext_lazy("État"), accessor=describe_state)


class _DescribedTitles:
    """Titles in a chooser say enough to tell namesakes apart: the model's `description_in_chooser`."""

    filter_form_class = FoldedSearchForm

    @property
    def title_column(self) -> TitleColumn:
        column: TitleColumn = super().title_column  # type: ignore[misc]  # a mixin for Wagtail's views
        column.accessor = "description_in_chooser"
        return column

    @property
    def columns(self) -> list[BaseColumn]:
        columns = super().columns  # type: ignore[misc]  # a mixin for Wagtail's views
        return [*(each for each in columns if not isinstance(each, LiveStatusTagColumn)), state_column()]


class FoldedChooseView(_DescribedTitles, ChooseView):
    """The chooser."""


class FoldedChooseResultsView(_DescribedTitles, ChooseResultsView):
    """The results of the chooser, while one types."""


class PlainChooser(AdminSnippetChooser):
    """The field that opens a chooser. Wagtail builds its words from the name of the model, once, in one language."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Words that suit whatever is chosen, in the editor’s language."""
        super().__init__(*args, **kwargs)
        self.choose_one_text = gettext_lazy("Choisir")
        self.choose_another_text = gettext_lazy("Choisir autre chose")
        self.link_to_chosen_text = gettext_lazy("Ouvrir ce choix")


class PlainChooserViewSet(SnippetChooserViewSet):
    """Wagtail's chooser, opened by a field in the editor’s language."""

    base_widget_class = PlainChooser


class FoldedChooserViewSet(PlainChooserViewSet):
    """A chooser that offers what is not gone, drafts included, and finds it by the beginning of its words."""

    choose_view_class = FoldedChooseView
    choose_results_view_class = FoldedChooseResultsView

    def get_object_list(self) -> Any:
        """What may be chosen, in order, with what a line prints."""
        return self.model.objects.for_chooser()


class AuthorityIndexView(IndexView):
    """A list searched by folded words. No check boxes: the only thing they would offer is to delete.

    The first column, which leads to the form, is sorted by `title_order` and headed by `title_heading`.
    """

    title_order = "pk"
    title_heading: Any = gettext_lazy("Nom")

    def search_queryset(self, queryset: Any) -> Any:
        """What answers to the words typed, the nearest first."""
        return queryset.matching(self.search_query) if self.is_searching else queryset

    @cached_property
    def columns(self) -> list[BaseColumn]:
        """The columns asked for, without that of bulk actions."""
        columns = [column for column in super().columns if not isinstance(column, BulkActionsCheckboxColumn)]
        columns[0].label, columns[0].sort_key = self.title_heading, self.title_order
        return columns

    def get_list_more_buttons(self, instance: Any) -> list[Any]:
        """“Retirer” instead of “Supprimer”."""
        buttons = super().get_list_more_buttons(instance)
        url = self.get_delete_url(instance)
        for button in buttons:
            if url and isinstance(button, MenuItem) and button.url == url:
                button.label = name_withdrawal(instance)
        return buttons


def name_withdrawal(thing: Any) -> str:
    """What the button says that takes the place of deletion."""
    return _("Rétablir") if thing.withdrawn_at else _("Retirer ou fusionner")


class WithdrawableEditView(EditView):
    """The form of something that is withdrawn instead of deleted."""

    @property
    def delete_item_label(self) -> str:
        """“Retirer” instead of “Supprimer”."""
        return name_withdrawal(self.object)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """What was merged is read with what it became: saving it would change nothing anybody sees."""
        merged = self.object if self.object.merged_into_id else None
        if merged and (merge := Merge.objects.last_of(merged.uuid)):
            text = _("« %(thing)s » est fusionné avec « %(other)s » : défaites la fusion pour le modifier.")
            messages.warning(request, text % {"thing": merged, "other": merged.resolve()})
            return HttpResponseRedirect(reverse("duplicates:merge", args=[merge.uuid]))
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Say first that the thing is withdrawn or merged: publishing it again would show nothing."""
        if self.object.withdrawn_at or self.object.merged_into_id:
            messages.warning(request, _("Retiré ou fusionné : le public ne le voit plus. « Rétablir » le lui rend."))
        return super().get(request, *args, **kwargs)

    def get_success_message(self, instance: Any = None) -> Any:
        """Wagtail's French says of what was submitted that it will be published."""
        if self.action == "submit":
            return _("« %(object)s » attend maintenant une relecture.") % {"object": self.object}
        return super().get_success_message(instance)


@dataclass(frozen=True)
class Withdrawal:
    """The services of one model that take the place of deletion."""

    withdraw: Callable[[Any, str], None]
    merge: Callable[[Any, Any, Any], Any]
    """What goes, what stays, who does it; raises MergeRefused."""
    restore: Callable[[Any, Any], list[str]]
    """What comes back, who does it; sentences about what could not come back. Raises MergeRefused."""


class WithdrawForm(forms.Form):
    """Why something goes, and what takes its place."""

    reason = forms.CharField(
        label=gettext_lazy("Raison"), required=False, max_length=255,
        help_text=gettext_lazy("Gardée avec la date ; le public ne la voit pas."),
    )  # fmt: skip

    def __init__(self, *args: Any, thing: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        model = type(thing)
        self.fields["target"] = forms.ModelChoiceField(
            label=_("Fusionner avec"),
            required=False,
            queryset=model.objects.not_gone().exclude(pk=thing.pk),
            widget=model.snippet_viewset.chooser_viewset.widget_class(),
            help_text=_("Si c’est un doublon : tout ce qui le cite mènera à celui-ci."),
        )


class WithdrawView(DeleteView):
    """Takes the place of deletion: withdraws, merges into another, or restores, by the services of the model."""

    page_title = gettext_lazy("Retirer")
    services: ClassVar[Withdrawal]

    def get_form(self, form_class: type[forms.BaseForm] | None = None) -> forms.BaseForm:
        """The reason and the successor; nothing to fill in when restoring."""
        if self.object.withdrawn_at:
            return forms.Form(**self.get_form_kwargs())
        return WithdrawForm(thing=self.object, **self.get_form_kwargs())

    def get_form_kwargs(self) -> dict[str, Any]:
        """What was posted, if anything was."""
        return {"data": self.request.POST} if self.request.method == "POST" else {}

    def form_valid(self, form: Any) -> HttpResponse:
        """Do it, note it in the history, and go back to the list; or say why it can’t be done."""
        try:
            message = self._apply(form)
        except MergeRefused as refused:
            messages.error(self.request, str(refused))
            return HttpResponseRedirect(self.get_delete_url())
        messages.success(self.request, message)
        return HttpResponseRedirect(self.get_success_url())

    def _apply(self, form: Any) -> str:
        """Withdraw, merge or restore; returns what was done."""
        services, thing, user = self.services, self.object, self.request.user
        if thing.withdrawn_at:
            merged = thing.merged_into_id is not None
            for sentence in services.restore(thing, user):
                messages.warning(self.request, sentence)
            if not merged:  # the undoing of a merge is in the history already
                log(instance=thing, action="passerelles.restore", user=user)
            return _("« %s » est rétabli.") % thing
        if target := form.cleaned_data["target"]:
            services.merge(thing, target, user)
            return _("« %s » est fusionné.") % thing
        services.withdraw(thing, form.cleaned_data["reason"])
        log(instance=thing, action="passerelles.withdraw", user=user)
        return _("« %s » est retiré.") % thing

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The form's style sheets and scripts among it."""
        context = super().get_context_data(**kwargs)
        form = context.get("form") or self.get_form()
        return {**context, "form": form, "media": form.media, "is_protected": False}
