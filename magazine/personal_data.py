"""The personal data of the magazine."""

from core.personal_data import PersonalData

DECLARATIONS = (
    PersonalData(
        model="magazine.ArticleCommission",
        fields=("author_name", "author_email"),
        people="Les personnes à qui un article est demandé.",
        purpose="Savoir de qui un article est attendu et lui rappeler l’échéance.",
        legal_ground="Exécution de l’accord passé avec elles (RGPD, art. 6.1.b).",
        retention="L’adresse s’efface trois mois après la parution du numéro.",
        erasure="« Effacer une personne » vide le nom et l’adresse ; l’article reste.",
    ),
)
