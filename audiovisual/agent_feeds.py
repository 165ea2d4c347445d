"""Episodes and capsules among what is said of a person or a subject: entries of their feeds, beside the articles."""

from collections.abc import Callable, Iterable
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import override

from audiovisual.models import CapsulePage, EpisodePage
from core.feeds.addresses import with_whole_addresses
from core.feeds.documents import Entry
from core.feeds.registry import EntrySource, State, register_entries
from core.typography import typeset_text
from core.visibility import shown
from directory.credits import shown_name
from media_library.models import Licence
from media_library.passages import unreleased_agents

TEMPLATE = "components/audiovisual/agent_feed_entry.html"
MAKERS = {"aut", "hst", "drt", "fmk", "pro", "nrt"}
"""Those a programme is by; the others had another part in it."""


def register() -> None:
    """Declare what of a person or a subject can be heard and seen."""
    for model in (EpisodePage, CapsulePage):
        register_entries("directory.agent", _source(_by(model)))
        register_entries("thesaurus.concept", _source(_about(model)))


def _by(model: Any) -> Callable[[Any], Any]:
    return lambda agent: model.objects.visible().by(agent)


def _about(model: Any) -> Callable[[Any], Any]:
    """The visible programmes on a subject or a narrower one."""
    return lambda concept: model.objects.visible().under_concepts([concept.uuid])


def _source(programmes: Callable[[Any], Any]) -> EntrySource:
    """The programmes a thing has, the last first."""

    def state(thing: Any) -> State:
        return State(*programmes(thing).state())

    def entries(thing: Any, origin: str, most: int) -> list[Entry]:
        found = programmes(thing).newest_first().with_credits()
        return programme_entries(found[:most], origin)

    return EntrySource(state, entries)


def programme_entries(pages: Iterable[Any], origin: str) -> list[Entry]:
    """Episodes or capsules as entries."""
    return [_entry(page, origin) for page in pages]


def _entry(page: Any, origin: str) -> Entry:
    language, url = page.locale.language_code, origin + (page.get_url_parts() or ("", "", "/"))[2]
    hidden = unreleased_agents(page.recording) if page.recording else set()
    rows = [row for row in page.people.all() if row.agent_id not in hidden]
    named = [(name, row.role) for row in rows if (name := shown_name(row))]
    concepts = {row.concept_id: concept for row in page.concepts.all() if (concept := shown(row.concept))}
    with override(language):
        return Entry(
            uuid=page.uuid,
            title=typeset_text(page.title, language),
            url=url,
            updated=page.changed_at,
            published=page.published_at,
            language=language,
            summary=typeset_text(page.summary, language),
            html=with_whole_addresses(render_to_string(TEMPLATE, {"page": page, "url": url}), origin, url),
            authors=[name for name, role in named if role in MAKERS],
            contributors=[name for name, role in named if role not in MAKERS],
            categories=list(dict.fromkeys(str(concept.label(language)) for concept in concepts.values())),
            rights="" if page.licence == Licence.RESERVED else str(Licence(page.licence).label),
        )
