"""What an article still lacks: what it may not go out without, and what would be better there."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Comment

from magazine.assembly.drafts import Draft
from media_library.models import CreditedImage


@dataclass(frozen=True)
class Gap:
    """One thing that is missing, in a few words; `blocks` when the article can't go out without it."""

    code: str
    text: str
    blocks: bool = False


@dataclass(frozen=True)
class Picture:
    """A picture as an article shows it."""

    image: int
    described: bool
    """Whether the article itself describes it, or says that it is decorative."""


@dataclass(frozen=True)
class Surroundings:
    """What is not in the articles themselves: their pictures' files, and the comments still open."""

    images: Mapping[int, Mapping[str, Any]]
    comments: Mapping[int, int]


def read_surroundings(drafts: Iterable[Draft]) -> Surroundings:
    """Two queries for any number of articles."""
    drafts = list(drafts)
    wanted = {picture.image for draft in drafts for picture in pictures_of(draft)}
    images = CreditedImage.objects.filter(pk__in=wanted).values("pk", "credit", "rights_holder", "description")
    open_ones = Comment.objects.filter(page__in=[draft.article.pk for draft in drafts], resolved_at=None)
    counted = open_ones.order_by().values_list("page").annotate(count=Count("pk"))
    return Surroundings({image["pk"]: image for image in images}, dict(counted))


def pictures_of(draft: Draft) -> Iterator[Picture]:
    """The opening picture, then those of the body. The opening one may be described in the library instead."""
    if image := draft.content.get("image"):
        yield Picture(int(image), bool((draft.content.get("image_alt") or "").strip()))
    yield from _pictures_in(draft.blocks)


def _pictures_in(value: Any) -> Iterator[Picture]:
    if isinstance(value, Mapping):
        if "decorative" in value and value.get("image"):
            described = bool(value.get("decorative") or (value.get("alt_text") or "").strip())
            yield Picture(int(value["image"]), described)
            return
        for each in value.values():
            yield from _pictures_in(each)
    elif isinstance(value, list):
        for each in value:
            yield from _pictures_in(each)


def find_gaps(draft: Draft, around: Surroundings) -> list[Gap]:
    """What is missing, the gravest first; an article without text lacks that alone."""
    if not draft.has_text:
        return [Gap("text", _("le texte"), blocks=True)]
    return [*_grave_gaps(draft, around), *_light_gaps(draft, around)]


def _grave_gaps(draft: Draft, around: Surroundings) -> Iterator[Gap]:
    undescribed, uncredited = 0, set()
    opening = draft.content.get("image")
    for place, picture in enumerate(pictures_of(draft)):
        file = around.images.get(picture.image)
        if file is None:
            continue
        in_library = bool(opening) and place == 0 and bool(file["description"].strip())
        undescribed += not (picture.described or in_library)
        if not (file["credit"].strip() or file["rights_holder"].strip()):
            uncredited.add(picture.image)
    if undescribed:
        text = ngettext("la description d’une image", "la description de %(count)s images", undescribed)
        yield Gap("descriptions", text % {"count": undescribed}, blocks=True)
    if uncredited:
        text = ngettext("le crédit d’une image", "le crédit de %(count)s images", len(uncredited))
        yield Gap("rights", text % {"count": len(uncredited)}, blocks=True)
    if lost := len(draft.lost_calls):
        text = ngettext("le texte d’une note", "le texte de %(count)s notes", lost)
        yield Gap("notes", text % {"count": lost}, blocks=True)


def _light_gaps(draft: Draft, around: Surroundings) -> Iterator[Gap]:
    if not (draft.content.get("standfirst") or "").strip():
        yield Gap("standfirst", _("le chapeau"))
    if not draft.content.get("contributors"):
        yield Gap("contributor", _("la signature"))
    if not draft.content.get("concepts"):
        yield Gap("concepts", _("les sujets"))
    if count := around.comments.get(draft.article.pk, 0):
        text = ngettext("la réponse à un commentaire", "la réponse à %(count)s commentaires", count)
        yield Gap("comments", text % {"count": count})


def gaps_by_article(drafts: Iterable[Draft]) -> dict[int, list[Gap]]:
    """What each article lacks, by its primary key."""
    drafts = list(drafts)
    around = read_surroundings(drafts)
    found: dict[int, list[Gap]] = defaultdict(list)
    for draft in drafts:
        found[draft.article.pk] = find_gaps(draft, around)
    return found
