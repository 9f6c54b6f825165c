"""The digital case file: what joins recognition, batch work and, later, all other packages.

Names are imported on first use: a child process of the main job needs few of them and starts sooner.
"""

from importlib import import_module as _import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from casedocs.dossier.ingest import DigitizeOptions, DigitizeReport, DocumentRecord, DocumentStatus, digitize

__all__ = ["DigitizeOptions", "DigitizeReport", "DocumentRecord", "DocumentStatus", "digitize"]

_HOMES = {
    "ingest": "DigitizeOptions DigitizeReport DocumentRecord DocumentStatus digitize",
}
_MODULES = {name: module for module, names in _HOMES.items() for name in names.split()}


def __getattr__(name: str) -> Any:
    if name in _MODULES:
        return getattr(_import_module(f"casedocs.dossier.{_MODULES[name]}"), name)
    message = f"module 'casedocs.dossier' has no attribute {name!r}"
    raise AttributeError(message)


def __dir__() -> list[str]:
    return list(__all__)
