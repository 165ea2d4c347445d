"""What holds the admin’s own forms and lists to the number as a whole, with a word of why."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.action_menu import ActionMenuItem
from wagtail.models import Page

from magazine.assembly.drafts import read_drafts_of
from magazine.assembly.gaps import gaps_by_article
from magazine.assembly.readiness import mark_ready
from magazine.models import ArticlePage, IssuePage
from magazine.releases.corrections import changes_silently
from magazine.releases.embargo import advise_on_embargo
from magazine.releases.guards import (
    IssuePart,
    PartPermissions,
    WholeIssue,
    has_live_below,
    parents_are_live,
    refusal_of,
    refusal_to_delete,
    refusal_to_move,
)

WHOLE = gettext_lazy("Un numéro se publie et se met hors ligne en entier : c’est ici.")


class ReadyMenuItem(ActionMenuItem):
    """“Marquer prêt”, in the place of “Publier” while the number is not out."""

    name = "action-mark-ready"
    label = gettext_lazy("Marquer prêt")
    icon_name = "check"
    order = 5

    def is_shown(self, context: Any) -> bool:
        """For an article that waits for its number, and for who may publish it then."""
        rights = context.get("user_page_permissions_tester")
        return (
            context["view"] == "edit"
            and isinstance(context.get("page"), ArticlePage)
            and isinstance(rights, PartPermissions)
            and not context["locked_for_user"]
            and rights.may_mark_ready()
            and not rights.may_be_live
        )


def register() -> None:
    """Join the admin."""
    hooks.register("register_page_action_menu_item", lambda: ReadyMenuItem(order=5))
    hooks.register("before_edit_page", say_why_not_published)
    hooks.register("before_create_page", say_why_not_created_live)
    hooks.register("after_edit_page", follow_edit)
    hooks.register("before_publish_page", note_silent_change)
    hooks.register("after_publish_page", propose_correction)
    hooks.register("before_unpublish_page", lead_to_withdrawal)
    hooks.register("before_delete_page", refuse_to_delete)
    hooks.register("before_move_page", refuse_to_move)
    hooks.register("before_bulk_action", refuse_in_bulk)


def say_why_not_published(request: HttpRequest, page: Page) -> None:
    """Who asks to publish a page of a number that is not out is told why; what they wrote is kept as a draft."""
    if request.method != "POST" or "action-publish" not in request.POST:
        return
    if isinstance(page, IssuePart) and not parents_are_live(page):
        messages.error(request, _("%(why)s Rien n’est publié.") % {"why": refusal_of(page)})
    elif isinstance(page, IssuePage) and not page.live:
        messages.error(request, WHOLE, buttons=[_to_desk(page)])


def say_why_not_created_live(request: HttpRequest, parent: Page, kind: type[Page]) -> None:
    """The same for a page that is just being made."""
    if request.method != "POST" or "action-publish" not in request.POST:
        return
    if issubclass(kind, WholeIssue) or (issubclass(kind, IssuePart) and not parent.live):
        messages.error(request, _("Le numéro se publie en entier : la page est enregistrée comme brouillon."))


def follow_edit(request: HttpRequest, page: Page) -> None:
    """After an article is saved: find it ready if that was asked, and say what is odd about its embargo."""
    if not isinstance(page, ArticlePage) or "application/json" in request.headers.get("Accept", ""):
        return
    if "action-mark-ready" in request.POST:
        _mark_ready(request, page)
    if advice := advise_on_embargo(page):
        messages.warning(request, advice)


def _mark_ready(request: HttpRequest, page: ArticlePage) -> None:
    rights = PartPermissions(request.user, page)
    if not rights.may_mark_ready() or rights.may_be_live:
        return
    drafts = read_drafts_of([ArticlePage.objects.select_related("latest_revision").get(pk=page.pk)])
    lacks = ", ".join(gap.text for gap in gaps_by_article(drafts)[page.pk] if gap.blocks)
    title = drafts[0].title
    if lacks:
        text = _("« %(title)s » est enregistré, mais ne peut pas être prêt : il manque %(what)s.")
        messages.error(request, text % {"title": title, "what": lacks})
        return
    mark_ready(drafts[0].article, None, request.user)
    messages.success(request, _("« %(title)s » est prêt : il paraîtra avec le numéro.") % {"title": title})


def note_silent_change(request: HttpRequest, page: Page) -> None:
    """Before a live article is replaced: remember whether its words change without a correction."""
    if isinstance(page, ArticlePage):
        before = ArticlePage.objects.filter(pk=page.pk).first()
        request.changes_silently = before is not None and changes_silently(before, page)  # type: ignore[attr-defined]  # for the hook below


def propose_correction(request: HttpRequest, page: Page) -> None:
    """After it: propose to say what was corrected. Nothing is held up."""
    if not getattr(request, "changes_silently", False):
        return
    url = f"{reverse('wagtailadmin_pages:edit', args=[page.pk])}#panel-child-content-child-corrections"
    text = _("Le texte de « %(title)s » a changé après parution. Si c’est une erreur corrigée, dites-le aux lecteurs.")
    messages.warning(request, text % {"title": page.title}, buttons=[messages.button(url, _("Ajouter une correction"))])


def lead_to_withdrawal(request: HttpRequest, page: Page) -> HttpResponse | None:
    """A number is taken offline elsewhere, as a whole."""
    if not isinstance(page.specific_deferred, WholeIssue):
        return None
    messages.info(request, WHOLE)
    return HttpResponseRedirect(reverse("magazine_assembly:withdraw", args=[page.pk]))


def refuse_to_delete(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Nor is a number deleted while anything of it is live."""
    issue = _live_number_in(page)
    if issue is None:
        return None
    messages.error(request, refusal_to_delete(issue), buttons=[_to_desk(issue)])
    return HttpResponseRedirect(reverse("wagtailadmin_explore", args=[page.get_parent().pk]))


def refuse_to_move(request: HttpRequest, page: Page, parent: Page) -> HttpResponse | None:
    """What is live does not go where nothing is."""
    reason = refusal_to_move(page, parent)
    if not reason:
        return None
    messages.error(request, reason)
    return HttpResponseRedirect(reverse("wagtailadmin_explore", args=[page.get_parent().pk]))


def refuse_in_bulk(request: HttpRequest, kind: str, things: Iterable[Any], action: Any) -> HttpResponse | None:
    """The same for several pages at once."""
    pages = [thing for thing in things if isinstance(thing, Page)]
    if kind == "unpublish" and any(issubclass(page.specific_class or Page, WholeIssue) for page in pages):
        messages.error(request, _("Un numéro se met hors ligne en entier, depuis « Composer le numéro »."))
    elif kind == "delete" and (issue := next(filter(None, map(_live_number_in, pages)), None)):
        messages.error(request, refusal_to_delete(issue))
    else:
        return None
    return HttpResponseRedirect(reverse("wagtailadmin_explore", args=[pages[0].get_parent().pk]))


def _live_number_in(page: Page) -> IssuePage | None:
    """A number among a page and what is below it that holds anything live."""
    for issue in IssuePage.objects.descendant_of(page, inclusive=True):
        if issue.live or has_live_below(issue):
            found: IssuePage = issue
            return found
    return None


def _to_desk(issue: Page) -> Any:
    return messages.button(reverse("magazine_assembly:table", args=[issue.pk]), _("Composer le numéro"))
