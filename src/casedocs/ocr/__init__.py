"""Recognition: scans, photographs and PDF files → words with their places → searchable PDF, JSON, hOCR, ALTO, text.

::

    from casedocs import ocr

    document = ocr.recognize("bien-ban.pdf")
    ocr.write_searchable_pdf("bien-ban.pdf", document, "bien-ban.tra-cuu.pdf")
    print(document.text)

Names are imported on first use: a child process of the main job needs few of them and starts sooner.
"""

from importlib import import_module as _import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from casedocs.ocr.alarms import Alarm, AlarmCode
    from casedocs.ocr.engines import ENGINE_NAMES, Engine, EngineInfo, create_engine
    from casedocs.ocr.explain import explain_page
    from casedocs.ocr.formats import from_json, to_alto, to_hocr, to_json, to_text
    from casedocs.ocr.options import OcrOptions, PageSelection, TextLayerUse
    from casedocs.ocr.picture import Picture, PictureOrigin
    from casedocs.ocr.recognition import iter_pages, recognize
    from casedocs.ocr.result import (
        Baseline,
        Block,
        BlockKind,
        Line,
        OcrDocument,
        Page,
        PageFailure,
        PageOrigin,
        Table,
        TableCell,
        Word,
    )
    from casedocs.ocr.searchable import SearchableOptions, write_searchable_pdf
    from casedocs.ocr.sheets import Sheet, join_sheets

__all__ = [
    "ENGINE_NAMES",
    "Alarm",
    "AlarmCode",
    "Baseline",
    "Block",
    "BlockKind",
    "Engine",
    "EngineInfo",
    "Line",
    "OcrDocument",
    "OcrOptions",
    "Page",
    "PageFailure",
    "PageOrigin",
    "PageSelection",
    "Picture",
    "PictureOrigin",
    "SearchableOptions",
    "Sheet",
    "Table",
    "TableCell",
    "TextLayerUse",
    "Word",
    "create_engine",
    "explain_page",
    "from_json",
    "iter_pages",
    "join_sheets",
    "recognize",
    "to_alto",
    "to_hocr",
    "to_json",
    "to_text",
    "write_searchable_pdf",
]

_HOMES = {
    "alarms": "Alarm AlarmCode",
    "engines": "ENGINE_NAMES Engine EngineInfo create_engine",
    "explain": "explain_page",
    "formats": "from_json to_alto to_hocr to_json to_text",
    "options": "OcrOptions PageSelection TextLayerUse",
    "picture": "Picture PictureOrigin",
    "recognition": "iter_pages recognize",
    "result": "Baseline Block BlockKind Line OcrDocument Page PageFailure PageOrigin Table TableCell Word",
    "searchable": "SearchableOptions write_searchable_pdf",
    "sheets": "Sheet join_sheets",
}
_MODULES = {name: module for module, names in _HOMES.items() for name in names.split()}


def __getattr__(name: str) -> Any:
    if name in _MODULES:
        return getattr(_import_module(f"casedocs.ocr.{_MODULES[name]}"), name)
    message = f"module 'casedocs.ocr' has no attribute {name!r}"
    raise AttributeError(message)


def __dir__() -> list[str]:
    return list(__all__)
