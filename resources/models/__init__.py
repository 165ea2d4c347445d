from resources.models.catalogue_page import CataloguePage
from resources.models.choices import (
    Audience,
    Condition,
    HoldingStatus,
    IdentifierKind,
    LinkKind,
    MetadataLicence,
    NoteKind,
    RecordType,
    SchoolLevel,
    TitleKind,
)
from resources.models.parts import (
    Contribution,
    Holding,
    HoldingSite,
    OtherTitle,
    Publication,
    RecordFile,
    RecordIdentifier,
    RecordLink,
    RecordNote,
    RecordSubject,
)
from resources.models.record import Record
from resources.models.source import SourceRecord

__all__ = [
    "Audience",
    "CataloguePage",
    "Condition",
    "Contribution",
    "Holding",
    "HoldingSite",
    "HoldingStatus",
    "IdentifierKind",
    "LinkKind",
    "MetadataLicence",
    "NoteKind",
    "OtherTitle",
    "Publication",
    "Record",
    "RecordFile",
    "RecordIdentifier",
    "RecordLink",
    "RecordNote",
    "RecordSubject",
    "RecordType",
    "SchoolLevel",
    "SourceRecord",
    "TitleKind",
]
