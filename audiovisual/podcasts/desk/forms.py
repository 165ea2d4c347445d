"""The form that takes a podcast over."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audiovisual.podcasts.takeover.fetching import FEED_LIMITS
from audiovisual.podcasts.takeover.reading import ForeignShow, read_feed
from audiovisual.podcasts.takeover.services import load_feed

PATIENCE = 20
"""Seconds an editor waits for a feed; a slower one is taken by the command."""


class TakeoverForm(forms.Form):
    """An address or a file, and what to do with it."""

    address = forms.URLField(
        label=gettext_lazy("Adresse du flux"), required=False, max_length=500, assume_scheme="https"
    )
    file = forms.FileField(
        label=gettext_lazy("Ou le fichier du flux"), required=False,
        help_text=gettext_lazy("Quand le flux n’est plus en ligne."),
    )  # fmt: skip
    goes_live = forms.BooleanField(
        label=gettext_lazy("Publier chaque épisode dès que son fichier est là"), required=False,
        help_text=gettext_lazy("Sinon, tout reste en brouillon."),
    )  # fmt: skip
    even_if_locked = forms.BooleanField(
        label=gettext_lazy("Ce podcast est à nous, ou son propriétaire est d’accord"), required=False,
        help_text=gettext_lazy("À confirmer quand le flux est verrouillé."),
    )  # fmt: skip

    def __init__(self, *args: Any, may_publish: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_publish:
            self.fields["goes_live"].disabled = True

    def clean(self) -> dict[str, Any]:
        """One of both."""
        data = super().clean() or self.cleaned_data
        if not data.get("address") and not data.get("file"):
            raise forms.ValidationError(_("Donnez l’adresse d’un flux, ou son fichier."))
        if data.get("file") and data["file"].size > FEED_LIMITS.size:
            self.add_error("file", _("Le fichier est trop gros."))
        return data

    def load(self) -> tuple[ForeignShow, str]:
        """The feed and where it is from. Raises FetchRefused, FeedRefused."""
        if file := self.cleaned_data.get("file"):
            return read_feed(file.read()), self.cleaned_data.get("address") or str(file.name)
        address = self.cleaned_data["address"]
        return load_feed(address, PATIENCE), address
