from django.apps import AppConfig


class MagazineConfig(AppConfig):
    """Numbers, dossiers, articles, and how editors make them."""

    name = "magazine"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Declare what the magazine gives to the rest of the site."""
        from django.db.models.signals import post_save

        from core.clock import register_due
        from core.merge_rules import register_link
        from core.personal_data import register_personal_data
        from magazine import declarations
        from magazine.imports import register_kinds
        from magazine.merging import LINKS
        from magazine.personal_data import DECLARATIONS
        from magazine.previews.services import forget_old_links
        from magazine.publications import following
        from magazine.releases import joining
        from magazine.roles.ownership import hand_over_when_saved

        for link in LINKS:
            register_link(link)
        for declaration in DECLARATIONS:
            register_personal_data(declaration)
        declarations.register()
        register_kinds()
        joining.join()
        following.register()
        register_due("forget old preview links", forget_old_links)
        post_save.connect(
            hand_over_when_saved, sender="magazine.ArticleCommission", dispatch_uid="magazine.hand_over_when_saved"
        )
