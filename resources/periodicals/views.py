"""The pages of the periodicals in the workshop: the list, each one's numbers, what comes in today, what is late."""

import csv
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any, ClassVar

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView, View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.log_actions import log

from resources.models import Subscription, SubscriptionIssue
from resources.periodicals import services
from resources.periodicals.describing import add_articles, describe_issue
from resources.periodicals.forms import ArticleFormSet, DayForm, NumberForm, RunForm, SubscriptionForm

SOON = 14
"""Days ahead that the page of the day shows."""
PER_PAGE = 60


def may_receive(user: Any) -> bool:
    """Whether somebody notes what comes in."""
    return bool(user.has_perm("resources.change_record"))


def may_manage(user: Any) -> bool:
    """Whether somebody decides how a periodical is received."""
    return bool(user.has_perm("resources.publish_record"))


class PeriodicalsPage(WagtailAdminTemplateMixin, TemplateView):
    """A page of the periodicals, for who catalogues."""

    header_icon = "calendar-alt"
    manages = False

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Refuse the others."""
        if not (may_manage(request.user) if self.manages else may_receive(request.user)):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What every page knows."""
        today = timezone.localdate()
        context = {"today": today, "may_manage": may_manage(self.request.user)}
        return {**super().get_context_data(**kwargs), **context}

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """After the list of periodicals."""
        trail = [{"url": reverse("wagtailadmin_home"), "label": _("Accueil")}]
        if not isinstance(self, ListPage):
            trail.append({"url": reverse("periodicals:list"), "label": _("Périodiques")})
        return [*trail, {"url": "", "label": self.page_title}]


class ListPage(PeriodicalsPage):
    """Every periodical the house receives."""

    template_name = "resources/admin/periodicals/list.html"
    page_title = gettext_lazy("Périodiques")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """One page of them."""
        context = super().get_context_data(**kwargs)
        found = Subscription.objects.for_list(context["today"])
        page = Paginator(found, PER_PAGE).get_page(self.request.GET.get("p"))
        late = SubscriptionIssue.objects.late(context["today"]).count()
        return {**context, "page": page, "late": late}


class IssuesPage(PeriodicalsPage):
    """The numbers of one periodical, the last first."""

    template_name = "resources/admin/periodicals/issues.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Its numbers, what is held, and the forms to add some."""
        found = Subscription.objects.select_related("record", "site")
        subscription = get_object_or_404(found, uuid=kwargs["uuid"])
        self.page_title = str(subscription)
        issues = list(subscription.issues.for_lists())
        soon = timezone.localdate() + timedelta(days=SOON)
        shown = issues if "tout" in self.request.GET else [one for one in issues if one.expected_on <= soon]
        page = Paginator(shown[::-1], PER_PAGE).get_page(self.request.GET.get("p"))
        return {
            **super().get_context_data(**kwargs),
            "subscription": subscription,
            "page": page,
            "later": len(issues) - len(shown),
            "holdings": services.holdings_of(subscription, issues),
            "late_after": timezone.localdate() - timedelta(days=subscription.grace_days),
            "number_form": NumberForm(initial={"day": timezone.localdate()}, auto_id="numero_%s"),
            "run_form": RunForm(auto_id="suite_%s"),
            "media": NumberForm().media,
        }


class DayPage(PeriodicalsPage):
    """What may come in today, over all periodicals, and what came already."""

    template_name = "resources/admin/periodicals/day.html"
    page_title = gettext_lazy("Bulletinage du jour")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What is expected by two weeks from now, by date."""
        context = super().get_context_data(**kwargs)
        due = SubscriptionIssue.objects.due(context["today"] + timedelta(days=SOON))
        page = Paginator(due, PER_PAGE).get_page(self.request.GET.get("p"))
        received = list(SubscriptionIssue.objects.received_on(context["today"])[:PER_PAGE])
        return {**context, "page": page, "received": received}


class LatePage(PeriodicalsPage):
    """What should have come, the oldest first."""

    template_name = "resources/admin/periodicals/late.html"
    page_title = gettext_lazy("Numéros en retard")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """One page of them."""
        context = super().get_context_data(**kwargs)
        late = SubscriptionIssue.objects.late(context["today"])
        return {**context, "page": Paginator(late, PER_PAGE).get_page(self.request.GET.get("p"))}


class _Line:
    """What `csv` writes to: it hands each line back."""

    def write(self, line: str) -> str:
        return line


class LateExport(View):
    """The late numbers as CSV, a line at a time."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """For who catalogues."""
        if not may_receive(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> StreamingHttpResponse:
        """The file."""
        answer = StreamingHttpResponse(self.lines(), content_type="text/csv; charset=utf-8")
        answer.headers["Content-Disposition"] = f'attachment; filename="retards-{timezone.localdate()}.csv"'
        return answer

    def lines(self) -> Iterator[str]:
        """A byte order mark for spreadsheets, the headings, and what is late."""
        writer = csv.writer(_Line())
        headings = [
            _("Périodique"), _("Numéro"), _("Attendu le"), _("Jours de retard"), _("Réclamé le"), _("Fournisseur"),
            _("Remarque"),
        ]  # fmt: skip
        yield "\ufeff" + writer.writerow(headings)
        today = timezone.localdate()
        for issue in SubscriptionIssue.objects.late(today).iterator():
            subscription = issue.subscription
            row = [
                str(subscription.record), issue.label, issue.expected_on, (today - issue.expected_on).days,
                issue.claimed_on or "", subscription.supplier, issue.note,
            ]  # fmt: skip
            yield writer.writerow([_harmless(str(cell)) for cell in row])


def _harmless(cell: str) -> str:
    """A cell no spreadsheet takes for a formula."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell


class SetUpPage(PeriodicalsPage):
    """How a periodical is received, for the first time or again."""

    template_name = "resources/admin/periodicals/set_up.html"
    manages = True

    def get_form(self, data: Any = None) -> SubscriptionForm:
        """The form, for a new one or for the one in the address."""
        uuid = self.kwargs.get("uuid")
        instance = get_object_or_404(Subscription, uuid=uuid) if uuid else None
        self.page_title = str(instance) if instance else _("Nouvel abonnement")
        asked = self.request.GET.get("notice", "")
        initial = {"record": int(asked)} if asked.isascii() and asked.isdigit() and len(asked) < 16 else {}
        return SubscriptionForm(data, instance=instance, initial=initial)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The form with its scripts."""
        form = kwargs.get("form") or self.get_form()
        return {**super().get_context_data(**kwargs), "form": form, "media": form.media}

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Keep it, and foresee its numbers; those nobody touched are foreseen anew when it changed."""
        form = self.get_form(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        known = bool(form.instance.pk)
        subscription = form.save()
        count = services.foresee_again(subscription) if known else services.predict_ahead(subscription)
        log(instance=subscription, action="wagtail.edit" if known else "wagtail.create", user=request.user)
        messages.success(request, _("Abonnement gardé ; %d numéros prévus.") % count)
        return HttpResponseRedirect(reverse("periodicals:issues", args=[subscription.uuid]))


class Change(View):
    """One thing done, posted; leads back to the page it was done from."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """For who catalogues."""
        if not may_receive(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Do it, or say why not."""
        try:
            messages.success(request, self.change(**kwargs))
        except services.Refused as refusal:
            messages.error(request, str(refusal))
        return HttpResponseRedirect(self.back())

    def change(self, **kwargs: Any) -> str:
        """Do it; the sentence that says so."""
        raise NotImplementedError

    def back(self) -> str:
        """Where it was done from."""
        wanted = self.request.POST.get("next", "")
        host = self.request.get_host()
        return wanted if url_has_allowed_host_and_scheme(wanted, {host}) else reverse("periodicals:list")


def _dated(act: Callable[..., Any]) -> Callable[[SubscriptionIssue, Any], Any]:
    return lambda issue, day: act(issue, day)


def _plain(act: Callable[..., Any]) -> Callable[[SubscriptionIssue, Any], Any]:
    return lambda issue, day: act(issue)


class IssueChange(Change):
    """What is said of one number."""

    acts: ClassVar[dict[str, tuple[Callable[[SubscriptionIssue, Any], Any], Any]]] = {
        "recu": (_dated(services.receive_issue), gettext_lazy("« %s » est reçu.")),
        "reclame": (_dated(services.claim_issue), gettext_lazy("« %s » est réclamé.")),
        "annuler": (_plain(services.undo_receipt), gettext_lazy("La réception de « %s » est annulée.")),
        "manque": (_plain(services.say_missing), gettext_lazy("« %s » est noté manquant.")),
        "jamais": (_plain(services.say_never_published), gettext_lazy("« %s » n’a jamais paru : rien ne manque.")),
        "attendu": (_plain(services.expect_again), gettext_lazy("« %s » est de nouveau attendu.")),
    }

    def change(self, **kwargs: Any) -> str:
        """By the name in the address."""
        issue = get_object_or_404(SubscriptionIssue.objects.for_lists(), uuid=kwargs["uuid"])
        form = DayForm(self.request.POST)
        if not form.is_valid():
            raise services.Refused(_("Cette date n’en est pas une."))
        if kwargs["act"] == "notice":
            record = describe_issue(issue, self.request.user, live=self.publishes())
            return _("La notice de « %s » est faite.") % record
        act, message = self.acts[kwargs["act"]]
        act(issue, form.cleaned_data["day"])
        return str(message) % f"{issue.subscription}, {issue.label}"

    def publishes(self) -> bool:
        """Whether the record is public at once: who may publish can ask for a draft."""
        return may_manage(self.request.user) and "brouillon" not in self.request.POST


class AddNumber(Change):
    """A number by hand, or a run of old ones."""

    def change(self, **kwargs: Any) -> str:
        """One of the two forms."""
        subscription = get_object_or_404(Subscription, uuid=kwargs["uuid"])
        run = kwargs["what"] == "suite"
        form = (RunForm if run else NumberForm)(self.request.POST)
        if not form.is_valid():
            raise services.Refused(" ".join(str(error) for errors in form.errors.values() for error in errors))
        data = form.cleaned_data
        if run:
            count = services.add_run(subscription, data["first"], data["last"])
            return _("%d numéros ajoutés à ce que la maison possède.") % count
        if data["first"] is None:
            issue = services.add_supplement(subscription, data["label"], data["day"])
        else:
            issue = services.add_double(
                subscription, data["first"], data["last"] or data["first"], data["label"], data["day"]
            )
        return _("« %s » est ajouté.") % issue.label


class ClaimPage(PeriodicalsPage):
    """The text of a claim, ready to be copied."""

    template_name = "resources/admin/periodicals/claim.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The number and the letter."""
        issue = get_object_or_404(SubscriptionIssue.objects.for_lists(), uuid=kwargs["uuid"])
        self.page_title = _("Réclamer %s") % issue.label
        return {**super().get_context_data(**kwargs), "issue": issue, "letter": services.claim_letter(issue)}


class ContentsPage(PeriodicalsPage):
    """The table of contents of a number, several articles at once."""

    template_name = "resources/admin/periodicals/contents.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What is there, and lines to fill in."""
        issue = self.issue()
        self.page_title = _("Sommaire de %s") % issue.label
        known = list(issue.record.parts.not_gone().for_list().order_by("pk")) if issue.record else []
        formset = kwargs.get("formset") or ArticleFormSet()
        return {**super().get_context_data(**kwargs), "issue": issue, "formset": formset, "known": known}

    def issue(self) -> SubscriptionIssue:
        """The number in the address."""
        found: SubscriptionIssue = get_object_or_404(SubscriptionIssue.objects.for_lists(), uuid=self.kwargs["uuid"])
        return found

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Make the articles, and the record of the number when it has none."""
        issue = self.issue()
        formset: Any = ArticleFormSet(request.POST)
        if not request.user.has_perm("resources.add_record"):
            raise PermissionDenied
        if not formset.is_valid():
            return self.render_to_response(self.get_context_data(formset=formset, **kwargs))
        live = may_manage(request.user) and "brouillon" not in request.POST
        try:
            made = add_articles(issue, formset.articles(), request.user, live=live)
        except services.Refused as refusal:
            messages.error(request, str(refusal))
            return HttpResponseRedirect(reverse("periodicals:issues", args=[issue.subscription.uuid]))
        messages.success(request, _("%d articles ajoutés.") % len(made))
        return HttpResponseRedirect(reverse("periodicals:contents", args=[issue.uuid]))
