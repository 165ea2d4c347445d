"""What of the magazine follows a person, a subject or a record that is merged."""

from django.utils.translation import gettext_lazy as _

from core.merge_rules import LinkRule

LINKS = (
    LinkRule("magazine.ArticleContributor", "agent", same=("page", "role"), called=_("Signatures d’articles")),
    LinkRule("magazine.GuestEditor", "agent", same=("page",), called=_("Coordinations de dossiers")),
    LinkRule("magazine.BoardMember", "agent", same=("page", "role"), called=_("Places dans une rédaction")),
    LinkRule("magazine.ArticleCommission", "agent", called=_("Articles attendus")),
    LinkRule("magazine.ArticleConcept", "concept", same=("page",), called=_("Sujets d’articles")),
    LinkRule("magazine.DossierConcept", "concept", same=("page",), called=_("Sujets de dossiers")),
    LinkRule("magazine.DossierItemPage", "record", called=_("Places dans des dossiers")),
)
