"""A small library with awkward documents, and the address of one page of each kind."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from directory.addresses import agent_path
from home.models import NewsConcept, PressConcept
from magazine.models import DossierPage
from resources.models import (
    CataloguePage,
    Contribution,
    Holding,
    HoldingSite,
    Record,
    RecordNote,
    RecordSubject,
    SelectionEntry,
    SelectionPage,
)
from resources.reading.lists import save_list
from tests.factories.directory import directory_page
from tests.factories.home import NewsFactory, PressReleaseFactory, StandardPageFactory
from tests.factories.magazine import ArticleFactory
from tests.factories.media_library import DocumentFactory, ImageFactory
from tests.factories.resources import RecordFactory, agent, concept, full_record
from tests.factories.thesaurus import thesaurus_page
from tests.home.bodies import LONG_WORD, every_block
from tests.magazine.bodies import showcase_article
from tests.magazine.numbers import many_issues, placed, whole_issue, with_pictures
from thesaurus.addresses import branch_path, canonical_path
from thesaurus.models import Concept

CATALOGUE = "/fr/ressources/"
WITCHES = 12
"""Documents about witches: all of them found by “sorciere”."""
FILMS, DUTCH_FILMS = 5, 2
"""How many of those are films, and how many of the films are in Dutch."""
ERRORS = {"not found": 404, "gone": 410, "impossible": 400}


@dataclass
class Library:
    """What there is to see, by name."""

    record: Record
    withdrawn: Record
    top: Concept
    narrower: Concept
    pages: dict[str, str] = field(default_factory=dict)


def record_path(record: Record) -> str:
    """The address of a record in French."""
    return f"{CATALOGUE}notice/{record.number}/{record.slug}/"


def build_library() -> Library:
    """Twenty-five records and the pages around them, in one transaction, so that they are indexed once."""
    with transaction.atomic():
        top = concept("migrations", top=True)
        narrower = concept("exil", broader=top)
        library = Library(_awkward_record(narrower), _withdrawn_record(), top, narrower)
        _add_witches(narrower)
        _add_shelf(library.record)
        library.pages = _pages(library)
    return library


def _awkward_record(subject: Concept) -> Record:
    """One of everything, with a picture, a title of 300 characters and fourteen names, one of them in Arabic."""
    picture = ImageFactory(title="Couverture")
    record = full_record(title=f"Actes, {LONG_WORD} " + "et autres pièces " * 13, type="kit", cover=picture, age_min=8)
    for number in range(12):
        name = "إسماعيل حداد" if number == 3 else f"Voix Numéro{number}"
        Contribution.objects.create(record=record, agent=agent(name), role="ctb", sort_order=number + 2)
    RecordSubject.objects.create(record=record, concept=subject)
    return record


def _withdrawn_record() -> Record:
    record: Record = RecordFactory(title="Retirée")
    record.withdraw()
    return record


def _add_witches(subject: Concept) -> None:
    """Twelve documents whose title has an accent: five films, two of them in Dutch, and seven books, one in Dutch."""
    site, author = HoldingSite.objects.get(name="Bibliothèque"), agent("Eleni Vassiliou")
    for number in range(WITCHES):
        record = RecordFactory(
            title=f"La sorcière de l’écluse {number + 1:02}",
            type="film" if number < FILMS else "book",
            languages=["nl"] if number < DUTCH_FILMS or number == FILMS else ["fr"],
            date=str(1990 + number),
        )
        RecordNote.objects.create(
            record=record, kind="abstract", text="Une sorcière garde l’eau et compte les péniches."
        )
        RecordSubject.objects.create(record=record, concept=subject)
        Contribution.objects.create(record=record, agent=author, role="aut", sort_order=0)
        Holding.objects.create(record=record, site=site, shelf_mark=f"398 SOR {number}", status="available")


def _add_shelf(host: Record) -> None:
    """What else a shelf has: an article in something, a title from right to left, a document without date or people."""
    RecordFactory(title="Un chapitre", type="article", host=host, host_part="p. 12-19")
    RecordFactory(title="باب الشمس", title_language="ar", languages=["ar"])
    RecordFactory(title="Sans date", type="poster", date="")
    for _number in range(9):
        RecordFactory()


def _add_selection(record: Record) -> None:
    """A shelf with a long title and a comment."""
    page = SelectionPage(title=f"Rives, {LONG_WORD}", slug="rives", introduction="D’une rive à l’autre.", live=True)
    page.entries = [SelectionEntry(record=record, comment="À lire avant de partir.")]
    page.on_home_page = True
    CataloguePage.objects.get(locale__language_code="fr").add_child(instance=page)


def _add_magazine(record: Record) -> DossierPage:
    """Six numbers, the last whole, with a long title, a thing of the library and an article to be read later."""
    many_issues(5)
    issue = with_pictures(whole_issue(4, title=f"Rives, {LONG_WORD}", issued_on=date(2026, 12, 1)))
    dossier: DossierPage = DossierPage.objects.descendant_of(issue).get()
    placed(dossier, f"Notice, {LONG_WORD}", record=record, comment="À lire avant de partir.")
    later = timezone.now() + timedelta(days=30)
    ArticleFactory(parent=dossier, title=f"Plus tard, {LONG_WORD}", slug="plus-tard", embargo_until=later)
    return dossier


def _add_news(subject: Concept) -> None:
    """News with a long title and a picture, another on the same subject, a press release with a file and a contact."""
    news = NewsFactory(title=f"Rives, {LONG_WORD}", slug="rives", body=every_block(), image=ImageFactory())
    release = PressReleaseFactory(
        title="Communiqué", slug="rives", contact_name="Ada Rive", contact_email="ada@passerelles.example"
    )
    release.attachments.create(document=DocumentFactory())
    NewsConcept.objects.create(page=news, concept=subject)
    PressConcept.objects.create(page=release, concept=subject)
    NewsFactory(date=date(2024, 1, 1))


def _pages(library: Library) -> dict[str, str]:
    """One address for each kind of page, errors included."""
    _add_selection(library.record)
    dossier = _add_magazine(library.record)
    _add_news(library.narrower)
    page = StandardPageFactory(title="Tout ce qu’une page peut dire", intro="Un chapeau.", body=every_block())
    person, house = agent("Eleni Vassiliou"), agent("Presses de la Senne", "organisation")
    subjects, people = thesaurus_page().get_url(), directory_page().get_url()
    return {
        "home": "/fr/",
        "home in Dutch": "/nl/",
        "catalogue": CATALOGUE,
        "answers": f"{CATALOGUE}?q=sorciere&type=film&de=1980",
        "no answer": f"{CATALOGUE}?q=zzzzqqq",
        "another word": f"{CATALOGUE}?q=scorciere",
        "search": "/fr/recherche/?q=sorciere",
        "record": record_path(library.record),
        "concept": canonical_path(library.narrower, "fr"),
        "top concept": canonical_path(library.top, "fr"),
        "subjects": subjects,
        "subjects of a letter": f"{subjects}e/",
        "branch": branch_path(library.top.number, "fr"),
        "people": people,
        "people of a letter": f"{people}v/",
        "person": agent_path(person, "fr"),
        "organisation": agent_path(house, "fr"),
        "new arrivals": f"{CATALOGUE}nouveautes/",
        "selections": f"{CATALOGUE}selections/",
        "selection": f"{CATALOGUE}rives/",
        "own list": f"{CATALOGUE}ma-liste/",
        "saved list": f"{CATALOGUE}liste/{save_list([library.record])}/",
        "report": f"{CATALOGUE}signaler/{library.record.number}/",
        "standard page": page.get_url(),
        "magazine": "/fr/magazine/",
        "magazine without numbers": "/nl/magazine/",
        "number": dossier.get_parent().get_url(),
        "dossier": dossier.get_url(),
        "rubric": f"{dossier.get_parent().get_url()}lectures/",
        "article": showcase_article(dossier).get_url(),
        "article to be read later": f"{dossier.get_url()}plus-tard/",
        "news": "/fr/actualites/",
        "piece of news": "/fr/actualites/rives/",
        "press release": "/fr/presse/rives/",
        "not found": "/fr/page-absente/",
        "gone": f"{CATALOGUE}notice/{library.withdrawn.number}/",
        "impossible": f"{CATALOGUE}?de=hier",
    }
