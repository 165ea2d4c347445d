"""The tree in the workshop: read, searched, opened branch by branch, and changed; with or without JavaScript."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView, View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from thesaurus.models import Concept
from thesaurus.placing import Refused, add_concept, leave_place, move_concept, rename_concept, undo_move
from thesaurus.tree import Branch, find_in_tree, read_branch, read_tree, stamp_of
from thesaurus.tree_forms import LabelForm, MoveForm, RenameForm

NAMES = "wagtailsnippets_thesaurus_concept"
ACTIONS = ("add", "change", "publish", "delete", "view")


def tree_url(opened: Any = (), focus: int | None = None, **query: Any) -> str:
    """The address of the tree with some branches open, and a concept to look at."""
    asked = {"ouvert": ".".join(str(number) for number in opened), "vers": focus or "", **query}
    kept = urlencode({name: value for name, value in asked.items() if value})
    return reverse(f"{NAMES}:tree") + (f"?{kept}" if kept else "") + (f"#c{focus}" if focus else "")


def may_change(user: Any, concept: Concept | None = None) -> bool:
    """Whether somebody may change a concept's place and labels: what is published, only who may publish."""
    action = "change" if concept is not None and not concept.live else "publish"
    return bool(user.has_perm(f"thesaurus.{action}_concept"))


def read_numbers(text: str) -> list[int]:
    """The numbers in an address; what is not one is passed over."""
    parts = text.replace(",", ".").split(".")
    return [int(part) for part in dict.fromkeys(parts) if part.isascii() and part.isdigit() and len(part) < 16]


class ConceptAccess:
    """Lets in who works on concepts."""

    request: HttpRequest

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Refuse the others."""
        if not any(request.user.has_perm(f"thesaurus.{action}_concept") for action in ACTIONS):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]  # a mixin for Django's views

    def find(self, number: int) -> Concept:
        """The concept of a number, or a 404."""
        found: Concept | None = Concept.objects.not_gone().with_labels().numbered(number).first()
        if found is None:
            raise Http404
        return found


class TreeView(ConceptAccess, WagtailAdminTemplateMixin, TemplateView):
    """The whole tree; `ouvert` opens branches, `vers` is the concept to look at, `q` searches."""

    template_name = "thesaurus/admin/tree.html"
    page_title = gettext_lazy("Arbre des sujets")
    header_icon = "tag"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The branches asked for, or what the words lead to."""
        asked = self.request.GET
        opened = read_numbers(asked.get("ouvert", ""))
        page = next(iter(read_numbers(asked.get("page", ""))), 1)
        query = asked.get("q", "").strip()[:200]
        focus = next(iter(read_numbers(asked.get("vers", ""))), 0)
        tree = read_tree(opened, page, focus)
        mark_toggles(tree, opened)
        mark_focus(tree, focus)
        user = self.request.user
        return {
            **super().get_context_data(**kwargs),
            "tree": tree,
            "undo": next(iter(read_numbers(asked.get("annuler", ""))), 0),
            "query": query,
            "found": [(one, tree_url([n for n, _text in one.way], one.number)) for one in find_in_tree(query)],
            "focus": focus,
            "may_move": may_change(user),
            "may_add": user.has_perm("thesaurus.add_concept"),
            "add_form": LabelForm(auto_id="racine_%s"),
        }

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """After the list of concepts."""
        return [
            {"url": reverse("wagtailadmin_home"), "label": _("Accueil")},
            {"url": reverse(f"{NAMES}:list"), "label": _("Sujets")},
            {"url": "", "label": self.page_title},
        ]


def mark_toggles(branch: Branch, opened: list[int]) -> None:
    """Give each line the address that opens or closes it, the rest staying as it is."""
    for node in branch.nodes:
        others = [number for number in opened if number != node.number]
        node.toggle = tree_url(others if node.children else [*others, node.number], node.number)
        if node.children:
            mark_toggles(node.children, opened)


def mark_focus(branch: Branch, number: int) -> bool:
    """Mark the first line of a concept, to which the address of the page leads; tells whether there is one."""
    for node in branch.nodes:
        if node.number == number:
            node.anchor = True
            return True
        if node.children and mark_focus(node.children, number):
            return True
    return False


class BranchView(ConceptAccess, TemplateView):
    """The lines of one branch, for a tree that is already on the screen; 0 is the top."""

    template_name = "thesaurus/admin/branch.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """One page of the branch."""
        parent = self.find(kwargs["number"]) if kwargs["number"] else None
        page = next(iter(read_numbers(self.request.GET.get("page", ""))), 1)
        branch = read_branch(parent, page)
        mark_toggles(branch, [parent.number] if parent else [])
        return {**super().get_context_data(**kwargs), "branch": branch}


class PlaceView(ConceptAccess, WagtailAdminTemplateMixin, TemplateView):
    """Everything that can be done with one concept at one of its places, by links and small forms."""

    template_name = "thesaurus/admin/place.html"
    header_icon = "tag"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The concept, its places, and the concepts it could go under."""
        concept = self.find(kwargs["number"])
        self.page_title = str(concept)
        query = self.request.GET.get("q", "").strip()[:200]
        label = concept.preferred_label()
        places = list(Concept.objects.directly_above(concept))
        first = "" if concept.top or not places else str(places[0].number)
        known = {"text": label.text, "language": label.language, "before": label.text} if label else {}
        user = self.request.user
        return {
            **super().get_context_data(**kwargs),
            "concept": concept,
            "under": self.request.GET.get("sous", first),
            "places": places,
            "stamp": stamp_of(concept),
            "query": query,
            "found": [one for one in find_in_tree(query) if one.number != concept.number],
            "rename_form": RenameForm(initial=known, auto_id="nom_%s"),
            "add_form": LabelForm(auto_id="sous_%s"),
            "may_move": may_change(user, concept),
            "may_add": user.has_perm("thesaurus.add_concept"),
            "back": tree_url(focus=concept.number),
        }

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """After the tree."""
        return [
            {"url": reverse("wagtailadmin_home"), "label": _("Accueil")},
            {"url": reverse(f"{NAMES}:tree"), "label": _("Arbre des sujets")},
            {"url": "", "label": self.page_title},
        ]


class ChangeView(ConceptAccess, View):
    """One change, posted; answers JSON to the script of the tree, and leads back to the tree without it."""

    form_class: type[forms.Form] = forms.Form

    def post(self, request: HttpRequest, number: int = 0) -> HttpResponse:
        """Make the change, or say why not; what is out of date is a conflict (409)."""
        form = self.form_class(request.POST)
        if not form.is_valid():
            return self.refuse(" ".join(str(error) for errors in form.errors.values() for error in errors), 400)
        try:
            return self.change(number, form.cleaned_data)
        except Refused as refusal:
            return self.refuse(str(refusal), 409)

    def change(self, number: int, data: dict[str, Any]) -> HttpResponse:
        """Make the change and answer."""
        raise NotImplementedError

    def answer(self, message: str, opened: Any, focus: int, undo: int = 0) -> HttpResponse:
        """Say what was done, and how it is undone."""
        url = reverse(f"{NAMES}:tree_undo", args=[undo]) if undo else ""
        if self.wants_json():
            return JsonResponse({"message": message, "undo": url, "focus": focus})
        messages.success(self.request, message)
        return HttpResponseRedirect(tree_url(opened, focus, annuler=undo or ""))

    def refuse(self, message: str, status: int) -> HttpResponse:
        """Say why nothing was done."""
        if self.wants_json():
            return JsonResponse({"message": message}, status=status)
        messages.error(self.request, message)
        return HttpResponseRedirect(tree_url(read_numbers(self.request.POST.get("ouvert", ""))))

    def wants_json(self) -> bool:
        """Whether the script of the tree asks."""
        return "application/json" in self.request.headers.get("Accept", "")


class MoveView(ChangeView):
    """Move a concept, or place it a second time."""

    form_class = MoveForm

    def change(self, number: int, data: dict[str, Any]) -> HttpResponse:
        """Move it; who may not publish moves drafts only."""
        concept = self.find(number)
        if not may_change(self.request.user, concept):
            raise PermissionDenied
        source, target = data["source"], data["target"]
        entry = move_concept(concept, source, target, data["stamp"], self.request.user, keep=data["keep"])
        words = {"concept": str(concept), "target": str(target or "")}
        if target is None:
            message = _("« %(concept)s » est en tête de l’arbre.") % words
        elif data["keep"]:
            message = _("« %(concept)s » est aussi sous « %(target)s ».") % words
        else:
            message = _("« %(concept)s » est maintenant sous « %(target)s ».") % words
        return self.answer(message, [target.number] if target else [], concept.number, entry)


class LeaveView(ChangeView):
    """Take a concept away from one of its places."""

    form_class = MoveForm

    def change(self, number: int, data: dict[str, Any]) -> HttpResponse:
        """Leave the others."""
        concept = self.find(number)
        if not may_change(self.request.user, concept):
            raise PermissionDenied
        entry = leave_place(concept, data["source"], data["stamp"], self.request.user)
        words = {"concept": str(concept), "source": str(data["source"])}
        return self.answer(_("« %(concept)s » n’est plus sous « %(source)s ».") % words, [], number, entry)


class UndoView(ChangeView):
    """Put back what was moved."""

    def change(self, number: int, data: dict[str, Any]) -> HttpResponse:
        """`number` is that of the entry in the history."""
        if not may_change(self.request.user):
            raise PermissionDenied
        concept = undo_move(number, self.request.user)
        return self.answer(_("« %s » est revenu à sa place.") % concept, [], concept.number)


class RenameView(ChangeView):
    """Change a preferred label."""

    form_class = RenameForm

    def change(self, number: int, data: dict[str, Any]) -> HttpResponse:
        """Rename it, unless somebody just did."""
        concept = self.find(number)
        if not may_change(self.request.user, concept):
            raise PermissionDenied
        rename_concept(concept, data["language"], data["text"], data["before"], self.request.user)
        return self.answer(_("« %(before)s » s’appelle maintenant « %(text)s ».") % data, [], number)


class AddView(ChangeView):
    """Make a concept under another, or at the top."""

    form_class = LabelForm

    def change(self, number: int, data: dict[str, Any]) -> HttpResponse:
        """Published at once by who may publish, a draft otherwise."""
        user = self.request.user
        if not user.has_perm("thesaurus.add_concept"):
            raise PermissionDenied
        under = self.find(number) if number else None
        concept = add_concept(data["text"], data["language"], under, user, live=may_change(user))
        message = _("« %s » est créé.") if concept.live else _("« %s » est créé, comme brouillon.")
        return self.answer(message % concept, [under.number] if under else [], concept.number)
