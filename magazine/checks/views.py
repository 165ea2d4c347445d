"""The findings of an article as it was last saved, for the panel beside its form."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from magazine.checks.services import check_article
from magazine.models import ArticlePage


@require_GET
@never_cache
def show_findings(request: HttpRequest, pk: int) -> HttpResponse:
    """A list to put into the panel; only for who may open the article."""
    article = get_object_or_404(ArticlePage.objects.select_related("latest_revision", "locale"), pk=pk)
    if not article.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    findings = check_article(article.get_latest_revision_as_object())
    return render(request, "magazine/admin/findings.html", {"findings": findings})
