"""The editor of cues beside the player: a table where there is a script, WebVTT in a text field where there is none."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from media_library.models import Track
from media_library.tracks.cues import read_cues
from media_library.tracks.desk.presentation import editor_sources, files_of, group_problems
from media_library.tracks.desk.views import TrackPage
from media_library.tracks.desk.words import editor_words
from media_library.tracks.editing import Edited, read_form, rows_of, sent_rows, webvtt_of
from media_library.tracks.services import EditedMeanwhile, save_edited, version_of
from media_library.tracks.voices import voice_names


class EditorView(TrackPage, TemplateView):
    """The page of one track. What is sent is saved whole, or comes back whole with what is wrong in it."""

    template_name = "media_library/tracks/editor.html"
    header_icon = "edit"

    def get_page_title(self) -> str:
        """What the track is."""
        return str(self.track)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The cues as the form has them."""
        return {**self._cues(), **super().get_context_data(**kwargs), **self._surroundings()}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Save, unless something would be lost that nobody agreed to lose, or somebody else saved meanwhile."""
        edited = read_form(self.track, request.POST.get("rows", ""), request.POST.get("webvtt", ""))
        if edited.blocking and "without" not in request.POST:
            return self._again(edited, status=422, has_lost=True)
        version = request.POST.get("overwrite") or request.POST.get("version", "")
        try:
            save_edited(self.track, edited.cues, request.user, version)
        except EditedMeanwhile:
            latest = version_of(Track.objects.get(pk=self.track.pk))
            return self._again(edited, status=409, latest=latest)
        messages.success(request, _("La piste est enregistrée."))
        for problem in edited.problems[:20]:
            messages.warning(request, f"{problem.line} : {problem.message}")
        return redirect(request.path)

    def _again(self, edited: Edited, status: int, **more: Any) -> HttpResponse:
        """The form as it was sent, with what is wrong in it."""
        posted = self.request.POST
        rows = sent_rows(posted.get("rows", ""))
        sent = {"webvtt": posted.get("webvtt", "")} if rows is None else {"rows": rows, "sent_rows": True}
        context = self.get_context_data(
            version=posted.get("version", ""), groups=group_problems(edited.problems),
            problems=[{"row": each.line, "message": each.message} for each in edited.problems], **sent, **more,
        )  # fmt: skip
        return self.render_to_response(context, status=status)

    def _cues(self) -> dict[str, Any]:
        """The cues as they are stored, and nothing wrong in them."""
        rows = rows_of(read_cues(self.track.cues), self.of)
        return {
            "version": version_of(self.track), "rows": rows, "webvtt": webvtt_of(self.track), "groups": [],
            "problems": [], "latest": "", "has_lost": False,
        }  # fmt: skip

    def _surroundings(self) -> dict[str, Any]:
        """The recording, its voices, and the words of the script."""
        track, recording = self.track, self.of
        return {
            "track": track, "recording": recording, "names": list(voice_names(recording).values()),
            "sources": editor_sources(recording), "duration": recording.duration, "is_video": recording.is_video,
            "is_chapters": track.kind == Track.Kind.CHAPTERS, "files": files_of(track), "words": editor_words(),
        }  # fmt: skip
