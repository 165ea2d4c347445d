from core.models.identity import IdentifiedModel, NumberedModel, NumberSequence, TombstonedModel
from core.models.outbox import IndexChange, IndexedModel
from core.models.page import BasePage
from core.models.site_information import LocalInformation, SiteInformation

__all__ = [
    "BasePage",
    "IdentifiedModel",
    "IndexChange",
    "IndexedModel",
    "LocalInformation",
    "NumberSequence",
    "NumberedModel",
    "SiteInformation",
    "TombstonedModel",
]
