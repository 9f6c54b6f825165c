"""From files and folders of scans to searchable documents: the main job."""

from casedocs.dossier.ingest.digitize import digitize, resume
from casedocs.dossier.ingest.events import (
    DocumentFinished,
    DocumentPlanned,
    Event,
    FileIgnored,
    PageFinished,
    RunFinished,
    RunPlanned,
    RunStopping,
)
from casedocs.dossier.ingest.options import DigitizeOptions
from casedocs.dossier.ingest.records import DigitizeReport, DocumentRecord, DocumentStatus

__all__ = [
    "DigitizeOptions",
    "DigitizeReport",
    "DocumentFinished",
    "DocumentPlanned",
    "DocumentRecord",
    "DocumentStatus",
    "Event",
    "FileIgnored",
    "PageFinished",
    "RunFinished",
    "RunPlanned",
    "RunStopping",
    "digitize",
    "resume",
]
