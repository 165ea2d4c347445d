"""Files of podcasts that are taken over, brought by the worker."""

from django_tasks import task

from audiovisual.models import TakenEpisode, Takeover
from audiovisual.podcasts.takeover.files import bring_episode, bring_show
from audiovisual.podcasts.takeover.services import load_feed, take_episodes


@task()
def bring_picture(takeover: int) -> str:
    """Bring the picture of a show; what failed."""
    found = Takeover.objects.select_related("show").filter(pk=takeover).first()
    return bring_show(found) if found else ""


@task()
def bring_sound(row: int) -> None:
    """Bring the files of one episode."""
    found = TakenEpisode.objects.select_related("episode", "takeover__show").filter(pk=row).first()
    if found:
        bring_episode(found)


def bring_all(takeover: Takeover) -> int:
    """Have everything brought that is not there yet; how many episodes that is. To be called again after a failure."""
    waiting = takeover.episodes.exclude(state=TakenEpisode.State.READY).order_by("pk")
    bring_picture.enqueue(takeover.pk)
    keys = list(waiting.values_list("pk", flat=True))
    for key in keys:
        bring_sound.enqueue(key)
    return len(keys)


@task()
def go_on(takeover: int) -> int:
    """Read the feed of a takeover again, make the pages of its episodes, have their files brought."""
    found = Takeover.objects.select_related("show").filter(pk=takeover).first()
    if found is None:
        return 0
    take_episodes(found, load_feed(found.address))
    return bring_all(found)
