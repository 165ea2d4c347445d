"""Every way the site says something to the public. A new address joins by a path here, or by a reason below."""

from urllib.parse import urlencode

from core.sections import section_path
from directory.models import DirectoryPage
from resources.models import CataloguePage
from search.models import SearchPage
from tests.leaks.world import World
from thesaurus.addresses import concept_path
from thesaurus.models import ThesaurusPage

SEARCHES: list[dict[str, str]] = [
    {},
    {"q": "passerelle"},
    {"q": "zanzib*"},
    {"q": "zanzibarcanory"},
    {"q": "zanzibarcanarx"},
    {"tri": "ajouts"},
    {"tri": "titre", "par": "50"},
    {"tout": "auteur"},
    {"tout": "sujet"},
    {"tout": "editeur"},
    {"de": "2018", "a": "2018"},
]

ROUTES_TRIED = {
    *((page, "index_route") for page in ("CataloguePage", "SearchPage", "ThesaurusPage", "DirectoryPage")),
    ("CataloguePage", "record"), ("CataloguePage", "record_by_number"),
    ("ThesaurusPage", "tree"), ("ThesaurusPage", "letter"),
    ("ThesaurusPage", "branch"), ("ThesaurusPage", "concept"), ("ThesaurusPage", "data"),
    ("DirectoryPage", "letter"), ("DirectoryPage", "agent"),
}  # fmt: skip
"""Routes of routable pages that a path below, or a hidden thing's own address, goes through."""

PATTERNS_TRIED = {
    "identifier", "robots", "sitemaps", "sitemap", "media", "choose-language", "wagtail_serve", "wagtaildocs_serve",
}  # fmt: skip
PATTERNS_EXEMPT = {
    "wagtailadmin": "needs a session",
    "wagtailcore_login": "a form, without content",
    "wagtaildocs_authenticate_with_password": "takes a password, shows nothing",
    "wagtailcore_authenticate_with_password": "takes a password, shows nothing",
}


def paths(world: World) -> list[str]:
    """All addresses asked, of the world as it is public."""
    record, agent, concept = world.record, world.agent, world.concept
    asked = ["/", "/fr/", "/nl/", "/en/", "/fr/la-maison/", "/robots.txt", "/sitemap.xml"]
    asked += [f"/sitemap-{section}.xml" for section in ("pages", "records", "concepts", "agents")]
    asked += [
        f"/id/{kind}/{thing.uuid}" for kind, thing in (("record", record), ("agent", agent), ("concept", concept))
    ]
    for language in ("fr", "nl", "en"):
        catalogue, everything = section_path(CataloguePage, language), section_path(SearchPage, language)
        searches = [
            *(SEARCHES if language == "fr" else SEARCHES[:4]),
            {"sujet": str(concept.number)},
            {"auteur": str(agent.number)},
        ]
        asked += [f"{base}?{urlencode(search)}" for base in (catalogue, everything) for search in searches]
        for shown in (record, world.other_record, world.record_with_draft):
            asked.append(f"{catalogue}notice/{shown.number}/{shown.slug}/")
        subjects, people = section_path(ThesaurusPage, language), section_path(DirectoryPage, language)
        asked += [subjects, f"{subjects}h/", f"{subjects}z/", f"{subjects}arbre/", f"{subjects}arbre/{concept.number}/"]
        asked += [concept_path(concept.number, concept.label(language), language)]
        asked += [f"{subjects}{concept.number}/x/turtle/", f"{subjects}{concept.number}/x/json-ld/"]
        asked += [people, f"{people}o/", f"{people}z/", f"{people}{agent.number}/mariam-okoundji/"]
    return asked
