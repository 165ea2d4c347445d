"""What of news and press releases follows a person or a subject that is merged."""

from django.utils.translation import gettext_lazy as _

from core.merge_rules import LinkRule

LINKS = (
    LinkRule("home.NewsContributor", "agent", same=("page", "role"), called=_("Signatures d’actualités")),
    LinkRule("home.NewsConcept", "concept", same=("page",), called=_("Sujets d’actualités")),
    LinkRule("home.PressConcept", "concept", same=("page",), called=_("Sujets de communiqués")),
)
