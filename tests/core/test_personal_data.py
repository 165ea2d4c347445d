"""Every model that holds personal data is in the register."""

import pytest
from django.apps import apps
from django.core.exceptions import FieldDoesNotExist

from core.personal_data import declared_personal_data

OURS = ("accounts", "core", "thesaurus", "directory", "search", "media_library", "resources", "home")
PERSONAL = {"name", "sort_name", "first_name", "last_name", "username", "email", "phone", "born", "died", "address"}
NOT_ABOUT_PEOPLE = {
    "core.SiteInformation": "the organisation’s own public address",
    "resources.HoldingSite": "a place where copies are kept",
    "resources.RecordTemplate": "the name of a beginning of a record",
}


def test_models_with_fields_about_people_are_declared() -> None:
    declared = {declaration.model for declaration in declared_personal_data()}
    found = {
        model._meta.label
        for app in OURS
        for model in apps.get_app_config(app).get_models()
        if PERSONAL.intersection(field.name for field in model._meta.get_fields() if field.concrete)
    }

    assert found - NOT_ABOUT_PEOPLE.keys() - declared == set()


def test_declarations_say_everything_and_name_real_fields() -> None:
    for declaration in declared_personal_data():
        model = apps.get_model(declaration.model)
        for name in declaration.fields:
            try:
                model._meta.get_field(name)
            except FieldDoesNotExist:
                pytest.fail(f"{declaration.model} has no field {name}")
        texts = (declaration.people, declaration.purpose, declaration.legal_ground, declaration.retention)
        assert all((*texts, declaration.erasure)), declaration.model
