"""Hidden states of what the magazine holds; they join the others by being imported."""

from datetime import timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction
from wagtail_footnotes.models import Footnote

from core.secret_links import hash_token, make_token
from directory.models import Agent
from magazine.models import (
    ArticleCommission,
    ArticleConcept,
    ArticleContributor,
    ArticleCorrection,
    ArticlePage,
    BoardMember,
    DossierConcept,
    DossierItemPage,
    DossierPage,
    GuestEditor,
    IssuePage,
    IssuePreviewLink,
    IssueRelease,
    MagazinePage,
    PublicationFile,
    RubricPage,
)
from magazine.releases.services import withdraw_issue
from media_library.models import CreditedImage
from tests.factories.home import stream
from tests.factories.magazine import ArticleFactory, DossierFactory, IssueFactory, RubricFactory
from tests.leaks.number import BASE
from tests.leaks.pictures import tiny_png
from tests.leaks.states import CANARY, Hidden, fill_agent, fill_concept, fill_record, save_as_dated, state
from tests.leaks.states_of_pages import private_collection
from tests.leaks.world import World
from thesaurus.models import Concept

NOTE = "5f0f8a54-6a0c-4b4d-9c0e-7c7b3a2f1e02"
SLUG = "zanzibarcanari"


def hidden_body() -> str:
    """A body that carries the canary in every kind of text."""
    return stream(
        ("heading", {"text": CANARY, "level": "2"}),
        ("text", f'<p>{CANARY}, une passerelle<footnote id="{NOTE}">[5f0f8a]</footnote></p>'),
        ("pull_quote", {"text": CANARY, "credit": CANARY}),
        ("box", {"title": CANARY, "text": f"<p>{CANARY}</p>"}),
        ("html", {"html": f"<p>{CANARY}</p>"}),
    )


def fill_article(article: ArticlePage, world: World) -> ArticlePage:
    """An article that carries the canary everywhere, by a visible person about a visible subject."""
    article.title = article.standfirst = article.subtitle = article.search_description = f"{CANARY} sur la passerelle"
    article.image_caption = article.first_printed = article.page_printed = CANARY
    return fill_text(article, world)


def fill_text(article: ArticlePage, world: World) -> ArticlePage:
    """The same, for what is read in the article alone."""
    article.body = hidden_body()
    article.footnotes = [Footnote(uuid=NOTE, text=f"<p>{CANARY}</p>", locale=article.locale)]
    article.contributors = [ArticleContributor(agent=world.agent, role="aut", name_as_printed="", about="")]
    article.concepts = [ArticleConcept(concept=world.concept)]
    article.corrections = [ArticleCorrection(text=CANARY)]
    return article


def new_article(world: World, parent: Any, **fields: Any) -> ArticlePage:
    """An article full of the canary under a page."""
    article = ArticleFactory(parent=parent, title=CANARY, slug=SLUG, live=False)
    fill_article(article, world)
    article.save()
    article.save_revision()
    for name, value in fields.items():
        setattr(article, name, value)
    return article


def make_live(*pages: Any) -> None:
    """Rows that are live where nothing should make them so."""
    Page.objects.filter(pk__in=[page.pk for page in pages]).update(live=True)


def below(path: str, status: int = 404) -> dict[str, int]:
    """Every address under the page of an article or a number."""
    return {f"{path}{rest}": status for rest in ("", "atom/", "rss/", "pdf/", "epub/", "partage.png")}


# Articles -----------------------------------------------------------------------------------------


@state("article: draft in a live number", ArticlePage)
def article_draft(world: World) -> Hidden:
    article = new_article(world, world.number.dossier)
    return Hidden({**below(f"{BASE}traverser/{SLUG}/"), f"/id/article/{article.uuid}": 404})


@state("article: draft over live", ArticlePage)
def article_draft_over_live(world: World) -> Hidden:
    article = fill_article(world.number.article_with_draft, world)
    article.contributors = [ArticleContributor(agent=world.agent, role="aut", name_as_printed=CANARY, about=CANARY)]
    article.save_revision()
    return Hidden()


@state("article: live in a number that is not", ArticlePage)
def article_in_hidden_number(world: World) -> Hidden:
    issue = IssueFactory(title=CANARY, number="13", slug="numero-13", live=False)
    article = new_article(world, issue)
    make_live(article)
    path = "/fr/magazine/numero-13/"
    return Hidden({**below(path), **below(f"{path}{SLUG}/"), f"/id/article/{article.uuid}": 404})


@state("article: live in a dossier that is not", ArticlePage)
def article_in_hidden_dossier(world: World) -> Hidden:
    dossier = DossierFactory(parent=world.number.issue, title=CANARY, slug="dossier-cache", live=False)
    article = new_article(world, dossier)
    make_live(article)
    path = f"{BASE}dossier-cache/"
    return Hidden({**below(path), **below(f"{path}{SLUG}/"), f"/id/article/{article.uuid}": 404})


@state("article: under embargo", ArticlePage, alone=True)
def article_under_embargo(world: World) -> Hidden:
    article = ArticleFactory(
        parent=world.number.dossier, title="Plus tard", slug="plus-tard", standfirst="On y viendra.",
        embargo_until=timezone.now() + timedelta(days=3),
    )  # fmt: skip
    fill_text(article, world).save()
    article.save_revision()
    return Hidden({f"{BASE}traverser/plus-tard/": 200}, unchanged=False)  # it stands in the contents


@state("article: under embargo, with a picture and rights", ArticlePage, alone=True)
def article_already_there_under_embargo(world: World) -> Hidden:
    article = fill_text(world.number.article_with_draft, world)
    article.embargo_until = timezone.now() + timedelta(days=3)
    article.image_caption = CANARY
    article.save()
    return Hidden({f"{BASE}traverser/autre/": 200}, unchanged=False)


@state("article: expected", ArticleCommission)
def article_expected(world: World) -> Hidden:
    article = ArticleFactory(parent=world.number.dossier, title=CANARY, slug=SLUG, live=False, body="", standfirst="")
    ArticleCommission.objects.create(
        article=article, agent=world.agent, author_name=CANARY, author_email="zanzibarcanari@example.org",
        due_on=timezone.localdate(), note=CANARY,
    )  # fmt: skip
    ArticleCommission.objects.create(article=world.number.article, author_name=CANARY, note=CANARY)
    return Hidden(below(f"{BASE}traverser/{SLUG}/"))


@state("article: private", ArticlePage)
def article_private(world: World) -> Hidden:
    article = new_article(world, world.number.dossier)
    PageViewRestriction.objects.create(page=article, restriction_type="login")
    make_live(article)
    return Hidden({f"{BASE}traverser/{SLUG}/": 302, f"/id/article/{article.uuid}": 404})


@state("note: of a draft", ArticlePage)
def note_of_draft(world: World) -> Hidden:
    article = world.number.article
    article.footnotes.add(Footnote(uuid=NOTE, text=f"<p>{CANARY}</p>", locale=article.locale))
    article.save_revision()
    return Hidden()


@state("note: never called", ArticlePage)
def note_never_called(world: World) -> Hidden:
    article = world.number.article_with_draft
    article.footnotes.add(Footnote(uuid=NOTE, text=f"<p>{CANARY}</p>", locale=article.locale))
    save_as_dated(article)
    return Hidden()


# Numbers, dossiers, rubrics -----------------------------------------------------------------------


def new_number(world: World, *, live: bool) -> IssuePage:
    """A number full of the canary, with an article, newer than all others."""
    issue: IssuePage = IssueFactory(
        title=f"{CANARY} sur la passerelle", number="99", slug=SLUG, live=live, introduction=CANARY,
        date_printed=CANARY, presentation=f"<p>{CANARY}</p>", colophon=f"<p>{CANARY}</p>",
        issued_on=timezone.localdate(),
    )  # fmt: skip
    article = ArticleFactory(parent=issue, title=CANARY, slug=SLUG, live=live)
    fill_article(article, world).save()
    return issue


@state("number: never published", IssuePage)
def number_draft(world: World) -> Hidden:
    issue = new_number(world, live=False)
    path = f"/fr/magazine/{SLUG}/"
    return Hidden({**below(path), **below(f"{path}{SLUG}/"), f"/id/issue/{issue.uuid}": 404})


@state("number: taken offline", IssuePage)
def number_withdrawn(world: World) -> Hidden:
    issue = new_number(world, live=True)
    withdraw_issue(issue, None)
    path = f"/fr/magazine/{SLUG}/"
    return Hidden({**below(path), **below(f"{path}{SLUG}/"), f"/id/issue/{issue.uuid}": 404})


@state("number: draft over live", IssuePage)
def number_draft_over_live(world: World) -> Hidden:
    issue = world.number.issue
    issue.title = issue.introduction = issue.date_printed = CANARY
    issue.number, issue.presentation = "99", f"<p>{CANARY}</p>"
    issue.save_revision()
    return Hidden()


@state("number: publication planned", IssueRelease)
def number_planned(world: World) -> Hidden:
    issue = new_number(world, live=False)
    IssueRelease.objects.create(
        issue=issue, action="publish", due_at=timezone.now() + timedelta(days=1), failure=CANARY
    )
    return Hidden(below(f"/fr/magazine/{SLUG}/"))


@state("number: shown behind a private link", IssuePreviewLink)
def number_with_link(world: World) -> Hidden:
    issue, now = new_number(world, live=False), timezone.now()
    ended, revoked = make_token(), make_token()
    for token, until, taken_back in ((ended, now, None), (revoked, now + timedelta(days=1), now)):
        IssuePreviewLink.objects.create(
            issue=issue, token_hash=hash_token(token), label=CANARY, expires_at=until, revoked_at=taken_back
        )
    return Hidden({f"/apercu/{token}/": 410 for token in (ended, revoked)})


@state("number: private", IssuePage)
def number_private(world: World) -> Hidden:
    issue = new_number(world, live=True)
    PageViewRestriction.objects.create(page=issue, restriction_type="login")
    path = f"/fr/magazine/{SLUG}/"
    return Hidden({path: 302, f"{path}{SLUG}/": 302, f"{path}atom/": 302, f"/id/issue/{issue.uuid}": 404})


@state("dossier: private", DossierPage)
def dossier_private(world: World) -> Hidden:
    dossier = DossierFactory(
        parent=world.number.issue, title=CANARY, slug="entre-nous", standfirst=CANARY, introduction=f"<p>{CANARY}</p>"
    )
    PageViewRestriction.objects.create(page=dossier, restriction_type="login")
    make_live(new_article(world, dossier))
    path = f"{BASE}entre-nous/"
    return Hidden({path: 302, f"{path}atom/": 302, f"{path}{SLUG}/": 302, f"/id/dossier/{dossier.uuid}": 404})


@state("dossier: draft over live", DossierPage)
def dossier_draft_over_live(world: World) -> Hidden:
    dossier = world.number.dossier
    dossier.title = dossier.standfirst = CANARY
    dossier.introduction = f"<p>{CANARY}</p>"
    dossier.save_revision()
    return Hidden()


@state("rubric: never live, with a live article", RubricPage)
def rubric_draft(world: World) -> Hidden:
    rubric = RubricFactory(parent=world.number.issue, title=CANARY, slug="rubrique-cachee", note=CANARY, live=False)
    article = new_article(world, rubric)
    make_live(article)
    return Hidden({**below(f"{BASE}rubrique-cachee/"), **below(f"{BASE}rubrique-cachee/{SLUG}/")})


@state("item: record placed, then hidden", DossierItemPage)
def item_of_hidden_record(world: World) -> Hidden:
    from resources.models import Record

    record = fill_record(Record(live=False), world)
    record.save()
    world.number.dossier.add_child(
        instance=DossierItemPage(title=CANARY, slug="livre-cache", record=record, comment=CANARY)
    )
    return Hidden({f"{BASE}traverser/livre-cache/": 404})


@state("item: draft over live", DossierItemPage)
def item_draft_over_live(world: World) -> Hidden:
    world.number.item.title = world.number.item.comment = CANARY
    world.number.item.save_revision()
    return Hidden()


@state("magazine: draft over live", MagazinePage)
def magazine_draft(world: World) -> Hidden:
    page = world.number.magazine
    page.title = page.subtitle = page.frequency = CANARY
    page.presentation = page.subscription = page.ordering = f"<p>{CANARY}</p>"
    page.save_revision()
    return Hidden()


# People, subjects, pictures, files ----------------------------------------------------------------


@state("signature: of somebody hidden", Agent)
def hidden_contributor(world: World) -> Hidden:
    agent = fill_agent(Agent(live=False))
    agent.save()
    number = world.number
    number.article.contributors.add(ArticleContributor(agent=agent, role="aut", about=CANARY))
    number.dossier.guest_editors.add(GuestEditor(agent=agent))
    number.magazine.board.add(BoardMember(agent=agent, role=CANARY))
    for page in (number.article, number.dossier, number.magazine):
        save_as_dated(page)
    return Hidden({f"/fr/personnes/{agent.number}/ali-zanzibarcanari/{syntax}/": 404 for syntax in ("atom", "rss")})


@state("signature: of somebody withdrawn", Agent)
def withdrawn_contributor(world: World) -> Hidden:
    agent = fill_agent(Agent(live=True))
    agent.save()
    agent.withdraw(CANARY)
    world.number.article.contributors.add(ArticleContributor(agent=agent, role="aut"))
    save_as_dated(world.number.article)
    return Hidden({f"/fr/personnes/{agent.number}/ali-zanzibarcanari/atom/": 410}, dated=(world.number.article,))


@state("signature: of somebody merged", Agent, alone=True)
def merged_contributor(world: World) -> Hidden:
    agent = fill_agent(Agent(live=True))
    agent.save()
    world.number.article.contributors.add(ArticleContributor(agent=agent, role="aut"))
    world.number.article.save()
    agent.merged_into = world.publisher
    agent.save()
    feed = f"/fr/personnes/{agent.number}/ali-zanzibarcanari/atom/"
    return Hidden({feed: 301}, unchanged=False)  # the other one signs


@state("index: a hidden subject", Concept)
def hidden_subject(world: World) -> Hidden:
    concept = fill_concept(Concept(scheme=world.concept.scheme, live=False))
    concept.save()
    world.number.article.concepts.add(ArticleConcept(concept=concept))
    world.number.dossier.concepts.add(DossierConcept(concept=concept))
    for page in (world.number.article, world.number.dossier):
        save_as_dated(page)
    return Hidden({f"/fr/sujets/{concept.number}/zanzibarcanaripref/atom/": 404})


@state("further reading: a hidden record and a hidden subject", ArticlePage, alone=True)
def hidden_reading(world: World) -> Hidden:
    from resources.models import Record

    record, concept = (
        fill_record(Record(live=False), world),
        fill_concept(Concept(scheme=world.concept.scheme, live=False)),
    )
    record.save()
    concept.save()
    article = world.number.article_with_draft
    article.body = stream(
        ("text", "<p>Un paragraphe.</p>"),
        ("further_reading", {"title": "Lire", "records": [record.pk], "concepts": [concept.pk], "text": ""}),
    )
    article.save()
    return Hidden(unchanged=False)


@state("picture: private, in the magazine", CreditedImage, alone=True)
def private_pictures(world: World) -> Hidden:
    image = CreditedImage(title=CANARY, credit=CANARY, description=CANARY, collection=private_collection())
    image.file = ImageFile(ContentFile(tiny_png()), name="zanzibarcanari-magazine.png")
    image.save()
    number = world.number
    picture = {"image": image.pk, "decorative": False, "alt_text": CANARY}
    number.article_with_draft.body = stream(
        ("text", "<p>Un paragraphe.</p>"),
        ("image", {"picture": picture, "caption": f"<p>{CANARY}</p>", "wide": False}),
        ("gallery", {"title": "", "pictures": [{"picture": picture, "caption": f"<p>{CANARY}</p>"}] * 2}),
    )
    number.article_with_draft.image = number.issue.cover = number.dossier.image = image
    for page in (number.article_with_draft, number.issue, number.dossier):
        page.share_image = image
        page.save()
    return Hidden({f"/media/{image.file.name}": 404}, unchanged=False)


@state("file: made of drafts", PublicationFile)
def preview_file(world: World) -> Hidden:
    file = PublicationFile(page=world.number.issue, format="pdf", is_preview=True, digest="0" * 64)
    file.file.save("zanzibarcanari.pdf", ContentFile(CANARY.encode()), save=True)
    return Hidden({f"/media/{file.file.name}": 404})
