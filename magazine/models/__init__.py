"""The magazine's pages, what is planned around them, and the files made of them."""

from magazine.models.article_page import ArticleConcept, ArticleContributor, ArticleCorrection, ArticlePage
from magazine.models.commission import ArticleCommission
from magazine.models.file_order import FileOrder
from magazine.models.files import FileFormat, PublicationFile
from magazine.models.issue_page import IssuePage
from magazine.models.magazine_page import BoardMember, MagazinePage
from magazine.models.parts import DossierConcept, DossierItemPage, DossierPage, GuestEditor, RubricPage
from magazine.models.preview import IssuePreviewLink
from magazine.models.release import IssueRelease, ReleaseAction
from magazine.models.word_document import WordDocument

__all__ = [
    "ArticleCommission",
    "ArticleConcept",
    "ArticleContributor",
    "ArticleCorrection",
    "ArticlePage",
    "BoardMember",
    "DossierConcept",
    "DossierItemPage",
    "DossierPage",
    "FileFormat",
    "FileOrder",
    "GuestEditor",
    "IssuePage",
    "IssuePreviewLink",
    "IssueRelease",
    "MagazinePage",
    "PublicationFile",
    "ReleaseAction",
    "RubricPage",
    "WordDocument",
]
