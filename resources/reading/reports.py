"""“Signaler une erreur”: a reader's remark on a record, which becomes a task of the documentalists."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.text import without_controls
from core.throttling import is_too_often, too_often
from resources.models import ErrorReport, Record

LONGEST_REPORT = 2000
PER_HOUR = 10


class ReportForm(forms.Form):
    """What is wrong, and where to answer if the reader wants it."""

    text = forms.CharField(
        label=gettext_lazy("Qu’est-ce qui ne va pas ?"), max_length=LONGEST_REPORT,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("Par exemple : le prénom de l’autrice, une date, un lien qui ne mène plus nulle part."),
    )  # fmt: skip
    email = forms.EmailField(
        label=gettext_lazy("Votre adresse électronique, si vous souhaitez une réponse"), required=False,
        help_text=gettext_lazy("Elle ne sert qu’à vous répondre ; elle est effacée trente jours après."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )  # fmt: skip
    website = forms.CharField(required=False, widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}))
    """Nobody sees this field; programs fill it in."""

    def clean_text(self) -> str:
        """The message without control characters."""
        return without_controls(self.cleaned_data["text"]).strip()


def take_report(request: HttpRequest, record: Record, path: str) -> HttpResponse | dict[str, Any]:
    """Handle the form of one record: a redirection when the message is in, else what the page prints."""
    form = ReportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if is_too_often(request, "report", limit=PER_HOUR, seconds=3600):
            return too_often(request, 3600)
        if not form.cleaned_data["website"]:
            file_report(record, form.cleaned_data["text"], form.cleaned_data["email"])
        return HttpResponseRedirect(f"{path}?merci=1")
    return {"form": form, "thanks": "merci" in request.GET, "title": _("Signaler une erreur")}


def file_report(record: Record, text: str, email: str = "") -> ErrorReport:
    """Note a remark for the documentalists; the same words about the same record are noted once while they wait."""
    known = ErrorReport.objects.waiting().about(record).saying(text).first()
    return known or ErrorReport.objects.create(record=record, text=text, email=email)
