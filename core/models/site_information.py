"""What the footer says: who we are, where, and when the house is open, in each language."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.models import Locale


@register_setting(icon="home")
class SiteInformation(BaseSiteSetting, ClusterableModel):
    """Contact and practical information about the organisation."""

    name = models.CharField(_("nom"), max_length=120, default="Passerelles")
    organisation = models.CharField(_("organisation"), max_length=200, blank=True)
    street = models.CharField(_("rue et numéro"), max_length=200, blank=True)
    postcode = models.CharField(_("code postal"), max_length=20, blank=True)
    city = models.CharField(_("ville"), max_length=120, blank=True)
    country = models.CharField(_("pays"), max_length=2, default="BE", help_text=_("Code à deux lettres."))
    phone = models.CharField(_("téléphone"), max_length=40, blank=True)
    email = models.EmailField(_("courriel"), blank=True)

    panels = [
        MultiFieldPanel([FieldPanel("name"), FieldPanel("organisation")], _("Nom")),
        MultiFieldPanel(
            [
                FieldPanel("street"),
                FieldRowPanel([FieldPanel("postcode"), FieldPanel("city"), FieldPanel("country")]),
                FieldRowPanel([FieldPanel("phone"), FieldPanel("email")]),
            ],
            _("Contact"),
        ),
        InlinePanel("local_information", label=_("Textes dans une langue")),
    ]

    class Meta:
        verbose_name = _("informations du site")


class LocalInformation(models.Model):
    """The practical texts of the footer in one language."""

    setting = ParentalKey(SiteInformation, on_delete=models.CASCADE, related_name="local_information")
    locale = models.ForeignKey(Locale, verbose_name=_("langue"), on_delete=models.CASCADE, related_name="+")
    tagline = models.CharField(_("accroche"), max_length=200, blank=True)
    hours = models.TextField(_("heures d’ouverture"), blank=True)
    access = models.TextField(_("accès"), blank=True)

    panels = [FieldPanel("locale"), FieldPanel("tagline"), FieldPanel("hours"), FieldPanel("access")]

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["setting", "locale"], name="core_one_local_information_per_language")
        ]

    def __str__(self) -> str:
        return f"{self.locale}"
