"""Pages of the tracks of a recording: the list, files given, voices, versions."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView, View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from media_library.models import Recording, Track, TrackUpload
from media_library.probing.tools import local_file
from media_library.tracks.chapter_reading import FORMATS as CHAPTER_FORMATS
from media_library.tracks.chapter_reading import read_embedded_chapters
from media_library.tracks.chapter_writing import write_json_chapters
from media_library.tracks.desk.forms import SpeakerFormSet, TrackFactsForm, UploadForm
from media_library.tracks.desk.permissions import ChangersOnly
from media_library.tracks.desk.presentation import group_problems, present_revisions, present_tracks
from media_library.tracks.reading import FORMATS as TRACK_FORMATS
from media_library.tracks.services import (
    TrackFacts,
    keep_upload,
    make_track,
    mark_reviewed,
    read_upload,
    restore_version,
    take_upload,
)  # fmt: skip
from media_library.tracks.voices import count_spoken, find_voices


class DeskPage(ChangersOnly, WagtailAdminTemplateMixin):
    """What pages of tracks have in common."""

    header_icon = "list-ul"
    of: Recording
    request: HttpRequest

    def get_page_subtitle(self) -> str:
        """The recording."""
        return str(self.of.title)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The library, the recording, its tracks, then this page."""
        tracks = reverse("recording_tracks:list", args=[self.of.pk])
        items = [
            {"url": reverse("wagtailmedia:index"), "label": _("Sons et films")},
            {"url": reverse("wagtailmedia:edit", args=[self.of.pk]), "label": self.of.title},
            {"url": tracks, "label": _("Pistes")},
        ]
        if self.request.path == tracks:
            items.pop()
        return [*items, {"url": "", "label": self.get_page_title()}]


class RecordingPage(DeskPage):
    """A page whose address holds a recording."""

    @cached_property
    def of(self) -> Recording:  # type: ignore[override]  # found when it is asked for
        """The recording of the address."""
        return self.recording


class TrackPage(DeskPage):
    """A page whose address holds a track."""

    @cached_property
    def of(self) -> Recording:  # type: ignore[override]  # found when it is asked for
        """The recording of the track of the address."""
        return self.track.recording


class TracksView(RecordingPage, TemplateView):
    """The tracks of a recording, and the files that wait."""

    template_name = "media_library/tracks/list.html"
    page_title = gettext_lazy("Transcriptions, sous-titres et chapitres")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The lines."""
        waiting = self.recording.track_uploads.defer("content")
        tracks = present_tracks(self.recording)
        voices = self.recording.speakers.select_related("agent")
        return {**super().get_context_data(**kwargs), "tracks": tracks, "waiting": waiting, "voices": voices}


class UploadView(RecordingPage, FormView[UploadForm]):
    """Give a file for a new track, or begin an empty one."""

    template_name = "media_library/tracks/upload.html"
    form_class = UploadForm
    page_title = gettext_lazy("Nouvelle piste")
    replaced: Track | None = None

    def get_form_kwargs(self) -> dict[str, Any]:
        """The recording, and the track whose cues are replaced."""
        return {
            **super().get_form_kwargs(), "recording": self.of, "replaces": self.replaced is not None,
            "instance": self.replaced,
        }  # fmt: skip

    def form_valid(self, form: UploadForm) -> HttpResponse:
        """Keep the file and show what is in it."""
        data, file = form.cleaned_data, form.cleaned_data["file"]
        facts = TrackFacts(data["kind"], data["language"], data["label"], data["is_automatic"])
        if not file:
            track = make_track(self.of, facts, self.request.user)
            return redirect("recording_tracks:edit", track.pk)
        upload = keep_upload(self.of, facts, file.name, file.read(), self.replaced)
        return redirect("recording_tracks:report", self.of.pk, upload.uuid)


class ReplaceView(TrackPage, UploadView):
    """Give a file whose cues take the place of those of a track; the former ones stay in its history."""

    page_title = gettext_lazy("Remplacer par un fichier")

    @cached_property
    def replaced(self) -> Track:  # type: ignore[override]  # found when it is asked for
        """The track of the address, as it is stored."""
        return Track.objects.get(pk=self.track.pk)


class ReportView(RecordingPage, TemplateView):
    """What is wrong in a file, before any of it is taken."""

    template_name = "media_library/tracks/report.html"
    page_title = gettext_lazy("Fichier lu")

    @cached_property
    def upload(self) -> TrackUpload:
        """The file."""
        uploads = self.recording.track_uploads.select_related("recording", "track")
        return get_object_or_404(uploads, uuid=self.kwargs["upload"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What would be taken, and what not."""
        read = read_upload(self.upload)
        known = find_voices(self.recording, read.speakers)
        formats = {**TRACK_FORMATS, **CHAPTER_FORMATS}
        return {
            **super().get_context_data(**kwargs), "upload": self.upload, "read": read, "first": read.cues[:5],
            "format": formats.get(read.detected_format, ""), "groups": group_problems(read.problems),
            "voices": [(name, name in known) for name in read.speakers],
        }  # fmt: skip

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Take what is valid, or give the file up."""
        if "give_up" in request.POST:
            self.upload.delete()
            messages.success(request, _("Le fichier est abandonné ; rien n’a changé."))
            return redirect("recording_tracks:list", self.recording.pk)
        if not read_upload(self.upload).cues:
            messages.error(request, _("Il n’y a rien à reprendre dans ce fichier."))
            return redirect(request.path)
        track = take_upload(self.upload, request.user, request.POST.getlist("not_voice"))
        messages.success(request, _("Le fichier est repris : relisez-le à côté du lecteur."))
        return redirect("recording_tracks:edit", track.pk)


class EmbeddedChaptersView(ChangersOnly, View):
    """Look for the chapters the file itself carries."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show what was found as a file that waits."""
        recording = self.recording
        with local_file(recording.file) as path:
            found = read_embedded_chapters(str(path), recording.duration)
        if not found.cues:
            messages.warning(request, _("Le fichier ne porte pas de chapitres."))
            return redirect("recording_tracks:list", recording.pk)
        facts = TrackFacts(Track.Kind.CHAPTERS, recording.language or "fr")
        content = write_json_chapters(found.cues, {}, recording.title).encode()
        upload = keep_upload(recording, facts, "chapters.json", content)
        return redirect("recording_tracks:report", recording.pk, upload.uuid)


class FactsView(TrackPage, FormView[TrackFactsForm]):
    """What a track is, whether it is shown; here it is taken away too."""

    template_name = "media_library/tracks/facts.html"
    form_class = TrackFactsForm
    page_title = gettext_lazy("Réglages de la piste")

    def get_form_kwargs(self) -> dict[str, Any]:
        """The track."""
        return {**super().get_form_kwargs(), "instance": self.track}

    def form_valid(self, form: TrackFactsForm) -> HttpResponse:
        """Save, or delete when that was asked."""
        recording = self.of
        if "delete" in self.request.POST:
            Track.objects.get(pk=self.track.pk).delete()
            messages.success(self.request, _("La piste est supprimée."))
        else:
            form.save()
            messages.success(self.request, _("Les réglages sont enregistrés."))
        return redirect("recording_tracks:list", recording.pk)


class ReviewView(ChangersOnly, View):
    """Say that a track was read against the recording, or that it is to be read again."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Note it."""
        mark_reviewed(self.track, request.user, reviewed="undo" not in request.POST)
        return redirect("recording_tracks:list", self.track.recording_id)


class HistoryView(TrackPage, TemplateView):
    """The versions of a track, and the way back to one."""

    template_name = "media_library/tracks/history.html"
    page_title = gettext_lazy("Versions de la piste")
    header_icon = "history"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The versions, the latest first."""
        revisions = self.track.revisions.select_related("user").order_by("-created_at", "-pk")
        return {
            **super().get_context_data(**kwargs), "track": self.track, "versions": present_revisions(revisions[:100]),
        }  # fmt: skip

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Go back to a version."""
        revision = get_object_or_404(self.track.revisions.all(), pk=request.POST.get("revision") or 0)
        restore_version(Track.objects.get(pk=self.track.pk), revision, request.user)
        messages.success(request, _("La version est reprise ; celle qu’elle remplace reste dans la liste."))
        return redirect("recording_tracks:edit", self.track.pk)


class VoicesView(RecordingPage, TemplateView):
    """Those who speak: people of the directory, or a label where they did not agree to be named."""

    template_name = "media_library/tracks/voices.html"
    page_title = gettext_lazy("Voix")
    header_icon = "user"

    @cached_property
    def formset(self) -> Any:
        """A form for each voice, and two for new ones."""
        data = self.request.POST if self.request.method == "POST" else None
        return SpeakerFormSet(data, instance=self.recording)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The forms, and how much each says."""
        spoken = count_spoken(self.recording)
        forms = [(form, spoken[str(form.instance.uuid)]) for form in self.formset.forms]
        media = self.formset.media
        return {**super().get_context_data(**kwargs), "formset": self.formset, "forms": forms, "media": media}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Save them all, or say what is wrong."""
        if not self.formset.is_valid():
            return self.render_to_response(self.get_context_data())
        self.formset.save()
        messages.success(request, _("Les voix sont enregistrées."))
        return redirect(reverse("recording_tracks:voices", args=[self.recording.pk]))
