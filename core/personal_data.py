"""What personal data each model holds, why, for how long, and how it goes: the register the law asks for.

Apps declare theirs in `ready()`; a test finds the models that have not.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class PersonalData:
    """One model's entry in the register; `model` is its label (`directory.Agent`), texts are for people to read."""

    model: str
    fields: tuple[str, ...]
    people: str
    purpose: str
    legal_ground: str
    retention: str
    erasure: str


ACCOUNTS = PersonalData(
    model="accounts.User",
    fields=("username", "first_name", "last_name", "email"),
    people="Les personnes qui travaillent dans l’atelier du site.",
    purpose="Leur ouvrir l’atelier et savoir qui a écrit ou publié quoi.",
    legal_ground="Exécution de leur contrat ou de leur engagement bénévole (RGPD, art. 6.1.b).",
    retention="Tant qu’elles y travaillent, puis jusqu’à l’archivage de ce qu’elles ont publié.",
    erasure="« Effacer une personne » ferme le compte et vide nom et adresse ; l’historique garde un compte sans nom.",
)
"""Declared here: the accounts know nothing of the rest."""

MERGES = PersonalData(
    model="core.Merge",
    fields=("moved",),
    people="Les personnes dont la fiche, ou une notice qui les nomme, a été fusionnée.",
    purpose="Pouvoir défaire une fusion faite à tort.",
    legal_ground="Intérêt légitime : corriger le catalogue (RGPD, art. 6.1.f).",
    retention="Comme la fiche.",
    erasure="« Effacer une personne » ôte le nom de chaque texte ; la fusion reste, sans lui.",
)

_register: dict[str, PersonalData] = {ACCOUNTS.model: ACCOUNTS, MERGES.model: MERGES}


def register_personal_data(declaration: PersonalData) -> None:
    """Declare a model that holds personal data."""
    _register[declaration.model] = declaration


def declared_personal_data() -> list[PersonalData]:
    """Every declaration, by model."""
    return [_register[model] for model in sorted(_register)]
