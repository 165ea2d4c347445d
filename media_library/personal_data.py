"""The personal data of the library: who is heard and seen, and what they agreed to."""

from core.personal_data import PersonalData

PEOPLE = "Les personnes entendues ou vues dans un enregistrement."

DECLARATIONS = (
    PersonalData(
        model="media_library.Release",
        fields=("name", "signed_on", "terms", "document", "ends_on", "withdrawn_on"),
        people=PEOPLE,
        purpose="Prouver que chacun a accepté d’être entendu ou vu, et cesser de le montrer quand il le demande.",
        legal_ground="Consentement, dont la preuve est gardée (RGPD, art. 6.1.a et 7.1).",
        retention="Tant que l’enregistrement est gardé.",
        erasure=(
            "« Effacer une personne » retire l’accord, vide le nom et le texte et supprime le document signé ; les"
            " passages restent cachés, sans rien de la personne."
        ),
    ),
    PersonalData(
        model="media_library.Speaker",
        fields=("label", "agent"),
        people=PEOPLE,
        purpose="Dire qui parle dans la transcription et les sous-titres.",
        legal_ground="Consentement : le nom ou le prénom que la personne a choisi (RGPD, art. 6.1.a).",
        retention="Tant que l’enregistrement est gardé.",
        erasure="« Effacer une personne » vide le nom affiché et détache la fiche ; la voix est cachée partout.",
    ),
    PersonalData(
        model="media_library.Track",
        fields=("cues",),
        people=PEOPLE,
        purpose="Donner à lire ce qui est dit, à qui n’entend pas ou préfère lire.",
        legal_ground="Consentement donné avec l’enregistrement (RGPD, art. 6.1.a).",
        retention="Tant que l’enregistrement est gardé.",
        erasure=(
            "« Effacer une personne » retire ce qu’elle a dit, versions comprises, et son nom là où d’autres le disent."
        ),
    ),
    PersonalData(
        model="media_library.TrackUpload",
        fields=("content", "file_name"),
        people=PEOPLE,
        purpose="Relire un fichier de répliques avant de le reprendre.",
        legal_ground="Consentement donné avec l’enregistrement (RGPD, art. 6.1.a).",
        retention="Jusqu’à ce que le fichier soit repris ou abandonné, trente jours au plus.",
        erasure="« Effacer une personne » supprime les fichiers qui la nomment et ceux de ses enregistrements.",
    ),
)
