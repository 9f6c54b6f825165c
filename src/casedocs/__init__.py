"""casedocs: from the paper of a People's Procuracy office to a digital case file.

The sub-packages are imported on first use, so that ``import casedocs`` costs next to nothing::

    import casedocs

    document = casedocs.ocr.recognize("ho-so.pdf")
    casedocs.ocr.write_searchable_pdf("ho-so.pdf", document, "ho-so.tra-cuu.pdf")
"""

from importlib import import_module as _import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import ModuleType

__all__ = ["__version__"]
__version__ = "0.1.0.dev0"

_PACKAGES = frozenset(
    {"batch", "classify", "dossier", "errors", "extract", "geometry", "mindmap", "ocr", "sign", "spans", "text"}
)


def __getattr__(name: str) -> "ModuleType":
    if name in _PACKAGES:
        return _import_module(f"casedocs.{name}")
    message = f"module 'casedocs' has no attribute {name!r}"
    raise AttributeError(message)


def __dir__() -> list[str]:
    return sorted({"__version__", *_PACKAGES})
