"""What the menus of the list and of the form of records offer besides Wagtail's own."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.widgets.button import Button

from resources.models import Record, RecordTemplate

MOST_TEMPLATES = 10
"""Templates named in the menu; the others are in their list."""
TEMPLATE = "modele"
"""The parameter of the address that names a template, by its UUID."""


def name_copying(buttons: list[Any], url: str | None) -> list[Any]:
    """“Dupliquer” is what the house calls it."""
    for button in buttons:
        if url and getattr(button, "url", None) == url:
            button.label = _("Dupliquer")
    return buttons


def form_buttons(record: Record, user: Any) -> list[Button]:
    """What can be done with a record from its form."""
    labels = f"{reverse('workshop:labels')}?notice={record.number}"
    buttons = [Button(_("Imprimer les étiquettes"), url=labels, icon_name="tag", priority=40)]
    if user.has_perm("resources.add_recordtemplate"):
        url = reverse("workshop:keep_template", args=[record.pk])
        buttons.append(Button(_("Enregistrer comme modèle"), url=url, icon_name="snippet", priority=15))
    return buttons


def template_buttons(user: Any) -> list[Button]:
    """A new record after each template, the first ten by name, and the way to all of them."""
    if not user.has_perm("resources.add_record"):
        return []
    known = list(RecordTemplate.objects.only("name", "uuid")[: MOST_TEMPLATES + 1])
    buttons = [
        Button(
            _("Nouvelle notice d’après « %(name)s »") % {"name": template.name},
            url=start_url(template), icon_name="plus", priority=100 + place,
        )
        for place, template in enumerate(known[:MOST_TEMPLATES])
    ]  # fmt: skip
    if len(known) > MOST_TEMPLATES:
        url = reverse("wagtailsnippets_resources_recordtemplate:list")
        buttons.append(Button(_("Tous les modèles"), url=url, icon_name="snippet", priority=200))
    return buttons


def start_url(template: RecordTemplate) -> str:
    """Where a new record after a template is written."""
    return f"{reverse('wagtailsnippets_resources_record:add')}?{TEMPLATE}={template.uuid}"
