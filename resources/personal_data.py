"""The personal data that descriptions of documents hold."""

from core.personal_data import PersonalData

_GROUND = "Intérêt légitime : cataloguer ce qui est publié, de sources publiques (RGPD, art. 6.1.f)."

DECLARATIONS = (
    PersonalData(
        model="resources.Contribution",
        fields=("name_as_printed",),
        people="Les auteurs et autres contributeurs des documents.",
        purpose="Dire qui a fait le document, comme il le dit lui-même.",
        legal_ground=_GROUND,
        retention="Tant que le document est au catalogue.",
        erasure="« Effacer une personne » vide le nom ; la notice reste, sans lui.",
    ),
    PersonalData(
        model="resources.SourceRecord",
        fields=("payload",),
        people="Les personnes que nomme une notice d’un autre catalogue.",
        purpose="Savoir d’où vient une notice, et reprendre ce que le catalogue ne lit pas encore.",
        legal_ground=_GROUND,
        retention="Tant que la notice est au catalogue.",
        erasure="« Effacer une personne » vide la notice d’origine qui la nomme, et supprime les fichiers gardés.",
    ),
)
