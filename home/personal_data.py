"""The personal data of the site's own pages."""

from core.personal_data import PersonalData

DECLARATIONS = (
    PersonalData(
        model="home.PressReleasePage",
        fields=("contact_name", "contact_email", "contact_phone"),
        people="Les personnes que la presse peut joindre.",
        purpose="Répondre aux questions sur un communiqué.",
        legal_ground="Intérêt légitime : être joignable, avec l’accord de la personne (RGPD, art. 6.1.f).",
        retention="Tant que le communiqué est en ligne.",
        erasure="« Effacer une personne » vide le nom, l’adresse et le téléphone, versions comprises.",
    ),
)
