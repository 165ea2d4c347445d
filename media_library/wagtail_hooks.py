"""What the media library tells Wagtail."""

from wagtail import hooks
from wagtail.rich_text.feature_registry import FeatureRegistry

from media_library.desk import hooks as desk_hooks
from media_library.rich_text import VisibleDocumentLinkHandler, VisiblePageLinkHandler
from media_library.tracks.desk import hooks as track_hooks

desk_hooks.register()
track_hooks.register()


@hooks.register("register_rich_text_features", order=100)  # after Wagtail's own, which these take the place of
def register_visible_links(features: FeatureRegistry) -> None:
    """Expand links in public text to what the public may see, and to nothing else."""
    features.register_link_type(VisiblePageLinkHandler)
    features.register_link_type(VisibleDocumentLinkHandler)
