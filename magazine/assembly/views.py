"""The numbers, and one number on the editors’ table: read, put in order, added to."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail import hooks
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from magazine.assembly.commissions import change_plan, expect_article, plan_of
from magazine.assembly.forms import ExpectForm, PlanForm
from magazine.assembly.moving import CannotMove, Move, carry_out, lock, plan_move
from magazine.assembly.numbers import list_numbers, works_anywhere
from magazine.assembly.page import IssueDeskPage
from magazine.assembly.readiness import mark_not_ready, mark_ready
from magazine.assembly.table import Row, Table, read_table
from magazine.models import ArticlePage
from magazine.releases.services import last_done, waiting_release


class NumbersView(WagtailAdminTemplateMixin, TemplateView):
    """All numbers, the newest first, with how far each is."""

    template_name = "magazine/admin/numbers.html"
    page_title = gettext_lazy("Numéros")
    header_icon = "list-ol"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """For those who work on a magazine."""
        if not works_anywhere(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """This page, at the top."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """A page of numbers."""
        page = list_numbers(self.request.user, self.request.GET.get("p"))
        return {**super().get_context_data(**kwargs), "numbers": page}


class TableView(IssueDeskPage):
    """One number: everything in it, in order."""

    template_name = "magazine/admin/table.html"
    page_title = gettext_lazy("Composer le numéro")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The table, and what the user may do."""
        table = read_table(self.issue)
        return {
            **super().get_context_data(**kwargs),
            "table": table,
            "may_arrange": self.rights.can_edit(),
            "may_add": self.rights.can_add_subpage(),
            "may_release": self.rights.may_release(),
            "may_mark": self.rights.may_release() and not self.issue.live,
            "waiting": waiting_release(self.issue),
            "last": last_done(self.issue, "publish") if self.issue.live else None,
            "moved": self.request.GET.get("deplace", ""),
            "today": timezone.localdate(),
        }


class MoveView(IssueDeskPage):
    """Move one page within the number; answers with the table."""

    http_method_names = ("post",)

    def may_enter(self) -> bool:
        """For those who may change the number."""
        return bool(self.rights.can_edit())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Move it, with the hooks other parts have on moves; nothing half done."""
        where, target = request.POST.get("where", ""), request.POST.get("target", "")
        page = self.kwargs["page"]
        if where.isdecimal():
            where, target = "inside", where
        try:
            with transaction.atomic():
                move = plan_move(lock(self.issue), page, where, int(target) if target.isdecimal() else None)
                answer = self._carry_out(move) if move is not None else None
        except CannotMove as refusal:
            messages.error(request, str(refusal))
            answer = None
        return answer or HttpResponseRedirect(f"{self.desk_url}?deplace={page}#page-{page}")

    def _carry_out(self, move: Move) -> HttpResponseBase | None:
        for hook in hooks.get_hooks("before_move_page"):
            answer = hook(self.request, move.page, move.parent)
            if isinstance(answer, HttpResponseBase):
                return answer
        carry_out(move, self.request.user)
        for hook in hooks.get_hooks("after_move_page"):
            answer = hook(self.request, move.page)
            if isinstance(answer, HttpResponseBase):
                return answer
        return None


class ExpectView(IssueDeskPage):
    """Announce an article."""

    template_name = "magazine/admin/plan.html"
    page_title = gettext_lazy("Annoncer un article")
    header_icon = "plus"

    def may_enter(self) -> bool:
        """For those who may add pages to the number and arrange it."""
        return bool(self.rights.can_add_subpage() and self.rights.can_edit())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The form."""
        form = kwargs.pop("form", None) or ExpectForm(
            issue=self.issue, initial={"place": self.request.GET.get("place", self.issue.pk)}
        )
        return {**super().get_context_data(**kwargs), "form": form, "media": form.media}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Make the draft and its plan."""
        form = ExpectForm(request.POST, issue=self.issue)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        place = form.cleaned_data["place"]
        parent: Any = self.issue if place == self.issue.pk else self.issue.get_descendants().get(pk=place).specific
        article = expect_article(parent, form.cleaned_data["title"], form.plan(), request.user)
        messages.success(request, _("« %(title)s » est au sommaire.") % {"title": article.title})
        return HttpResponseRedirect(f"{self.desk_url}#page-{article.pk}")


class PlanView(IssueDeskPage):
    """What is planned around one article."""

    template_name = "magazine/admin/plan.html"
    page_title = gettext_lazy("Suivi de l’article")
    header_icon = "calendar-alt"

    def may_enter(self) -> bool:
        """For those who may change the number."""
        return bool(self.rights.can_edit())

    @cached_property
    def article(self) -> ArticlePage:
        """The article."""
        found = ArticlePage.objects.of_issue(self.issue).select_related("commission__agent")
        return get_object_or_404(found, pk=self.kwargs["page"])

    def get_page_subtitle(self) -> str:
        """The article’s title."""
        return str(self.article.get_admin_display_title())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The form."""
        form = kwargs.pop("form", None) or PlanForm(plan=plan_of(self.article))
        return {**super().get_context_data(**kwargs), "form": form, "media": form.media, "article": self.article}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Keep what was typed."""
        form = PlanForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        change_plan(self.article, form.plan())
        messages.success(request, _("Le suivi de « %(title)s » est enregistré.") % {"title": self.get_page_subtitle()})
        return HttpResponseRedirect(f"{self.desk_url}#page-{self.article.pk}")


class ReadyView(IssueDeskPage):
    """Find an article ready, or take that back."""

    http_method_names = ("post",)

    def may_enter(self) -> bool:
        """For those who may publish."""
        return self.rights.may_release()

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Decide about the latest version, unless it may not go out as it is."""
        row = find_row(read_table(self.issue), self.kwargs["page"])
        title = {"title": row.title}
        if "not" in request.POST:
            mark_not_ready(row.page, request.user)
            messages.success(request, _("« %(title)s » n’est plus prêt.") % title)
        elif lacks := ", ".join(gap.text for gap in row.gaps if gap.blocks):
            text = _("« %(title)s » ne peut pas être prêt : il manque %(what)s.")
            messages.error(request, text % {**title, "what": lacks})
        else:
            mark_ready(row.page, None, request.user)
            messages.success(request, _("« %(title)s » est prêt.") % title)
        return HttpResponseRedirect(f"{self.desk_url}#page-{row.page.pk}")


def find_row(table: Table, pk: int) -> Row:
    """The row of an article. Raises Http404 when it is not in the number any more."""
    for row in table.articles:
        if row.page.pk == pk:
            return row
    found: Row = get_object_or_404(ArticlePage, pk=0)
    return found
