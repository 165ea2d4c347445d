"""Pages of a recording in the admin: its file, what was read and made of it; the agreements; its other versions."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView, View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.search.backends import get_search_backends
from wagtailmedia.forms import get_media_form

from media_library.desk.forms import ReleaseFormSet, VersionFormSet
from media_library.desk.presentation import present_recording
from media_library.making.services import ask_for_remux, try_again
from media_library.models import ProbeState, Recording, RenditionState
from media_library.probing.services import read_again
from media_library.tracks.desk.permissions import ChangersOnly


class RecordingPage(ChangersOnly, WagtailAdminTemplateMixin):
    """What pages of a recording have in common."""

    header_icon = "media"

    @cached_property
    def recording(self) -> Recording:
        """The recording of the address, with its parts."""
        return get_object_or_404(Recording.objects.with_all_parts(), pk=self.kwargs["recording"])

    def get_page_subtitle(self) -> str:
        """The recording."""
        return str(self.recording.title)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The list, then this page."""
        library = {"url": reverse("wagtailmedia:index"), "label": _("Sons et films")}
        return [library, {"url": "", "label": self.get_page_subtitle()}]


class EditView(RecordingPage, FormView[Any]):
    """A recording: its form, what was read in it, what was made of it."""

    template_name = "media_library/desk/edit.html"
    page_title = gettext_lazy("Enregistrement")

    def get_form(self, form_class: Any = None) -> Any:
        """The form of the library for this recording."""
        sent = {"data": self.request.POST, "files": self.request.FILES} if self.request.method == "POST" else {}
        instance = Recording.objects.get(pk=self.recording.pk)
        return get_media_form(Recording)(instance=instance, user=self.request.user, **sent)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What its page shows."""
        form = kwargs.get("form") or self.get_form()
        return {
            **super().get_context_data(**{**kwargs, "form": form}),
            "recording": self.recording,
            "shown": present_recording(self.recording),
            "uses": self.recording.get_usage().count(),
            "media": form.media,
        }

    def form_valid(self, form: Any) -> HttpResponse:
        """Save; another file is read again, and the one before goes when all is saved."""
        with transaction.atomic():
            recording = form.save()
        for backend in get_search_backends():
            backend.add(recording)
        messages.success(self.request, _("« %(title)s » est enregistré.") % {"title": recording.title})
        return redirect("wagtailmedia:edit", recording.pk)


class ReleasesView(RecordingPage, TemplateView):
    """The agreements of those heard and seen, and the other versions of a recording."""

    template_name = "media_library/desk/releases.html"
    page_title = gettext_lazy("Accords et autres versions")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The lines of both."""
        sets = kwargs.get("sets") or self._sets()
        media = sum((each.media for each in sets[1:]), sets[0].media)
        return {
            **super().get_context_data(**kwargs), "recording": self.recording, "releases": sets[0], "versions": sets[1],
            "media": media,
        }  # fmt: skip

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Save all lines or none; what is hidden follows at once."""
        sets = self._sets(request.POST)
        valid = [each.is_valid() for each in sets]  # of both, so that all errors are told at once
        if not all(valid):
            messages.error(request, _("Rien n’est enregistré : corrigez ce qui est signalé."))
            return self.render_to_response(self.get_context_data(sets=sets))
        with transaction.atomic():
            for each in sets:
                each.save()
        messages.success(request, _("Accords et versions sont enregistrés."))
        return redirect(request.path)

    def _sets(self, data: Any = None) -> tuple[Any, Any]:
        releases = ReleaseFormSet(
            data, instance=self.recording, prefix="releases", form_kwargs={"duration": self.recording.duration}
        )
        return releases, VersionFormSet(data, instance=self.recording, prefix="versions")


class ActionView(ChangersOnly, View):
    """The buttons of the page of a recording."""

    http_method_names = ("post",)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Do what was asked, and say so."""
        if "read" in request.POST:
            self._read_again(request)
        elif "remux" in request.POST:
            self._remux(request)
        elif "again" in request.POST:
            self._try_again(request)
        return redirect("wagtailmedia:edit", self.recording.pk)

    def _read_again(self, request: HttpRequest) -> None:
        if self.recording.probe_state != ProbeState.WAITING:
            read_again(self.recording)
        messages.success(request, _("Le fichier va être lu de nouveau ; il n’est pas public jusque-là."))

    def _remux(self, request: HttpRequest) -> None:
        if ask_for_remux(self.recording):
            messages.success(request, _("Le fichier va être réécrit sans perte."))
        else:
            messages.error(request, _("Ce fichier ne peut pas être réécrit sans perte."))

    def _try_again(self, request: HttpRequest) -> None:
        failed = self.recording.renditions.filter(state=RenditionState.FAILED)
        rendition = get_object_or_404(failed, pk=_key(request.POST["again"]))
        try_again(rendition)
        messages.success(request, _("Cette version va être refaite."))


def _key(written: str) -> int:
    """A key sent by a form; 0, which nothing has, for anything odd."""
    return int(written) if written.isdecimal() and len(written) < 18 else 0
