"""The doctor’s page of a show, and the form that takes a podcast over."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from audiovisual.models import FeedReport, PodcastsPage, ShowPage, TakenEpisode
from audiovisual.podcasts.addresses import feed_path
from audiovisual.podcasts.desk.forms import TakeoverForm
from audiovisual.podcasts.doctor.before import examine_show
from audiovisual.podcasts.doctor.findings import in_order, read_findings
from audiovisual.podcasts.doctor.reports import ask_for_report
from audiovisual.podcasts.takeover.fetching import FetchRefused
from audiovisual.podcasts.takeover.reading import FeedRefused
from audiovisual.podcasts.takeover.services import (
    TakeoverRefused,
    begin_takeover,
    plan_takeover,
    take_episodes,
    tell_old_host,
)
from audiovisual.podcasts.takeover.tasks import bring_all, go_on
from core.identifiers import site_origin


def _way_to(page: Any) -> list[dict[str, Any]]:
    return [{"url": reverse("wagtailadmin_explore", args=[page.pk]), "label": page.get_admin_display_title()}]


class DoctorView(WagtailAdminTemplateMixin, TemplateView):
    """What an application would refuse of a show."""

    template_name = "audiovisual/admin/doctor.html"
    page_title = gettext_lazy("Examen du flux")
    header_icon = "clipboard-list"

    @cached_property
    def show(self) -> Any:
        """The show."""
        return get_object_or_404(ShowPage, pk=self.kwargs["pk"])

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """For those who may edit it."""
        if not self.show.permissions_for_user(request.user).can_edit():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Have the server asked again, or what could not be brought be brought again."""
        if "rapatrier" in request.POST:
            count = sum(bring_all(takeover) for takeover in self.show.takeovers.all())
            messages.success(request, _("Épisodes à rapatrier encore : %(count)d.") % {"count": count})
        else:
            ask_for_report(self.show)
            messages.success(request, _("La vérification est demandée : rechargez la page dans un moment."))
        return redirect("podcast_doctor", self.show.pk)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The show, then this."""
        return [*super().get_breadcrumbs_items(), *_way_to(self.show), {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What is found now in the pages, and what the server last answered."""
        report = FeedReport.objects.filter(show=self.show).first()
        return {
            **super().get_context_data(**kwargs),
            "show": self.show,
            "before": examine_show(self.show),
            "report": report,
            "after": in_order(read_findings(report.findings)) if report else [],
            "feed_address": site_origin() + feed_path(self.show) if self.show.live else "",
            "taken": TakenEpisode.objects.filter(takeover__show=self.show).exclude(
                state=TakenEpisode.State.READY, message=""
            ),
            "old_host": tell_old_host(self.show) if self.show.old_feed_url else "",
        }


class TakeoverView(WagtailAdminTemplateMixin, FormView[TakeoverForm]):
    """A foreign feed given, tried, then taken."""

    template_name = "audiovisual/admin/takeover.html"
    form_class = TakeoverForm
    page_title = gettext_lazy("Reprendre un podcast")
    header_icon = "download"

    @cached_property
    def parent(self) -> Any:
        """The page of podcasts it goes under."""
        return get_object_or_404(PodcastsPage, pk=self.kwargs["pk"])

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """For those who may add pages there."""
        if not self.parent.permissions_for_user(request.user).can_add_subpage():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The page of podcasts, then this."""
        return [*super().get_breadcrumbs_items(), *_way_to(self.parent), {"url": "", "label": self.page_title}]

    def get_form_kwargs(self) -> dict[str, Any]:
        """Publishing is offered to those who may."""
        may_publish = self.parent.permissions_for_user(self.request.user).can_publish_subpage()
        return {**super().get_form_kwargs(), "may_publish": may_publish}

    def form_valid(self, form: TakeoverForm) -> HttpResponse:
        """Say what would be done, or do it."""
        agreed = form.cleaned_data["even_if_locked"]
        try:
            foreign, source = form.load()
            if "prendre" not in self.request.POST:
                outcome = plan_takeover(foreign, source, even_if_locked=agreed)
                return self.render_to_response(self.get_context_data(form=form, outcome=outcome, foreign=foreign))
            goes_live = form.cleaned_data["goes_live"]
            takeover = begin_takeover(foreign, source, self.parent, goes_live=goes_live, even_if_locked=agreed)
        except (FetchRefused, FeedRefused, TakeoverRefused) as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        if "://" in takeover.address:
            go_on.enqueue(takeover.pk)
        else:
            take_episodes(takeover, foreign)
            bring_all(takeover)
        messages.success(self.request, _("Le podcast est repris : ses épisodes arrivent, un à un."))
        return redirect("podcast_doctor", takeover.show.pk)
