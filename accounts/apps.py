from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """The user model, alone."""

    name = "accounts"
    default_auto_field = "django.db.models.BigAutoField"
