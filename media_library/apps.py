from django.apps import AppConfig


class MediaLibraryConfig(AppConfig):
    """Images and documents with their rights."""

    name = "media_library"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare what the library does by the clock."""
        from media_library.counting.clock import register_end_of_day

        register_end_of_day()
