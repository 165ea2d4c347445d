"""What of podcasts and capsules follows a person, a subject or a record that is merged."""

from django.utils.translation import gettext_lazy as _

from core.merge_rules import LinkRule

LINKS = (
    LinkRule("audiovisual.EpisodePerson", "agent", same=("page", "role"), called=_("Rôles dans des épisodes")),
    LinkRule("audiovisual.CapsulePerson", "agent", same=("page", "role"), called=_("Rôles dans des capsules")),
    LinkRule("audiovisual.ShowHost", "agent", same=("page",), called=_("Podcasts animés")),
    LinkRule("audiovisual.EpisodeConcept", "concept", same=("page",), called=_("Sujets d’épisodes")),
    LinkRule("audiovisual.CapsuleConcept", "concept", same=("page",), called=_("Sujets de capsules")),
    LinkRule("audiovisual.EpisodeRecord", "record", same=("page",), called=_("Documents cités dans des épisodes")),
    LinkRule("audiovisual.CapsuleRecord", "record", same=("page",), called=_("Documents cités dans des capsules")),
)
