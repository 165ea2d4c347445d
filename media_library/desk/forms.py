"""The forms of a recording: its file and rights, the agreements of those heard, its other versions."""

from pathlib import PurePath
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.forms import inlineformset_factory
from django.forms.models import BaseInlineFormSet
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.widgets import AdminDateInput, AdminTagWidget
from wagtail.documents.widgets import AdminDocumentChooser
from wagtail.images.widgets import AdminImageChooser
from wagtail.snippets.widgets import AdminSnippetChooser
from wagtailmedia.forms import BaseMediaForm
from wagtailmedia.widgets import AdminMediaChooser

from core.languages import language_choices
from directory.models import Agent
from media_library.models import Recording, RecordingVersion, Release
from media_library.releases.writing import read_passages, write_passages

WHOLE = "tout"
"""What the last field of the form says: without it the form did not arrive to its end."""


def extensions() -> dict[str, str]:
    """What each extension that is taken is, at first sight: “audio” or “video”."""
    media = settings.WAGTAILMEDIA
    return {**dict.fromkeys(media["VIDEO_EXTENSIONS"], "video"), **dict.fromkeys(media["AUDIO_EXTENSIONS"], "audio")}


class RecordingForm(BaseMediaForm):
    """A file with its rights. Sound or film is what the file is, whichever button was pressed."""

    class Meta(BaseMediaForm.Meta):
        widgets = {
            "tags": AdminTagWidget, "file": forms.FileInput, "thumbnail": forms.ClearableFileInput,
            "poster": AdminImageChooser,
        }  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"] = forms.ChoiceField(
            label=self.fields["language"].label, required=False, choices=[("", "—"), *language_choices()]
        )
        self.fields["file"].help_text = _("Son ou vidéo, %(size)s au plus.") % {"size": filesizeformat(_largest())}
        self.fields["file"].widget.attrs["accept"] = ",".join(f".{each}" for each in sorted(extensions()))
        self.fields["whole"] = forms.CharField(widget=forms.HiddenInput, required=False, initial=WHOLE)

    def clean_file(self) -> Any:
        """Refuse what is no recording by its name, what is empty, and what is too large."""
        file = self.cleaned_data["file"]
        if "file" not in self.changed_data or not file:
            return file
        extension = PurePath(str(file.name)).suffix.lstrip(".").lower()
        kind = extensions().get(extension)
        if kind is None:
            raise ValidationError(
                _("Un fichier « .%(extension)s » n’est ni un son ni une vidéo. On prend : %(taken)s.")
                % {"extension": extension, "taken": ", ".join(sorted(extensions()))}
            )
        if file.size > _largest():
            raise ValidationError(
                _("Ce fichier pèse %(size)s ; %(largest)s au plus.")
                % {"size": filesizeformat(file.size), "largest": filesizeformat(_largest())}
            )
        self.instance.type = kind
        return file

    def clean(self) -> dict[str, Any] | None:
        """Refuse a form that stopped on its way: its file would be cut."""
        cleaned = super().clean()
        if "file" in self.changed_data and self.data.get(self.add_prefix("whole")) != WHOLE:
            self.add_error("file", _("L’envoi s’est interrompu avant la fin : recommencez."))
        return cleaned


def _largest() -> int:
    return int(settings.RECORDING_MAX_MB) * 1024 * 1024


class PassagesField(forms.CharField):
    """Passages, a line each."""

    widget = forms.Textarea(attrs={"rows": 3, "placeholder": "1:02-1:30"})

    def prepare_value(self, value: Any) -> Any:
        """The lines of what is stored; what was just typed stays as it is."""
        return write_passages(value) if isinstance(value, list) else value


class ReleaseForm(forms.ModelForm):
    """What somebody agreed to."""

    passages = PassagesField(
        label=gettext_lazy("Passages"), required=False,
        help_text=gettext_lazy("Un par ligne : 1:02-1:30. Sans eux, ceux de sa voix ; sans voix non plus, tout."),
    )  # fmt: skip

    class Meta:
        model = Release
        fields = ("agent", "name", "signed_on", "terms", "document", "ends_on", "withdrawn_on", "passages")
        widgets = {
            "signed_on": AdminDateInput, "ends_on": AdminDateInput, "withdrawn_on": AdminDateInput,
            "terms": forms.Textarea(attrs={"rows": 2}), "document": AdminDocumentChooser,
        }  # fmt: skip

    def __init__(self, *args: Any, duration: float = 0.0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.duration = duration
        self.fields["agent"].widget = AdminSnippetChooser(Agent)

    def clean_passages(self) -> list[list[float]]:
        """Pairs of seconds."""
        return read_passages(self.cleaned_data["passages"], self.duration)

    def clean(self) -> dict[str, Any]:
        """An agreement is somebody’s."""
        cleaned: dict[str, Any] = super().clean() or {}
        if not cleaned.get("agent") and not cleaned.get("name"):
            self.add_error("name", _("Dites de qui est cet accord."))
        signed, ends = cleaned.get("signed_on"), cleaned.get("ends_on")
        if signed and ends and ends < signed:
            self.add_error("ends_on", _("Cette date vient avant la signature."))
        return cleaned


class VersionForm(forms.ModelForm):
    """Another recording of the same programme."""

    class Meta:
        model = RecordingVersion
        fields = ("version", "kind", "sign_language")
        widgets = {"version": AdminMediaChooser}

    def clean(self) -> dict[str, Any]:
        """A version is not the recording itself, and one in sign language says which."""
        cleaned: dict[str, Any] = super().clean() or {}
        version: Recording | None = cleaned.get("version")
        if version is not None and version.pk == self.instance.recording_id:
            self.add_error("version", _("C’est l’enregistrement lui-même."))
        if cleaned.get("kind") == RecordingVersion.Kind.SIGNED and not cleaned.get("sign_language"):
            self.add_error("sign_language", _("Dites quelle langue des signes."))
        if cleaned.get("kind") != RecordingVersion.Kind.SIGNED:
            cleaned["sign_language"] = ""
        return cleaned


ReleaseFormSet: type[BaseInlineFormSet] = inlineformset_factory(Recording, Release, form=ReleaseForm, extra=1)
VersionFormSet: type[BaseInlineFormSet] = inlineformset_factory(
    Recording, RecordingVersion, form=VersionForm, fk_name="recording", extra=1
)
