"""People and organisations: one record each, wherever they appear."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import DraftStateMixin, LockableMixin, PreviewableMixin, RevisionMixin

from core.dates import parse_date
from core.models import IdentifiedModel, IndexedModel, NumberedModel, ProposedModel, TombstonedModel
from core.names import match_key, parse_person
from core.text import sort_key
from directory.identifiers import identifier_address, normalise_identifier
from directory.querysets import AgentQuerySet


class AgentKind(models.TextChoices):
    """What an agent is."""

    PERSON = "person", _("personne")
    ORGANISATION = "organisation", _("organisation")


class Agent(
    IndexedModel, NumberedModel, IdentifiedModel, TombstonedModel, ProposedModel,
    DraftStateMixin, LockableMixin, RevisionMixin, PreviewableMixin, ClusterableModel,
):  # fmt: skip
    """A person or an organisation."""

    kind = models.CharField(_("sorte"), max_length=12, choices=AgentKind.choices, default=AgentKind.PERSON)
    name = models.CharField(_("nom affiché"), max_length=255, help_text=_("Par exemple : Gaston Leroux."))
    sort_name = models.CharField(
        _("nom de classement"), max_length=255, blank=True, help_text=_("Par exemple : Leroux, Gaston.")
    )
    sort_key = models.CharField(max_length=255, editable=False, db_index=True)
    match_key = models.CharField(max_length=255, editable=False, db_index=True)
    born = models.CharField(_("naissance ou fondation"), max_length=60, blank=True)
    died = models.CharField(_("décès ou dissolution"), max_length=60, blank=True)
    birth_hidden = models.BooleanField(_("ne pas montrer la date de naissance"), default=False)

    objects = AgentQuerySet.as_manager()

    class Meta:
        verbose_name = _("personne ou organisation")
        verbose_name_plural = _("personnes et organisations")

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the sorting and matching forms in step."""
        if not kwargs.get("update_fields"):
            self.derive_fields()
        super().save(*args, **kwargs)

    def derive_fields(self) -> None:
        """Compute what is sorted and compared by from the name; bulk writers call it themselves."""
        if not self.sort_name:
            self.sort_name = parse_person(self.name).sort if self.kind == AgentKind.PERSON else self.name
        self.sort_key = sort_key(self.sort_name)[:255]
        self.match_key = match_key(self.name)[:255]

    @property
    def life_dates(self) -> str:
        """“1868-1927”, without a hidden birth date; empty when nothing may be said."""
        first = "" if self.birth_hidden else parse_date(self.born).first_year
        last = parse_date(self.died).last_year
        if not first and not last:
            return ""
        return f"{first or ''}–{last or ''}"

    @property
    def description_in_chooser(self) -> str:
        """“Gaston Leroux (1868–1927), Rouletabille”: enough to tell it from its namesakes."""
        dates = f" ({self.life_dates})" if self.life_dates else ""
        return ", ".join([f"{self.name}{dates}", *(name.text for name in self.other_names.all())])

    def get_full_url(self) -> str | None:
        """Where the public finds it; None for an agent not saved yet."""
        from directory.addresses import agent_url

        return agent_url(self) if self.pk else None

    full_url = property(get_full_url)

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        """The public page of a person or an organisation."""
        return "pages/directory/agent.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        """What the public page would print of the form as it stands, unsaved parts among it."""
        from directory.presentation import present_preview

        return {**super().get_preview_context(request, mode_name), **present_preview(self, request)}


class AgentName(models.Model):
    """Another form of the name: another script, a pen name, an acronym."""

    agent = ParentalKey(Agent, on_delete=models.CASCADE, related_name="other_names")
    text = models.CharField(_("forme"), max_length=255)
    language = models.CharField(_("langue"), max_length=12, blank=True)
    sort_key = models.CharField(max_length=255, editable=False, default="")

    def __str__(self) -> str:
        return self.text

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the folded form in step, by which the name is found."""
        self.sort_key = sort_key(self.text)[:255]
        super().save(*args, **kwargs)


class AgentIdentifierKind(models.TextChoices):
    """The registries an agent may be known to."""

    ISNI = "isni", "ISNI"
    VIAF = "viaf", "VIAF"
    ORCID = "orcid", "ORCID"
    WIKIDATA = "wikidata", "Wikidata"


class AgentIdentifier(models.Model):
    """The agent's number in a registry, checked when saved."""

    agent = ParentalKey(Agent, on_delete=models.CASCADE, related_name="identifiers")
    kind = models.CharField(_("registre"), max_length=10, choices=AgentIdentifierKind.choices)
    value = models.CharField(
        _("identifiant"), max_length=100, help_text=_("Le numéro, ou l’adresse de sa page dans le registre.")
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agent", "kind", "value"], name="directory_one_identifier")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.value}"

    def clean(self) -> None:
        """Refuse a wrong number with a sentence; write a right one the registry's way."""
        if self.kind and self.value:
            try:
                self.value = normalise_identifier(self.kind, self.value)
            except ValidationError as error:
                raise ValidationError({"value": error.messages}) from error

    @property
    def address(self) -> str:
        """The page of this number in its registry."""
        return identifier_address(self.kind, self.value)


class Biography(models.Model):
    """Who the agent is, in one language."""

    agent = ParentalKey(Agent, on_delete=models.CASCADE, related_name="biographies")
    language = models.CharField(_("langue"), max_length=12, default="fr")
    text = models.TextField(_("texte"))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agent", "language"], name="directory_one_biography_per_language")
        ]

    def __str__(self) -> str:
        return self.text[:60]
