"""The admin's pages of duplicates: pairs by likeness, two side by side, merges and their undoing."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages as admin_messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from core.admin_views import describe_state
from core.comparison import compare_fields, compare_parts
from core.duplicates import ask_for_report, dismiss_pair, pair_sources, reopen_pair
from core.merge_rules import MergeRule, called, merge_rules
from core.merging import MergeRefused, count_moved, merge_things
from core.models import DuplicatePair, DuplicateReport, Merge
from core.tasks import look_for_duplicates
from core.unmerging import undo_merge
from core.usage import usage_counts

PER_PAGE = 50


def rule_named(name: str) -> MergeRule:
    """The rule of a kind by the name its addresses have: “record”, “agent”, “concept”."""
    for rule in merge_rules().values():
        if rule.model._meta.model_name == name:
            return rule
    raise Http404


def may_merge(user: Any, rule: MergeRule) -> bool:
    """Whether somebody merges things of a kind: who may withdraw them."""
    meta = rule.model._meta
    return bool(user.has_perm(f"{meta.app_label}.delete_{meta.model_name}"))


def rules_of(user: Any) -> list[MergeRule]:
    """The kinds somebody may merge, in the order of the menu."""
    order = ["record", "agent", "concept"]
    rules = [rule for rule in merge_rules().values() if may_merge(user, rule)]
    return sorted(rules, key=lambda rule: order.index(str(rule.model._meta.model_name)))


def edit_address(thing: Any) -> str:
    """Where a thing is edited."""
    return reverse(type(thing).snippet_viewset.get_url_name("edit"), args=[thing.pk])


class DuplicatesPage(WagtailAdminTemplateMixin, TemplateView):
    """A page for who may merge something."""

    header_icon = "copy"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Nobody else comes in."""
        self.rules = rules_of(request.user)
        if not self.rules:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The list of duplicates, then this page."""
        own = {"url": "", "label": self.get_page_title()}
        above = {"url": reverse("duplicates:list"), "label": _("Doublons")}
        return [*self.breadcrumbs_items, *([] if isinstance(self, DuplicatesView) else [above]), own]

    def permitted(self, name: str) -> MergeRule:
        """The rule of a kind, for who may merge things of it."""
        rule = rule_named(name)
        if rule not in self.rules:
            raise PermissionDenied
        return rule


@dataclass(frozen=True)
class PairLine:
    """A pair in the list."""

    first: Any
    second: Any
    score: int
    reasons: list[str]
    url: str
    dismissed: bool


class DuplicatesView(DuplicatesPage):
    """The pairs of one kind, the most alike first."""

    template_name = "core/duplicates.html"
    page_title = gettext_lazy("Doublons possibles")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """One page of pairs, and when they were found."""
        name = self.request.GET.get("kind") or str(self.rules[0].model._meta.model_name)
        rule = self.permitted(name)
        dismissed = self.request.GET.get("dismissed") == "1"
        pairs = DuplicatePair.objects.of_kind(rule.kind, dismissed=dismissed)
        page = Paginator(pairs, PER_PAGE).get_page(self.request.GET.get("p"))
        return {
            **super().get_context_data(**kwargs),
            "tabs": [self._tab(each, rule) for each in self.rules],
            "kind": name,
            "dismissed": dismissed,
            "page_obj": page,
            "query": urlencode({"kind": name, **({"dismissed": "1"} if dismissed else {})}),
            "lines": list_pairs(rule, list(page.object_list)),
            "report": DuplicateReport.objects.filter(kind=rule.kind).first(),
        }

    def _tab(self, rule: MergeRule, shown: MergeRule) -> dict[str, Any]:
        """A kind to choose, with how many pairs wait."""
        name = rule.model._meta.model_name
        return {
            "label": capfirst(str(rule.model._meta.verbose_name_plural)),
            "url": f"?{urlencode({'kind': name})}",
            "count": DuplicatePair.objects.of_kind(rule.kind, dismissed=False).count(),
            "current": rule is shown,
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Have the worker look through everything again."""
        rule = self.permitted(request.POST.get("kind", ""))
        ask_for_report(rule.kind)
        look_for_duplicates.enqueue(rule.kind)
        messages.success(request, _("La recherche est lancée : revenez dans quelques minutes."))
        return HttpResponseRedirect(f"{reverse('duplicates:list')}?kind={rule.model._meta.model_name}")


def list_pairs(rule: MergeRule, pairs: Sequence[DuplicatePair]) -> list[PairLine]:
    """Pairs as lines, in a fixed number of queries; those whose things are gone meanwhile are left out."""
    uuids = {uuid for pair in pairs for uuid in (pair.first_uuid, pair.second_uuid)}
    manager: Any = rule.model._default_manager
    things = {thing.uuid: thing for thing in manager.for_list().not_gone().filter(uuid__in=uuids)}
    words = pair_sources()[rule.kind].reasons
    return [
        PairLine(
            things[pair.first_uuid], things[pair.second_uuid], pair.score,
            [str(words[code]) for code in pair.reasons if code in words],
            reverse("duplicates:pair", args=[rule.model._meta.model_name, pair.first_uuid, pair.second_uuid]),
            pair.dismissed_at is not None,
        )
        for pair in pairs
        if pair.first_uuid in things and pair.second_uuid in things
    ]  # fmt: skip


class PairGone(Exception):
    """One of two things was withdrawn or merged."""


class PairView(DuplicatesPage):
    """Two things side by side: merged, or told apart for good."""

    template_name = "core/duplicate_pair.html"
    page_title = gettext_lazy("Deux fiches, ou une ?")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Back to the list when one of the two has gone meanwhile."""
        try:
            return super().dispatch(request, *args, **kwargs)
        except PairGone:
            messages.warning(request, _("L’une des deux fiches n’est plus là."))
            return HttpResponseRedirect(f"{reverse('duplicates:list')}?kind={kwargs['kind']}")

    def _things(self) -> tuple[MergeRule, Any, Any]:
        """The rule and the two; raises PairGone when one is not there any more."""
        rule = self.permitted(self.kwargs["kind"])
        uuids = [self.kwargs["first"], self.kwargs["second"]]
        manager: Any = rule.model._default_manager
        found = {thing.uuid: thing for thing in manager.not_gone().filter(uuid__in=uuids)}
        if len(found) != 2:
            raise PairGone
        return rule, found[uuids[0]], found[uuids[1]]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Both, field by field, and the one to keep unless somebody knows better."""
        rule, left, right = self._things()
        counts = usage_counts(rule.kind, [left.pk, right.pk])
        return {
            **super().get_context_data(**kwargs),
            "left": left,
            "right": right,
            "sides": [
                (side, thing, edit_address(thing), describe_state(thing), counts.get(thing.pk, 0))
                for side, thing in (("left", left), ("right", right))
            ],
            "suggested": "left" if better_kept(left, right, counts) is left else "right",
            "fields": compare_fields(rule, left, right),
            "parts": compare_parts(rule, left, right),
            "list_url": f"{reverse('duplicates:list')}?kind={self.kwargs['kind']}",
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Do what was decided."""
        rule, left, right = self._things()
        decision = request.POST.get("decision")
        if decision == "dismiss":
            dismiss_pair(rule.kind, left.uuid, right.uuid, request.user)
            messages.success(request, _("C’est noté : ces deux fiches ne seront plus proposées."))
        elif decision == "reopen":
            reopen_pair(rule.kind, left.uuid, right.uuid)
            messages.success(request, _("Ces deux fiches pourront de nouveau être proposées."))
        elif decision == "merge" and request.POST.get("keep") in ("left", "right"):
            return self._merge(rule, left, right)
        else:
            messages.error(request, _("Choisissez la fiche à garder."))
            return HttpResponseRedirect(request.path)
        return HttpResponseRedirect(f"{reverse('duplicates:list')}?kind={kwargs['kind']}")

    def _merge(self, rule: MergeRule, left: Any, right: Any) -> HttpResponse:
        keep = self.request.POST["keep"]
        kept, gone = (left, right) if keep == "left" else (right, left)
        other = "right" if keep == "left" else "left"
        take = {name for name in rule.fields if self.request.POST.get(f"field-{name}") == other}
        try:
            merge = merge_things(gone, kept, user=self.request.user, take=take)
        except MergeRefused as refused:
            messages.error(self.request, str(refused))
            return HttpResponseRedirect(self.request.path)
        text = _("« %(gone)s » est fusionné avec « %(kept)s ».") % {"gone": gone, "kept": kept}
        button = admin_messages.button(reverse("duplicates:merge", args=[merge.uuid]), _("Voir la fusion"))
        admin_messages.success(self.request, text, buttons=[button])
        return HttpResponseRedirect(f"{reverse('duplicates:list')}?kind={self.kwargs['kind']}")


def better_kept(left: Any, right: Any, counts: dict[int, int]) -> Any:
    """The one to keep unless somebody knows better: public, more used, older."""
    return max((left, right), key=lambda thing: (thing.live, counts.get(thing.pk, 0), -thing.number))


class MergesView(DuplicatesPage):
    """What was merged, the last first."""

    template_name = "core/merges.html"
    page_title = gettext_lazy("Fusions")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """One page of merges, in a fixed number of queries."""
        merges = Merge.objects.filter(kind__in=[rule.kind for rule in self.rules]).select_related("merged_by")
        page = Paginator(merges.order_by("-pk").defer("moved"), PER_PAGE).get_page(self.request.GET.get("p"))
        things = _things_of(list(page.object_list))
        lines = [(each, things.get(each.merged_uuid), things.get(each.target_uuid)) for each in page.object_list]
        return {**super().get_context_data(**kwargs), "page_obj": page, "lines": lines}


def _things_of(merges: Sequence[Merge]) -> dict[UUID, Any]:
    """What the merges name, by UUID."""
    found: dict[UUID, Any] = {}
    for rule in merge_rules().values():
        own = [each for each in merges if each.kind == rule.kind]
        uuids = {uuid for each in own for uuid in (each.merged_uuid, each.target_uuid)}
        if uuids:
            manager: Any = rule.model._default_manager
            found |= {thing.uuid: thing for thing in manager.for_list().filter(uuid__in=uuids)}
    return found


class MergeView(DuplicatesPage):
    """One merge: what went where, how both compare, and the button that undoes it."""

    template_name = "core/merge.html"
    page_title = gettext_lazy("Fusion")

    def _merge(self) -> tuple[MergeRule, Merge]:
        """The merge, for who may undo it."""
        merge = Merge.objects.filter(uuid=self.kwargs["uuid"]).first()
        rule = next((rule for rule in self.rules if merge and rule.kind == merge.kind), None)
        if merge is None or rule is None:
            raise Http404
        return rule, merge

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What there is to read of it."""
        rule, merge = self._merge()
        things = _things_of([merge])
        merged, target = things.get(merge.merged_uuid), things.get(merge.target_uuid)
        context = {**super().get_context_data(**kwargs), "merge": merge, "merged": merged, "target": target}
        if merged is None or target is None:
            return context
        named = {name: rule.model._meta.get_field(name).verbose_name for name in merge.moved.get("fields", {})}  # type: ignore[union-attr]  # plain fields
        return context | {
            "addresses": [edit_address(merged), edit_address(target)],
            "counts": [(called(label), count) for label, count in sorted(count_moved(merge).items())],
            "changed": [(named[name], *values) for name, values in merge.moved.get("fields", {}).items()],
            "fields": compare_fields(rule, merged, target),
            "parts": compare_parts(rule, merged, target),
            "versions_url": _versions_url(merge, target),
            "undoable": merge.undone_at is None and merged.merged_into_id is not None,
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Undo it, and say what could not come back."""
        _rule, merge = self._merge()
        try:
            left = undo_merge(merge, request.user)
        except MergeRefused as refused:
            messages.error(request, str(refused))
            return HttpResponseRedirect(request.path)
        messages.success(request, _("La fusion est défaite : les deux fiches sont de nouveau là."))
        for sentence in left:
            messages.warning(request, sentence)
        return HttpResponseRedirect(request.path)


def _versions_url(merge: Merge, target: Any) -> str:
    """Where what stayed is compared before and after, change by change."""
    before, after = merge.moved.get("versions", (None, None))
    if not before or target.revisions.filter(pk__in=[before, after]).count() != 2:
        return ""
    return reverse(type(target).snippet_viewset.get_url_name("revisions_compare"), args=[target.pk, before, after])
