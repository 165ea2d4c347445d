"""Every way the site says something to the public. A new address joins by a path here, or by a reason below."""

from urllib.parse import urlencode

from core.sections import section_path
from directory.models import DirectoryPage
from resources.exports.formats import FORMATS
from resources.models import CataloguePage
from resources.oai.harvest import identifier_of
from search.addresses import ADVANCED_WORDS, HELP_WORDS
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
    {"q": "titre:zanzib* OU auteur:zanzib* OU sujet:zanzib* OU éditeur:zanzib*"},
    {"q": "année:2018 OU type:page"},
    {"q": "zanzibarcanara passerelle"},
    {"de": "2018", "a": "2018"},
]
FACETS = ["type", "langue", "sujet", "auteur", "editeur"]
TYPED = ["zanzib", "zanzibarcanari", "ali", "passerelle", "sur la pass", "mariam", "hospi", "lavoir"]
"""What is typed in a search box, letter by letter."""

ROUTES_TRIED = {
    *((page, "index_route") for page in ("CataloguePage", "SearchPage", "ThesaurusPage", "DirectoryPage")),
    ("CataloguePage", "record"), ("CataloguePage", "record_by_number"),
    *(("CataloguePage", route) for route in ("acquisitions", "selections", "report", "list", "saved_list")),
    *(("CataloguePage", route) for route in ("export_search", "export_record", "cite_record")),
    ("CataloguePage", "saved_list_export"), ("SelectionPage", "index_route"), ("SelectionPage", "atom"),
    ("ThesaurusPage", "tree"), ("ThesaurusPage", "letter"),
    ("ThesaurusPage", "branch"), ("ThesaurusPage", "concept"), ("ThesaurusPage", "data"),
    ("DirectoryPage", "letter"), ("DirectoryPage", "agent"), ("SearchPage", "help"),
    *((page, name) for page in ("CataloguePage", "SearchPage") for name in ("facet", "atom", "advanced")),
}  # fmt: skip
"""Routes of routable pages that a path below, or a hidden thing's own address, goes through."""

PATTERNS_TRIED = {
    "identifier", "identifier-form", "oai", "robots", "sitemaps", "sitemap", "media", "choose-language",
    "search-names", "wagtail_serve", "wagtaildocs_serve",
}  # fmt: skip
PATTERNS_EXEMPT = {
    "wagtailadmin": "needs a session",
    "wagtailcore_login": "a form, without content",
    "wagtaildocs_authenticate_with_password": "takes a password, shows nothing",
    "wagtailcore_authenticate_with_password": "takes a password, shows nothing",
}


def harvests(world: World) -> list[dict[str, str]]:
    """What a harvester asks."""
    lists = [
        {"verb": verb, "metadataPrefix": prefix, **chosen}
        for verb in ("ListRecords", "ListIdentifiers")
        for prefix in ("oai_dc", "marcxml")
        for chosen in ({}, {"set": "type:book"}, {"set": "selection"})
    ]
    one = {"verb": "GetRecord", "identifier": identifier_of(world.other_record)}
    return [
        *({"verb": verb} for verb in ("Identify", "ListSets", "ListMetadataFormats")),
        *lists,
        *({**one, "metadataPrefix": prefix} for prefix in ("oai_dc", "marcxml")),
    ]


def around_searches(language: str) -> list[str]:
    """Under a search page: its feed, the form that writes queries, every value of its facets."""
    asked = [f"atom/?{urlencode(search)}" for search in SEARCHES[:4]]
    asked += [ADVANCED_WORDS[language], f"{ADVANCED_WORDS[language]}?q=zanzib*"]
    for facet in FACETS:
        listed = [{}, {"nom": "zanzib"}, {"q": "passerelle", "ordre": "nom"}]
        asked += [f"facette/{facet}/?{urlencode(one)}" for one in listed]
    return asked


def paths(world: World) -> list[str]:
    """All addresses asked, of the world as it is public."""
    record, agent, concept = world.record, world.agent, world.concept
    asked = ["/", "/fr/", "/nl/", "/en/", "/fr/la-maison/", "/robots.txt", "/sitemap.xml"]
    asked += [f"/sitemap-{section}.xml" for section in ("pages", "records", "concepts", "agents")]
    asked += [
        f"/id/{kind}/{thing.uuid}" for kind, thing in (("record", record), ("agent", agent), ("concept", concept))
    ]
    asked += [
        f"/id/{kind}/{thing.uuid}.{suffix}"
        for kind, thing in (("record", record), ("record", world.other_record), ("agent", agent), ("concept", concept))
        for suffix in ("ttl", "jsonld")
    ]
    asked += [f"/oai?{urlencode(request)}" for request in harvests(world)]
    for language in ("fr", "nl", "en"):
        catalogue, everything = section_path(CataloguePage, language), section_path(SearchPage, language)
        searches = [
            *(SEARCHES if language == "fr" else SEARCHES[:4]),
            {"sujet": str(concept.number)},
            {"auteur": str(agent.number)},
        ]
        asked += [f"{base}?{urlencode(search)}" for base in (catalogue, everything) for search in searches]
        asked += [f"{base}{address}" for base in (catalogue, everything) for address in around_searches(language)]
        asked += [f"/{language}/noms.json?{urlencode({'q': typed})}" for typed in TYPED]
        asked.append(everything + HELP_WORDS[language])
        for shown in (record, world.other_record, world.record_with_draft):
            asked.append(f"{catalogue}notice/{shown.number}/{shown.slug}/")
            asked.append(f"{catalogue}notice/{shown.number}/{shown.slug}/citer/")
            asked += [f"{catalogue}notice/{shown.number}/{shown.slug}/exporter/{form}/" for form in FORMATS]
        asked += [f"{catalogue}exporter/{form}/?{urlencode(search)}" for form in FORMATS for search in SEARCHES[:4]]
        asked += [
            f"{catalogue}nouveautes/",
            f"{catalogue}selections/",
            f"{catalogue}signaler/{world.other_record.number}/",
        ]
        asked += [f"{catalogue}liste/{world.list_token}/{export}" for export in ("", "ris/", "csv/", "bibliographie/")]
        subjects, people = section_path(ThesaurusPage, language), section_path(DirectoryPage, language)
        asked += [subjects, f"{subjects}h/", f"{subjects}z/", f"{subjects}arbre/", f"{subjects}arbre/{concept.number}/"]
        asked += [concept_path(concept.number, concept.label(language), language)]
        asked += [f"{subjects}{concept.number}/x/turtle/", f"{subjects}{concept.number}/x/json-ld/"]
        asked += [people, f"{people}o/", f"{people}z/", f"{people}{agent.number}/mariam-okoundji/"]
    selection = section_path(CataloguePage, "fr") + world.selection.slug
    return [*asked, f"{selection}/", f"{selection}/atom/"]
