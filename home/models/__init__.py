"""The site's own pages: front pages, plain pages, news, press releases."""

from home.models.bulletins import Bulletin, BulletinIndex
from home.models.home_page import HomePage
from home.models.news import NewsConcept, NewsContributor, NewsIndexPage, NewsPage
from home.models.press import PressAttachment, PressConcept, PressIndexPage, PressReleasePage
from home.models.standard_page import FooterPlace, StandardPage

__all__ = [
    "Bulletin",
    "BulletinIndex",
    "FooterPlace",
    "HomePage",
    "NewsConcept",
    "NewsContributor",
    "NewsIndexPage",
    "NewsPage",
    "PressAttachment",
    "PressConcept",
    "PressIndexPage",
    "PressReleasePage",
    "StandardPage",
]
