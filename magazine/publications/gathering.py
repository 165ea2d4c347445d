"""Reads what a file of an article or a number shows: what is public, or the editors’ drafts for a private preview."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail.rich_text import expand_db_html

from core.models import SiteInformation
from core.spelled_dates import spell_date
from core.typography import typeset_html, typeset_text
from magazine.contents import Contents, Part, read_contents, read_drafts
from magazine.models import ArticlePage, DossierItemPage, DossierPage, IssuePage, MagazinePage, RubricPage
from magazine.publications.chapters import ChapterReader
from magazine.publications.content import Chapter, Later, Picture, Placed, Publication, Section
from magazine.publications.pictures import PictureShelf
from magazine.publications.xhtml import Cleaner
from magazine.showing.issues import cover_letters, number_label, printed_date, printed_price
from magazine.showing.items import things_of
from magazine.showing.people import join_names, named, people_of


def read_publication(page: Any, drafts: bool = False) -> Publication:
    """An article or a number as a file shows it, in its own language; articles under embargo have their place only."""
    with translation.override(page.locale.language_code):
        if isinstance(page, ArticlePage):
            return _Gathering(page, drafts).article(page)
        contents = read_drafts(page) if drafts else read_contents(page, with_bodies=True)
        return _Gathering(contents.issue, drafts).issue(contents)


class _Gathering:
    """The reading of one file: its pictures, its links and its language."""

    def __init__(self, page: Any, drafts: bool) -> None:
        self.page = page
        self.drafts = drafts
        self.language = page.locale.language_code
        self.shelf = PictureShelf()
        self.base = site_address()
        self.chapters: dict[str, str] = {}
        self.cleaner = Cleaner(self.base, self.chapters, self.shelf.find)
        self.reader = ChapterReader(self.cleaner, self.shelf, self.language, self.base)

    def article(self, article: ArticlePage) -> Publication:
        """One article, with where it appeared."""
        issue = IssuePage.objects.ancestor_of(article).first()
        people = people_of([article], "contributors", self.drafts)
        self.chapters[_path(article)] = "a1"
        parent = article.get_parent().specific
        title = parent.title if isinstance(parent, (DossierPage, RubricPage)) else ""
        section = Section(
            title=typeset_text(title, self.language),
            rows=[self.reader.chapter(article, "a1", people.get(article.pk, ()))],
        )
        publication = self._frame("article", article, issue, [section])
        publication.standfirst = typeset_text(article.standfirst, self.language)
        publication.letters = cover_letters(str(issue.number)) if issue else ""
        return publication

    def issue(self, contents: Contents) -> Publication:
        """A number with everything in it."""
        issue = contents.issue
        keys = {row.pk: f"a{place}" for place, row in enumerate(contents.articles, 1)}
        self.chapters.update({_path(row): keys[row.pk] for row in contents.articles if not row.is_under_embargo})
        sections = [self._section(part, f"p{place}", keys) for place, part in enumerate(contents.parts, 1)]
        publication = self._frame("issue", issue, issue, [one for one in sections if one.rows or one.xml])
        publication.standfirst = typeset_text(issue.introduction, self.language)
        publication.presentation = self._rich(issue.presentation)
        publication.colophon = self._rich(issue.colophon)
        publication.where = self._rich(issue.where_to_get)
        publication.price = printed_price(issue, self.language)
        publication.isbn = issue.isbn
        publication.letters = cover_letters(str(issue.number))
        publication.modified = max([publication.modified, *(page.changed_at for page in contents.pages)])
        return publication

    def _frame(self, kind: str, page: Any, issue: IssuePage | None, sections: list[Section]) -> Publication:
        """What is said of any file: what it is, where it appeared, who publishes."""
        magazine: Any = MagazinePage.objects.ancestor_of(page).first()
        information = SiteInformation.objects.filter(site__is_default_site=True).first()
        house = (information.organisation or information.name) if information else settings.WAGTAIL_SITE_NAME
        return Publication(
            kind=kind,
            title=typeset_text(page.title, self.language),
            language=self.language,
            uuid=str(page.uuid),
            url=f"{self.base}{_path(page)}",
            sections=sections,
            modified=page.changed_at,
            magazine=typeset_text(magazine.title, self.language) if magazine else "",
            publisher=(magazine.publisher if magazine else "") or house,
            site=self.base,
            label=number_label(issue) if issue else "",
            date_printed=typeset_text(printed_date(issue), self.language) if issue else "",
            issued_on=issue.issued_on if issue else None,
            issn=(magazine.issn_online or magazine.issn) if magazine else "",
            board=self._board(magazine) if magazine and kind == "issue" else [],
            cover=self._cover(issue) if issue and kind == "issue" else None,
            sources=self.shelf.sources,
        )

    def _board(self, magazine: MagazinePage) -> list[tuple[str, str]]:
        """Who makes the magazine, and what they do there."""
        rows = magazine.board.select_related("agent__merged_into")
        return [(one.name, typeset_text(row.role, self.language)) for row in rows for one in named([row])]

    def _cover(self, issue: IssuePage) -> Picture | None:
        key = self.shelf.take(issue.cover)
        if key is None or issue.cover is None:
            return None
        described = issue.cover.description or _("Couverture : %(title)s") % {"title": issue.title}
        return Picture(key, typeset_text(described, self.language), credit=self.reader.credit_of(issue.cover))

    def _section(self, part: Part, key: str, keys: dict[int, str]) -> Section:
        """A dossier or a rubric with its rows."""
        articles = [row for row in part.rows if isinstance(row, ArticlePage)]
        people = people_of(articles, "contributors", self.drafts)
        things = things_of([row for row in part.rows if isinstance(row, DossierItemPage)])
        section = self._part(part.page, key) if part.page is not None else Section()
        for row in part.rows:
            if isinstance(row, ArticlePage):
                section.rows.append(self._article_row(row, keys[row.pk], people.get(row.pk, ())))
            elif row.pk in things:
                section.rows.append(self._placed(row, things[row.pk].path))
        return section

    def _part(self, page: DossierPage | RubricPage, key: str) -> Section:
        """What a dossier or a rubric says itself."""
        title = typeset_text(page.title, self.language)
        if isinstance(page, RubricPage):
            return Section(key, title, "rubric", typeset_text(page.note, self.language))
        editors = people_of([page], "guest_editors", self.drafts).get(page.pk, ())
        names = join_names([one.name for one in editors], self.language)
        section = Section(key, title, "dossier", typeset_text(page.standfirst, self.language))
        section.byline = _("Coordonné par %(names)s") % {"names": names} if names else ""
        section.xml = self._rich(page.introduction, key)
        section.picture = self.reader.picture(page.image, page.image.description) if page.image else None
        return section

    def _article_row(self, article: ArticlePage, key: str, people: Sequence[Any]) -> Chapter | Later:
        """An article, or its place until it may be read."""
        if article.is_under_embargo:
            until = spell_date(timezone.localtime(article.embargo_until), "j F Y")
            return Later(
                typeset_text(article.title, self.language),
                self.reader.byline(people),
                until,
                f"{self.base}{_path(article)}",
            )
        return self.reader.chapter(article, key, people)

    def _placed(self, item: DossierItemPage, path: str) -> Placed:
        return Placed(
            typeset_text(item.title, self.language), f"{self.base}{path}", typeset_text(item.comment, self.language)
        )

    def _rich(self, html: str, key: str = "") -> str:
        """Running text of a field, as XML."""
        return self.cleaner.clean(typeset_html(expand_db_html(html), self.language), key) if html else ""


def site_address() -> str:
    """The address of the site, without a stroke at its end."""
    return str(settings.WAGTAILADMIN_BASE_URL).rstrip("/")


def _path(page: Page) -> str:
    """The path of a page, live or not."""
    parts = page.get_url_parts()
    return str(parts[2]) if parts and parts[2] else ""
