"""Makes pages of a foreign feed, as often as one likes: the same guid is the same episode, what was edited stays."""

import hashlib
import json
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from audiovisual.models import EpisodePage, SeasonPage, ShowCategory, ShowPage, TakenEpisode, Takeover
from audiovisual.podcasts.addresses import feed_path
from audiovisual.podcasts.guids import guid_of_feed
from audiovisual.podcasts.takeover.fetching import FEED_LIMITS, FetchRefused, Limits, fetch
from audiovisual.podcasts.takeover.reading import ForeignEpisode, ForeignShow, all_episodes, read_feed
from core.identifiers import site_origin

MOST_PAGES = 100
MOST_SECONDS = 600
WRITTEN = ("title", "summary", "notes", "number", "kind", "explicit")
"""Fields of an episode the feed fills."""


class TakeoverRefused(Exception):
    """The podcast can’t be taken over; the message says why, for an editor."""


@dataclass
class Outcome:
    """What was done, or would be, episode by episode: lists of titles."""

    show: Any = None
    takeover: Any = None
    made: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    same: list[str] = field(default_factory=list)
    edited: list[str] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)
    """Whose guid another show of this site has."""
    without_sound: int = 0

    def note(self, what: str, title: str) -> None:
        """Put an episode in the list of a name."""
        getattr(self, what).append(title)

    @property
    def lists(self) -> list[tuple[str, list[str]]]:
        """What happened to which, in words."""
        return [
            (_("Créés"), self.made),
            (_("Mis à jour"), self.changed),
            (_("Inchangés"), self.same),
            (_("Modifiés ici depuis : laissés tels quels"), self.edited),
            (_("Déjà dans un autre podcast de ce site : laissés tels quels"), self.elsewhere),
        ]


def load_feed(source: str, seconds: float = MOST_SECONDS) -> ForeignShow:
    """A foreign feed with all its pages, from an address or a file of this machine.

    Raises FetchRefused, FeedRefused, also when all of it takes longer than so many seconds.
    """
    until = time.monotonic() + seconds
    first = read_feed(_fetch(source, until) if "://" in source else _read_file(Path(source)))
    return all_episodes(chain([first], _following_pages(first, source, until)))


def _following_pages(page: ForeignShow, address: str, until: float) -> Iterator[ForeignShow]:
    """The pages after the first (source: RFC 5005), each once, at addresses of the web alone."""
    seen = {address}
    while page.next_page and len(seen) < MOST_PAGES:
        address = urljoin(address, page.next_page)
        if address in seen or "://" not in address:
            return
        seen.add(address)
        page = read_feed(_fetch(address, until))
        yield page


def _fetch(address: str, until: float) -> bytes:
    left = until - time.monotonic()
    if left <= 0:
        raise FetchRefused(_("Le flux met trop longtemps à venir."))
    return fetch(address, Limits(FEED_LIMITS.size, min(left, FEED_LIMITS.seconds))).content


def _read_file(path: Path) -> bytes:
    try:
        if path.stat().st_size > FEED_LIMITS.size:
            raise FetchRefused(_("Le fichier est trop gros."))
        return path.read_bytes()
    except OSError as error:
        raise FetchRefused(_("Le fichier du flux ne peut pas être lu.")) from error


def plan_takeover(foreign: ForeignShow, source: str, *, even_if_locked: bool = False) -> Outcome:
    """What taking a feed over would do; nothing is written. Raises TakeoverRefused."""
    _refuse_locked(foreign, even_if_locked)
    takeover = _known(foreign, source)
    outcome = Outcome(takeover.show if takeover else None, takeover, without_sound=foreign.without_sound)
    for one in _oldest_first(foreign):
        outcome.note(_judge(one, takeover)[0], one.title)
    return outcome


def begin_takeover(
    foreign: ForeignShow, source: str, parent: Any, *, goes_live: bool = False, even_if_locked: bool = False
) -> Takeover:
    """Make the show of a feed, without its episodes; the one that was made before is found again.

    Raises TakeoverRefused where the owner has locked the feed and nobody has confirmed.
    """
    _refuse_locked(foreign, even_if_locked)
    with transaction.atomic():
        takeover = _known(foreign, source)
        if takeover is None:
            show = _make_show(foreign, source, parent, goes_live)
            takeover = Takeover.objects.create(address=_key(foreign, source), show=show)
        takeover.goes_live, takeover.artwork_url = goes_live, foreign.artwork[:1000]
        takeover.save()
    return takeover


def take_episodes(takeover: Takeover, foreign: ForeignShow) -> Outcome:
    """Make or complete the pages of the episodes; their files are brought by `podcasts.takeover.files`."""
    outcome = Outcome(takeover.show, takeover, without_sound=foreign.without_sound)
    with transaction.atomic():
        seasons = _seasons(foreign, takeover.show, takeover.goes_live)
    for one in _oldest_first(foreign):
        with transaction.atomic():
            _take_episode(one, takeover, seasons.get(one.season or 0, takeover.show), outcome)
    return outcome


def _refuse_locked(foreign: ForeignShow, even_if_locked: bool) -> None:
    if foreign.is_locked and not even_if_locked:
        raise TakeoverRefused(
            _("Ce flux est verrouillé : faites-le déverrouiller par son hébergeur, ou confirmez que vous y avez droit.")
        )


def _key(foreign: ForeignShow, source: str) -> str:
    """What a feed is found again by: its address, or what it calls itself where it was given as a file."""
    return (source if "://" in source else f"fichier : {foreign.guid or foreign.title}")[:500]


def _known(foreign: ForeignShow, source: str) -> Takeover | None:
    return Takeover.objects.filter(address=_key(foreign, source)).select_related("show").first()


def _oldest_first(foreign: ForeignShow) -> list[ForeignEpisode]:
    return sorted(foreign.episodes, key=lambda one: one.published_at or timezone.now())


def _make_show(foreign: ForeignShow, address: str, parent: Any, goes_live: bool) -> Any:
    """The page of the show; its guid is that of the feed, which follows it wherever it goes."""
    is_address = "://" in address
    guid = foreign.guid or (guid_of_feed(address) if is_address else None)
    show: Any = ShowPage(
        title=foreign.title, slug=_free_slug(parent, foreign.title), locale=parent.locale, live=goes_live,
        summary=foreign.description, spoken_language=foreign.language, author=foreign.author,
        owner_email=foreign.owner_email, copyright=foreign.copyright, kind=foreign.kind,
        is_explicit=foreign.is_explicit, is_complete=foreign.is_complete, funding_url=foreign.funding[0],
        funding_label=foreign.funding[1], guid=guid, old_feed_url=address[:500] if is_address else "",
    )  # fmt: skip
    show.categories = [ShowCategory(category=code) for code in foreign.categories]
    parent.add_child(instance=show)
    if not goes_live:
        show.save_revision()
    return show


def _seasons(foreign: ForeignShow, show: Any, goes_live: bool) -> dict[int, Any]:
    """The season of each number, made where it was not."""
    found = {one.number: one for one in SeasonPage.objects.child_of(show)}
    for episode in foreign.episodes:
        number = episode.season
        if number and number not in found:
            title = episode.season_name or _("Saison %(number)d") % {"number": number}
            season = SeasonPage(
                title=title, slug=_free_slug(show, title), number=number, locale=show.locale, live=goes_live
            )
            found[number] = show.add_child(instance=season)
    return found


def _judge(one: ForeignEpisode, takeover: Takeover | None) -> tuple[str, Any, Any]:
    """What is to be done with an episode (the name of a list of an Outcome), its page and its row if there are some."""
    page = EpisodePage.objects.filter(guid=one.guid).first()
    if page is None:
        return "made", None, None
    if takeover is None or not page.path.startswith(str(takeover.show.path)):
        return "elsewhere", page, None
    row = TakenEpisode.objects.filter(takeover=takeover, guid=one.guid).first()
    if row is None or row.digest != digest_of(page):
        return "edited", page, row
    return ("same" if digest_of(_written(EpisodePage(), one)) == row.digest else "changed"), page, row


def _take_episode(one: ForeignEpisode, takeover: Takeover, parent: Any, outcome: Outcome) -> None:
    """Make, complete or leave the page of an episode."""
    what, page, row = _judge(one, takeover)
    outcome.note(what, one.title)
    if what == "elsewhere":
        return
    row = row or TakenEpisode(takeover=takeover, guid=one.guid)
    if what == "made":
        page = _make_episode(one, parent)
    elif what == "changed":
        revision = _written(page, one).save_revision()
        if page.live:
            revision.publish()
        else:
            page.save()
    _keep(row, page, one, row.digest if what == "edited" else digest_of(page))


def _make_episode(one: ForeignEpisode, parent: Any) -> Any:
    """Its page, a draft until its sound is there."""
    page = _written(EpisodePage(locale=parent.locale, live=False), one)
    page.guid, page.slug, page.source_identifier = one.guid, _free_slug(parent, one.title), one.guid
    page.published_at = one.published_at or timezone.now()
    parent.add_child(instance=page)
    page.save_revision()
    return page


def _written(page: Any, one: ForeignEpisode) -> Any:
    for name in WRITTEN:
        setattr(page, name, getattr(one, name))
    return page


def _keep(row: Any, page: Any, one: ForeignEpisode, digest: str) -> None:
    """Remember an episode; one whose files changed or failed is brought again."""
    if row.files.get("audio") != one.files["audio"] or row.state == TakenEpisode.State.FAILED:
        row.state, row.message = TakenEpisode.State.WAITING, ""
    row.episode, row.files, row.digest = page, one.files, digest
    row.save()


def digest_of(page: Any) -> str:
    """What the feed has written in a page, in a few letters; the latest version of it counts."""
    latest = page.get_latest_revision_as_object() if page.pk else page
    said = json.dumps([getattr(latest, name) for name in WRITTEN], default=str)
    return hashlib.sha256(said.encode()).hexdigest()


def _free_slug(parent: Any, title: str) -> str:
    base = slugify(title)[:60].strip("-") or "episode"
    taken = set(parent.get_children().filter(slug__startswith=base).values_list("slug", flat=True))
    return next(slug for slug in (base, *(f"{base}-{number}" for number in range(2, 10_000))) if slug not in taken)


def tell_old_host(show: Any) -> str:
    """What the old host is to be told, with the exact address."""
    address = site_origin() + feed_path(show)
    return _(
        "À demander à l’ancien hébergeur : mettre <itunes:new-feed-url>%(address)s</itunes:new-feed-url> dans l’ancien "
        "flux, rediriger ce flux (301) vers %(address)s pendant quatre semaines au moins, et le déverrouiller "
        "(podcast:locked : no). Gardez l’ancien compte jusque-là."
    ) % {"address": address}
