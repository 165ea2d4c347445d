"""Warning before something is saved that is likely there already: the form is shown once more, as it was filled in."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import ngettext

from core.admin_views import describe_state
from core.duplicates import dismiss_pair, known_as_others

CONFIRMED = "not_duplicates"
"""The box an editor ticks; its values are the UUIDs of what the new thing is not."""


class WarnsOfDuplicates:
    """For a form that creates or edits a thing: `duplicate_keys` are what it is recognised by, `likely` what has them.

    Nothing is saved while there is something alike that has not been looked at; all that was typed stays in the form,
    and a box lets it be saved all the same. What was alike before this edit is not said again.
    """

    model: Any
    object: Any
    request: HttpRequest
    view_name: str
    warned_template = "core/form_with_duplicates.html"
    likely_duplicates: tuple[Any, ...] = ()
    keys_before: Any = None

    def duplicate_keys(self, thing: Any) -> Any:
        """What a saved thing is recognised by."""
        raise NotImplementedError

    def duplicate_keys_of_form(self, form: Any) -> Any:
        """The same of what is in the form, unsaved parts among it."""
        raise NotImplementedError

    def find_likely(self, keys: Any, own: Any) -> list[Any]:
        """The things that are likely the same, `own` left out."""
        raise NotImplementedError

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Read what the thing was recognised by before the form changes it."""
        if getattr(self.object, "pk", None):
            self.keys_before = self.duplicate_keys(self.object)
        return super().post(request, *args, **kwargs)  # type: ignore[misc]  # Wagtail's view follows

    def is_valid(self, form: Any) -> bool:
        """Whether the form may be saved: right, and like nothing that was not looked at."""
        if not super().is_valid(form):  # type: ignore[misc]  # Wagtail's view follows
            return False
        likely = self._unseen(form)
        if not likely:
            return True
        self.likely_duplicates = tuple(likely)
        self.produced_error_code = "validation_error"
        self.produced_error_message = ngettext(
            "Rien n’est encore enregistré : ceci ressemble à ce qui existe déjà.",
            "Rien n’est encore enregistré : ceci ressemble à %(count)d fiches qui existent déjà.",
            len(likely),
        ) % {"count": len(likely)}
        return False

    def _unseen(self, form: Any) -> list[Any]:
        """What is alike and was neither so before nor looked at since."""
        keys = self.duplicate_keys_of_form(form)
        if keys == self.keys_before:
            return []
        own = form.instance
        seen = self._confirmed()
        if own.pk:
            seen |= known_as_others(self.model._meta.label_lower, own.uuid)
        return [one for one in self.find_likely(keys, own) if one.uuid not in seen]

    def _confirmed(self) -> set[UUID]:
        """What the editor has looked at and says is something else."""
        found = set()
        for text in self.request.POST.getlist(CONFIRMED)[:20]:
            for part in text.split(",")[:50]:
                try:
                    found.add(UUID(part))
                except ValueError:
                    continue
        return found

    def save_instance(self) -> Any:
        """Save, and remember that the two are two."""
        saved = super().save_instance()  # type: ignore[misc]  # Wagtail's view follows
        known = self._confirmed() - {saved.uuid}
        for uuid in self.model._default_manager.filter(uuid__in=known).values_list("uuid", flat=True):
            dismiss_pair(self.model._meta.label_lower, saved.uuid, uuid, self.request.user)
        return saved

    def get_template_names(self) -> list[str]:
        """The form with what it resembles above it, when it resembles something."""
        if self.likely_duplicates:
            return [self.warned_template]
        return list(super().get_template_names())  # type: ignore[misc]  # Wagtail's view follows

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What the warning prints."""
        context: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]  # Wagtail's view follows
        if self.likely_duplicates:
            viewset = self.model.snippet_viewset
            context["likely_duplicates"] = [
                (one, reverse(viewset.get_url_name("edit"), args=[one.pk]), describe_state(one))
                for one in self.likely_duplicates
            ]
            seen = {str(one.uuid) for one in self.likely_duplicates} | {str(one) for one in self._confirmed()}
            context["confirmed_field"], context["confirmed_value"] = CONFIRMED, ",".join(sorted(seen))
            context["form_template"] = (
                f"wagtailsnippets/snippets/{'edit' if self.view_name == 'edit' else 'create'}.html"
            )
        return context
