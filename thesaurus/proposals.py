"""A term proposed while cataloguing: a draft concept, used at once in records, public once validated."""

from typing import Any

from django import forms
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import log

from core.admin_views import LanguageSelect
from core.proposals import PROPOSED, mark_proposed, take_proposal, validate_proposal
from core.text import squeeze
from thesaurus.models import BroaderLink, Concept, ConceptLabel, LabelKind, Scheme
from thesaurus.placing import Refused, refuse_label
from thesaurus.services import stands_above


def propose_concept(text: str, language: str, note: str, broader: Concept | None, user: Any) -> Concept:
    """Make a proposed concept; refused when the word is already one."""
    text = squeeze(text)[:255]
    refuse_label(text, language)
    scheme = broader.scheme if broader else Scheme.objects.order_by("pk").first()
    if scheme is None:
        raise Refused(_("Créez d’abord un vocabulaire."))
    with transaction.atomic():
        concept: Any = Concept(scheme=scheme, live=False)
        mark_proposed(concept, user, squeeze(note))
        concept.labels = [ConceptLabel(kind=LabelKind.PREFERRED, language=language, text=text)]
        concept.broader_links = [BroaderLink(broader=broader)] if broader else []
        concept.save()
        revision = concept.save_revision(user=user, clean=False)
        log(instance=concept, action=PROPOSED, user=user, revision=revision, content_changed=True)
    made: Concept = concept
    return made


def validate_concept(concept: Concept, broader: Concept | None, user: Any) -> None:
    """Publish a proposed concept, under the one chosen for it; without one it stays where it was proposed."""
    with transaction.atomic():
        fresh = take_proposal(concept)
        if broader is not None:
            if stands_above(fresh.pk, broader.pk):
                raise Refused(_("« %s » est déjà sous ce concept.") % broader)
            links = list(fresh.broader_links.all())
            fresh.broader_links = [one for one in links if one.broader_id == broader.pk] or [
                BroaderLink(broader=broader)
            ]
            fresh.save()
            fresh.save_revision(user=user, clean=False)
        elif not fresh.broader_links.exists():
            fresh.top = True
            fresh.save()
            fresh.save_revision(user=user, clean=False)
        validate_proposal(fresh, user)


class ProposeConceptForm(forms.Form):
    """The tab of the chooser where a missing term is proposed."""

    text = forms.CharField(label=gettext_lazy("Terme"), max_length=255)
    language = forms.CharField(label=gettext_lazy("Langue"), max_length=12, initial="fr", widget=LanguageSelect)
    broader = forms.CharField(
        label=gettext_lazy("Sous quel concept (facultatif)"), required=False, max_length=255,
        help_text=gettext_lazy("Son libellé exact ou son numéro ; qui validera pourra le placer ailleurs."),
    )  # fmt: skip
    note = forms.CharField(
        label=gettext_lazy("Pourquoi ce terme"), required=False, max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Le public ne verra le terme qu’une fois validé ; la notice le porte dès maintenant."),
    )  # fmt: skip

    def clean_broader(self) -> Concept | None:
        """The concept of that label or number, when there is exactly one."""
        typed = squeeze(self.cleaned_data["broader"])
        if not typed:
            return None
        found = list(Concept.objects.called(typed)[:2])
        if len(found) != 1:
            several = _("Plusieurs concepts portent ce libellé : donnez un numéro.")
            raise forms.ValidationError(several if found else _("Aucun concept ne porte ce libellé."))
        return found[0]

    def clean(self) -> dict[str, Any]:
        """No second concept of the same label: the one there is must be chosen."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("text") and cleaned.get("language"):
            try:
                refuse_label(squeeze(cleaned["text"]), cleaned["language"])
            except Refused as refusal:
                self.add_error("text", str(refusal))
        return cleaned

    def propose(self, user: Any) -> Concept:
        """Make the proposal."""
        data = self.cleaned_data
        return propose_concept(data["text"], data["language"], data["note"], data["broader"], user)
