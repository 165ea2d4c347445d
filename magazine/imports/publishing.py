"""Imported numbers go out as a whole, like any other."""

from collections.abc import Iterable

from core.conversion import Remark
from core.folders.page_report import PageReport
from magazine.assembly.drafts import read_articles
from magazine.models import ArticlePage, IssuePage, RubricPage
from magazine.releases.refusals import ReleaseRefused
from magazine.releases.services import publish_issue


def publish_imported(issues: Iterable[IssuePage], report: PageReport) -> None:
    """Publish some numbers, each as a whole, the oldest first; what was added to a live one follows it."""
    for issue in sorted(issues, key=lambda one: (one.issued_on, one.path)):
        issue.refresh_from_db()
        if issue.live:
            _publish_added(issue, report)
            continue
        left_out = [draft.article.uuid for draft in read_articles(issue) if not draft.has_text]
        try:
            publish_issue(issue, None, left_out, even_unready=True)
        except ReleaseRefused as error:
            report.add(issue.title, [Remark("release", str(error))])
            continue
        report.counts["published"] += 1


def _publish_added(issue: IssuePage, report: PageReport) -> None:
    """Publish what an import added to a live number: rubrics first, then their articles."""
    for model in (RubricPage, ArticlePage):
        for page in model.objects.of_issue(issue).filter(live=False, imported__isnull=False, first_published_at=None):
            revision = page.latest_revision or page.save_revision(log_action=False)
            revision.publish()
            report.counts["published"] += model is ArticlePage
