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


_register: dict[str, PersonalData] = {}


def register_personal_data(declaration: PersonalData) -> None:
    """Declare a model that holds personal data."""
    _register[declaration.model] = declaration


def declared_personal_data() -> list[PersonalData]:
    """Every declaration, by model."""
    return [_register[model] for model in sorted(_register)]
