"""The personal data of the directory."""

from core.personal_data import PersonalData

DECLARATIONS = (
    PersonalData(
        model="directory.Agent",
        fields=("name", "sort_name", "born", "died"),
        people="Auteurs, éditeurs et autres personnes nommées par les documents du catalogue.",
        purpose="Attribuer les documents à ceux qui les ont faits et permettre de les retrouver par leur nom.",
        legal_ground="Intérêt légitime : cataloguer ce qui est publié, de sources publiques (RGPD, art. 6.1.f).",
        retention="Tant qu’un document du catalogue cite la personne.",
        erasure=(
            "« Effacer une personne » vide la fiche et ses versions : son numéro reste, sans contenu. Le nom imprimé"
            " sur un document est vidé, la notice reste. La seule date de naissance se masque ou se vide dans la fiche."
        ),
    ),
    PersonalData(
        model="directory.AgentName",
        fields=("text",),
        people="Les mêmes personnes.",
        purpose="Les retrouver sous leurs autres noms.",
        legal_ground="Intérêt légitime, comme pour la fiche (RGPD, art. 6.1.f).",
        retention="Comme la fiche.",
        erasure="Se supprime dans la fiche ; « Effacer une personne » supprime aussi les versions.",
    ),
    PersonalData(
        model="directory.AgentIdentifier",
        fields=("value",),
        people="Les mêmes personnes.",
        purpose="Distinguer les homonymes par leur numéro dans un registre public.",
        legal_ground="Intérêt légitime, comme pour la fiche (RGPD, art. 6.1.f).",
        retention="Comme la fiche.",
        erasure="Se supprime dans la fiche.",
    ),
    PersonalData(
        model="directory.Biography",
        fields=("text",),
        people="Les mêmes personnes.",
        purpose="Dire au public qui elles sont, d’après ce qu’elles ont rendu public.",
        legal_ground="Intérêt légitime, comme pour la fiche (RGPD, art. 6.1.f).",
        retention="Comme la fiche.",
        erasure="Se supprime dans la fiche.",
    ),
)
