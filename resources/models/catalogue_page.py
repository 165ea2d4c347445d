"""The page of the documentation centre: its search, and the address of every record."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from search.models import BaseSearchPage


class CataloguePage(BaseSearchPage):
    """The catalogue, under which each record has its address."""

    rubrique = "catalogue"
    search_kinds: ClassVar[tuple[str, ...]] = ("resources.record",)
    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]

    class Meta:
        verbose_name = _("catalogue")
