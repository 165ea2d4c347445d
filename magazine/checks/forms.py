"""The form of an article: what has errors is not submitted; the errors stand where they are to be put right."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.blocks import StreamBlockValidationError, StructBlock
from wagtail.blocks.struct_block import StructBlockValidationError

from magazine.checks.findings import Finding
from magazine.checks.services import check_subject
from magazine.checks.subject import subject_of_form

SUBMITTING = ("action-submit", "action-restart-workflow")


class ArticleForm(WagtailAdminPageForm):
    """The form of an article, checked when it is submitted to the workflow; a draft may be as it is."""

    def is_valid(self) -> bool:
        """Whether what was typed may be saved, and submitted when that was asked."""
        valid = bool(super().is_valid())
        if valid and any(self.data.get(name) for name in SUBMITTING):
            self._refuse([finding for finding in self._check() if finding.is_error])
        return valid and not self.errors

    def _check(self) -> list[Finding]:
        """What the checks find in what was typed."""
        return check_subject(subject_of_form(self))

    def _refuse(self, errors: Iterable[Finding]) -> None:
        """Say each error at its field or block, and once at the top why nothing was submitted."""
        by_block: dict[str, list[str]] = defaultdict(list)
        fields: list[tuple[str | None, str]] = []
        for found in errors:
            message = f"{found.message} ({found.criterion})" if found.criterion else found.message
            if found.block:
                by_block[found.block].append(message)
            else:
                fields.append((found.field if found.field in self.fields else None, message))
        if not by_block and not fields:
            return
        body = self.cleaned_data.get("body")
        self.add_error(None, _("L’article n’est pas encore soumis : corrigez d’abord ce qui est signalé ci-dessous."))
        for field, message in fields:
            self.add_error(field, message)
        if by_block and body is not None:
            self.add_error("body", _error_of_body(body, by_block))


def _error_of_body(body: Any, by_block: dict[str, list[str]]) -> ValidationError:
    """The error Wagtail shows at each block."""
    errors: dict[int, ValidationError] = {}
    for index, block in enumerate(body):
        if messages := by_block.get(str(block.id)):
            is_struct = isinstance(block.block, StructBlock)
            errors[index] = (
                StructBlockValidationError(non_block_errors=messages) if is_struct else ValidationError(messages)
            )
    return StreamBlockValidationError(block_errors=errors)
