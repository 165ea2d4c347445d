"""Every way the site says something to the public. A new address joins by a path here, or by a reason below."""

from urllib.parse import urlencode

from core.sections import section_path
from directory.models import DirectoryPage
from resources.exports.formats import FORMATS
from resources.models import CataloguePage
from resources.oai.harvest import identifier_of
from search.addresses import ADVANCED_WORDS, HELP_WORDS
from search.models import SearchPage
from tests.leaks.number import number_paths
from tests.leaks.programmes import programme_paths
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
    {"q": "genre:article OU genre:dossier OU genre:numéro"},
    {"q": "zanzibarcanara passerelle"},
    {"de": "2018", "a": "2018"},
    {"q": "genre:épisode OU genre:capsule OU genre:podcast"},
    {"acces": "transcript", "longueur": "short", "parle": "fr"},
]
MAIN = "fr"
"""The language in which everything is asked; in the others, what has words of its own."""
FACETS = ["type", "langue", "sujet", "auteur", "editeur", "acces", "parle", "longueur"]
TYPED = ["zanzib", "zanzibarcanari", "ali", "passerelle", "sur la pass", "mariam", "hospi", "lavoir"]
"""What is typed in a search box, letter by letter."""

PODCAST_PAGES = ("PodcastsPage", "ShowPage", "SeasonPage", "CapsulesPage", "SeriesPage")
ROUTES_TRIED = {
    *((page, "index_route") for page in ("CataloguePage", "SearchPage", "ThesaurusPage", "DirectoryPage")),
    ("CataloguePage", "record"), ("CataloguePage", "record_by_number"),
    *(("CataloguePage", route) for route in ("acquisitions", "selections", "report", "list", "saved_list")),
    *(("CataloguePage", route) for route in ("export_search", "export_record", "cite_record")),
    ("CataloguePage", "saved_list_export"), ("SelectionPage", "index_route"), ("SelectionPage", "atom"),
    *((page, "feed") for page in ("MagazinePage", "IssuePage", "DossierPage", "DirectoryPage", "ThesaurusPage")),
    *((page, name) for page in ("IssuePage", "ArticlePage") for name in ("file_pdf", "file_epub")),
    *((page, "index_route") for page in ("MagazinePage", "IssuePage", "DossierPage", "ArticlePage")),
    *((page, name) for page in ("NewsIndexPage", "PressIndexPage") for name in ("index_route", "show_all", "year")),
    *((page, "feed") for page in ("NewsIndexPage", "PressIndexPage")),
    *((page, name) for page in PODCAST_PAGES for name in ("index_route", "feed")),
    ("ThesaurusPage", "tree"), ("ThesaurusPage", "letter"),
    ("ThesaurusPage", "branch"), ("ThesaurusPage", "concept"), ("ThesaurusPage", "data"),
    ("DirectoryPage", "letter"), ("DirectoryPage", "agent"), ("SearchPage", "help"),
    *((page, name) for page in ("CataloguePage", "SearchPage") for name in ("facet", "atom", "advanced")),
}  # fmt: skip
"""Routes of routable pages that a path below, or a hidden thing's own address, goes through."""

PATTERNS_TRIED = {
    "identifier", "identifier-form", "oai", "robots", "sitemaps", "sitemap", "media", "choose-language",
    "search-names", "wagtail_serve", "wagtaildocs_serve", "preview-issue", "preview-page", "preview-file",
    "share-picture", "recording-file", "track-file", "chapters-file", "embed", "oembed",
}  # fmt: skip
PATTERNS_EXEMPT = {
    "share-picture": "a picture, not a text: tests/core/test_share_pictures.py asks for that of each hidden page",
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
    whole = language == MAIN
    asked = [f"atom/?{urlencode(search)}" for search in (SEARCHES[:4] if whole else SEARCHES[1:2])]
    asked += [ADVANCED_WORDS[language], f"{ADVANCED_WORDS[language]}?q=zanzib*"]
    for facet in FACETS if whole else FACETS[2:4]:
        listed = [{}, {"nom": "zanzib"}, {"q": "passerelle", "ordre": "nom"}]
        asked += [f"facette/{facet}/?{urlencode(one)}" for one in (listed if whole else listed[:1])]
    return asked


def searches_in(world: World, language: str) -> list[str]:
    """The two search pages of a language, what is under them, and what is typed in their boxes."""
    searches = [
        *(SEARCHES if language == MAIN else SEARCHES[:4]),
        {"sujet": str(world.concept.number)},
        {"auteur": str(world.agent.number)},
    ]
    bases = (section_path(CataloguePage, language), section_path(SearchPage, language))
    asked = [f"{base}?{urlencode(search)}" for base in bases for search in searches]
    asked += [f"{base}{address}" for base in bases for address in around_searches(language)]
    asked += [
        f"/{language}/noms.json?{urlencode({'q': typed})}" for typed in (TYPED if language == MAIN else TYPED[:3])
    ]
    return [*asked, section_path(SearchPage, language) + HELP_WORDS[language]]


def records_in(world: World, language: str) -> list[str]:
    """The pages of the catalogue that are no search; files are the same in every language."""
    catalogue = section_path(CataloguePage, language)
    asked = [f"{catalogue}nouveautes/", f"{catalogue}selections/", f"{catalogue}signaler/{world.other_record.number}/"]
    asked += [f"{catalogue}liste/{world.list_token}/{export}" for export in ("", "bibliographie/")]
    for shown in (world.record, world.other_record, world.record_with_draft):
        address = f"{catalogue}notice/{shown.number}/{shown.slug}/"
        asked += [address, f"{address}citer/"]
        if language == MAIN:
            asked += [f"{address}exporter/{form}/" for form in FORMATS]
    if language == MAIN:
        asked += [f"{catalogue}exporter/{form}/?{urlencode(search)}" for form in FORMATS for search in SEARCHES[:4]]
        asked += [f"{catalogue}liste/{world.list_token}/{form}/" for form in FORMATS]
        asked += [f"{catalogue}{world.selection.slug}/", f"{catalogue}{world.selection.slug}/atom/"]
    return asked


def authorities_in(world: World, language: str) -> list[str]:
    """The pages of subjects and of people."""
    concept, agent = world.concept, world.agent
    subjects, people = section_path(ThesaurusPage, language), section_path(DirectoryPage, language)
    asked = [subjects, f"{subjects}h/", f"{subjects}z/", f"{subjects}arbre/", f"{subjects}arbre/{concept.number}/"]
    asked += [concept_path(concept.number, concept.label(language), language)]
    asked += [f"{subjects}{concept.number}/x/turtle/", f"{subjects}{concept.number}/x/json-ld/"]
    asked += [people, f"{people}o/", f"{people}z/", f"{people}{agent.number}/mariam-okoundji/"]
    if language == MAIN:
        followed = (concept_path(concept.number, concept.label(language), language), asked[-1])
        asked += [f"{path}{syntax}/" for path in followed for syntax in ("atom", "rss")]
    return asked


def paths(world: World) -> list[str]:
    """All addresses asked, of the world as it is public."""
    asked = ["/", "/fr/", "/nl/", "/en/", "/fr/la-maison/", "/robots.txt", "/sitemap.xml"]
    asked += [f"/sitemap-{section}.xml" for section in ("pages", "records", "concepts", "agents")]
    identified = [("record", world.record), ("agent", world.agent), ("concept", world.concept)]
    asked += [f"/id/{kind}/{thing.uuid}" for kind, thing in identified]
    asked += [
        f"/id/{kind}/{thing.uuid}.{suffix}"
        for kind, thing in (*identified, ("record", world.other_record))
        for suffix in ("ttl", "jsonld")
    ]
    asked += number_paths(world.number)
    asked += programme_paths(world.programmes)
    asked += [f"/fr/{page}/" for page in ("actualites", "actualites/rouverte", "presse", "presse/rouvre")]
    asked += [f"/fr/{section}/{syntax}/" for section in ("actualites", "presse") for syntax in ("atom", "rss")]
    asked += [f"/oai?{urlencode(request)}" for request in harvests(world)]
    for language in ("fr", "nl", "en"):
        asked += [*searches_in(world, language), *records_in(world, language), *authorities_in(world, language)]
    return asked
