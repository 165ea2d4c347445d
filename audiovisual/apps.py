from django.apps import AppConfig


class AudiovisualConfig(AppConfig):
    """Podcasts and capsules: what is heard and seen."""

    name = "audiovisual"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare what podcasts and capsules give to the rest of the site."""
        from audiovisual import declarations

        declarations.register()
