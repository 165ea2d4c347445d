"""Which files of the media folder may be handed out by their own address."""

from wagtail.images import get_image_model

from media_library.visibility import is_public_file, private_collections


def may_be_served(path: str, to_editor: bool = False) -> bool:
    """Whether a path is that of a picture (a size of it or the original) of a public collection, or of any for editors.

    Everything else in the folder is refused: documents are handed out by Wagtail's own view, which asks who is there.
    """
    images = get_image_model()
    renditions = images.get_rendition_model()
    rendition = renditions.objects.filter(file=path).select_related("image").first()
    image = rendition.image if rendition else images.objects.filter(file=path).first()
    return image is not None and (to_editor or is_public_file(image, private_collections()))
