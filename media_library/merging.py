"""What of the library follows a person who is merged: their voices, and what they agreed to."""

from django.utils.translation import gettext_lazy as _

from core.merge_rules import LinkRule

LINKS = (
    LinkRule("media_library.Speaker", "agent", called=_("Voix dans des enregistrements")),
    LinkRule("media_library.Release", "agent", called=_("Accords pour des enregistrements")),
)
