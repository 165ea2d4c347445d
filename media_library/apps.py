from django.apps import AppConfig


class MediaLibraryConfig(AppConfig):
    """Images and documents with their rights."""

    name = "media_library"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare what the library does by the clock, and what it holds of people."""
        from core.clock import register_due
        from core.erasure.registry import register_holder
        from core.merge_rules import register_link
        from core.personal_data import register_personal_data
        from media_library import following, usage
        from media_library.counting.clock import register_end_of_day
        from media_library.erasure import HOLDER
        from media_library.merging import LINKS
        from media_library.personal_data import DECLARATIONS
        from media_library.tracks.uploads import forget_old_uploads

        following.register()
        register_due("forget files of cues", forget_old_uploads)
        register_end_of_day()
        for link in LINKS:
            register_link(link)
        for declaration in DECLARATIONS:
            register_personal_data(declaration)
        register_holder(HOLDER)
        usage.register()
