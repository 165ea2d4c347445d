"""Publishing a number, and taking it offline, with hands: what goes out, what holds it up, now or at a set time."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.widgets import AdminDateTimeInput

from magazine.assembly.page import IssueDeskPage
from magazine.models import IssueRelease, ReleaseAction
from magazine.releases.composition import Composition, compose
from magazine.releases.planning import cancel_release, note_failed_attempt, plan_release
from magazine.releases.refusals import AlreadyDone, NotReady, ReleaseRefused, say_when
from magazine.releases.services import publish_issue, waiting_release, withdraw_issue

NOW, LATER = "now", "later"


class WhenForm(forms.Form):
    """Now, or at a set time."""

    when = forms.ChoiceField(
        label=gettext_lazy("Quand"), choices=[(NOW, gettext_lazy("Maintenant")), (LATER, gettext_lazy("À une date"))],
        widget=forms.RadioSelect, initial=NOW,
    )  # fmt: skip
    due_at = forms.DateTimeField(
        label=gettext_lazy("Date et heure"), required=False, widget=AdminDateTimeInput,
        help_text=gettext_lazy("L’horloge s’en charge à cette heure, sans personne."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """A later time is one to come."""
        data = super().clean() or {}
        if data.get("when") != LATER or "due_at" in self.errors:
            return data
        if data.get("due_at") is None:
            self.add_error("due_at", _("Indiquez la date et l’heure."))
        elif data["due_at"] <= timezone.now():
            self.add_error("due_at", _("Cette heure est passée : choisissez-en une à venir, ou « maintenant »."))
        return data


class ReleaseView(IssueDeskPage):
    """One decision about the whole number; the two kinds follow."""

    action: ReleaseAction
    waiting: IssueRelease | None = None

    def may_enter(self) -> bool:
        """For those who may publish the number."""
        return self.rights.may_release()

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page, unless there is nothing to do any more."""
        if self.issue.live == (self.action == ReleaseAction.PUBLISH):
            messages.info(request, _("Le numéro est en ligne.") if self.issue.live else _("Le numéro est hors ligne."))
            return HttpResponseRedirect(self.desk_url)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What would happen, and when."""
        waiting = waiting_release(self.issue)
        initial = {"when": LATER, "due_at": waiting.due_at} if waiting else {}
        form = kwargs.pop("form", None) or WhenForm(initial=initial)
        return {**super().get_context_data(**kwargs), "form": form, "media": form.media, "waiting": waiting}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Do it, or set its time."""
        form = WhenForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        try:
            if form.cleaned_data["when"] == LATER:
                release = plan_release(
                    self.issue, self.action, form.cleaned_data["due_at"], request.user, self.left_out()
                )
                messages.success(request, _("C’est prévu %(when)s.") % {"when": say_when(release.due_at)})
            else:
                messages.success(request, self.carry_out())
        except NotReady as refusal:
            messages.error(request, _("Le numéro n’est pas paru : voyez ce qui manque ci-dessous."))
            return self.render_to_response(self.get_context_data(form=form, refusal=refusal))
        except ReleaseRefused as refusal:
            if not isinstance(refusal, AlreadyDone):
                note_failed_attempt(self.issue, self.action, request.user, refusal)
            messages.error(request, str(refusal))
        return HttpResponseRedirect(self.desk_url)

    def left_out(self) -> list[str]:
        """Identities of the articles to leave out."""
        return []

    def carry_out(self) -> str:
        """Do it now; returns what to say."""
        raise NotImplementedError


class PublishView(ReleaseView):
    """Publish the number."""

    template_name = "magazine/admin/publish.html"
    page_title = gettext_lazy("Publier le numéro")
    header_icon = "upload"
    action = ReleaseAction.PUBLISH

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The contents, with what may go out and what not."""
        context = super().get_context_data(**kwargs)
        return {**context, "composition": self.composition(context["waiting"])}

    def composition(self, waiting: IssueRelease | None) -> Composition:
        """What was ticked; at first, what was decided before, or else articles that are only expected."""
        if self.request.method == "POST":
            return compose(self.issue, self.left_out())
        if waiting is not None:
            return compose(self.issue, waiting.left_out)
        first = compose(self.issue)
        for candidate in first.candidates.values():
            candidate.is_left_out = candidate.is_missing
        return first

    def left_out(self) -> list[str]:
        """Those that were ticked."""
        return self.request.POST.getlist("left_out")

    def carry_out(self) -> str:
        """Publish now."""
        publish_issue(self.issue, self.request.user, self.left_out())
        return _("Le numéro est paru.")


class WithdrawView(ReleaseView):
    """Take the number offline."""

    template_name = "magazine/admin/withdraw.html"
    page_title = gettext_lazy("Mettre le numéro hors ligne")
    header_icon = "download"
    action = ReleaseAction.WITHDRAW

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What is live in it."""
        return {**super().get_context_data(**kwargs), "live": self.issue.get_descendants().live().count()}

    def carry_out(self) -> str:
        """Take it offline now."""
        withdraw_issue(self.issue, self.request.user)
        return _("Le numéro est hors ligne.")


class CancelView(IssueDeskPage):
    """Give up what is planned."""

    http_method_names = ("post",)

    def may_enter(self) -> bool:
        """For those who may publish the number."""
        return self.rights.may_release()

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Cancel, unless it is done already."""
        try:
            cancel_release(self.issue, request.user)
            messages.success(request, _("Ce qui était prévu est annulé."))
        except ReleaseRefused as refusal:
            messages.error(request, str(refusal))
        return HttpResponseRedirect(self.desk_url)
