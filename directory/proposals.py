"""A person or an organisation made while cataloguing: proposed by who may not publish, public at once otherwise."""

from typing import Any

from django import forms
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import log

from core.names import match_key, parse_person
from core.proposals import PROPOSED, mark_proposed
from core.text import squeeze
from directory.models import Agent, AgentKind


def make_agent(name: str, kind: str, note: str, user: Any, *, live: bool) -> Agent:
    """Make an agent from its name alone, “Leroux, Gaston” or “Gaston Leroux”; a proposal unless `live`."""
    name = squeeze(name)
    agent = Agent(kind=kind, live=False, name=name[:255])
    if kind == AgentKind.PERSON:
        person = parse_person(name)
        agent.name, agent.sort_name = person.display[:255], person.sort[:255]
    if not live:
        mark_proposed(agent, user, squeeze(note))
    with transaction.atomic():
        agent.save()
        revision = agent.save_revision(user=user, clean=False)
        log(
            instance=agent, action="wagtail.create" if live else PROPOSED, user=user, revision=revision,
            content_changed=True,
        )  # fmt: skip
        if live:
            revision.publish(user=user)
    return agent


class ProposeAgentForm(forms.Form):
    """The tab of the chooser where somebody who is missing is made."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Sorte"), choices=AgentKind.choices, widget=forms.RadioSelect, initial="person"
    )
    name = forms.CharField(
        label=gettext_lazy("Nom"), max_length=255, help_text=gettext_lazy("Gaston Leroux, ou Leroux, Gaston.")
    )
    note = forms.CharField(
        label=gettext_lazy("Remarque pour qui validera"), required=False, max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    namesake = forms.BooleanField(
        label=gettext_lazy("Il s’agit de quelqu’un d’autre du même nom"), required=False,
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Somebody of that name is there already, unless it is said to be another."""
        cleaned: dict[str, Any] = super().clean() or {}
        name, kind = squeeze(cleaned.get("name", "")), cleaned.get("kind")
        if name and not cleaned.get("namesake"):
            shown = parse_person(name).display if kind == AgentKind.PERSON else name
            same = Agent.objects.namesakes(match_key(shown), str(kind)).first()
            if same is not None:
                text = _("« %s » existe déjà : choisissez-le, ou dites qu’il s’agit de quelqu’un d’autre.")
                self.add_error("name", text % same)
        return cleaned

    def propose(self, user: Any) -> Agent:
        """Make the agent."""
        data = self.cleaned_data
        live = user.has_perm("directory.publish_agent")
        return make_agent(data["name"], data["kind"], data["note"], user, live=live)
