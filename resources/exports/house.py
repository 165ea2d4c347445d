"""Who publishes the records: what every export says of the house."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from wagtail.models import Site

from core.models import SiteInformation
from thesaurus.models import Scheme


@dataclass(frozen=True)
class House:
    """The name of the house, its country (two letters) and the origin of its site, without a path."""

    name: str
    country: str
    origin: str
    vocabularies: Mapping[int, str] = field(default_factory=dict)
    """The name of each vocabulary of subjects, by its key."""

    def address(self, kind: str, uuid: UUID) -> str:
        """The language-neutral address of a thing."""
        return f"{self.origin}/id/{kind}/{uuid}"


def read_house() -> House:
    """The house as its settings say it; two queries, once for each file."""
    stored = SiteInformation.objects.filter(site__in=Site.objects.filter(is_default_site=True)).first()
    known = stored or SiteInformation()
    vocabularies = dict(Scheme.objects.values_list("pk", "title"))
    return House(known.organisation or known.name, known.country.upper(), site_origin(), vocabularies)


def site_origin() -> str:
    """Scheme and host of the site, without a path."""
    parts = urlsplit(settings.WAGTAILADMIN_BASE_URL)
    return f"{parts.scheme}://{parts.netloc}"
