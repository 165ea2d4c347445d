"""People and organisations: one record each, wherever they appear."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin
from wagtail.models import DraftStateMixin, LockableMixin, PreviewableMixin, RevisionMixin

from core.dates import parse_date
from core.models import BasePage, IdentifiedModel, IndexedModel, NumberedModel, TombstonedModel
from core.names import match_key
from core.text import sort_key
from directory.querysets import AgentQuerySet


class AgentKind(models.TextChoices):
    """What an agent is."""

    PERSON = "person", _("personne")
    ORGANISATION = "organisation", _("organisation")


class Agent(
    IndexedModel, NumberedModel, IdentifiedModel, TombstonedModel,
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
        from core.names import parse_person

        if not self.sort_name:
            self.sort_name = parse_person(self.name).sort if self.kind == AgentKind.PERSON else self.name
        self.sort_key = sort_key(self.sort_name)[:255]
        self.match_key = match_key(self.name)[:255]
        super().save(*args, **kwargs)

    @property
    def life_dates(self) -> str:
        """“1868-1927”, without a hidden birth date; empty when nothing may be said."""
        first = "" if self.birth_hidden else parse_date(self.born).first_year
        last = parse_date(self.died).last_year
        if not first and not last:
            return ""
        return f"{first or ''}–{last or ''}"

    def biography(self, language: str | None = None) -> str:
        """The biography in a language (the current one by default), else in French, else in any."""
        texts = {text.language: text.text for text in self.biographies.all()}
        for code in (language or (get_language() or "fr")[:2], "fr", "en", "nl"):
            if code in texts:
                return texts[code]
        return next(iter(texts.values()), "")


class AgentName(models.Model):
    """Another form of the name: another script, a pen name, an acronym."""

    agent = ParentalKey(Agent, on_delete=models.CASCADE, related_name="other_names")
    text = models.CharField(_("forme"), max_length=255)
    language = models.CharField(_("langue"), max_length=12, blank=True)

    def __str__(self) -> str:
        return self.text


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
    value = models.CharField(_("identifiant"), max_length=60)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agent", "kind", "value"], name="directory_one_identifier")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.value}"


class Biography(models.Model):
    """Who the agent is, in one language."""

    agent = ParentalKey(Agent, on_delete=models.CASCADE, related_name="biographies")
    language = models.CharField(_("langue"), max_length=12, default="fr")
    text = models.TextField(_("texte"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agent", "language"], name="directory_one_biography_per_language")]

    def __str__(self) -> str:
        return self.text[:60]


class DirectoryPage(RoutablePageMixin, BasePage):
    """People and organisations A to Z; under it each has its address."""

    rubrique = "catalogue"
    introduction = models.TextField(_("introduction"), blank=True)

    content_panels = [*BasePage.content_panels, FieldPanel("introduction")]
    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = []
    max_count_per_parent = 1
    template = "pages/directory/index.html"

    class Meta:
        verbose_name = _("page des personnes et organisations")
