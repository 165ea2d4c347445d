"""Periodicals the house receives: what is expected, what came, what is late."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.models import IdentifiedModel
from resources.models.choices import Frequency, IssueState
from resources.models.parts import HoldingSite
from resources.models.record import Record
from resources.periodicals.querysets import IssueQuerySet, SubscriptionQuerySet


class Subscription(IdentifiedModel):
    """How one periodical is received: its rhythm, its numbering, where it is kept."""

    record = models.OneToOneField(
        Record, verbose_name=_("périodique"), on_delete=models.CASCADE, related_name="subscription"
    )
    frequency = models.CharField(_("périodicité"), max_length=12, choices=Frequency.choices)
    first_expected_on = models.DateField(_("premier numéro attendu le"))
    first_number = models.PositiveIntegerField(_("premier numéro"), default=1)
    number_pattern = models.CharField(
        _("forme du numéro"), max_length=60, default="n° {number}",
        help_text=_(
            "Sont remplacés : {number}, {year}, {month}, {issue} (rang dans l’année) et {volume} : "
            "« n° {number} », « {year}/{month} », « vol. {volume}, n° {issue} »."
        ),
    )  # fmt: skip
    first_volume = models.PositiveIntegerField(
        _("premier volume"), null=True, blank=True, help_text=_("Si les numéros ont un volume : un par année.")
    )
    skipped_months = models.JSONField(
        _("mois sans numéro"), default=list, blank=True, help_text=_("Par exemple août, pour onze numéros par an.")
    )
    """The months, from 1 to 12, in which nothing comes out and no number is used."""
    grace_days = models.PositiveSmallIntegerField(_("en retard après (jours)"), default=30)
    ends_on = models.DateField(_("fin de l’abonnement"), null=True, blank=True)
    supplier = models.CharField(_("fournisseur"), max_length=255, blank=True)
    site = models.ForeignKey(
        HoldingSite, verbose_name=_("lieu"), on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    shelf_mark = models.CharField(_("cote"), max_length=120, blank=True)
    note = models.TextField(_("remarque"), blank=True)

    objects = SubscriptionQuerySet.as_manager()

    class Meta:
        verbose_name = _("abonnement")
        verbose_name_plural = _("abonnements")

    def __str__(self) -> str:
        return str(self.record)


class SubscriptionIssue(IdentifiedModel):
    """One number of a periodical: expected, received, late or missing."""

    subscription = models.ForeignKey(Subscription, on_delete=models.CASCADE, related_name="issues")
    number = models.PositiveIntegerField(_("numéro"), null=True, blank=True)
    """None for a supplement or a special issue, which has no place in the numbering."""
    last_number = models.PositiveIntegerField(_("dernier numéro"), null=True, blank=True)
    """The last one of a double issue; None for a single one."""
    label = models.CharField(_("numéro tel qu’imprimé"), max_length=120)
    expected_on = models.DateField(_("attendu le"))
    state = models.CharField(_("état"), max_length=10, choices=IssueState.choices, default=IssueState.EXPECTED)
    received_on = models.DateField(_("reçu le"), null=True, blank=True)
    claimed_on = models.DateField(_("réclamé le"), null=True, blank=True)
    record = models.OneToOneField(
        Record, verbose_name=_("notice du numéro"), on_delete=models.SET_NULL, null=True, blank=True,
        related_name="subscription_issue",
    )  # fmt: skip
    note = models.CharField(_("remarque"), max_length=255, blank=True)

    objects = IssueQuerySet.as_manager()

    class Meta:
        verbose_name = _("numéro")
        verbose_name_plural = _("numéros")
        ordering = ["expected_on", "number"]
        constraints = [models.UniqueConstraint(fields=["subscription", "number"], name="resources_one_row_per_number")]
        indexes = [models.Index(fields=["state", "expected_on"], name="resources_issue_expected")]

    def __str__(self) -> str:
        return self.label

    @property
    def numbers(self) -> range:
        """The numbers it stands for: two for a double issue, none for a supplement."""
        return range(self.number, (self.last_number or self.number) + 1) if self.number is not None else range(0)

    @property
    def waits(self) -> bool:
        """Whether it is still to come."""
        return self.state in (IssueState.EXPECTED, IssueState.CLAIMED)
