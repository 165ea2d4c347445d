"""What the workshop must know of the periodicals: their addresses, their place in the menu."""

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, re_path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from resources.periodicals import views

UUID = "(?P<uuid>[0-9a-f-]{36})"


class PeriodicalsMenuItem(MenuItem):
    """The way to the periodicals, for who catalogues."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the pages would let them in."""
        return views.may_receive(request.user)


def register() -> None:
    """Join the workshop."""
    hooks.register("register_admin_urls", admin_urls)
    hooks.register(
        "register_documentation_menu_item",
        lambda: PeriodicalsMenuItem(
            _("Périodiques"), reverse("periodicals:list"), name="periodicals", icon_name="calendar-alt", order=40
        ),
    )
    hooks.register(
        "register_documentation_menu_item",
        lambda: PeriodicalsMenuItem(
            _("Bulletinage du jour"), reverse("periodicals:day"), name="periodicals-day", icon_name="calendar-check",
            order=41,
        ),
    )  # fmt: skip


def admin_urls() -> list[URLPattern | URLResolver]:
    """The addresses of the periodicals."""
    acts = "|".join([*views.IssueChange.acts, "notice"])
    patterns = [
        path("", views.ListPage.as_view(), name="list"),
        path("bulletinage/", views.DayPage.as_view(), name="day"),
        path("retards/", views.LatePage.as_view(), name="late"),
        path("retards.csv", views.LateExport.as_view(), name="late_csv"),
        path("nouveau/", views.SetUpPage.as_view(), name="add"),
        path("<uuid:uuid>/", views.IssuesPage.as_view(), name="issues"),
        path("<uuid:uuid>/modifier/", views.SetUpPage.as_view(), name="edit"),
        re_path(rf"^{UUID}/ajouter/(?P<what>numero|suite)/$", views.AddNumber.as_view(), name="add_number"),
        path("numero/<uuid:uuid>/reclamation/", views.ClaimPage.as_view(), name="claim"),
        path("numero/<uuid:uuid>/sommaire/", views.ContentsPage.as_view(), name="contents"),
        re_path(rf"^numero/{UUID}/(?P<act>{acts})/$", views.IssueChange.as_view(), name="act"),
    ]
    return [path("periodiques/", include((patterns, "periodicals")))]
