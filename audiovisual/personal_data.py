"""The personal data of podcasts and capsules."""

from core.personal_data import PersonalData

PEOPLE = "Les personnes entendues, vues ou créditées dans un épisode ou une capsule."
PURPOSE = "Créditer chacun comme il le souhaite."
GROUND = "Accord de la personne, donné pour cette diffusion (RGPD, art. 6.1.a)."
RETENTION = "Tant que l’épisode ou la capsule est en ligne."
ERASURE = "« Effacer une personne » vide le nom et la présentation, versions comprises ; l’épisode reste."

DECLARATIONS = (
    *(
        PersonalData(
            model=model, fields=("name_as_printed", "about"), people=PEOPLE, purpose=PURPOSE, legal_ground=GROUND,
            retention=RETENTION, erasure=ERASURE,
        )
        for model in ("audiovisual.EpisodePerson", "audiovisual.CapsulePerson")
    ),
    PersonalData(
        model="audiovisual.ShowPage",
        fields=("author", "owner_email"),
        people="L’auteur d’un podcast et la personne qui en reçoit le courrier.",
        purpose="Dire qui fait le podcast ; prouver aux plateformes à qui est le flux.",
        legal_ground="Intérêt légitime : publier sous son nom et rester joignable (RGPD, art. 6.1.f).",
        retention="Tant que le podcast est en ligne.",
        erasure="Se vide dans la page du podcast ; « Effacer une personne » les vide aussi, versions comprises.",
    ),
)  # fmt: skip
