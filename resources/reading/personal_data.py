"""The personal data readers leave."""

from datetime import timedelta

from django.utils import timezone

from core.personal_data import PersonalData
from resources.models import ErrorReport

KEPT_ADDRESS = timedelta(days=30)

DECLARATIONS = (
    PersonalData(
        model="resources.ErrorReport",
        fields=("text", "email"),
        people="Les personnes qui signalent une erreur dans une notice.",
        purpose="Corriger la notice, et leur répondre quand elles laissent une adresse.",
        legal_ground="Leur demande (RGPD, art. 6.1.f) : elles écrivent pour qu’une erreur soit corrigée.",
        retention="L’adresse trente jours après que l’erreur a été traitée ; le message avec la notice.",
        erasure="L’horloge vide les adresses ; le message se supprime dans la liste des erreurs signalées.",
    ),
)


def forget_old_addresses() -> int:
    """For the clock: empty the addresses of reports dealt with more than thirty days ago; returns how many."""
    return ErrorReport.objects.with_old_address(timezone.now() - KEPT_ADDRESS).update(email="")
