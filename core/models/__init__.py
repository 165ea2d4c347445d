from core.models.erasure import Erasure
from core.models.identity import IdentifiedModel, NumberedModel, NumberSequence, TombstonedModel
from core.models.imported_page import ImportedPage
from core.models.merging import DuplicatePair, DuplicateReport, Merge
from core.models.outbox import IndexChange, IndexedModel
from core.models.page import BasePage
from core.models.proposal import ProposedModel
from core.models.site_information import LocalInformation, SiteInformation

__all__ = [
    "BasePage",
    "DuplicatePair",
    "DuplicateReport",
    "Erasure",
    "IdentifiedModel",
    "ImportedPage",
    "IndexChange",
    "IndexedModel",
    "LocalInformation",
    "Merge",
    "NumberSequence",
    "NumberedModel",
    "ProposedModel",
    "SiteInformation",
    "TombstonedModel",
]
