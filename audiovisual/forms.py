"""The forms of episodes, capsules and playlists: what cannot be heard is not published, a draft may be as it is."""

import re
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminPageForm

from core.languages import UNKNOWN, language_name
from core.players import PROVIDERS, find_player
from media_library.durations import written_duration
from media_library.models import ProbeState
from media_library.passages import WHOLE, hidden_passages
from media_library.visibility import is_public_file, private_collections

PUBLISHING = "action-publish"
ROUNDING = 0.5
"""Seconds an extract may go past the end: editors read the time to the second."""


class ProgrammeForm(WagtailAdminPageForm):
    """What the forms of episodes and capsules check alike."""

    def is_valid(self) -> bool:
        """Whether what was typed may be saved, and published when that was asked."""
        valid = bool(super().is_valid())
        if valid and PUBLISHING in self.data and (refusal := self.refusal_to_publish()):
            field = "recording" if "recording" in self.fields else None
            self.add_error(None, _("Rien n’est publié : il n’y a encore rien à écouter ni à voir."))
            self.add_error(field, refusal)
        return valid and not self.errors

    def refusal_to_publish(self) -> str:
        """Why nothing could be played on the page as it was typed; "" when something could."""
        return refusal_of(self.cleaned_data.get("recording"))


def refusal_of(recording: Any) -> str:
    """Why a recording cannot be played by visitors; "" when it can."""
    if recording is None:
        return _("Choisissez un enregistrement, ou enregistrez la page comme brouillon.")
    if recording.probe_state == ProbeState.REFUSED:
        return _("Ce fichier n’a pas pu être lu : remplacez-le dans la médiathèque, ou choisissez-en un autre.")
    if recording.probe_state != ProbeState.READY or not recording.duration:
        return _(
            "Ce fichier n’est pas encore lu : sa durée n’est pas connue. Enregistrez un brouillon et publiez dans un "
            "moment."
        )
    if hidden_passages(recording) == WHOLE:
        return _("Cet enregistrement est caché en entier : l’accord de quelqu’un qu’on y entend a pris fin.")
    if not is_public_file(recording, private_collections()):
        return _("Cet enregistrement est dans une collection privée : personne ne pourrait l’entendre.")
    return ""


class EpisodeForm(ProgrammeForm):
    """The form of an episode: its number is its own, its extracts are in it."""

    def is_valid(self) -> bool:
        """The same, and every extract within the recording."""
        valid = super().is_valid()
        return self._extracts_are_heard() and valid

    def clean(self) -> Any:
        """Refuse a number another episode of the season has."""
        cleaned = super().clean()
        if (
            cleaned.get("kind", "full") == "full"
            and cleaned.get("number") is not None
            and (other := self._namesake(cleaned["number"])) is not None
        ):
            message = _("« %(title)s » porte déjà ce numéro dans la même saison.") % {"title": other.title}
            self.add_error("number", message)
        return cleaned

    def _namesake(self, number: int) -> Any:
        """Another full episode of the same season (or, out of seasons, of the show) with a number, live or not."""
        if self.parent_page is None:
            return None
        episodes: Any = type(self.instance)._default_manager
        return episodes.numbered(number, self.parent_page).exclude(pk=self.instance.pk).first()

    def _extracts_are_heard(self) -> bool:
        """Say at each extract that begins or ends outside of the recording what is wrong."""
        formset = self.formsets.get("soundbites")
        recording = self.cleaned_data.get("recording") if hasattr(self, "cleaned_data") else None
        if formset is None or not formset.is_valid():
            return formset is None
        fine = True
        for form in formset.forms:
            told = form.cleaned_data
            if not told or told.get("DELETE"):
                continue
            for field, message in _refusals_of_extract(told, recording):
                form.add_error(field, message)
                fine = False
        return fine


def _refusals_of_extract(told: dict[str, Any], recording: Any) -> list[tuple[str, str]]:
    start, length = told.get("start"), told.get("duration")
    if start is None or length is None:
        return []
    if start < 0:
        return [("start", _("Un extrait ne commence pas avant l’enregistrement."))]
    if length <= 0:
        return [("duration", _("Un extrait dure au moins une seconde."))]
    end = recording.duration if recording is not None else 0
    if end and start + length > end + ROUNDING:
        said = _("Cet extrait dépasse la fin de l’enregistrement, qui dure %(duration)s.")
        return [("duration", said % {"duration": written_duration(end)})]
    return []


class CapsuleForm(ProgrammeForm):
    """The form of a capsule: a file of the house, or a film elsewhere that some player knows."""

    def clean_hosted_url(self) -> str:
        """Refuse an address no known player can show."""
        address = str(self.cleaned_data.get("hosted_url") or "")
        player = find_player(address) if address else None
        if address and (player is None or player.shape != "video"):
            raise ValidationError(_refusal_of_address())
        return address

    def clean_spoken_languages(self) -> str:
        """Refuse what is no code of a language; write the others alike."""
        codes = [code for code in re.split(r"[\s,;]+", str(self.cleaned_data["spoken_languages"]).lower()) if code]
        unknown = [code for code in codes if code == UNKNOWN or language_name(code) == code]
        if unknown:
            raise ValidationError(
                _("« %(codes)s » n’est pas un code de langue. Écrivez par exemple : fr, wo.")
                % {"codes": ", ".join(unknown)}
            )
        return ", ".join(dict.fromkeys(codes))

    def refusal_to_publish(self) -> str:
        """A film elsewhere is enough, where there is no recording."""
        if self.cleaned_data.get("recording") is None and self.cleaned_data.get("hosted_url"):
            return ""
        return super().refusal_to_publish()


def _refusal_of_address() -> str:
    names = ", ".join(site.name for site in PROVIDERS if site.shape == "video")
    if not settings.PEERTUBE_HOSTS:
        return _("Aucun lecteur connu n’ouvre cette adresse. Sites connus : %(names)s.") % {"names": names}
    return _("Aucun lecteur connu n’ouvre cette adresse. Sites connus : %(names)s, PeerTube chez %(hosts)s.") % {
        "names": names,
        "hosts": ", ".join(settings.PEERTUBE_HOSTS),
    }


class PlaylistForm(WagtailAdminPageForm):
    """The form of a playlist: nothing is on it twice."""

    def is_valid(self) -> bool:
        """Whether what was typed may be saved."""
        valid = bool(super().is_valid())
        formset = self.formsets.get("entries")
        if formset is None or not formset.is_valid():
            return valid
        listed: set[int] = set()
        for form in formset.forms:
            programme = form.cleaned_data.get("programme") if not form.cleaned_data.get("DELETE") else None
            if programme is None:
                continue
            if programme.pk in listed:
                form.add_error("programme", _("Cet épisode ou cette capsule est déjà dans la liste."))
                valid = False
            listed.add(programme.pk)
        return valid
