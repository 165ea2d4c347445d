"""What a check finds in an article."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

PLACES = {
    "body": "body",
    "contributors": "id_contributors-ADD",
    "concepts": "id_concepts-ADD",
    "footnotes": "id_footnotes-ADD",
    "image": "id_image_alt",
}
"""What the form of an article calls the places a finding leads to; those of panels change with the language."""


class Severity(models.TextChoices):
    """How grave it is: an error has to be put right before the article is submitted."""

    ERROR = "error", gettext_lazy("à corriger")
    WARNING = "warning", gettext_lazy("à revoir")


@dataclass(frozen=True)
class Finding:
    """One thing to put right: where it stands in the form, and the criterion of the RGAA it falls under, if any."""

    code: str
    severity: Severity
    message: str
    rgaa: str = ""
    field: str = ""
    block: str = ""
    """The identity of the block of the body."""

    @property
    def is_error(self) -> bool:
        """Whether it keeps the article from being submitted."""
        return self.severity == Severity.ERROR

    @property
    def criterion(self) -> str:
        """The criterion, as it is shown beside the message."""
        return _("RGAA %(number)s") % {"number": self.rgaa} if self.rgaa else ""

    @property
    def anchor(self) -> str:
        """Where the form of the article shows it."""
        if self.block:
            return f"#block-{self.block}-section"
        return f"#{PLACES.get(self.field, 'id_' + self.field)}" if self.field else ""


def error(code: str, message: str, rgaa: str = "", field: str = "", block: str = "") -> Finding:
    """Something that has to be put right."""
    return Finding(code, Severity.ERROR, message, rgaa, field, block)


def warning(code: str, message: str, rgaa: str = "", field: str = "", block: str = "") -> Finding:
    """Something to look at."""
    return Finding(code, Severity.WARNING, message, rgaa, field, block)


def errors_first(findings: Iterable[Finding]) -> list[Finding]:
    """The order in which findings are shown; those of one kind stay in the order of the text."""
    return sorted(findings, key=lambda finding: not finding.is_error)
