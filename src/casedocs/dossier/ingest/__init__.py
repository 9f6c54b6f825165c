"""From files and folders of scans to searchable documents: the main job.

Names are imported on first use: a child process of the main job needs few of them and starts sooner.
"""

from importlib import import_module as _import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
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
    from casedocs.dossier.ingest.main_job import digitize, resume
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

_HOMES = {
    "main_job": "digitize resume",
    "events": "DocumentFinished DocumentPlanned Event FileIgnored PageFinished RunFinished RunPlanned RunStopping",
    "options": "DigitizeOptions",
    "records": "DigitizeReport DocumentRecord DocumentStatus",
}
_MODULES = {name: module for module, names in _HOMES.items() for name in names.split()}


def __getattr__(name: str) -> Any:
    if name in _MODULES:
        return getattr(_import_module(f"casedocs.dossier.ingest.{_MODULES[name]}"), name)
    message = f"module 'casedocs.dossier.ingest' has no attribute {name!r}"
    raise AttributeError(message)


def __dir__() -> list[str]:
    return list(__all__)
