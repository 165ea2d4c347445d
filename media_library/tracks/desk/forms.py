"""Forms of tracks and of voices."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.admin_views import LanguageSelect
from core.names import match_key
from directory.models import Agent
from media_library.models import Recording, Speaker, Track
from media_library.tracks.reading import MOST_BYTES
from media_library.tracks.voices import count_spoken


class TrackFactsForm(forms.ModelForm):
    """What a track is."""

    class Meta:
        model = Track
        fields = ("kind", "language", "label", "is_shown", "is_automatic")
        widgets = {"language": LanguageSelect}


class UploadForm(forms.ModelForm):
    """A file of cues, or nothing for an empty track."""

    file = forms.FileField(
        label=gettext_lazy("Fichier"), required=False,
        help_text=gettext_lazy(
            "WebVTT, SRT, JSON de Whisper ou texte ; pour des chapitres aussi JSON, Podlove (XML) ou des lignes"
            " « 3:12 Titre ». 5 Mo au plus. Sans fichier, la piste est vide, à écrire dans l’éditeur."
        ),
    )  # fmt: skip

    class Meta:
        model = Track
        fields = ("kind", "language", "label", "is_automatic")
        widgets = {"language": LanguageSelect}

    def __init__(self, *args: Any, recording: Recording, replaces: bool = False, **kwargs: Any) -> None:
        """The language of the recording at first; a file that replaces a track must be there."""
        super().__init__(*args, **kwargs)
        self.fields["file"].required = replaces
        if not self.initial.get("language"):
            self.initial["language"] = recording.language or "fr"

    def clean_file(self) -> Any:
        """Refuse what is too heavy before it is kept."""
        file = self.cleaned_data["file"]
        if file and file.size > MOST_BYTES:
            raise ValidationError(_("Le fichier est trop lourd : 5 Mo au plus."))
        return file


class SpeakerForm(forms.ModelForm):
    """One voice."""

    class Meta:
        model = Speaker
        fields = ("label", "agent", "release")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """People are chosen as elsewhere."""
        super().__init__(*args, **kwargs)
        self.fields["agent"].widget = Agent.snippet_viewset.chooser_viewset.widget_class()


class BaseSpeakerFormSet(forms.BaseInlineFormSet):
    """The voices of a recording: names differ, and one that speaks is not taken away."""

    def add_fields(self, form: Any, index: int | None) -> None:
        """The agreements are those of the recording."""
        super().add_fields(form, index)
        form.fields["release"].queryset = self.instance.releases.all()

    def clean(self) -> None:
        """Refuse two voices of one name, and the removal of one that cues name."""
        super().clean()
        seen: set[str] = set()
        spoken = count_spoken(self.instance)
        for form in self.forms:
            said = spoken[str(form.instance.uuid)]
            if form.cleaned_data.get("DELETE"):
                if said:
                    raise ValidationError(_("Une voix qui dit des répliques ne peut partir : donnez-les à une autre."))
                continue
            key = match_key(form.cleaned_data.get("label") or "")
            if key and key in seen:
                form.add_error("label", _("Deux voix ont ce nom : dans les fichiers on ne pourrait les distinguer."))
            seen.add(key)


SpeakerFormSet = forms.inlineformset_factory(
    Recording, Speaker, form=SpeakerForm, formset=BaseSpeakerFormSet, extra=2, can_delete=True
)
