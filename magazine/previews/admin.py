"""The private links of a number in the admin: who has one, until when; made and closed here."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from magazine.models import IssuePage, IssuePreviewLink
from magazine.previews.services import MOST_DAYS, create_link, revoke_link

DAYS = [(3, gettext_lazy("3 jours")), (7, gettext_lazy("1 semaine")), (30, gettext_lazy("1 mois")),
        (MOST_DAYS, gettext_lazy("3 mois"))]  # fmt: skip


class LinkForm(forms.Form):
    """Whom a link is for and how long it answers."""

    label = forms.CharField(
        label=gettext_lazy("Pour qui"), max_length=120, required=False,
        help_text=gettext_lazy("Pour s’y retrouver : relectrice, graphiste, autrices du dossier."),
    )  # fmt: skip
    days = forms.TypedChoiceField(label=gettext_lazy("Valable"), choices=DAYS, coerce=int, initial=7)


class PreviewLinksView(WagtailAdminTemplateMixin, TemplateView):
    """The links of one number, for whoever may edit it."""

    template_name = "magazine/admin/preview_links.html"
    page_title = gettext_lazy("Liens d’aperçu")
    header_icon = "view"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """For those who may edit the number."""
        if not self.issue.permissions_for_user(request.user).can_edit():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def issue(self) -> IssuePage:
        """The number."""
        return get_object_or_404(IssuePage, pk=self.kwargs["pk"])

    def get_page_subtitle(self) -> str:
        """The number's title."""
        return str(self.issue.get_admin_display_title())

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The number, then this page."""
        edit = reverse("wagtailadmin_pages:edit", args=[self.issue.pk])
        return [
            *self.breadcrumbs_items,
            {"url": edit, "label": self.get_page_subtitle()},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The links, the form for one more, and the address of the one just made."""
        made = self.request.session.pop("preview_link", None)
        return {
            "form": LinkForm(),
            **super().get_context_data(**kwargs),
            "issue": self.issue,
            "links": list(IssuePreviewLink.objects.of_issue(self.issue)),
            "made": made if made and made["issue"] == self.issue.pk else None,
            "now": timezone.now(),
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Make a link, or close one."""
        if closing := request.POST.get("close"):
            link = get_object_or_404(IssuePreviewLink.objects.of_issue(self.issue), uuid=closing)
            revoke_link(link)
            messages.success(request, _("Le lien ne répond plus."))
            return HttpResponseRedirect(request.path)
        form = LinkForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        _link, token = create_link(self.issue, request.user, form.cleaned_data["days"], form.cleaned_data["label"])
        address = request.build_absolute_uri(reverse("preview-issue", args=[token]))
        request.session["preview_link"] = {"issue": self.issue.pk, "address": address}
        return HttpResponseRedirect(request.path)
