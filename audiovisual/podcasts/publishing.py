"""What is done when a podcast or an episode is published: its lasting name is given, its picture is made."""

from typing import Any
from uuid import UUID

from django_tasks import task
from wagtail.images import get_image_model
from wagtail.signals import page_published

from audiovisual.podcasts.addresses import feed_path
from audiovisual.podcasts.artwork import make_artwork
from audiovisual.podcasts.guids import guid_of_feed
from core.identifiers import site_origin


def keep_guid(thing: Any) -> None:
    """Put back the guid a podcast or an episode was given: what a form, a version or an import says of it is ignored.

    Applications would give everything a second time to all who follow it.
    """
    if thing.pk is None:
        return
    known = type(thing)._default_manager.filter(pk=thing.pk).values_list("guid", flat=True).first()
    thing.guid = known or thing.guid


def give_guid(show: Any) -> None:
    """Give a public podcast that has none the guid of its feed's address; one that has a guid keeps it."""
    if not show.live or show.guid is not None:
        return
    guid: UUID = guid_of_feed(site_origin() + feed_path(show))
    shows: Any = type(show)._default_manager
    shows.filter(pk=show.pk, guid=None).update(guid=guid)
    show.guid = shows.values_list("guid", flat=True).get(pk=show.pk)


def connect() -> None:
    """Have pictures made when pages that have one in a feed are published."""
    page_published.connect(_order_picture, dispatch_uid="audiovisual.podcasts.publishing")


def _order_picture(sender: Any, instance: Any, **kwargs: Any) -> None:
    names = {"audiovisual.showpage": "artwork", "audiovisual.episodepage": "image", "audiovisual.capsulepage": "image"}
    name = names.get(sender._meta.label_lower)
    if name and (image := getattr(instance, f"{name}_id")):
        make_picture.enqueue(image)


@task()
def make_picture(image: int) -> None:
    """Make the square of a picture that feeds give, before anybody asks for it."""
    make_artwork(get_image_model().objects.filter(pk=image).first())
