from resources.models.bulk_run import BulkRun, BulkState
from resources.models.catalogue_page import CataloguePage
from resources.models.choices import (
    Audience,
    Condition,
    Frequency,
    HoldingStatus,
    IdentifierKind,
    ImportState,
    IssueState,
    LineState,
    LinkKind,
    MetadataLicence,
    NoteKind,
    Origin,
    RecordType,
    SchoolLevel,
    TitleKind,
    UndoState,
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
from resources.models.periodicals import Subscription, SubscriptionIssue
from resources.models.readers import ErrorReport, SavedList
from resources.models.record import Record
from resources.models.record_template import RecordTemplate
from resources.models.runs import ImportLine, ImportRun
from resources.models.selection_page import SelectionEntry, SelectionPage
from resources.models.source import SourceRecord

__all__ = [
    "Audience",
    "BulkRun",
    "BulkState",
    "CataloguePage",
    "Condition",
    "Contribution",
    "ErrorReport",
    "Frequency",
    "Holding",
    "HoldingSite",
    "HoldingStatus",
    "IdentifierKind",
    "ImportLine",
    "ImportRun",
    "ImportState",
    "IssueState",
    "LineState",
    "LinkKind",
    "MetadataLicence",
    "NoteKind",
    "Origin",
    "OtherTitle",
    "Publication",
    "Record",
    "RecordFile",
    "RecordIdentifier",
    "RecordLink",
    "RecordNote",
    "RecordSubject",
    "RecordTemplate",
    "RecordType",
    "SavedList",
    "SchoolLevel",
    "SelectionEntry",
    "SelectionPage",
    "SourceRecord",
    "Subscription",
    "SubscriptionIssue",
    "TitleKind",
    "UndoState",
]
