"""What is done when a podcast or an episode is published: its lasting name is given, its picture is made."""

from typing import Any
from uuid import UUID

from audiovisual.podcasts.addresses import feed_path
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
