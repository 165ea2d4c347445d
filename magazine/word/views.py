"""Giving a Word document, and reading what was found in it."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page

from core.conversion import ConversionRefused
from magazine.models import ArticlePage, WordDocument
from magazine.word.forms import WordForm
from magazine.word.presentation import present_report
from magazine.word.services import may_receive, take_document


def may_give(place: Page, user: Any) -> bool:
    """Whether a user may give a document there: add pages under a part, or edit an article without text."""
    rights = place.specific.permissions_for_user(user)
    allowed = rights.can_edit() if place.specific_class is ArticlePage else rights.can_add_subpage()
    return bool(allowed) and may_receive(place)


class GiveView(WagtailAdminTemplateMixin, FormView[WordForm]):
    """The form."""

    template_name = "magazine/admin/word_form.html"
    form_class = WordForm
    page_title = gettext_lazy("Article depuis un document Word")
    header_icon = "doc-full"

    @cached_property
    def place(self) -> Page:
        """Where the article goes."""
        return get_object_or_404(Page, pk=self.kwargs["pk"])

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """For those who may write there."""
        if not may_give(self.place, request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        """The page it goes under."""
        return str(self.place.get_admin_display_title())

    def form_valid(self, form: WordForm) -> HttpResponse:
        """Take the document; the report is next."""
        file = form.cleaned_data["file"]
        try:
            document = take_document(self.place, file.name, file.read(), self.request.user)
        except ConversionRefused as error:
            form.add_error("file", str(error))
            return self.form_invalid(form)
        return redirect("magazine_word:report", document.uuid)


class ReportView(WagtailAdminTemplateMixin, TemplateView):
    """What was found."""

    template_name = "magazine/admin/word_report.html"
    page_title = gettext_lazy("Document Word lu")
    header_icon = "doc-full"

    @cached_property
    def document(self) -> WordDocument:
        """The document."""
        found = WordDocument.objects.select_related("place", "article")
        return get_object_or_404(found, uuid=self.kwargs["uuid"])

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """For whoever gave it, and those who may edit what came of it."""
        page = self.document.article or self.document.place.specific
        if self.document.given_by_id != request.user.pk and not page.permissions_for_user(request.user).can_edit():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        """The file."""
        return self.document.file_name

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The report, sorted."""
        return {**super().get_context_data(**kwargs), **present_report(self.document)}
